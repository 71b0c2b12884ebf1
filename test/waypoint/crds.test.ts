import { Availability, DataPlane, Placement, Revision, WaypointTraffic } from '../../src/vocabulary';
import { validateAgainstCrds } from '../support/crd-validator';
import { describeWithCrds } from '../support/crds-dir';
import { ambientProgram, rendered } from '../support/fake-mesh';

describeWithCrds('every shape of waypoint against the CRDs of its cluster', (root) => {
  test.each([['3.2', '4.19'], ['3.3', '4.20'], ['3.3', '4.21'], ['3.4', '4.22']])('OSSM %s on OpenShift %s', (ossm, openshift) => {
    const { chart, mesh } = ambientProgram({ revision: Revision.of('prod') });
    const shop = mesh.addNamespace('shop');
    const infra = mesh.addNamespace('infra', { dataPlane: DataPlane.NONE });
    shop.addWaypoint('plain', { traffic: WaypointTraffic.ALL });
    infra.addWaypoint('one', { usableFrom: [shop] });
    infra.addWaypoint('several', { usableFrom: [shop, mesh.namespace('other')] });
    infra.addWaypoint('all', { usableFromEverywhere: true });
    shop.addService('web', { port: 80 }).addWaypoint('ratings-waypoint', { placement: Placement.infraNodes(), resources: { cpuRequest: '1' }, availability: Availability.fixed(2) });
    const { errors, judged } = validateAgainstCrds(rendered(chart), { ossm, openshift }, root);
    expect(errors).toEqual([]);
    expect(judged).toHaveLength(5);
  });
});

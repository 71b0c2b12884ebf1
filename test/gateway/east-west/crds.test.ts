import { AMBIENT, EastWestProgram } from './support';
import { Exposure, ExternalTrafficPolicy, GatewayCertificate, InternalLoadBalancer } from '../../../src/gateway';
import {
  ControlPlaneExposure, EastWest, type EastWestGatewayProps, GatewayAddress, RemoteNetworkGateway,
} from '../../../src/gateway/east-west';
import { IssuerRef } from '../../../src/vocabulary/issuer-ref';
import type { MeshFacts } from '../../../src/vocabulary/mesh-facts';
import { validateAgainstCrds } from '../../support/crd-validator';
import { describeWithCrds } from '../../support/crds-dir';

const certificate = GatewayCertificate.certManager({ issuer: IssuerRef.clusterIssuer('ca') });
const exposure = Exposure.loadBalancer({ internal: InternalLoadBalancer.AWS, externalTrafficPolicy: ExternalTrafficPolicy.LOCAL });

const WAYS: Array<[way: string, props: Partial<EastWestGatewayProps>, facts: Partial<MeshFacts>]> = [
  ['injected', { exposeControlPlane: ControlPlaneExposure.passthrough(), controlPlanes: [{ service: 'istiod-a' }, { service: 'istiod-b' }] }, {}],
  ['with a certificate', { exposeControlPlane: ControlPlaneExposure.https({ host: 'istiod.example.com', certificate }) }, {}],
  ['gateway API', { settings: EastWest.gatewayApi({ exposure }) }, {}],
  ['gateway API, some hosts', { settings: EastWest.gatewayApi(), exposeServices: ['a.x.svc.cluster.local', '*.y.svc.cluster.local'] }, {}],
  ['ambient', { settings: EastWest.ambient({ exposure: Exposure.clusterIp() }) }, AMBIENT],
];

describeWithCrds('what leads between clusters is accepted by the CRDs of every release', (root) => {
  describe.each([['3.0', '4.19'], ['3.2', '4.20'], ['3.4', '4.22']])('OSSM %s on OpenShift %s', (ossm, openshift) => {
    test.each(WAYS)('%s', (_, props, facts) => {
      const program = new EastWestProgram(props, facts);
      ['203.0.113.7', 'west.example.com'].forEach((address, i) => new RemoteNetworkGateway(program.cluster, `remote-${i}`, {
        mesh: program.mesh, network: `net-${i}`, address: GatewayAddress.of(address),
      }));
      const { errors, judged } = validateAgainstCrds(program.objects(), { ossm, openshift }, root);
      expect(errors).toEqual([]);
      expect(judged.filter((j) => j.startsWith('Gateway ')).length).toBeGreaterThan(2);
    });
  });
});

import { at, objectsOf, two } from './support';
import { OpenShift, OssmRelease } from '../../../src';
import { validateAgainstCrds } from '../../support/crd-validator';
import { describeWithCrds } from '../../support/crds-dir';

describeWithCrds('what meshes write that share services is accepted by the CRDs of every release', (root) => {
  test.each([['3.0', '4.19'], ['3.1', '4.19'], ['3.2', '4.20'], ['3.3', '4.20'], ['3.4', '4.20']])('OSSM %s on OpenShift %s', (ossm, openshift) => {
    const release = OssmRelease.of(ossm);
    const cluster = { openshift: OpenShift.of(openshift) };
    const t = two({ east: { release, ...at('east.mesh.example.com') }, west: { release, ...at('west.mesh.example.com') }, eastCluster: cluster, westCluster: cluster });
    t.shared.exportService(t.ratings, { visibleTo: ['front'] });
    t.shared.exportService(t.shop.addService('reviews', { port: 80 }), { host: 'reviews.west.example.com' });
    for (const objects of [objectsOf(t.east), objectsOf(t.west)]) {
      const { errors, judged } = validateAgainstCrds(objects, { ossm, openshift }, root);
      expect(errors).toEqual([]);
      expect(judged).toEqual(expect.arrayContaining([expect.stringMatching(/^ServiceEntry /), expect.stringMatching(/^Gateway /)]));
    }
  });
});

import { ApiObject } from 'cdk8s';
import { type Cluster, OutlierDetection } from '../../../src';
import { known } from '../external/support';

function objects(cluster: Cluster, kind: string): ApiObject[] {
  return cluster.node.findAll().filter((c): c is ApiObject => ApiObject.isApiObject(c) && (c as ApiObject).kind === kind);
}

test('a control plane in another cluster reads its config cluster, and is told there', () => {
  const program = known();
  const { hub, east, west } = program;
  const mesh = program.external({ dataClusters: [west] });
  const shop = mesh.addNamespace('shop');
  shop.addService('reviews', { port: 9080 }).failover({ outlierDetection: OutlierDetection.after5xx(5) });
  expect([hub, east, west].map((c) => objects(c, 'DestinationRule').filter((r) => r.name === 'reviews').length)).toEqual([0, 1, 0]);
  shop.of(west).addService('cache', { port: 6379 }).keepLocal();
  expect(mesh.controlPlane._clusterLocalHosts).toEqual(new Set(['cache.shop.svc.cluster.local']));
  expect(program.errors()).toEqual([]);
});

import { type Cluster, DataPlane, DiscoverySelector, EastWest, MeshContract, type MultiPrimary } from '../../../src';
import { equalityProblems } from '../../../src/topology/sharing/equality';
import { find, objectsOf, Program } from '../support';

interface World {
  readonly program: Program;
  readonly east: Cluster;
  readonly west: Cluster;
  readonly mesh: MultiPrimary;
}

function world(props: Parameters<Program['multiPrimary']>[1] = {}): World {
  const program = new Program();
  const [east, west] = [program.cluster('east'), program.cluster('west')];
  return { program, east, west, mesh: program.multiPrimary([east, west], props) };
}

const ambient = () => world({ dataPlane: DataPlane.AMBIENT });

test.each([
  ['the same everywhere', {}, []],
  ['another number', { ports: [{ port: 81, name: 'http', protocol: 'http' }] }, ['topology/service-ports-differ']],
  ['another name', { ports: [{ port: 80, name: 'web', protocol: 'http' }] }, ['topology/service-ports-differ']],
  ['another protocol', { ports: [{ port: 80, name: 'http', protocol: 'grpc' }] }, ['topology/service-ports-differ']],
  ['another ServiceAccount', { serviceAccount: 'other' }, ['topology/service-account-differs']],
  ['a ServiceAccount that is not known', { serviceAccount: undefined }, []],
  ['no waypoint', { waypoint: undefined }, ['topology/service-waypoint-differs']],
  ['another waypoint', { waypoint: 'infra/waypoint' }, ['topology/service-waypoint-differs']],
])('%s', (_, other, codes) => {
  const one = { where: 'east', ports: [{ port: 80, name: 'http', protocol: 'http' }], serviceAccount: 'reviews', waypoint: 'shop/waypoint' };
  expect(equalityProblems('reviews', [one, { ...one, where: 'west', ...other }], true).map((p) => p.code)).toEqual(codes);
});

test('waypoints mean nothing to sidecars', () => {
  const one = { where: 'east', ports: [], waypoint: 'shop/waypoint' };
  expect(equalityProblems('reviews', [one, { ...one, waypoint: undefined }], false)).toEqual([]);
});

test('ports and accounts that differ are errors that show both values and places', () => {
  const { program, east, west, mesh } = world();
  const shop = mesh.addNamespace('shop');
  shop.of(east).addService('reviews', { port: 9080 }).shareAcross(mesh);
  shop.of(west).addService('reviews', { port: 9081, serviceAccount: 'other' });
  expect(program.errors()).toEqual(['topology/service-account-differs', 'topology/service-ports-differ']);
  expect(program.finding('topology/service-ports-differ').what).toBe("the ports of service 'reviews' differ between clusters: "
    + "9080 'http' (http) in cluster 'east' (east/mesh/mesh/ns-shop/service-reviews), "
    + "9081 'http' (http) in cluster 'west' (west/mesh/mesh/ns-shop/service-reviews)");
});

test('a waypoint of one cluster alone is an error', () => {
  const { program, east, mesh } = ambient();
  const reviews = mesh.addNamespace('shop').of(east).addService('reviews', { port: 9080 });
  reviews.addWaypoint();
  reviews.shareAcross(mesh);
  expect(program.finding('topology/service-waypoint-differs').what).toContain("'shop/reviews-waypoint' in cluster 'east'");
  expect(program.finding('topology/waypoint-not-global').severity).toBe('warning');
});

test('addWaypoint of a shared namespace makes one in every cluster, for all of them', () => {
  const { program, east, west, mesh } = ambient();
  const shop = mesh.addNamespace('shop');
  const waypoint = shop.addWaypoint();
  shop.addService('reviews', { port: 9080 });
  for (const cluster of [east, west]) {
    expect(find(objectsOf(cluster), 'Gateway', 'waypoint').metadata.labels).toMatchObject({ 'istio.io/global': 'true', 'istio.io/waypoint-for': 'service' });
    expect(find(objectsOf(cluster), 'Namespace', 'shop').metadata.labels['istio.io/use-waypoint']).toBe('waypoint');
    expect(waypoint.of(cluster).waypointName).toBe('waypoint');
  }
  expect(program.errors()).toEqual([]);
});

test('a service alone may use a waypoint of every cluster, its namesake as well', () => {
  const { program, east, west, mesh } = ambient();
  const infra = mesh.addNamespace('infra');
  const shop = mesh.addNamespace('shop');
  const waypoint = infra.addWaypoint('edge', { enrol: false, usableFrom: [shop] });
  shop.of(east).addService('reviews', { port: 9080 }).shareAcross(mesh).useWaypoint(waypoint);
  for (const cluster of [east, west]) {
    expect(find(objectsOf(cluster), 'Service', 'reviews').metadata.labels)
      .toEqual({ 'istio.io/global': 'true', 'istio.io/use-waypoint': 'edge', 'istio.io/use-waypoint-namespace': 'infra' });
  }
  expect(program.errors()).toEqual([]);
});

test('a waypoint that is in some clusters says so', () => {
  const { east, west, mesh } = ambient();
  const waypoint = mesh.addNamespace('shop', { clusters: [east] }).addWaypoint();
  expect(() => waypoint.of(west)).toThrow(/topology\/waypoint-not-in-cluster/);
});

test('a control plane that does not look at the namespace of another cluster is reported', () => {
  const props = (other: string) => ({
    discoverySelectors: [DiscoverySelector.labels({ team: 'a' })],
    perCluster: { west: { discoverySelectors: [DiscoverySelector.labels({ team: other })] } },
  });
  const bad = world(props('b'));
  bad.mesh.meshOf(bad.east).addNamespace('shop', { labels: { team: 'a' } }).addService('reviews', { port: 9080 }).shareAcross(bad.mesh, { clusters: [bad.east] });
  expect(bad.program.finding('topology/namespace-not-discovered').what).toContain("cluster 'west' does not look at namespace 'shop' of cluster 'east'");
  const good = world(props('a'));
  good.mesh.meshOf(good.east).addNamespace('shop', { labels: { team: 'a' } }).addService('reviews', { port: 9080 }).shareAcross(good.mesh, { clusters: [good.east] });
  expect(good.program.errors()).toEqual([]);
  expect(good.program.codes()).not.toContain('topology/namespace-not-discovered');
});

function contractOfWest(port: number): MeshContract {
  const program = new Program();
  const west = program.cluster('west');
  const mesh = program.multiPrimary([west], { eastWest: EastWest.injected() });
  mesh.addNamespace('shop').addService('reviews', { port });
  return MeshContract.fromJson(mesh.meshOf(west).contract().toJson());
}

test('the contract of a cluster tells of the services that it shares', () => {
  expect(JSON.parse(contractOfWest(9080).toJson()).multiCluster.services).toEqual([
    { namespace: 'shop', name: 'reviews', ports: [{ port: 9080, name: 'http', protocol: 'http' }], serviceAccount: 'reviews' },
  ]);
});

test('a service is compared with the one of another program', () => {
  const program = new Program();
  const east = program.cluster('east');
  const mesh = program.multiPrimary([east], { contracts: [contractOfWest(9081)] });
  mesh.addNamespace('shop').addService('reviews', { port: 9080 });
  expect(program.finding('topology/service-ports-differ').what).toContain("9081 'http' (http) in cluster 'west'");
  const good = new Program();
  const two = good.multiPrimary([good.cluster('east')], { contracts: [contractOfWest(9080)] });
  two.addNamespace('shop').addService('reviews', { port: 9080 });
  expect(good.errors()).toEqual([]);
});

test('a service of another program is known by its contract', () => {
  const program = new Program();
  const east = program.cluster('east');
  const mesh = program.multiPrimary([east], { contracts: [contractOfWest(9080)] });
  const shop = mesh.addNamespace('shop');
  const reviews = shop.serviceFromContract('reviews');
  expect(find(objectsOf(east), 'Service', 'reviews').spec).toEqual({ ports: [{ name: 'http', port: 9080, appProtocol: 'http' }] });
  expect(reviews.of(east).identity?.principal).toBe('cluster.local/ns/shop/sa/reviews');
  expect(program.errors()).toEqual([]);
  expect(() => shop.serviceFromContract('review')).toThrow(/write 'reviews'/);
});

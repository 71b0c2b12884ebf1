import { ApiObject, Duration } from 'cdk8s';
import {
  type Cluster, DataPlane, Distribution, EastWest, Failover, FailoverKey, type FailoverOptions, Mesh, MeshContract, type MultiPrimary, OssmRelease,
  OutlierDetection,
} from '../../../src';
import { find, listed, objectsOf, Program } from '../support';

interface World {
  readonly program: Program;
  readonly east: Cluster;
  readonly west: Cluster;
  readonly mesh: MultiPrimary;
}

const outlierDetection = OutlierDetection.after5xx(5, { ejectionTime: Duration.seconds(30) });

function world(props: Parameters<Program['multiPrimary']>[1] = {}, regions: Array<string | undefined> = ['us-east', 'us-west']): World {
  const program = new Program();
  const [east, west] = [program.cluster('east', { region: regions[0] }), program.cluster('west', { region: regions[1] })];
  return { program, east, west, mesh: program.multiPrimary([east, west], props) };
}

function failover(options: Partial<FailoverOptions> = {}, props: Parameters<typeof world>[0] = {}, regions?: Array<string | undefined>): World {
  const made = world(props, regions);
  made.mesh.addNamespace('shop').addService('reviews', { port: 9080 }).failover({ outlierDetection, ...options });
  return made;
}

const rule = (cluster: Cluster) => find(objectsOf(cluster), 'DestinationRule', 'reviews');

test('failover by order is a DestinationRule in every cluster with a control plane', () => {
  const { program, east, west } = failover({ order: [FailoverKey.NETWORK, FailoverKey.REGION, FailoverKey.ZONE, FailoverKey.CLUSTER] });
  expect(rule(east)).toEqual({
    apiVersion: 'networking.istio.io/v1',
    kind: 'DestinationRule',
    metadata: { name: 'reviews', namespace: 'shop' },
    spec: {
      host: 'reviews.shop.svc.cluster.local',
      trafficPolicy: {
        loadBalancer: {
          localityLbSetting: {
            enabled: true,
            failoverPriority: ['topology.istio.io/network', 'topology.kubernetes.io/region', 'topology.kubernetes.io/zone', 'topology.istio.io/cluster'],
          },
        },
        outlierDetection: { consecutive5xxErrors: 5, baseEjectionTime: '30s', maxEjectionPercent: 100 },
      },
    },
  });
  expect(rule(west)).toEqual(rule(east));
  expect(program.codes()).toEqual([]);
});

test('failover by region names what takes over for what', () => {
  const { program, east } = failover({ regions: [Failover.between('us-east', 'us-west')] });
  expect(rule(east).spec.trafficPolicy.loadBalancer.localityLbSetting.failover).toEqual([{ from: 'us-east', to: 'us-west' }, { from: 'us-west', to: 'us-east' }]);
  expect(program.errors()).toEqual([]);
});

test('without an order Istio has its own', () => {
  const { east } = failover();
  expect(rule(east).spec.trafficPolicy.loadBalancer.localityLbSetting).toEqual({ enabled: true });
});

test('a distribution needs no outlier detection', () => {
  const { program, east, mesh } = world();
  mesh.addNamespace('shop').addService('reviews', { port: 9080 })
    .distribute([Distribution.of('us-east/*', { 'us-east/*': 80, 'us-west/*': 20 })], { raw: { spec: { exportTo: ['*'] } } });
  expect(rule(east).spec).toEqual({
    exportTo: ['*'],
    host: 'reviews.shop.svc.cluster.local',
    trafficPolicy: { loadBalancer: { localityLbSetting: { enabled: true, distribute: [{ from: 'us-east/*', to: { 'us-east/*': 80, 'us-west/*': 20 } }] } } },
  });
  expect(program.codes()).toEqual([]);
});

test('failover without outlier detection cannot be written', () => {
  const { mesh } = world();
  const reviews = mesh.addNamespace('shop').addService('reviews', { port: 9080 });
  expect(() => reviews.failover({} as FailoverOptions)).toThrow(/`outlierDetection` of the failover is not given/);
  expect(() => reviews.failover({ outlierDetection, order: ['cluster'] as any })).toThrow(/`order`/);
  expect(() => reviews.distribute({} as any)).toThrow(/`distributions`/);
});

test('a host has one rule, whoever says it', () => {
  const { program, east, mesh } = world();
  const reviews = mesh.addNamespace('shop').addService('reviews', { port: 9080 });
  reviews.failover({ outlierDetection });
  reviews.distribute([Distribution.of('us-east', { 'us-east': 100 })]);
  expect(program.errors()).toEqual(['topology/traffic-said-twice']);
  new ApiObject(east, 'own', { apiVersion: 'networking.istio.io/v1', kind: 'DestinationRule', metadata: { name: 'own', namespace: 'shop' }, spec: { host: 'reviews' } });
  expect(program.finding('topology/destination-rule-twice').what).toContain('east/own');
});

test('rules of other hosts are no rules of this one', () => {
  const { program, east, mesh } = world();
  mesh.addNamespace('shop').addService('reviews', { port: 9080 }).failover({ outlierDetection });
  new ApiObject(east, 'own', { apiVersion: 'networking.istio.io/v1', kind: 'DestinationRule', metadata: { name: 'own', namespace: 'other' }, spec: { host: 'reviews' } });
  expect(program.errors()).toEqual([]);
});

test('a region that no cluster is in is an error with the nearest name', () => {
  const { program } = failover({ regions: [Failover.of('us-eats', 'us-west')] });
  expect(program.finding('topology/unknown-region').fix).toBe("write 'us-east'");
  const distributed = world();
  distributed.mesh.addNamespace('shop').addService('reviews', { port: 9080 }).distribute([Distribution.of('*', { 'eu/zone-1': 100 })]);
  expect(distributed.program.finding('topology/unknown-region').what).toContain("'eu'");
});

test('regions are not judged while a cluster states none', () => {
  const { program } = failover({ regions: [Failover.of('us-eats', 'us-west')] }, {}, ['us-east', undefined]);
  expect(program.codes()).toEqual([]);
});

test('a cluster that is preferred has to be one', () => {
  expect(failover({ order: [FailoverKey.inCluster('wset')] }).program.finding('topology/unknown-cluster').fix).toBe("write FailoverKey.inCluster('west')");
  const { program, east } = failover({ order: [FailoverKey.inCluster('west')] });
  expect(rule(east).spec.trafficPolicy.loadBalancer.localityLbSetting.failoverPriority).toEqual(['topology.istio.io/cluster=west']);
  expect(program.codes()).toEqual([]);
});

test('in an ambient mesh failover needs a waypoint', () => {
  const bad = failover({}, { dataPlane: DataPlane.AMBIENT });
  expect(bad.program.finding('topology/traffic-without-waypoint').fix).toContain('trafficDistribution');
  const good = world({ dataPlane: DataPlane.AMBIENT });
  const shop = good.mesh.addNamespace('shop');
  shop.addWaypoint();
  shop.addService('reviews', { port: 9080 }).failover({ outlierDetection });
  expect(good.program.errors()).toEqual([]);
  expect(good.program.codes()).not.toContain('topology/waypoints-stay-on-network');
});

test('waypoints of Istio 1.27 do not leave their network', () => {
  const { program, mesh } = world({ dataPlane: DataPlane.AMBIENT, release: OssmRelease.V3_2 });
  const shop = mesh.addNamespace('shop');
  shop.addWaypoint();
  shop.addService('reviews', { port: 9080 }).failover({ outlierDetection });
  expect(program.finding('topology/waypoints-stay-on-network').severity).toBe('warning');
});

test('a cluster without a control plane has no rule; its primary needs the namespace', () => {
  const program = new Program();
  const [hub, edge] = [program.cluster('hub'), program.cluster('edge')];
  const mesh = program.primaryRemote([hub], [edge]);
  mesh.addNamespace('shop').addService('reviews', { port: 9080 }).failover({ outlierDetection });
  const rules = (cluster: Cluster) => cluster.node.findAll().filter((c) => ApiObject.isApiObject(c) && (c as ApiObject).name === 'reviews' && (c as ApiObject).kind === 'DestinationRule');
  expect([rules(hub).length, rules(edge).length]).toEqual([1, 0]);
  expect(program.errors()).toEqual([]);
  mesh.addNamespace('bank', { clusters: [edge] }).addService('ledger', { port: 9080 }).failover({ outlierDetection });
  expect(program.errors()).toEqual(['topology/failover-not-read']);
});

test('a failover of somebody else that never happens is reported', () => {
  const { program, east } = world();
  const write = (id: string, trafficPolicy: object) =>
    new ApiObject(east, id, { apiVersion: 'networking.istio.io/v1', kind: 'DestinationRule', metadata: { name: id, namespace: 'shop' }, spec: { host: id, trafficPolicy } });
  const loadBalancer = { localityLbSetting: { failoverPriority: ['topology.istio.io/cluster'] } };
  write('good', { loadBalancer, outlierDetection: {} });
  expect(program.codes()).toEqual([]);
  write('bad', { loadBalancer });
  expect(program.finding('topology/failover-without-outlier-detection').what).toContain("DestinationRule 'bad'");
});

test('programs of other clusters are to say the same', () => {
  const other = new Program();
  const west = other.cluster('west');
  const contract = MeshContract.fromJson(other.multiPrimary([west], { eastWest: EastWest.injected() }).meshOf(west).contract().toJson());
  const program = new Program();
  const mesh = program.multiPrimary([program.cluster('east')], { contracts: [contract] });
  const shop = mesh.addNamespace('shop');
  shop.addService('reviews', { port: 9080 }).failover({ outlierDetection });
  shop.of(mesh.clusters[0]).addService('cache', { port: 6379 }).keepLocal();
  expect(mesh.preconditions().join()).toContain("the programs of cluster 'west' say the same");
  expect(mesh.preconditions().join()).toContain("the programs of cluster 'west' keep cache.shop.svc.cluster.local local too");
});

test('a service that is kept local is so in the mesh config of every control plane', () => {
  const { program, east, west, mesh } = world();
  mesh.addNamespace('shop').of(west).addService('cache', { port: 6379 }).keepLocal();
  for (const cluster of [east, west]) {
    expect(find(objectsOf(cluster), 'Istio', 'default').spec.values.meshConfig.serviceSettings)
      .toEqual([{ hosts: ['cache.shop.svc.cluster.local'], settings: { clusterLocal: true } }]);
  }
  expect(program.codes()).toEqual([]);
});

test('an ambient service is local until it is shared', () => {
  const { program, east, mesh } = world({ dataPlane: DataPlane.AMBIENT });
  mesh.addNamespace('shop').of(east).addService('cache', { port: 6379 }).keepLocal();
  expect(find(objectsOf(east), 'Istio', 'default').spec.values.meshConfig?.serviceSettings).toBeUndefined();
  expect(find(objectsOf(east), 'Service', 'cache').metadata.labels).toBeUndefined();
  expect(program.errors()).toEqual([]);
});

test.each([DataPlane.SIDECAR, DataPlane.AMBIENT])('a service is shared or local, not both (%s)', (dataPlane) => {
  const { program, east, west, mesh } = world({ dataPlane });
  const shop = mesh.addNamespace('shop');
  shop.of(east).addService('cache', { port: 6379 }).keepLocal();
  shop.of(west).addService('cache', { port: 6379 }).shareAcross(mesh);
  expect(program.errors()).toContain('topology/shared-and-local');
});

test('a local service behind a global waypoint may be global after all', () => {
  const { program, east, mesh } = world({ dataPlane: DataPlane.AMBIENT });
  const shop = mesh.addNamespace('shop');
  shop.addWaypoint();
  const cache = shop.of(east).addService('cache', { port: 6379 });
  cache.keepLocal();
  expect(program.errors()).toEqual(['topology/local-behind-global-waypoint']);
  const good = world({ dataPlane: DataPlane.AMBIENT });
  const namespace = good.mesh.addNamespace('shop');
  namespace.addWaypoint('waypoint', { acrossClusters: false });
  namespace.of(good.east).addService('cache', { port: 6379 }).keepLocal();
  expect(good.program.errors()).toEqual([]);
});

test('in one cluster there is nothing to keep local', () => {
  const program = new Program();
  const mesh = new Mesh(program.cluster('alone'), 'mesh', { release: OssmRelease.V3_4 });
  expect(() => mesh.addNamespace('shop').addService('cache', { port: 6379 }).keepLocal()).toThrow(/workload\/not-several-clusters/);
});

test('the same program writes the same rules', () => {
  const text = () => JSON.stringify(objectsOf(failover({ order: [FailoverKey.CLUSTER] }).east));
  expect(text()).toBe(text());
  expect(listed(objectsOf(failover().east))).toContain('DestinationRule/reviews');
});

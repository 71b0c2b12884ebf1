import { ApiObject, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { AppProtocol, type Cluster, DataPlane, type MultiPrimary, OssmRelease, TrafficDistribution, TransportProtocol } from '../../../src';
import { find, listed, objectsOf, Program } from '../support';

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

function services(cluster: Cluster): string[] {
  return listed(objectsOf(cluster)).filter((o) => o.startsWith('Service/') && !o.includes('eastwest'));
}

test('a shared service has a namesake in the other cluster, of the same ports and selector', () => {
  const { program, east, west, mesh } = world();
  const shop = mesh.addNamespace('shop');
  const reviews = shop.of(east).addService('reviews', { ports: [{ port: 80, targetPort: 9080 }, { port: 53, name: 'dns', protocol: AppProtocol.TCP }] });
  const shared = reviews.shareAcross(mesh);
  expect(find(objectsOf(west), 'Service', 'reviews')).toEqual({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'reviews', namespace: 'shop' },
    spec: {
      ports: [{ name: 'http', port: 80, targetPort: 9080, appProtocol: 'http' }, { name: 'dns', port: 53, appProtocol: 'tcp' }],
      selector: { app: 'reviews' },
    },
  });
  expect(listed(objectsOf(west))).not.toContain('ServiceAccount/reviews');
  expect(find(objectsOf(east), 'Service', 'reviews').metadata.labels).toBeUndefined();
  expect(shared.of(east)).toBe(reviews);
  expect(shared.of(west).namespace).toBe(shop.of(west));
  expect(shared.of(west).ports).toEqual(reviews.ports);
  expect(shared.of(west).identity?.principal).toBe('cluster.local/ns/shop/sa/reviews');
  expect(shared.host).toBe('reviews.shop.svc.cluster.local');
  expect(shared.clusters).toEqual([east, west]);
  expect(program.errors()).toEqual([]);
});

test('in an ambient mesh the service and its namesake are global', () => {
  const { program, east, west, mesh } = ambient();
  mesh.addNamespace('shop').of(east).addService('reviews', { port: 9080, trafficDistribution: TrafficDistribution.PREFER_CLOSE }).shareAcross(mesh);
  for (const cluster of [east, west]) {
    expect(find(objectsOf(cluster), 'Service', 'reviews').metadata.labels).toEqual({ 'istio.io/global': 'true' });
    expect(find(objectsOf(cluster), 'Service', 'reviews').spec.trafficDistribution).toBe('PreferClose');
  }
  expect(program.errors()).toEqual([]);
});

test('Istio 1.26 does not know global services', () => {
  const { program, east, mesh } = world({ dataPlane: DataPlane.AMBIENT, release: OssmRelease.V3_1 });
  mesh.addNamespace('shop').of(east).addService('reviews', { port: 9080 }).shareAcross(mesh);
  expect(program.finding('topology/global-label-not-read').what).toContain("cluster 'east'");
});

test('services of several clusters that are shared are one, and have no namesake where they are', () => {
  const { program, east, west, mesh } = ambient();
  const shop = mesh.addNamespace('shop');
  const [a, b] = [east, west].map((c) => shop.of(c).addService('reviews', { port: 9080 }));
  expect(a.shareAcross(mesh)).toBe(b.shareAcross(mesh));
  expect(services(west)).toEqual(['Service/reviews']);
  expect(program.errors()).toEqual([]);
});

test('a namesake goes when the service itself is added', () => {
  const { program, east, west, mesh } = world();
  const shop = mesh.addNamespace('shop');
  const shared = shop.of(east).addService('reviews', { port: 9080 }).shareAcross(mesh);
  const own = shop.of(west).addService('reviews', { port: 9080 });
  expect(services(west)).toEqual(['Service/reviews']);
  expect(listed(objectsOf(west))).toContain('ServiceAccount/reviews');
  expect(shared.of(west)).toBe(own);
  expect(program.errors()).toEqual([]);
});

test('a namesake that is in use cannot go any more', () => {
  const { east, west, mesh } = world();
  const shop = mesh.addNamespace('shop');
  shop.of(east).addService('reviews', { port: 9080 }).shareAcross(mesh).of(west);
  expect(() => shop.of(west).addService('reviews', { port: 9080 })).toThrow(/topology\/service-added-late/);
});

test('an ambient service that is shared in one cluster and not in another is an error', () => {
  const { program, east, west, mesh } = ambient();
  const shop = mesh.addNamespace('shop');
  shop.of(east).addService('reviews', { port: 9080 }).shareAcross(mesh);
  const other = shop.of(west).addService('reviews', { port: 9080 });
  expect(program.finding('topology/shared-in-some-clusters').what).toContain(other.node.path);
  other.shareAcross(mesh);
  expect(program.errors()).toEqual([]);
});

test('addService of a shared namespace adds it in every cluster', () => {
  const { program, east, west, mesh } = ambient();
  const shared = mesh.addNamespace('shop').addService('reviews', { port: 9080 });
  for (const cluster of [east, west]) {
    expect(find(objectsOf(cluster), 'Service', 'reviews').metadata.labels).toEqual({ 'istio.io/global': 'true' });
    expect(listed(objectsOf(cluster))).toContain('ServiceAccount/reviews');
    expect(shared.of(cluster).namespace.mesh).toBe(mesh.meshOf(cluster));
  }
  expect(program.errors()).toEqual([]);
});

test('addService may have endpoints in some clusters only', () => {
  const { program, east, west, mesh } = world();
  mesh.addNamespace('shop').addService('reviews', { port: 9080, clusters: [east] });
  expect(listed(objectsOf(west))).toContain('Service/reviews');
  expect(listed(objectsOf(west))).not.toContain('ServiceAccount/reviews');
  expect(() => mesh.namespace('shop').addService('ratings', { port: 9080, clusters: [] })).toThrow(/topology\/service-without-cluster/);
  expect(program.errors()).toEqual([]);
});

test('raw fields are laid over namesakes', () => {
  const { east, west, mesh } = world();
  mesh.addNamespace('shop').of(east).addService('reviews', { port: 9080 }).shareAcross(mesh, { raw: { metadata: { annotations: { note: 'x' } } } });
  expect(find(objectsOf(west), 'Service', 'reviews').metadata.annotations).toEqual({ note: 'x' });
});

test('raw fields without a namesake are an error', () => {
  const { program, east, mesh } = world();
  mesh.addNamespace('shop').of(east).addService('reviews', { port: 9080 }).shareAcross(mesh, { clusters: [east], raw: {} });
  expect(program.errors()).toEqual(['topology/raw-without-object']);
});

test('a service in a namespace that a cluster lacks is not known there', () => {
  const { program, east, west, mesh } = world();
  const shared = mesh.addNamespace('shop', { clusters: [east] }).of(east).addService('reviews', { port: 9080 }).shareAcross(mesh);
  const finding = program.finding('topology/service-not-known');
  expect(finding.severity).toBe('warning');
  expect(finding.fix).toContain("mesh.addNamespace('shop')");
  expect(() => shared.of(west)).toThrow(/one of 'east'/);
});

test('a cluster that is left out on purpose is not missed', () => {
  const { program, east, west, mesh } = world();
  mesh.addNamespace('shop').of(east).addService('reviews', { port: 9080 }).shareAcross(mesh, { clusters: [east] });
  expect(services(west)).toEqual([]);
  expect(program.codes()).toEqual([]);
});

test('a cluster that is named has to have the namespace', () => {
  const { program, east, west, mesh } = world();
  mesh.addNamespace('shop', { clusters: [east] }).of(east).addService('reviews', { port: 9080 }).shareAcross(mesh, { clusters: [west] });
  expect(program.errors()).toEqual(['topology/service-not-known']);
});

test('a namespace that comes after the service is said to be late', () => {
  const { program, east, west, mesh } = world();
  mesh.meshOf(east).addNamespace('shop').addService('reviews', { port: 9080 }).shareAcross(mesh);
  mesh.meshOf(west).addNamespace('shop');
  expect(program.errors()).toEqual(['topology/namespace-after-service']);
});

test('a headless service has no address in a cluster without its pods', () => {
  const { program, east, west, mesh } = world();
  const shop = mesh.addNamespace('shop');
  shop.of(east).addService('db', { port: 5432, headless: true }).shareAcross(mesh);
  expect(find(objectsOf(west), 'Service', 'db').spec.clusterIP).toBe('None');
  expect(program.finding('topology/headless-without-pods').severity).toBe('warning');
  shop.addService('cache', { port: 6379, headless: true });
  expect(program.findings()).toHaveLength(1);
});

test('a service that is referred to by name has a namesake of its ports', () => {
  const { program, east, west, mesh } = world();
  const reviews = mesh.addNamespace('shop').of(east).serviceFromName('reviews', { ports: [{ port: 80 }] });
  reviews.shareAcross(mesh);
  expect(find(objectsOf(west), 'Service', 'reviews').spec).toEqual({ ports: [{ name: 'http', port: 80, appProtocol: 'http' }] });
  expect(services(east)).toEqual([]);
  expect(program.errors()).toEqual([]);
});

test('a label that cannot be written on a service by name is an error that says where', () => {
  const { program, east, mesh } = ambient();
  const shop = mesh.addNamespace('shop');
  shop.of(east).serviceFromName('reviews', { port: 80 }).shareAcross(mesh);
  expect(program.finding('workload/label-missing').fix).toContain("'istio.io/global': 'true'");
  const good = ambient();
  good.mesh.addNamespace('shop').of(good.east).serviceFromName('reviews', { port: 80, labels: { 'istio.io/global': 'true' } }).shareAcross(good.mesh);
  expect(good.program.errors()).toEqual([]);
});

test('a Service of cdk8s-plus has a namesake too, without its node ports', () => {
  const { program, east, west, mesh } = world();
  const service = new kplus.Service(east, 'svc', { metadata: { name: 'reviews', namespace: 'shop' }, type: kplus.ServiceType.NODE_PORT, ports: [{ port: 80, nodePort: 30080, name: 'http' }] });
  mesh.addNamespace('shop').of(east).serviceFromConstruct(service).shareAcross(mesh);
  expect(ApiObject.of(service).toJson().spec.ports[0].nodePort).toBe(30080);
  expect(find(objectsOf(west), 'Service', 'reviews').spec.ports).toEqual([{ name: 'http', port: 80 }]);
  expect(program.errors()).toEqual([]);
});

test('a service of another mesh cannot be shared', () => {
  const { east, mesh } = world();
  const other = world();
  const service = other.mesh.addNamespace('shop').of(other.east).addService('reviews', { port: 9080 });
  expect(() => service.shareAcross(mesh)).toThrow(/topology\/service-of-another-mesh/);
  expect(() => service.shareAcross('mesh' as any)).toThrow(/workload\/not-several-clusters/);
  const own = mesh.addNamespace('shop').of(east).addService('reviews', { port: 9080 });
  expect(() => own.shareAcross(mesh, { clusters: ['west'] as any })).toThrow(/pass the Cluster, not its name 'west'/);
  expect(() => own.shareAcross(mesh, { clusters: [other.west] })).toThrow(/topology\/cluster-not-in-mesh/);
});

test('other networks do not reach a shared service that no gateway exposes', () => {
  const { program, east, mesh } = world({ exposedHosts: ['*.bank.svc.cluster.local'] });
  mesh.addNamespace('shop').of(east).addService('reviews', { port: 9080 }).shareAcross(mesh);
  expect(program.finding('topology/shared-service-not-exposed').fix).toContain('reviews.shop.svc.cluster.local');
  mesh.addNamespace('bank').of(east).addService('ledger', { port: 9080 }).shareAcross(mesh);
  expect(program.findings().filter((f) => f.code === 'topology/shared-service-not-exposed')).toHaveLength(1);
});

test('a cluster without a control plane has namesakes too', () => {
  const program = new Program();
  const [hub, edge] = [program.cluster('hub'), program.cluster('edge')];
  const mesh = program.primaryRemote([hub], [edge]);
  mesh.addNamespace('shop').of(hub).addService('reviews', { port: 9080 }).shareAcross(mesh);
  const namesake = edge.node.findAll().find((c) => ApiObject.isApiObject(c) && (c as ApiObject).kind === 'Service' && (c as ApiObject).name === 'reviews');
  expect(Chart.of(namesake!)).toBe(edge);
});

test('a namesake takes labels as any service does, and one value of each', () => {
  const { program, east, west, mesh } = ambient();
  const shop = mesh.addNamespace('shop');
  const [one, other] = ['one', 'other'].map((name) => shop.addWaypoint(name, { enrol: false }));
  const shared = shop.of(east).addService('reviews', { port: 9080 }).shareAcross(mesh);
  shared.useWaypoint(one);
  expect(shared.of(west).workload().labels).toMatchObject({ app: 'reviews' });
  shared.useWaypoint(one);
  expect(program.errors()).toEqual([]);
  shared.useWaypoint(other);
  expect(program.errors()).toEqual(['workload/label-has-two-values']);
});

test('names with dashes do not meet', () => {
  const { program, mesh } = world();
  mesh.addNamespace('a-b').addService('c', { port: 80 });
  mesh.addNamespace('a').addService('b-c', { port: 80 });
  expect(program.errors()).toEqual([]);
});

test('a UDP port by name has its transport in the namesake', () => {
  const { east, west, mesh } = world();
  mesh.addNamespace('shop').of(east).serviceFromName('dns', { ports: [{ port: 53, name: 'dns', transport: TransportProtocol.UDP }] }).shareAcross(mesh);
  expect(find(objectsOf(west), 'Service', 'dns').spec.ports).toEqual([{ name: 'dns', port: 53, protocol: 'UDP' }]);
});

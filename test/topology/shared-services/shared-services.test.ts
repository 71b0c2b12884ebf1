import { at, find, listed, meshIn, objectsOf, Program, two } from './support';
import { AppProtocol, ClusterFacts, DataPlane, EastWest, type ExportOptions, MeshService, OssmRelease } from '../../../src';

const WEST = { west: at('west.mesh.example.com') };
const HOST = 'ratings.shop.svc.cluster.local';

function exported(options: ExportOptions = {}) {
  const t = two(WEST);
  return { ...t, service: t.shared.exportService(t.ratings, options) };
}

test('meshes that share nothing have a control plane each, and no gateway', () => {
  const { program, east, west, shared } = two();
  expect(listed(objectsOf(east))).toEqual(['Istio/default', 'IstioCNI/default', 'Namespace/istio-cni', 'Namespace/istio-system']);
  for (const cluster of [east, west]) {
    const name = cluster.clusterName;
    const { values } = find(objectsOf(cluster), 'Istio', 'default').spec;
    expect(values.global).toEqual({ meshID: name, multiCluster: { clusterName: name }, network: `net-${name}` });
    expect(values.meshConfig.trustDomain).toBe(`${name}.example`);
  }
  expect([shared.clusterNames, shared.meshOf(west).trustDomain]).toEqual([['east', 'west'], 'west.example']);
  expect(program.codes()).toEqual([]);
});

test('a mesh that gets a service is told where the gateway is, and that only the workloads of the service may answer', () => {
  const { program, east, service } = exported();
  const objects = objectsOf(east);
  expect(find(objects, 'ServiceEntry', HOST)).toEqual({
    apiVersion: 'networking.istio.io/v1',
    kind: 'ServiceEntry',
    metadata: { name: HOST, namespace: 'istio-system' },
    spec: {
      hosts: [HOST],
      location: 'MESH_INTERNAL',
      resolution: 'STATIC',
      ports: [{ name: 'http', number: 9080, protocol: 'HTTP' }],
      subjectAltNames: ['spiffe://west.example/ns/shop/sa/ratings'],
      endpoints: [{ network: 'net-west', labels: { 'security.istio.io/tlsMode': 'istio' } }],
    },
  });
  const gateway = find(objects, 'Gateway', 'remote-gateway-net-west');
  expect(gateway.metadata.labels).toEqual({ 'topology.istio.io/network': 'net-west' });
  expect(gateway.spec).toMatchObject({ gatewayClassName: 'istio-remote', addresses: [{ type: 'Hostname', value: 'west.mesh.example.com' }] });
  expect(listed(objects)).not.toContain('Deployment/istio-eastwestgateway');
  expect(service.serviceEntryIn(east).name).toBe(HOST);
  expect([service.host, service.identity?.principal, service.importedInto]).toEqual([HOST, 'west.example/ns/shop/sa/ratings', ['east']]);
  expect(program.codes()).toEqual([]);
});

test('the gateway lets in what is shared, and nothing else', () => {
  const t = exported();
  t.shop.addService('secret', { port: 80 });
  t.shared.exportService(t.shop.addService('details', { port: 80 }));
  const objects = objectsOf(t.west);
  expect(objects.filter((o) => o.apiVersion === 'networking.istio.io/v1').map((o) => [o.kind, o.metadata.name])).toEqual([['Gateway', 'shared-services']]);
  const { servers, selector } = find(objects, 'Gateway', 'shared-services').spec;
  expect(servers).toEqual([{
    hosts: ['details.shop.svc.cluster.local', HOST], port: { name: 'tls', number: 15443, protocol: 'TLS' }, tls: { mode: 'AUTO_PASSTHROUGH' },
  }]);
  const pods = find(objects, 'Deployment', 'istio-eastwestgateway').spec.template;
  expect(pods.metadata.labels).toMatchObject({ ...selector, 'topology.istio.io/network': 'net-west' });
  expect(find(objects, 'Service', 'istio-eastwestgateway').metadata.labels['topology.istio.io/network']).toBe('net-west');
  expect(t.shared.eastWestGatewayOf(t.west).gatewayName).toBe('istio-eastwestgateway');
});

test('a gateway of the Gateway API is closed, and the same Gateway opens it', () => {
  const t = two({ west: { eastWest: EastWest.gatewayApi({ dnsName: 'west.mesh.example.com', mtlsPort: 16443 }) } });
  t.shared.exportService(t.ratings);
  const objects = objectsOf(t.west);
  expect(find(objects, 'Gateway', 'istio-eastwestgateway').spec.listeners[0]).toMatchObject({ hostname: 'nothing.invalid', port: 16443 });
  expect(find(objects, 'Gateway', 'shared-services').spec).toMatchObject({
    selector: { 'gateway.networking.k8s.io/gateway-name': 'istio-eastwestgateway' }, servers: [{ hosts: [HOST], port: { number: 16443 } }],
  });
  const remote = find(objectsOf(t.east), 'Gateway', 'remote-gateway-net-west');
  expect(remote.metadata.labels['networking.istio.io/gatewayPort']).toBe('16443');
  expect(remote.spec.listeners[0].port).toBe(16443);
});

test('what needs the address of the gateway is withheld until it is known', () => {
  const write = (facts?: ClusterFacts) => {
    const t = two({ westCluster: { facts } });
    t.shared.exportService(t.ratings);
    return listed(objectsOf(t.east)).filter((o) => /^(Gateway|ServiceEntry)/.test(o));
  };
  expect(write()).toEqual([]);
  const facts = ClusterFacts.fromJson(JSON.stringify({ cluster: 'west', addresses: { 'istio-system/istio-eastwestgateway': '203.0.113.7' } }));
  expect(write(facts)).toEqual(['Gateway/remote-gateway-net-west', `ServiceEntry/${HOST}`]);
});

test('workloads find the names of shared services through their proxies', () => {
  const valuesOf = (release: OssmRelease) => find(objectsOf(two({ east: { release } }).east), 'Istio', 'default').spec.values;
  const { meshConfig, pilot } = valuesOf(OssmRelease.V3_4);
  expect(meshConfig.defaultConfig.proxyMetadata.ISTIO_META_DNS_CAPTURE).toBe('true');
  expect(pilot.env.PILOT_ENABLE_IP_AUTOALLOCATE).toBeUndefined();
  expect(valuesOf(OssmRelease.V3_0).pilot.env.PILOT_ENABLE_IP_AUTOALLOCATE).toBe('true');
  expect(two().program.remarks('precondition').join()).toMatch(/workloads that run already are restarted/);
});

test('a service under another name has it in its own mesh too, for the same pods', () => {
  const t = two(WEST);
  const reviews = t.shop.addService('reviews', { ports: [{ port: 80, targetPort: 9080 }, { port: 9090, protocol: AppProtocol.GRPC }] });
  t.shared.exportService(reviews, { host: 'reviews.west.example.com' });
  expect(find(objectsOf(t.west), 'ServiceEntry', 'reviews.west.example.com')).toMatchObject({
    metadata: { namespace: 'shop' },
    spec: {
      hosts: ['reviews.west.example.com'],
      location: 'MESH_INTERNAL',
      resolution: 'STATIC',
      ports: [{ name: 'http', number: 80, protocol: 'HTTP', targetPort: 9080 }, { name: 'grpc', number: 9090, protocol: 'GRPC' }],
      workloadSelector: { labels: { app: 'reviews' } },
    },
  });
  expect(find(objectsOf(t.west), 'Gateway', 'shared-services').spec.servers[0].hosts).toEqual(['reviews.west.example.com']);
  const entry = find(objectsOf(t.east), 'ServiceEntry', 'reviews.west.example.com');
  expect(entry.spec.subjectAltNames).toEqual(['spiffe://west.example/ns/shop/sa/reviews']);
  expect(entry.spec.ports.map((p: any) => p.targetPort)).toEqual([undefined, undefined]);
  expect(t.program.codes()).toEqual([]);
});

test('it is seen by the namespaces that are named', () => {
  const { east, program } = exported({ visibleTo: ['shop', 'front', 'shop'] });
  expect(find(objectsOf(east), 'ServiceEntry', HOST).spec.exportTo).toEqual(['front', 'shop']);
  expect(program.codes()).toEqual([]);
});

test('of three meshes those get a service that are listed', () => {
  const program = new Program();
  const [east, west, north] = ['east', 'west', 'north'].map((name) => program.cluster(name));
  const shared = program.shared([meshIn(east), meshIn(west, WEST.west), meshIn(north)]);
  const shop = shared.meshOf(west).addNamespace('shop');
  shared.exportService(shop.addService('ratings', { port: 80 }), { into: [north] });
  const all = shared.exportService(shop.addService('details', { port: 80 }));
  const entries = (cluster: typeof east) => listed(objectsOf(cluster)).filter((o) => o.startsWith('ServiceEntry'));
  expect(entries(east)).toEqual(['ServiceEntry/details.shop.svc.cluster.local']);
  expect(entries(north)).toEqual(['ServiceEntry/details.shop.svc.cluster.local', `ServiceEntry/${HOST}`]);
  expect(all.importedInto).toEqual(['east', 'north']);
  // one gateway of west, however many services come through it
  expect(listed(objectsOf(north)).filter((o) => o.startsWith('Gateway/'))).toEqual(['Gateway/remote-gateway-net-west']);
});

test('both meshes may share with each other', () => {
  const t = two({ ...WEST, east: at('east.mesh.example.com') });
  t.shared.exportService(t.ratings);
  const front = t.shared.meshOf(t.east).addNamespace('front');
  t.shared.exportService(front.addService('web', { port: 80 }));
  expect(listed(objectsOf(t.west)).filter((o) => /^(Gateway|ServiceEntry)/.test(o))).toEqual([
    'Gateway/remote-gateway-net-east', 'Gateway/shared-services', 'ServiceEntry/web.front.svc.cluster.local',
  ]);
  expect(t.program.codes()).toEqual([]);
});

test('a service that another program writes is shared by its name', () => {
  const t = two(WEST);
  const legacy = MeshService.fromName(t.shop, 'legacy', { namespace: t.shop, name: 'legacy', port: 80, serviceAccount: 'old' });
  t.shared.exportService(legacy);
  expect(find(objectsOf(t.east), 'ServiceEntry', 'legacy.shop.svc.cluster.local').spec.subjectAltNames).toEqual(['spiffe://west.example/ns/shop/sa/old']);
  expect(t.program.codes()).toEqual([]);
});

test('a namespace of the mesh that is not in the data plane is said to have no sidecars', () => {
  const t = two(WEST);
  const bare = t.shared.meshOf(t.west).addNamespace('bare', { dataPlane: DataPlane.NONE });
  t.shared.exportService(bare.addService('x', { port: 80 }));
  expect(t.program.codes()).toEqual(['topology/shared-without-sidecar']);
});

import { find, listed, objectsOf, Program } from './support';
import { DataPlane, EastWest, Exposure, NetworkDiscovery, OssmRelease, UpdateStrategy } from '../../src';

function twoNetworks() {
  const program = new Program();
  const [east, west] = [program.cluster('east'), program.cluster('west')];
  return { program, east, west, mesh: program.multiPrimary([east, west]) };
}

test('the name of a cluster is said once, and is in every place that istiod compares', () => {
  const { program, east, west } = twoNetworks();
  expect(find(objectsOf(east), 'Istio', 'default').spec.values.global).toEqual({ meshID: 'mesh1', multiCluster: { clusterName: 'east' }, network: 'net-east' });
  expect(find(objectsOf(west), 'Istio', 'default').spec.values.global).toEqual({ meshID: 'mesh1', multiCluster: { clusterName: 'west' }, network: 'net-west' });
  expect(program.errors()).toEqual([]);
});

test('every place of the network of a cluster says the same', () => {
  const { east } = twoNetworks();
  const objects = objectsOf(east);
  expect(find(objects, 'Namespace', 'istio-system').metadata.labels['topology.istio.io/network']).toBe('net-east');
  expect(find(objects, 'Service', 'istio-eastwestgateway').metadata.labels['topology.istio.io/network']).toBe('net-east');
  const pods = find(objects, 'Deployment', 'istio-eastwestgateway').spec.template;
  expect(pods.metadata.labels['topology.istio.io/network']).toBe('net-east');
  expect(pods.spec.containers[0].env).toEqual([{ name: 'ISTIO_META_REQUESTED_NETWORK_VIEW', value: 'net-east' }]);
  const { servers, selector } = find(objects, 'Gateway', 'cross-network-gateway').spec;
  expect(servers).toEqual([{ hosts: ['*.local'], port: { name: 'tls', number: 15443, protocol: 'TLS' }, tls: { mode: 'AUTO_PASSTHROUGH' } }]);
  expect(pods.metadata.labels).toMatchObject(selector);
});

test('on one network there is no gateway, and the network is said all the same', () => {
  const program = new Program();
  const [east, west] = ['east', 'west'].map((name) => program.cluster(name, { network: 'shared' }));
  program.multiPrimary([east, west]);
  expect(listed(objectsOf(east))).toEqual([
    'Istio/default', 'IstioCNI/default', 'Namespace/istio-cni', 'Namespace/istio-system',
  ]);
  expect(find(objectsOf(east), 'Istio', 'default').spec.values.global.network).toBe('shared');
  expect(program.codes()).toEqual(['topology/unproven']);
});

test('the control plane serves no other clusters, so that EXTERNAL_ISTIOD is not set', () => {
  const { east } = twoNetworks();
  expect(find(objectsOf(east), 'Istio', 'default').spec.values.pilot).toBeUndefined();
});

test('ambient: the gateways are of their own class, istiod looks over networks, ztunnel takes name and network from the Istio', () => {
  const program = new Program();
  const [east, west] = [program.cluster('east'), program.cluster('west')];
  program.multiPrimary([east, west], { dataPlane: DataPlane.AMBIENT });
  const objects = objectsOf(east);
  expect(find(objects, 'Istio', 'default').spec.values.pilot).toEqual({ env: { AMBIENT_ENABLE_MULTI_NETWORK: 'true' }, trustedZtunnelNamespace: 'ztunnel' });
  expect(find(objects, 'ZTunnel', 'default').spec).toEqual({ namespace: 'ztunnel', targetRef: { kind: 'Istio', name: 'default' }, version: 'v1.30-latest' });
  const gateway = find(objects, 'Gateway', 'istio-eastwestgateway');
  expect(gateway.metadata.labels['topology.istio.io/network']).toBe('net-east');
  expect(gateway.spec.gatewayClassName).toBe('istio-east-west');
  expect(objects.filter((o) => o.kind === 'Deployment')).toEqual([]);
  expect(program.codes()).toEqual(['topology/unproven']);
});

test('ambient before `targetRef`: ztunnel is told name and network', () => {
  const program = new Program();
  const [east, west] = [program.cluster('east'), program.cluster('west')];
  program.multiPrimary([east, west], { dataPlane: DataPlane.AMBIENT, release: OssmRelease.V3_3 });
  expect(find(objectsOf(west), 'ZTunnel', 'default').spec.values.ztunnel).toEqual({ multiCluster: { clusterName: 'west' }, network: 'net-west' });
});

test('what a cluster has of its own replaces what is said for all', () => {
  const program = new Program();
  const [east, west] = [program.cluster('east'), program.cluster('west')];
  program.multiPrimary([east, west], {
    proxy: { resources: { cpuRequest: '10m' } },
    updateStrategy: UpdateStrategy.inPlace({ version: 'v1.28.10' }),
    perCluster: { west: { release: OssmRelease.V3_3, proxy: { resources: { cpuRequest: '50m' } } } },
  });
  const cpu = (cluster: typeof east) => find(objectsOf(cluster), 'Istio', 'default').spec.values.global.proxy.resources.requests.cpu;
  expect([cpu(east), cpu(west)]).toEqual(['10m', '50m']);
  expect(program.errors()).toEqual([]);
});

test('revisions: each cluster has its own tags, on revisions of one name', () => {
  const program = new Program();
  const [east, west] = [program.cluster('east'), program.cluster('west')];
  const mesh = program.multiPrimary([east, west], { updateStrategy: UpdateStrategy.revisionBased({ version: 'v1.30.3', production: 'v1.30.3' }) });
  for (const cluster of [east, west]) {
    expect(find(objectsOf(cluster), 'IstioRevisionTag', 'default').spec.targetRef.name).toBe('default-v1-30-3');
  }
  expect(mesh.addNamespace('shop').of(west).revision.name).toBe('default');
  expect(program.errors()).toEqual([]);
});

test('`meshNetworks`: the mesh configuration says all networks, and no label contradicts it', () => {
  const program = new Program();
  const [east, west] = [program.cluster('east'), program.cluster('west')];
  program.multiPrimary([east, west], {
    networkDiscovery: NetworkDiscovery.MESH_NETWORKS,
    perCluster: { west: { eastWest: EastWest.injected({ dnsName: 'mesh.west.example.com' }) } },
  });
  const objects = objectsOf(east);
  expect(find(objects, 'Istio', 'default').spec.values.global.meshNetworks).toEqual({
    'net-east': { endpoints: [{ fromRegistry: 'east' }], gateways: [{ registryServiceName: 'istio-eastwestgateway.istio-system.svc.cluster.local', port: 15443 }] },
    'net-west': { endpoints: [{ fromRegistry: 'west' }], gateways: [{ address: 'mesh.west.example.com', port: 15443 }] },
  });
  expect(find(objects, 'Namespace', 'istio-system').metadata.labels).toBeUndefined();
  expect(find(objects, 'Service', 'istio-eastwestgateway').metadata.labels).toEqual({ app: 'istio-eastwestgateway', istio: 'eastwestgateway' });
  expect(program.errors()).toEqual([]);
});

test('a gateway that no load balancer leads to cannot connect networks', () => {
  const program = new Program();
  const [east, west] = [program.cluster('east'), program.cluster('west')];
  program.multiPrimary([east, west], { eastWest: EastWest.injected({ exposure: Exposure.clusterIp() }) });
  const finding = program.finding('topology/network-not-reachable');
  expect(finding.what).toContain("network 'net-east'");
  expect(finding.fix).toContain('Exposure.loadBalancer()');
});

describe('handles', () => {
  test('a namespace is in every cluster, with the labels of each', () => {
    const { east, west, mesh } = twoNetworks();
    const shop = mesh.addNamespace('shop', { labels: { team: 'shop' } });
    for (const cluster of [east, west]) {
      expect(find(objectsOf(cluster), 'Namespace', 'shop').metadata.labels).toEqual({ 'istio-injection': 'enabled', 'team': 'shop' });
      expect(shop.of(cluster).namespaceName).toBe('shop');
    }
    expect(mesh.namespace('shop')).toBe(shop);
  });

  test('a namespace can be in some clusters only', () => {
    const { east, west, mesh } = twoNetworks();
    const shop = mesh.addNamespace('shop', { clusters: [east] });
    expect(listed(objectsOf(west))).not.toContain('Namespace/shop');
    expect(() => shop.of(west)).toThrow(/the namespace 'shop' is not in cluster 'west'[\s\S]*'east'/);
  });

  test('what is not there is an error that lists what is', () => {
    const { program, mesh } = twoNetworks();
    mesh.addNamespace('shop');
    expect(() => mesh.addNamespace('shop')).toThrow(/topology\/namespace-twice/);
    expect(() => mesh.namespace('shp')).toThrow(/one of shop/);
    expect(() => mesh.meshOf(program.cluster('north'))).toThrow(/cluster 'north' is no cluster of this mesh[\s\S]*'east', 'west'/);
    expect(() => mesh.meshOf('east' as any)).toThrow(/topology\/cluster-not-in-mesh/);
  });

  test('meshes and gateways are found by their cluster', () => {
    const { east, mesh } = twoNetworks();
    expect(mesh.meshOf(east).meshName).toBe('default');
    expect(mesh.eastWestGatewayOf(east).gatewayName).toBe('istio-eastwestgateway');
    expect(mesh.clusterNames).toEqual(['east', 'west']);
  });

  test('preconditions are those of the mesh and of each of its clusters', () => {
    const { mesh } = twoNetworks();
    expect(mesh.preconditions().filter((p) => p.includes("'cacerts'")).length).toBeGreaterThan(0);
  });
});

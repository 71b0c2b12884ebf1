import { ApiObject, JsonPatch } from 'cdk8s';
import { objectsOf, Program } from './support';
import { type Cluster, DataPlane, DiscoverySelector, type MultiPrimary, OssmRelease, RemoteSecrets, SecretStoreRef } from '../../src';

const LABEL = 'topology.istio.io/network';

function world(props: object = {}) {
  const program = new Program();
  const [east, west] = [program.cluster('east'), program.cluster('west')];
  const mesh = program.multiPrimary([east, west], props);
  return { program, east, west, mesh };
}

describe('a place that says another name or network than the Cluster', () => {
  const EAST = (mesh: MultiPrimary, east: Cluster) => ({ gateway: mesh.eastWestGatewayOf(east), root: mesh.meshOf(east).rootNamespaceResource! });

  test.each<[string, string, object, (at: ReturnType<typeof EAST>) => void]>([
    ['the Istio, by raw values', 'topology/cluster-name-contradicts', { perCluster: { east: { rawValues: { global: { multiCluster: { clusterName: 'west' } } } } } }, () => undefined],
    ['the Istio, by a variable', 'topology/cluster-name-contradicts', { perCluster: { east: { rawValues: { pilot: { env: { CLUSTER_ID: 'west' } } } } } }, () => undefined],
    ['the network of the Istio, by raw values', 'topology/network-contradicts', { perCluster: { east: { rawValues: { global: { network: 'net-west' } } } } }, () => undefined],
    ['the label of the root namespace', 'topology/network-contradicts', {}, ({ root }) => root.addJsonPatch(JsonPatch.replace('/metadata/labels/topology.istio.io~1network', 'net-west'))],
    ['the label of the gateway', 'topology/network-contradicts', {}, ({ gateway }) => gateway.service!.metadata.addLabel(LABEL, 'net-west')],
    ['what the gateway looks at', 'topology/network-contradicts', {},
      ({ gateway }) => gateway.deployment!.addJsonPatch(JsonPatch.replace('/spec/template/spec/containers/0/env/0/value', 'net-west'))],
  ])('%s', (_, code, props, change) => {
    const { program, mesh, east } = world(props);
    change(EAST(mesh, east));
    expect(program.errors()).toEqual([code]);
    expect(program.finding(code).what).toMatch(/says "(net-)?west", but the (name|network) of cluster 'east' is '(net-)?east'/);
  });

  test('a Namespace that another construct writes', () => {
    const { program, east } = world({ manageNamespaces: false });
    const namespace = (network: string) => new ApiObject(east, network, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'istio-system', labels: { [LABEL]: network } } });
    namespace('net-east');
    expect(program.errors()).toEqual([]);
    const other = world({ manageNamespaces: false });
    new ApiObject(other.east, 'ns', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'istio-system', labels: { [LABEL]: 'net-west' } } });
    expect(other.program.errors()).toEqual(['topology/network-contradicts']);
  });

  test('an ambient mesh knows a network by the label alone, which must not be taken away', () => {
    const { program, mesh, east } = world({ dataPlane: DataPlane.AMBIENT });
    expect(program.errors()).toEqual([]);
    mesh.meshOf(east).rootNamespaceResource!.addJsonPatch(JsonPatch.remove('/metadata/labels'));
    expect(program.errors()).toEqual(['topology/network-contradicts']);
  });

  test('a Service that says to lead into another network', () => {
    const { program, east } = world();
    const service = (name: string, port: number, network: string) => new ApiObject(east, name, {
      apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'istio-system', labels: { [LABEL]: network } }, spec: { type: 'LoadBalancer', ports: [{ port }] },
    } as any);
    service('right', 15443, 'net-east');
    service('no-way-in', 80, 'net-west');
    expect(program.errors()).toEqual([]);
    service('wrong', 15443, 'net-west');
    expect(program.finding('topology/network-contradicts').what).toContain("Service 'wrong'");
  });

  test('the path by which a remote is injected', () => {
    const program = new Program();
    const [hub, edge] = [program.cluster('hub'), program.cluster('edge')];
    program.primaryRemote([hub], [edge], { perCluster: { edge: { rawValues: { istiodRemote: { injectionPath: '/inject/cluster/edge/net/net-hub' } } } } });
    expect(program.errors()).toEqual(['topology/network-contradicts']);
  });

  test('the ZTunnel', () => {
    const { program } = world({
      dataPlane: DataPlane.AMBIENT, release: OssmRelease.V3_3, perCluster: { east: { ztunnel: { rawValues: { ztunnel: { multiCluster: { clusterName: 'Kubernetes' } } } } } },
    });
    expect(program.errors()).toEqual(['topology/cluster-name-contradicts']);
  });
});

describe('Secrets that somebody writes beside those of the topology', () => {
  const secret = (cluster: Cluster, name: string, key: string, namespace = 'istio-system', labels: { [key: string]: string } = { 'istio/multiCluster': 'true' }) =>
    new ApiObject(cluster, name, { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace, labels }, stringData: { [key]: 'a kubeconfig' } } as any);
  const external = () => world({ remoteSecrets: RemoteSecrets.externalSecrets({ store: SecretStoreRef.clusterStore('vault'), publish: true }) });

  test('one for a cluster that has one is an error', () => {
    const { program, east } = external();
    secret(east, 'another', 'west');
    expect(program.finding('topology/remote-secret-key-twice').what).toMatch(/cluster 'west' is in ExternalSecret 'istio-remote-secret-west' .* and in Secret 'another'/);
  });

  test('one beside the script that makes it is an error', () => {
    const { program, east } = world({ remoteSecrets: RemoteSecrets.script() });
    secret(east, 'another', 'west');
    expect(program.finding('topology/remote-secret-key-twice').what).toContain('RemoteSecrets.script()');
  });

  test('one for its own cluster is an error', () => {
    const { program, east } = external();
    secret(east, 'own', 'east');
    expect(program.errors()).toEqual(['topology/remote-secret-of-own-cluster']);
  });

  test('where nobody writes any, one for each other cluster is right', () => {
    const { program, east } = world();
    secret(east, 'istio-remote-secret-west', 'west');
    expect(program.errors()).toEqual([]);
    expect(objectsOf(east).some((o) => o.metadata.name === 'istio-remote-secret-west')).toBe(true);
  });

  test('what istiod does not look at is nobody\'s concern', () => {
    const { program, east } = external();
    secret(east, 'elsewhere', 'west', 'shop');
    secret(east, 'unlabelled', 'west', 'istio-system', {});
    expect(program.errors()).toEqual([]);
  });
});

describe('where somebody else writes the namespace of the control plane', () => {
  const told = (mesh: { preconditions(): string[] }) => mesh.preconditions().filter((p) => p.includes('whoever writes the namespace'));

  test('what it must carry is said', () => {
    const program = new Program();
    const [east, west] = ['east', 'west'].map((name) => program.cluster(name));
    const mesh = program.primaryRemote([east], [west], { manageNamespaces: false, discoverySelectors: [DiscoverySelector.labels({ mesh: 'shop' })] });
    expect(told(mesh)).toEqual([
      "whoever writes the namespace 'istio-system' gives it label mesh: shop, label topology.istio.io/network: net-east",
      "whoever writes the namespace 'istio-system' gives it label mesh: shop, label topology.istio.io/network: net-west, annotation topology.istio.io/controlPlaneClusters: east",
    ]);
  });

  test('nothing is said where the library writes it', () => {
    const program = new Program();
    expect(told(program.multiPrimary(['east', 'west'].map((name) => program.cluster(name))))).toEqual([]);
  });
});

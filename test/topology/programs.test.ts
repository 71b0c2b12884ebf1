import { find, objectsOf, Program } from './support';
import { EastWest, MeshContract, OssmRelease, RemoteSecrets, SecretStoreRef, ClusterFacts, type MultiPrimary } from '../../src';
import { exchangeFiles } from '../../src/mesh/contract/exchange';

const secrets = () => RemoteSecrets.externalSecrets({ store: SecretStoreRef.clusterStore('vault'), publish: true });
const facts = (cluster: string) => ClusterFacts.fromJson(JSON.stringify({ cluster, addresses: { 'istio-system/istio-eastwestgateway': '203.0.113.7' } }));

/** What the program of one cluster hands to the others. */
function contractOf(mesh: MultiPrimary, edit: (data: any) => void = () => undefined): MeshContract {
  const data = JSON.parse(mesh.meshOf(mesh.clusters[0]).contract().toJson());
  edit(data);
  return MeshContract.fromJson(JSON.stringify(data));
}

function contractOfWest(edit?: (data: any) => void, props: object = {}): MeshContract {
  const program = new Program();
  const mesh = program.multiPrimary([program.cluster('west')], { remoteSecrets: secrets(), eastWest: EastWest.injected(), ...props });
  return contractOf(mesh, edit);
}

test('two programs, one mesh: each writes its own cluster, and reads the other by its contract', () => {
  const program = new Program();
  const east = program.cluster('east');
  const mesh = program.multiPrimary([east], { remoteSecrets: secrets(), contracts: [contractOfWest()] });
  expect(mesh.clusterNames).toEqual(['east', 'west']);
  const secret = find(objectsOf(east), 'ExternalSecret', 'istio-remote-secret-west');
  expect(secret.metadata.namespace).toBe('istio-system');
  expect(secret.spec.target.template.data.west).toContain('server: https://api.west.example.com:6443');
  expect(find(objectsOf(east), 'Service', 'istio-eastwestgateway').metadata.labels['topology.istio.io/network']).toBe('net-east');
  expect(program.errors()).toEqual([]);
});

test('both programs write what one program would write for both', () => {
  const one = new Program();
  const [east, west] = [one.cluster('east'), one.cluster('west')];
  one.multiPrimary([east, west], { remoteSecrets: secrets() });
  const two = new Program();
  const alone = two.cluster('east');
  two.multiPrimary([alone], { remoteSecrets: secrets(), contracts: [contractOfWest()] });
  expect(objectsOf(alone)).toEqual(objectsOf(east));
});

test('the contract is written beside the manifests, and names no other cluster', () => {
  const program = new Program();
  const [east, west] = [program.cluster('east', { region: 'us-east', facts: facts('east') }), program.cluster('west')];
  program.multiPrimary([east, west], { contracts: [] });
  const files = exchangeFiles(program.app);
  expect(files.map((f) => f.path).sort()).toEqual(['east/default/mesh-contract.json', 'west/default/mesh-contract.json']);
  const { multiCluster, cluster } = JSON.parse(files[0].text);
  expect(files[0].text).not.toMatch(/net-west|api\.west|"west"/);
  expect(cluster).toMatchObject({ name: 'east', network: 'net-east' });
  expect(multiCluster).toEqual({
    topology: 'multi-primary',
    part: 'primary',
    region: 'us-east',
    podCidrs: [],
    apiServer: { url: 'https://api.east.example.com:6443' },
    version: 'v1.30-latest',
    revisions: ['default'],
    trustDomainAliases: [],
    trust: 'existingSecrets',
    gateway: {
      service: 'istio-eastwestgateway', namespace: 'istio-system', reachable: true, servesControlPlane: false, mapsWebhookPort: false, address: '203.0.113.7',
    },
    services: [],
  });
});

test('a remote of another program than its primary', () => {
  const hubs = new Program();
  const hub = hubs.cluster('hub', { facts: facts('hub') });
  const edges = new Program();
  const edge = edges.cluster('edge');
  const edgeContract = (): MeshContract => {
    const first = new Program();
    const cluster = first.cluster('edge');
    const of = first.primaryRemote([first.cluster('hub')], [cluster]);
    return MeshContract.fromJson(of.meshOf(cluster).contract().toJson());
  };
  const primary = hubs.primaryRemote([hub], [], { remoteSecrets: secrets(), contracts: [edgeContract()] });
  expect(find(objectsOf(hub), 'ExternalSecret', 'istio-remote-secret-edge').spec.target.template.data.edge).toContain('api.edge.example.com');
  edges.primaryRemote([], [edge], { contracts: [MeshContract.fromJson(primary.meshOf(hub).contract().toJson())] });
  expect(find(objectsOf(edge), 'Istio', 'default').spec.values.global.remotePilotAddress).toBe('203.0.113.7');
  expect(edges.errors()).toEqual([]);
});

test('what the contract does not know yet is withheld, and says whom to ask', () => {
  const contract = contractOfWest((data) => { delete data.multiCluster.apiServer.url; });
  const program = new Program();
  const east = program.cluster('east');
  program.multiPrimary([east], { remoteSecrets: secrets(), contracts: [contract] });
  expect(() => find(objectsOf(east), 'ExternalSecret', 'istio-remote-secret-west')).toThrow();
  expect(program.finding('cluster/value-pending').fix).toContain("have the program of cluster 'west' state it");
});

describe('clusters of other programs are held to the same', () => {
  const checked = (edit: ((data: any) => void) | undefined, props: object = {}, own: object = {}) => {
    const program = new Program();
    program.multiPrimary([program.cluster('east')], { contracts: [contractOfWest(edit, props)], ...own });
    return program.errors();
  };

  test.each([
    ['the mesh id', undefined, { meshId: 'mesh2' }, 'topology/mesh-id-differs'],
    ['the root namespace', undefined, { rootNamespace: 'istio-west' }, 'topology/root-namespace-differs'],
    ['the name of the mesh', undefined, { name: 'prod' }, 'topology/mesh-name-differs'],
    ['the Istio minor', undefined, { release: OssmRelease.V3_3 }, 'topology/mixed-minors'],
    ['the trust domain', undefined, { trustDomain: 'west.example' }, 'security/different-trust-domains'],
    ['the root certificate', (d: any) => { d.multiCluster.rootFingerprint = Array(32).fill('AB').join(':'); }, {}, undefined],
  ])('%s', (_, edit, props, code) => {
    expect(checked(edit as any, props)).toEqual(code === undefined ? [] : [code]);
  });

  test('two known roots that differ', () => {
    const a = contractOfWest((d) => { d.multiCluster.rootFingerprint = Array(32).fill('AB').join(':'); });
    const b = contractOfWest((d) => {
      Object.assign(d.cluster, { name: 'north', network: 'net-north' });
      Object.assign(d.multiCluster, { apiServer: { url: 'https://api.north.example.com:6443' }, rootFingerprint: Array(32).fill('CD').join(':') });
    });
    const program = new Program();
    program.multiPrimary([program.cluster('east')], { contracts: [a, b] });
    expect(program.errors()).toEqual(['topology/root-certificate-differs']);
  });

  test('a cluster that this program has under the same name', () => {
    const program = new Program();
    program.multiPrimary([program.cluster('west')], { contracts: [contractOfWest()] });
    expect(program.errors()).toContain('topology/cluster-name-twice');
  });

  test('a cluster without a control plane, beside one that looks after none but its own', () => {
    const program = new Program();
    const edge = program.cluster('edge');
    const mesh = program.primaryRemote([program.cluster('hub')], [edge]);
    const other = new Program();
    other.multiPrimary([other.cluster('east')], { contracts: [MeshContract.fromJson(mesh.meshOf(edge).contract().toJson())] });
    expect(other.errors()).toContain('topology/remote-of-multi-primary');
  });

  test('a network that nothing leads into', () => {
    expect(checked((d) => { d.multiCluster.gateway.reachable = false; })).toEqual(['topology/network-not-reachable']);
  });

  test('the contract of a mesh of one cluster', () => {
    expect(() => checked((d) => { delete d.multiCluster; })).toThrow(/topology\/contract-of-one-cluster/);
  });

  test('a contract that was edited', () => {
    expect(() => checked((d) => { d.multiCluster.part = 'primry'; })).toThrow(/multiCluster\.part is "primry"[\s\S]*one of primary, remote/);
    expect(() => checked((d) => { d.multiCluster.apiServer.url = 'api.west.example.com'; })).toThrow(/multiCluster\.apiServer\.url/);
    expect(() => checked((d) => { d.multiCluster.apiServer.url = 'https://me:secret@api.west.example.com'; })).toThrow(/a user name or a password/);
    expect(() => checked((d) => { d.multiCluster.gateway.address = 'https://gw.west.example.com'; })).toThrow(/multiCluster\.gateway\.address/);
    expect(() => checked((d) => { d.multiCluster.podCidrs = ['10.0.0.0/99']; })).toThrow(/multiCluster\.podCidrs\[0\]/);
    expect(checked((d) => { d.multiCluster.gateway.address = 'gw.west.example.com'; })).toEqual([]);
  });
});

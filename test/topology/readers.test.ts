import { listed, objectsOf, Program } from './support';
import { type Cluster, ClusterFacts, OssmRelease, RemoteSecrets, SecretStoreRef, UpdateStrategy } from '../../src';

const secrets = () => RemoteSecrets.externalSecrets({ store: SecretStoreRef.clusterStore('vault'), publish: true });
const address = (cluster: string) => ClusterFacts.fromJson(JSON.stringify({ cluster, addresses: { 'istio-system/istio-eastwestgateway': '203.0.113.7' } }));
const read = (cluster: Cluster) => listed(objectsOf(cluster)).filter((o) => o.startsWith('ExternalSecret/istio-remote-secret')).map((o) => o.replace(/.*secret-/, ''));
const account = (cluster: Cluster) => listed(objectsOf(cluster)).includes('ServiceAccount/istio-reader-service-account');

test('each control plane reads every other cluster, and none itself', () => {
  const program = new Program();
  const clusters = ['a', 'b', 'c'].map((name) => program.cluster(name));
  program.multiPrimary(clusters, { remoteSecrets: secrets() });
  expect(clusters.map(read)).toEqual([['b', 'c'], ['a', 'c'], ['a', 'b']]);
});

test('remotes are read by every primary, and read nobody', () => {
  const program = new Program();
  const [a, b, x] = ['a', 'b', 'x'].map((name) => program.cluster(name));
  program.primaryRemote([a, b], [x], { remoteSecrets: secrets() });
  expect([a, b, x].map(read)).toEqual([['b', 'x'], ['a', 'x'], []]);
});

test('a lone primary is read by nobody, so that it needs no token', () => {
  const program = new Program();
  const [hub, edge] = [program.cluster('hub', { facts: address('hub') }), program.cluster('edge')];
  program.primaryRemote([hub], [edge], { remoteSecrets: secrets() });
  const tokens = (cluster: Cluster) => listed(objectsOf(cluster)).filter((o) => o.startsWith('Secret/'));
  expect(tokens(hub)).toEqual([]);
  expect(tokens(edge)).toEqual(['Secret/istio-reader-service-account-istio-remote-secret-token']);
});

describe('the account of the readers is written exactly where the operator does not make it', () => {
  const revisions = (productionTag?: string) => UpdateStrategy.revisionBased({ version: 'v1.30.3', production: 'v1.30.3', productionTag });

  test.each([
    ['a revision called default', {}, false],
    ['OSSM 3.0, which never makes it', { release: OssmRelease.V3_0 }, true],
    ['a mesh of another name', { name: 'prod' }, true],
    ['a tag called default', { updateStrategy: revisions() }, false],
    ['a tag of another name', { updateStrategy: revisions('prod') }, true],
  ])('%s', (_, props, written) => {
    const program = new Program();
    const [east, west] = [program.cluster('east'), program.cluster('west')];
    program.multiPrimary([east, west], { remoteSecrets: secrets(), ...props });
    expect([account(east), account(west)]).toEqual([written, written]);
  });

  test('a remote under revisions, which has no tag', () => {
    const program = new Program();
    const [hub, edge] = [program.cluster('hub'), program.cluster('edge')];
    program.primaryRemote([hub], [edge], { remoteSecrets: secrets(), updateStrategy: revisions() });
    expect(account(edge)).toBe(true);
  });

  test('a token waits for the Istio that brings its account', () => {
    const tokens = (mesh: string) => {
      const program = new Program();
      const [hub, edge] = [program.cluster('hub'), program.cluster('edge')];
      program.primaryRemote([hub], [edge], { remoteSecrets: secrets(), name: mesh });
      return listed(objectsOf(edge)).filter((o) => o.startsWith('Secret/'));
    };
    expect(tokens('default')).toEqual([]);
    expect(tokens('prod')).toEqual(['Secret/istio-reader-service-account-istio-remote-secret-token']);
  });

  test('with its rights switched off it is of no use', () => {
    const program = new Program();
    const [east, west] = [program.cluster('east'), program.cluster('west')];
    program.multiPrimary([east, west], { perCluster: { west: { values: { global: { enableReaderRbac: false } } as any } } });
    expect(program.finding('topology/reader-without-rights').what).toContain("cluster 'west'");
  });
});

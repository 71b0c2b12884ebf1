import { EAST_ROOT, find, meshIn, objectsOf, Program, two, type TwoOptions, WEST_ROOT } from './support';
import { IssuerRef, MeshTrust } from '../../../src';

const valuesOf = (t: ReturnType<typeof two>, cluster: 'east' | 'west') => find(objectsOf(t[cluster]), 'Istio', 'default').spec.values;
const trusts = (rootCertificate?: string) => ({ trust: MeshTrust.existingSecrets({ rootCertificate }) });
const codesOf = (options: TwoOptions) => two(options).program.codes();

test('each mesh trusts the root of the other, for the trust domain of the other', () => {
  const t = two();
  expect(valuesOf(t, 'east').meshConfig.caCertificates).toEqual([{ pem: WEST_ROOT, trustDomains: ['west.example'] }]);
  expect(valuesOf(t, 'west').meshConfig.caCertificates).toEqual([{ pem: EAST_ROOT, trustDomains: ['east.example'] }]);
  expect(valuesOf(t, 'east').meshConfig.defaultConfig.proxyMetadata.PROXY_CONFIG_XDS_AGENT).toBe('true');
  expect(valuesOf(t, 'east').pilot.env.ISTIO_MULTIROOT_MESH).toBe('true');
});

test('no trust domain is an alias of another, so that policies can tell workloads of the same name apart', () => {
  expect(valuesOf(two(), 'east').meshConfig.trustDomainAliases).toBeUndefined();
});

test('under one root a mesh still says whose identities it takes', () => {
  const t = two({ west: trusts(EAST_ROOT) });
  expect(valuesOf(t, 'east').meshConfig.caCertificates).toEqual([{ pem: EAST_ROOT, trustDomains: ['west.example'] }]);
  expect(t.program.codes()).toEqual([]);
});

test('of several meshes under one root it is named once', () => {
  const program = new Program();
  const [east, west, north] = ['east', 'west', 'north'].map((name) => program.cluster(name));
  program.shared([meshIn(east, trusts(EAST_ROOT)), meshIn(west, trusts(WEST_ROOT)), meshIn(north, trusts(WEST_ROOT))]);
  expect(find(objectsOf(east), 'Istio', 'default').spec.values.meshConfig.caCertificates).toEqual([{ pem: WEST_ROOT, trustDomains: ['north.example', 'west.example'] }]);
});

test('one trust for all of them is asked once about all, others one by one', () => {
  const trust = MeshTrust.certManager({ issuer: IssuerRef.clusterIssuer('ca'), perCluster: { west: IssuerRef.clusterIssuer('other') }, rootCertificate: EAST_ROOT });
  const t = two({ east: { trust }, west: { trust } });
  expect(t.program.codes()).toEqual([]);
  expect(find(objectsOf(t.west), 'Certificate', 'cacerts').spec.issuerRef.name).toBe('other');
  const lonely = MeshTrust.certManager({ issuer: IssuerRef.clusterIssuer('ca'), perCluster: { west: IssuerRef.clusterIssuer('other') }, rootCertificate: EAST_ROOT });
  expect(codesOf({ east: { trust: lonely } })).toEqual(['security/unknown-cluster']);
});

test('one trust domain and one root need nothing, but a warning', () => {
  const same = { trustDomain: 'both.example', ...trusts(EAST_ROOT) };
  const t = two({ east: same, west: same });
  expect(valuesOf(t, 'east').meshConfig.caCertificates).toBeUndefined();
  expect(t.program.codes()).toEqual(['topology/one-trust-domain']);
  expect(t.program.finding('topology/one-trust-domain')).toMatchObject({ severity: 'warning', what: expect.stringMatching(/cluster 'east' and cluster 'west' have one trust domain, 'both\.example'/) });
});

test('a root that nobody states is an error that says where to state it', () => {
  const t = two({ west: trusts() });
  expect(t.program.codes()).toEqual(['topology/unknown-root']);
  expect(t.program.finding('topology/unknown-root')).toMatchObject({ severity: 'error', fix: 'add `rootCertificate` to the options of MeshTrust.existingSecrets' });
  const self = two({ west: { trust: MeshTrust.selfSigned() } });
  expect(self.program.finding('topology/unknown-root').fix).toMatch(/^use another MeshTrust/);
  expect(self.shared.meshOf(self.east).istio.toJson().spec.values.meshConfig.caCertificates).toBeUndefined();
});

test('a root that is none is reported once', () => {
  expect(codesOf({ west: trusts('x') })).toEqual(['security/invalid-certificate']);
});

test('the default trust domain cannot be named by policies of others', () => {
  expect(codesOf({ west: { trustDomain: 'cluster.local' } })).toEqual(['topology/trust-domain-nobody-can-name']);
});

test('an alias that is the trust domain of another mesh merges identities', () => {
  const t = two({ east: { trustDomainAliases: ['west.example', 'old.example'] } });
  expect(t.program.codes()).toEqual(['topology/alias-of-another-mesh']);
  expect(valuesOf(t, 'east').meshConfig.trustDomainAliases).toEqual(['west.example', 'old.example']);
  expect(codesOf({ east: { trustDomainAliases: ['old.example'] } })).toEqual([]);
});

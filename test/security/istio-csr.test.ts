import { Clusters, codes, pem, ROOT } from './support';
import { type IstioCsrTrustOptions, MeshTrust } from '../../src/security';
import { fingerprintOf } from '../../src/security/certificates';
import { IssuerRef } from '../../src/vocabulary';
import { DataPlane } from '../../src/vocabulary/data-plane';

const issuer = IssuerRef.issuer('istio-ca');
const trust = (options: Partial<IstioCsrTrustOptions> = {}) => MeshTrust.istioCsr({ issuer, ...options });

describe('istio-csr', () => {
  test('has an agent in each cluster, which knows its cluster, its revisions and the trust domain', () => {
    const clusters = new Clusters(['east', 'west'], { revisions: ['prod-v1-28-4', 'prod-v1-30-1'], trustDomain: 'corp.example' }).apply(trust());
    expect(clusters.objects('east')).toEqual([
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'istio-csr' } },
      {
        apiVersion: 'operator.openshift.io/v1alpha1',
        kind: 'IstioCSR',
        metadata: { name: 'default', namespace: 'istio-csr' },
        spec: {
          istioCSRConfig: {
            certManager: { issuerRef: { name: 'istio-ca', kind: 'Issuer', group: 'cert-manager.io' } },
            istiodTLSConfig: { trustDomain: 'corp.example' },
            istio: { namespace: 'istio-system', revisions: ['prod-v1-28-4', 'prod-v1-30-1'] },
            server: { clusterID: 'east' },
          },
        },
      },
    ]);
    expect(clusters.only('west', 'IstioCSR').spec.istioCSRConfig.server).toEqual({ clusterID: 'west' });
    expect(trust()._problems(clusters.contexts)).toEqual([]);
  });

  test('is where proxies ask, in place of istiod', () => {
    expect(trust()._values(new Clusters(['east']).contexts[0])).toEqual({
      global: { caAddress: 'cert-manager-istio-csr.istio-csr.svc:443' }, pilot: { env: { ENABLE_CA_SERVER: 'false' } },
    });
    expect(trust({ namespace: 'csr' })._values(new Clusters(['east']).contexts[0])).toMatchObject({ global: { caAddress: 'cert-manager-istio-csr.csr.svc:443' } });
  });

  test('hands out the stated root, and no key that stood beside it', () => {
    const clusters = new Clusters(['east']).apply(trust({ rootCertificate: ROOT }));
    expect(clusters.only('east', 'ConfigMap')).toMatchObject({ metadata: { name: 'istio-csr-root-ca', namespace: 'istio-csr' }, data: { 'ca.crt': ROOT } });
    expect(clusters.only('east', 'IstioCSR').spec.istioCSRConfig.certManager.istioCACertificate).toEqual({ name: 'istio-csr-root-ca', key: 'ca.crt' });
    expect(trust({ rootCertificate: ROOT })._rootOf('east')).toBe(fingerprintOf(ROOT));
    const leaky = new Clusters(['east']).apply(trust({ rootCertificate: pem('other-root.pem') + pem('other-root.key') }));
    expect(JSON.stringify(leaky.objects('east'))).not.toContain('PRIVATE KEY');
  });

  test('can live in the root namespace, which is not its own to write', () => {
    const clusters = new Clusters(['east']).apply(trust({ namespace: 'istio-system' }));
    expect(clusters.objects('east').map((o) => o.kind)).toEqual(['IstioCSR']);
  });

  test('takes an issuer for one cluster and raw fields', () => {
    const clusters = new Clusters(['east', 'west']).apply(trust({
      perCluster: { west: IssuerRef.clusterIssuer('west-ca') }, raw: { spec: { istioCSRConfig: { logLevel: 3 } } },
    }));
    expect(clusters.only('west', 'IstioCSR').spec.istioCSRConfig).toMatchObject({ logLevel: 3, certManager: { issuerRef: { name: 'west-ca', kind: 'ClusterIssuer' } } });
    expect(clusters.only('east', 'IstioCSR').spec.istioCSRConfig.certManager.issuerRef.name).toBe('istio-ca');
  });

  test('asks for its operator, its issuer and its place in the order', () => {
    const texts = new Clusters(['east']).apply(trust()).preconditions();
    expect(texts.some((t) => t.includes('1.18 or later'))).toBe(true);
    expect(texts.some((t) => t.includes('oc --context east -n istio-csr rollout status deployment/cert-manager-istio-csr'))).toBe(true);
    expect(texts.some((t) => t.includes("Issuer 'istio-ca' must exist in namespace 'istio-system' in cluster 'east'") && t.includes('taken on trust'))).toBe(true);
  });

  test.each([
    ['an ambient mesh', { dataPlane: DataPlane.AMBIENT }, 'security/istio-csr-ambient'],
    ['an istiod outside of its cluster', { isExternal: true }, 'security/istio-csr-external-istiod'],
    ['a trust domain of 64 characters', { trustDomain: 'd'.repeat(64) }, 'security/trust-domain-too-long'],
    ['26 revisions', { revisions: Array.from({ length: 26 }, (_, i) => `r${i}`) }, 'security/too-many-revisions'],
  ])('is refused for %s', (_, facts, code) => {
    const clusters = new Clusters(['east'], facts);
    expect(codes(trust()._problems(clusters.apply(trust()).contexts))).toEqual([code]);
  });

  test('serves one mesh in a cluster', () => {
    const clusters = new Clusters(['east']).apply(trust());
    expect(trust()._problems(clusters.contexts)).toEqual([]);
    clusters.write('east', { apiVersion: 'operator.openshift.io/v1alpha1', kind: 'IstioCSR', metadata: { name: 'default', namespace: 'other' } });
    expect(codes(trust()._problems(clusters.contexts))).toEqual(['security/istio-csr-twice']);
  });

  test.each([
    ['external', IssuerRef.of('vault', 'VaultIssuer', 'vault.example.com'), undefined, 'security/issuer-not-supported'],
    ['self-signed', IssuerRef.clusterIssuer('ca'), { selfSigned: {} }, 'security/self-signed-issuer'],
    ['ACME', IssuerRef.clusterIssuer('ca'), { acme: {} }, 'security/issuer-cannot-sign-workloads'],
  ])('refuses an %s issuer', (_, ref, spec, code) => {
    const clusters = new Clusters(['east']);
    if (spec) clusters.write('east', { apiVersion: 'cert-manager.io/v1', kind: 'ClusterIssuer', metadata: { name: 'ca' }, spec });
    expect(codes(trust({ issuer: ref })._problems(clusters.contexts))).toEqual([code]);
  });

  test('refuses a root of each cluster', () => {
    const clusters = new Clusters(['east', 'west']);
    for (const cluster of ['east', 'west']) {
      const write = (kind: string, name: string, spec: object) =>
        clusters.write(cluster, { apiVersion: 'cert-manager.io/v1', kind, metadata: { name, namespace: 'istio-system' }, spec });
      write('Issuer', 'selfsigned', { selfSigned: {} });
      write('Certificate', 'istio-ca', { secretName: 'istio-ca', isCA: true, issuerRef: { name: 'selfsigned' } });
      write('Issuer', 'istio-ca', { ca: { secretName: 'istio-ca' } });
    }
    expect(codes(trust()._problems(clusters.contexts))).toEqual(['security/different-roots']);
    expect(trust()._problems([clusters.context('east')])).toEqual([]);
  });

  test.each([
    ['unknown cluster', { perCluster: { eats: issuer } }, 'security/unknown-cluster'],
    ['invalid namespace', { namespace: 'Istio_CSR' }, 'security/invalid-namespace'],
    ['intermediate as root', { rootCertificate: pem('east.pem') }, 'security/not-a-root'],
  ])('refuses an %s, said once', (_, options, code) => {
    expect(codes(trust(options)._problems(new Clusters(['east', 'west']).contexts))).toEqual([code]);
  });

  test.each([['issuer', { issuer: 'vault' }], ['namespace', { namespace: 1 }]])('fails at once with a wrong `%s`', (property, options) => {
    const apply = () => new Clusters(['east']).apply(trust(options as any));
    expect(apply).toThrow('security/wrong-type');
    expect(apply).toThrow(`\`${property}\` of MeshTrust.istioCsr`);
  });
});

import { Duration } from 'cdk8s';
import { Clusters, codes, type Json, ROOT } from './support';
import { CaKeyAlgorithm, type CertManagerTrustOptions, MeshTrust } from '../../src/security';
import { fingerprintOf } from '../../src/security/certificates';
import { IssuerRef } from '../../src/vocabulary';

const issuer = IssuerRef.clusterIssuer('vault');
const trust = (options: Partial<CertManagerTrustOptions> = {}) => MeshTrust.certManager({ issuer, ...options });

const of = (kind: string, name: string, spec: Json, namespace?: string): Json => ({
  apiVersion: 'cert-manager.io/v1', kind, metadata: { name, ...(namespace ? { namespace } : {}) }, spec,
});
/** A root that the cluster signs for itself, and an issuer with it. */
function ownRoot(clusters: Clusters, cluster: string): void {
  clusters.write(cluster, of('ClusterIssuer', 'selfsigned', { selfSigned: {} }));
  clusters.write(cluster, of('Certificate', 'root', { isCA: true, secretName: 'root', issuerRef: { kind: 'ClusterIssuer', name: 'selfsigned' } }, 'cert-manager'));
  clusters.write(cluster, of('ClusterIssuer', 'vault', { ca: { secretName: 'root' } }));
}

describe('intermediates of cert-manager', () => {
  test('are requested in each cluster, as a CA in Secret cacerts', () => {
    const clusters = new Clusters(['east', 'west']).apply(trust());
    expect(clusters.only('east', 'Certificate')).toEqual({
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: { name: 'cacerts', namespace: 'istio-system' },
      spec: {
        isCA: true,
        secretName: 'cacerts',
        commonName: 'istiod.istio-system.svc',
        subject: { organizations: ['cluster.local'], organizationalUnits: ['east'] },
        dnsNames: ['istiod.istio-system.svc'],
        usages: ['digital signature', 'key encipherment', 'cert sign'],
        privateKey: { algorithm: 'RSA', size: 4096, rotationPolicy: 'Always' },
        issuerRef: { name: 'vault', kind: 'ClusterIssuer', group: 'cert-manager.io' },
      },
    });
    expect(clusters.only('west', 'Certificate').spec.subject.organizationalUnits).toEqual(['west']);
    expect(trust()._problems(clusters.contexts)).toEqual([]);
    expect(trust()._values(clusters.contexts[0])).toEqual({});
  });

  test('have the names of istiod with every revision', () => {
    const clusters = new Clusters(['east'], { revisions: ['default', 'prod-v1-28-4', 'prod-v1-30-1'], rootNamespace: 'mesh' }).apply(trust());
    expect(clusters.only('east', 'Certificate').spec.dnsNames).toEqual(['istiod.mesh.svc', 'istiod-prod-v1-28-4.mesh.svc', 'istiod-prod-v1-30-1.mesh.svc']);
  });

  test('have a common name of at most 64 characters', () => {
    const clusters = new Clusters(['east'], { rootNamespace: 'n'.repeat(63) }).apply(trust());
    expect(clusters.only('east', 'Certificate').spec.commonName).toBe('east');
  });

  test('take lifetime, kind of key, raw fields, and an issuer for one cluster', () => {
    const clusters = new Clusters(['east', 'west']).apply(trust({
      perCluster: { west: IssuerRef.issuer('venafi') },
      duration: Duration.days(30),
      renewBefore: Duration.days(10),
      algorithm: CaKeyAlgorithm.ECDSA_256,
      raw: { spec: { revisionHistoryLimit: 1 } },
    }));
    expect(clusters.only('east', 'Certificate').spec).toMatchObject({
      duration: '720h', renewBefore: '240h', privateKey: { algorithm: 'ECDSA', size: 256 }, revisionHistoryLimit: 1, issuerRef: { name: 'vault' },
    });
    expect(clusters.only('west', 'Certificate').spec.issuerRef).toEqual({ name: 'venafi', kind: 'Issuer', group: 'cert-manager.io' });
  });

  test('are below one root on trust only, and that is said with a command', () => {
    const texts = new Clusters(['east']).apply(trust({ rootCertificate: ROOT })).preconditions();
    expect(texts[0]).toMatch(/oc --context east -n istio-system wait --for=condition=Ready certificate\/cacerts/);
    expect(texts[1]).toMatch(/ClusterIssuer 'vault' of cluster 'east' signs CAs, below the root of the mesh, .* is taken on trust/);
    expect(texts[1]).toContain(fingerprintOf(ROOT));
    expect(trust({ rootCertificate: ROOT })._rootOf('east')).toBe(fingerprintOf(ROOT));
  });

  test('of a self-signed issuer are an error in every cluster that writes one', () => {
    const clusters = new Clusters(['east', 'west']);
    clusters.write('west', of('ClusterIssuer', 'vault', { selfSigned: {} }));
    const problems = trust()._problems(clusters.apply(trust()).contexts);
    expect(codes(problems)).toEqual(['security/self-signed-issuer']);
    expect(problems[0].at).toBe(clusters.context('west').at);
    expect(problems[0].problem.what).toContain("ClusterIssuer 'vault' of cluster 'west'");
  });

  test('of a self-signed issuer are a warning in a mesh of one cluster', () => {
    const clusters = new Clusters(['east']);
    clusters.write('east', of('ClusterIssuer', 'vault', { selfSigned: {} }));
    expect(codes(trust()._problems(clusters.contexts))).toEqual(['warning security/self-signed-issuer']);
  });

  test('below a root of each cluster are an error that names the clusters', () => {
    const clusters = new Clusters(['east', 'west', 'north']);
    ownRoot(clusters, 'east');
    ownRoot(clusters, 'west');
    const problems = trust()._problems(clusters.apply(trust()).contexts);
    expect(codes(problems)).toEqual(['security/different-roots']);
    expect(problems[0].problem.what).toMatch(/^the clusters 'east', 'west' have a root CA each: .*self-signed issuer 'selfsigned'/);
  });

  test('below a root that one cluster makes and others are given are fine', () => {
    const clusters = new Clusters(['east', 'west']);
    ownRoot(clusters, 'east');
    clusters.write('west', of('ClusterIssuer', 'vault', { ca: { secretName: 'root' } }));
    expect(trust()._problems(clusters.apply(trust()).contexts)).toEqual([]);
  });

  test('of a root in each cluster are found through Issuers of the root namespace and an intermediate', () => {
    const clusters = new Clusters(['east', 'west']);
    for (const cluster of ['east', 'west']) {
      clusters.write(cluster, of('Issuer', 'selfsigned', { selfSigned: {} }, 'istio-system'));
      clusters.write(cluster, of('Certificate', 'root', { secretName: 'root', issuerRef: { name: 'selfsigned' } }, 'istio-system'));
      clusters.write(cluster, of('Issuer', 'root', { ca: { secretName: 'root' } }, 'istio-system'));
      clusters.write(cluster, of('Certificate', 'policy', { secretName: 'policy', issuerRef: { name: 'root' } }, 'istio-system'));
      clusters.write(cluster, of('Issuer', 'policy', { ca: { secretName: 'policy' } }, 'istio-system'));
    }
    expect(codes(trust({ issuer: IssuerRef.issuer('policy') })._problems(clusters.contexts))).toEqual(['security/different-roots']);
  });

  test('are not judged by issuers of another namespace, another group, or in a circle', () => {
    const clusters = new Clusters(['east', 'west']);
    for (const cluster of ['east', 'west']) {
      clusters.write(cluster, of('Issuer', 'ca', { selfSigned: {} }, 'other'));
      clusters.write(cluster, of('ClusterIssuer', 'a', { ca: { secretName: 'a' } }));
      clusters.write(cluster, of('Certificate', 'a', { secretName: 'a', issuerRef: { kind: 'ClusterIssuer', name: 'a' } }, 'cert-manager'));
    }
    for (const ref of [IssuerRef.issuer('ca'), IssuerRef.of('ca', 'Issuer', 'vault.example.com'), IssuerRef.clusterIssuer('a')]) {
      expect(trust({ issuer: ref })._problems(clusters.contexts)).toEqual([]);
    }
  });

  test('see an issuer that is written after them', () => {
    const clusters = new Clusters(['east', 'west']).apply(trust());
    expect(trust()._problems(clusters.contexts)).toEqual([]);
    clusters.write('east', of('ClusterIssuer', 'vault', { selfSigned: {} }));
    expect(codes(trust()._problems(clusters.contexts))).toEqual(['security/self-signed-issuer']);
  });

  test('of an ACME issuer are an error', () => {
    const clusters = new Clusters(['east']);
    clusters.write('east', of('ClusterIssuer', 'vault', { acme: {} }));
    expect(codes(trust()._problems(clusters.contexts))).toEqual(['security/issuer-cannot-sign-cas']);
  });

  test.each([
    ['unknown cluster', { perCluster: { eats: issuer } }, 'security/unknown-cluster'],
    ['life below an hour', { duration: Duration.minutes(30) }, 'security/lifetime-too-short'],
    ['renewal before the start', { duration: Duration.hours(2), renewBefore: Duration.hours(2) }, 'security/renewed-too-early'],
    ['unreadable root', { rootCertificate: 'x' }, 'security/invalid-certificate'],
  ])('with an %s are an error, said once', (_, options, code) => {
    expect(codes(trust(options)._problems(new Clusters(['east', 'west']).contexts))).toEqual([code]);
  });

  test('with a life of an hour and a later renewal are fine', () => {
    expect(trust({ duration: Duration.hours(1), renewBefore: Duration.minutes(59), perCluster: { east: issuer } })._problems(new Clusters(['east']).contexts)).toEqual([]);
  });

  test.each([
    ['issuer', { issuer: 'vault' }], ['perCluster', { perCluster: { east: 'vault' } }], ['duration', { duration: '1h' }],
    ['renewBefore', { renewBefore: 1 }], ['algorithm', { algorithm: 'RSA' }],
  ])('fail at once with a wrong `%s`', (property, options) => {
    const apply = () => new Clusters(['east']).apply(trust(options as any));
    expect(apply).toThrow('security/wrong-type');
    expect(apply).toThrow(`\`${property}\` of MeshTrust.certManager`);
  });
});

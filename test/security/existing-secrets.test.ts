import { Clusters, codes, pem, ROOT } from './support';
import { MeshTrust } from '../../src/security';
import { fingerprintOf } from '../../src/security/certificates';

describe('Secrets that exist', () => {
  test('are neither written nor need values', () => {
    const clusters = new Clusters(['east', 'west']);
    const trust = MeshTrust.existingSecrets();
    clusters.apply(trust);
    expect(clusters.objects('east')).toEqual([]);
    expect(trust._values(clusters.context('east'))).toEqual({});
    expect(trust._kind).toBe('existingSecrets');
    expect(trust._problems(clusters.contexts)).toEqual([]);
  });

  test('are a precondition in each cluster, with the keys of both layouts, and a way to compare the roots', () => {
    const texts = new Clusters(['east', 'west']).apply(MeshTrust.existingSecrets()).preconditions();
    expect(texts).toHaveLength(4);
    expect(texts[0]).toMatch(/Secret 'cacerts' must exist in namespace 'istio-system' of cluster 'east' before the control plane/);
    for (const key of ['ca-cert.pem', 'ca-key.pem', 'root-cert.pem', 'cert-chain.pem', 'tls.crt', 'tls.key', 'ca.crt']) expect(texts[0]).toContain(key);
    expect(texts[3]).toMatch(/root in Secret 'cacerts' of cluster 'west' must be the same in every cluster: oc --context west -n istio-system get secret cacerts/);
    expect(texts[3]).toContain('| openssl x509 -noout -fingerprint -sha256');
  });

  test('tell the fingerprint to expect where the root is stated', () => {
    const trust = MeshTrust.existingSecrets({ rootCertificate: ROOT });
    const clusters = new Clusters(['east']).apply(trust);
    expect(trust._rootOf('east')).toBe(fingerprintOf(ROOT));
    expect(clusters.preconditions()[1]).toContain(`must be ${fingerprintOf(ROOT)}`);
    expect(MeshTrust.existingSecrets()._rootOf('east')).toBeUndefined();
  });

  test.each([
    ['no certificate', 'root', 'security/invalid-certificate'],
    ['an intermediate', pem('east.pem'), 'security/not-a-root'],
    ['a certificate with its key', pem('other-root.pem') + pem('other-root.key'), 'security/key-beside-certificate'],
  ])('whose stated root is %s are an error, said once', (_, rootCertificate, code) => {
    const clusters = new Clusters(['east', 'west']);
    expect(codes(MeshTrust.existingSecrets({ rootCertificate })._problems(clusters.contexts))).toEqual([code]);
  });

  test('whose stated root is no text fail at once', () => {
    expect(() => new Clusters(['east']).apply(MeshTrust.existingSecrets({ rootCertificate: 1 as any }))).toThrow('security/wrong-type');
    expect(() => new Clusters(['east']).apply(MeshTrust.existingSecrets({ rootCertificate: null as any }))).not.toThrow();
  });
});

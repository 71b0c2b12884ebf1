import { Clusters, codes, pem, ROOT } from './support';
import { type LiteralIntermediate, type LiteralTrustOptions, MeshTrust } from '../../src/security';
import { fingerprintOf } from '../../src/security/certificates';

const ca = (name: string, more: Partial<LiteralIntermediate> = {}): LiteralIntermediate => ({ certificate: pem(`${name}.pem`), privateKey: pem(`${name}.key`), ...more });
const trust = (intermediates: LiteralTrustOptions['intermediates'], more: Partial<LiteralTrustOptions> = {}) =>
  MeshTrust.literal({ rootCertificate: ROOT, intermediates, contentInOutput: true, ...more });
/** What is said of one cluster with a CA. */
const judged = (intermediate: LiteralIntermediate, more: Partial<LiteralTrustOptions> = {}) =>
  codes(trust({ east: intermediate }, more)._problems(new Clusters(['east']).contexts));

describe('CAs in the program', () => {
  test('are written as Secret cacerts, the chain ending in the root', () => {
    const both = trust({ east: ca('east'), west: ca('west') });
    const clusters = new Clusters(['east', 'west']).apply(both);
    expect(clusters.only('east', 'Secret')).toEqual({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'cacerts', namespace: 'istio-system' },
      type: 'Opaque',
      stringData: {
        'ca-cert.pem': pem('east.pem'), 'ca-key.pem': pem('east.key'), 'root-cert.pem': ROOT, 'cert-chain.pem': pem('east.pem') + ROOT,
      },
    });
    expect(clusters.only('west', 'Secret').stringData['ca-cert.pem']).toBe(pem('west.pem'));
    expect(both._problems(clusters.contexts)).toEqual([]);
    expect(both._rootOf('east')).toBe(fingerprintOf(ROOT));
    expect(both._values(clusters.contexts[0])).toEqual({});
  });

  test.each([
    ['the middle only', pem('policy.pem')],
    ['the intermediate, the middle and the root', pem('south.pem') + pem('policy.pem') + ROOT],
  ])('may be two below the root, with %s as chain', (_, chain) => {
    const south = trust({ east: ca('south', { chain }) });
    const clusters = new Clusters(['east']).apply(south);
    expect(south._problems(clusters.contexts)).toEqual([]);
    expect(clusters.only('east', 'Secret').stringData['cert-chain.pem']).toBe(pem('south.pem') + pem('policy.pem') + ROOT);
  });

  test('are not written unless that is asked for', () => {
    const silent = trust({ east: ca('east') }, { contentInOutput: undefined });
    const clusters = new Clusters(['east']).apply(silent);
    expect(clusters.objects('east')).toEqual([]);
    expect(codes(silent._problems(clusters.contexts))).toEqual(['security/key-in-output']);
  });

  test.each([
    ['of another root', ca('stranger'), 'security/broken-chain'],
    ['whose chain has a gap', ca('south'), 'security/broken-chain'],
    ['whose chain is another\'s', ca('south', { chain: pem('west.pem') }), 'security/broken-chain'],
    ['that is no CA', ca('leaf'), 'security/not-a-ca'],
    ['with the key of another', ca('east', { privateKey: pem('west.key') }), 'security/key-mismatch'],
    ['with an unreadable key', ca('east', { privateKey: 'x' }), 'security/invalid-private-key'],
    ['with an unreadable certificate', ca('east', { certificate: 'x' }), 'security/invalid-certificate'],
    ['with an unreadable chain', ca('east', { chain: 'x' }), 'security/invalid-certificate'],
    ['with a key in its chain', ca('east', { chain: ROOT + pem('east.key') }), 'security/key-beside-certificate'],
    ['with a key in its certificate', ca('east', { certificate: pem('east.pem') + pem('east.key') }), 'security/key-beside-certificate'],
  ])('%s are an error', (_, intermediate, code) => {
    expect(judged(intermediate)).toEqual([code]);
  });

  test('that have expired are not judged by their dates', () => {
    expect(judged(ca('expired'))).toEqual([]);
  });

  test('with an intermediate for a root are an error', () => {
    expect(judged(ca('east'), { rootCertificate: pem('policy.pem') })).toEqual(['security/not-a-root']);
  });

  test('that are the root itself are a warning', () => {
    expect(judged(ca('other-root'), { rootCertificate: pem('other-root.pem') })).toEqual(['warning security/root-signs-workloads']);
  });

  test('of two clusters with one key are a warning that names both', () => {
    const problems = trust({ east: ca('east'), west: ca('east') })._problems(new Clusters(['east', 'west']).contexts);
    expect(codes(problems)).toEqual(['warning security/shared-intermediate']);
    expect(problems[0].problem.what).toContain("'east', 'west'");
  });

  test('must be there for each cluster of the mesh, and for no other', () => {
    const problems = trust({ east: ca('east'), eats: ca('west') })._problems(new Clusters(['east', 'west']).contexts);
    expect(codes(problems)).toEqual(['security/unknown-cluster', 'security/no-intermediate']);
    expect(problems[1].problem.what).toContain("cluster 'west'");
  });

  test('are never shown in a message', () => {
    const problems = trust({ east: ca('east', { privateKey: pem('west.key') }) })._problems(new Clusters(['east']).contexts);
    expect(JSON.stringify(problems.map((p) => p.problem))).not.toContain(pem('west.key').split('\n')[1]);
  });

  test.each([
    ['rootCertificate', { rootCertificate: undefined }], ['intermediates', { intermediates: { east: 'x' } }], ['contentInOutput', { contentInOutput: 'yes' }],
  ])('fail at once with a wrong `%s`', (property, options) => {
    const apply = () => new Clusters(['east']).apply(MeshTrust.literal({ rootCertificate: ROOT, intermediates: {}, ...options } as any));
    expect(apply).toThrow('security/wrong-type');
    expect(apply).toThrow(`\`${property}\` of MeshTrust.literal`);
  });
});

import type { TrustSource } from './trust-context';

/** What Istio does by itself: no Secret `cacerts`, so that each istiod makes a root. */
export function selfSigned(): TrustSource {
  return {
    kind: 'selfSigned',
    apply: () => undefined,
    values: () => ({}),
    rootOf: () => undefined,
    problems: (contexts) => (contexts.length < 2 ? [] : [{
      at: contexts[0].at,
      problem: {
        code: 'security/different-roots',
        what: `the clusters ${contexts.map(({ cluster }) => `'${cluster}'`).join(', ')} are joined, and with MeshTrust.selfSigned each istiod makes a root CA of its own`,
        expected: 'one root for all clusters that are joined',
        fix: 'use MeshTrust.certManager, MeshTrust.externalSecrets or MeshTrust.existingSecrets',
      },
    }]),
  };
}

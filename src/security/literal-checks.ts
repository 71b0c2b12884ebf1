import type { X509Certificate } from 'crypto';
import { certificateIn, certificateProblem, certificatesIn, isIssuedBy, isKeyOf, nameOf, rootProblem } from './certificates';
import { unknownClusters } from './stated-root';
import type { TrustContext, TrustProblem } from './trust-context';
import type { LiteralIntermediate, LiteralTrustOptions } from './trust-options';
import type { Problem } from '../analysis/finding';

/**
 * What is wrong with CAs that are given in the program. Whether they are valid by now is not judged: a synth has no clock.
 */
export function literalProblems(contexts: readonly TrustContext[], options: LiteralTrustOptions): TrustProblem[] {
  if (contexts.length === 0) return [];
  const { rootCertificate, intermediates = {}, contentInOutput } = options;
  const first = contexts[0].at;
  const wrongRoot = rootProblem(rootCertificate, '`rootCertificate` of MeshTrust.literal');
  const root = wrongRoot ? undefined : certificateIn(rootCertificate);
  return [
    ...(contentInOutput ? [] : [{ at: first, problem: notAskedFor(contexts) }]),
    ...(wrongRoot ? [{ at: first, problem: wrongRoot }] : []),
    ...unknownClusters(contexts, 'intermediates', intermediates),
    ...contexts.flatMap(({ at, cluster }) => {
      const mine = intermediates[cluster];
      const problems = mine ? intermediateProblems(cluster, mine, root) : [missing(cluster)];
      return problems.map((problem) => ({ at, problem }));
    }),
    ...sharedKeys(contexts, intermediates),
  ];
}

function notAskedFor(contexts: readonly TrustContext[]): Problem {
  return {
    code: 'security/key-in-output',
    what: `MeshTrust.literal would write the private key of a CA into the output of ${contexts.map(({ cluster }) => `cluster '${cluster}'`).join(', ')}`,
    expected: 'a Secret that exists, one that the External Secrets Operator makes, or one of cert-manager',
    fix: 'use MeshTrust.existingSecrets, MeshTrust.externalSecrets or MeshTrust.certManager; or say `contentInOutput: true` where nobody else reads the output',
  };
}

function missing(cluster: string): Problem {
  return {
    code: 'security/no-intermediate',
    what: `\`intermediates\` of MeshTrust.literal has no entry for cluster '${cluster}', so that its istiod would sign with a root of its own`,
    expected: 'an intermediate for each cluster with a control plane',
    fix: `add one: { ${JSON.stringify(cluster)}: { certificate: ..., privateKey: ... } }`,
  };
}

function intermediateProblems(cluster: string, given: LiteralIntermediate, root: X509Certificate | undefined): Problem[] {
  const { certificate: pem, privateKey, chain } = given;
  const of = `of cluster '${cluster}'`;
  const unreadable = certificateProblem(pem, `the certificate of the intermediate ${of}`)
    ?? (chain === undefined ? undefined : chainProblem(chain, `the chain of the intermediate ${of}`));
  if (unreadable) return [unreadable];
  const certificate = certificateIn(pem)!;
  const problems = [...keyProblems(of, privateKey, certificate)];
  if (!certificate.ca) {
    problems.push({
      code: 'security/not-a-ca',
      what: `the certificate of the intermediate ${of} (${nameOf(certificate)}) is not that of a CA: istiod does not start with it`,
      expected: 'a certificate that may sign others: basicConstraints CA:TRUE',
      fix: 'request a CA certificate',
    });
  }
  if (!root) return problems;
  if (certificate.fingerprint256 === root.fingerprint256) {
    problems.push({
      code: 'security/root-signs-workloads',
      severity: 'warning',
      what: `cluster '${cluster}' signs with the root itself: whoever reads its Secret can sign for all clusters, and nothing short of another root mends that`,
      expected: 'an intermediate for each cluster, and the key of the root in none',
      fix: 'sign an intermediate for the cluster with the root',
    });
    return problems;
  }
  const broken = chainToRoot(certificate, certificatesIn(chain ?? '') ?? [], root);
  if (broken) {
    problems.push({
      code: 'security/broken-chain',
      what: `the chain of the intermediate ${of} does not end in the root (${nameOf(root)}): ${broken}`,
      expected: 'certificates that are each signed by the next, the last by the root',
      fix: 'list the certificates between the intermediate and the root in `chain`, lowest first; or give the root that they belong to',
    });
  }
  return problems;
}

function chainProblem(chain: string, what: string): Problem | undefined {
  const found = certificatesIn(chain);
  // each is one certificate, so that only a key beside them is left to find, or a text without any
  return found && !chain.includes('PRIVATE KEY') ? undefined : certificateProblem(chain, what);
}

function keyProblems(of: string, privateKey: string, certificate: X509Certificate): Problem[] {
  const matches = isKeyOf(privateKey, certificate);
  if (matches === undefined) {
    return [{
      code: 'security/invalid-private-key',
      what: `the private key of the intermediate ${of} cannot be read`,
      expected: 'a private key as PEM, not encrypted: -----BEGIN PRIVATE KEY----- ... -----END PRIVATE KEY-----',
      fix: 'give the text of the PEM file, with its line breaks and without a passphrase',
    }];
  }
  return matches ? [] : [{
    code: 'security/key-mismatch',
    what: `the private key of the intermediate ${of} is not that of its certificate (${nameOf(certificate)}): istiod does not start with them`,
    expected: 'the two halves of one pair',
    fix: 'give the key that the certificate was requested with',
  }];
}

/** Where a chain breaks, walked from its lower end; undefined where it leads to the root. */
function chainToRoot(certificate: X509Certificate, chain: readonly X509Certificate[], root: X509Certificate): string | undefined {
  const path = chain.filter((c) => c.fingerprint256 !== certificate.fingerprint256 && c.fingerprint256 !== root.fingerprint256);
  let at = certificate;
  for (const next of [...path, root]) {
    if (!isIssuedBy(at, next)) return `${nameOf(at)} is not signed by ${nameOf(next)}`;
    if (!next.ca) return `${nameOf(next)} is no CA`;
    at = next;
  }
  return undefined;
}

function sharedKeys(contexts: readonly TrustContext[], intermediates: { readonly [cluster: string]: LiteralIntermediate }): TrustProblem[] {
  const byKey = new Map<string, TrustContext[]>();
  for (const ctx of contexts) {
    const certificate = certificateIn(intermediates[ctx.cluster]?.certificate ?? '');
    const key = certificate?.publicKey.export({ type: 'spki', format: 'pem' }).toString();
    if (key) byKey.set(key, [...byKey.get(key) ?? [], ctx]);
  }
  return [...byKey.values()].filter((shared) => shared.length > 1).map((shared) => ({
    at: shared[0].at,
    problem: {
      code: 'security/shared-intermediate',
      severity: 'warning',
      what: `the clusters ${shared.map(({ cluster }) => `'${cluster}'`).join(', ')} sign with one private key: a leak in one of them is a leak in all`,
      expected: 'an intermediate of its own for each cluster',
      fix: 'sign another intermediate with the root',
    },
  }));
}

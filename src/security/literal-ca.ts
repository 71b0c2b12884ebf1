import { CA_FILES, CACERTS } from './cacerts';
import { certificateIn, certificatesIn, fingerprintOf, pemOf } from './certificates';
import { literalProblems } from './literal-checks';
import type { TrustContext, TrustSource } from './trust-context';
import { byCluster, checkTrustTypes } from './trust-kinds';
import type { LiteralIntermediate, LiteralTrustOptions } from './trust-options';
import { FLAG, type Kind, required, TEXT } from '../analysis/kinds';
import { secret } from '../kube/core/config';

const INTERMEDIATE: Kind = {
  is: (v) => typeof v?.certificate === 'string' && typeof v.privateKey === 'string' && ['string', 'undefined'].includes(typeof v.chain),
  expected: '{ certificate, privateKey, chain? } of PEM texts',
  fix: () => 'write { certificate: ..., privateKey: ... }',
};

/** A Secret with key material, which somebody asked for. */
export function literalCa(options: LiteralTrustOptions): TrustSource {
  const { rootCertificate, intermediates, contentInOutput } = options;
  const fingerprint = fingerprintOf(rootCertificate);
  return {
    kind: 'literal',
    apply: (ctx) => {
      checkTrustTypes(ctx, 'literal', [
        ['rootCertificate', rootCertificate, required(TEXT)], ['intermediates', intermediates, required(byCluster(INTERMEDIATE))],
        ['contentInOutput', contentInOutput, FLAG],
      ]);
      const mine = intermediates[ctx.cluster];
      if (contentInOutput && mine) write(ctx, rootCertificate, mine);
    },
    values: () => ({}),
    rootOf: () => fingerprint,
    problems: (contexts) => literalProblems(contexts, options),
  };
}

/** Only what was read as a certificate is written: whatever else stands in the texts stays out. */
function write({ scope, rootNamespace }: TrustContext, rootPem: string, { certificate: pem, privateKey, chain }: LiteralIntermediate): void {
  const certificate = certificateIn(pem);
  const root = certificateIn(rootPem);
  if (!certificate || !root) return;
  const all = [certificate, ...certificatesIn(chain ?? '') ?? []].filter((c) => c.fingerprint256 !== root.fingerprint256);
  const below = all.filter((c, i) => all.findIndex((other) => other.fingerprint256 === c.fingerprint256) === i);
  secret(scope, CACERTS, {
    name: CACERTS,
    namespace: rootNamespace,
    type: 'Opaque',
    stringData: {
      [CA_FILES.certificate]: pemOf(certificate),
      [CA_FILES.privateKey]: `${privateKey.trim()}\n`,
      [CA_FILES.root]: pemOf(root),
      [CA_FILES.chain]: [...below, root].map(pemOf).join(''),
    },
    contentInOutput: true,
  });
}

import { CaKeyAlgorithm } from './ca-key-algorithm';
import { CACERTS, istiodHosts, remarkRoot, remarkWait, TLS_FILES } from './cacerts';
import { fingerprintOf } from './certificates';
import { type ClusterIssuer, clusterIssuers, issuerName, rootPerCluster } from './issuer-problems';
import { statedRootProblems, unknownClusters } from './stated-root';
import type { TrustContext, TrustProblem, TrustSource } from './trust-context';
import { byCluster, checkTrustTypes, ISSUER } from './trust-kinds';
import type { CertManagerTrustOptions } from './trust-options';
import type { Problem } from '../analysis/finding';
import { made, required, TEXT, TIME_SPAN } from '../analysis/kinds';
import { Manifest } from '../kube/manifest';
import { goDuration } from '../traffic/durations';
import type { IssuerRef } from '../vocabulary/issuer-ref';

const HOUR = 3_600_000;
const MAX_COMMON_NAME = 64;

const ALGORITHM = made('CaKeyAlgorithm', () => 'write CaKeyAlgorithm.RSA_4096', (v) => typeof v?.algorithm === 'string' && typeof v.size === 'number');

/** A Secret that cert-manager fills with an intermediate CA. */
export function certManager(options: CertManagerTrustOptions): TrustSource {
  const fingerprint = fingerprintOf(options.rootCertificate);
  const issuerOf = ({ cluster }: TrustContext): IssuerRef => options.perCluster?.[cluster] ?? options.issuer;
  return {
    kind: 'certManager',
    apply: (ctx) => {
      checkTypes(ctx, options);
      write(ctx, options, issuerOf(ctx));
      remarkWait(ctx, 'certificate');
      remarkRoot(ctx, TLS_FILES.root, fingerprint,
        `that ${issuerName(issuerOf(ctx))} of cluster '${ctx.cluster}' signs CAs, below the root of the mesh, and gives that root in ${TLS_FILES.root} is taken on trust`);
    },
    values: () => ({}),
    rootOf: () => fingerprint,
    problems: (contexts) => {
      const issuers = clusterIssuers(contexts, issuerOf);
      return [
        ...statedRootProblems(contexts, options.rootCertificate),
        ...unknownClusters(contexts, 'perCluster', options.perCluster),
        ...contexts.slice(0, 1).flatMap(({ at }) => lifetimeProblems(options).map((problem) => ({ at, problem }))),
        ...issuers.flatMap((issuer) => wrongIssuer(issuer, contexts.length > 1)),
        ...rootPerCluster(issuers),
      ];
    },
  };
}

function write(ctx: TrustContext, options: CertManagerTrustOptions, issuer: IssuerRef): void {
  const { duration, renewBefore, algorithm = CaKeyAlgorithm.RSA_4096, raw } = options;
  const dnsNames = istiodHosts(ctx);
  new Manifest(ctx.scope, CACERTS, {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name: CACERTS, namespace: ctx.rootNamespace },
    body: {
      spec: {
        isCA: true,
        secretName: CACERTS,
        // A CA needs a subject (RFC 5280, 4.1.2.4), and one of its own, so that chains are found by name.
        commonName: dnsNames[0].length <= MAX_COMMON_NAME ? dnsNames[0] : ctx.cluster,
        subject: { organizations: [ctx.trustDomain], organizationalUnits: [ctx.cluster] },
        dnsNames,
        usages: ['digital signature', 'key encipherment', 'cert sign'],
        duration: duration && goDuration(duration),
        renewBefore: renewBefore && goDuration(renewBefore),
        // Stated, since cert-manager's own default for it changed with 1.18.
        privateKey: { algorithm: algorithm.algorithm, size: algorithm.size, rotationPolicy: 'Always' },
        issuerRef: { name: issuer.name, kind: issuer.kind, group: issuer.group },
      },
    },
    raw,
  });
}

function checkTypes(ctx: TrustContext, { issuer, perCluster, duration, renewBefore, algorithm, rootCertificate }: CertManagerTrustOptions): void {
  checkTrustTypes(ctx, 'certManager', [
    ['issuer', issuer, required(ISSUER)], ['perCluster', perCluster, byCluster(ISSUER)], ['duration', duration, TIME_SPAN],
    ['renewBefore', renewBefore, TIME_SPAN], ['algorithm', algorithm, ALGORITHM], ['rootCertificate', rootCertificate, TEXT],
  ]);
}

function lifetimeProblems({ duration, renewBefore }: CertManagerTrustOptions): Problem[] {
  const problems: Problem[] = [];
  if (duration && duration.toMilliseconds() < HOUR) {
    problems.push({
      code: 'security/lifetime-too-short',
      what: `the intermediates of MeshTrust.certManager live for ${goDuration(duration)}`,
      expected: 'at least an hour: cert-manager refuses less',
      fix: 'state a longer `duration`, in weeks rather than hours, since the certificates of workloads live inside of it',
    });
  }
  if (duration && renewBefore && renewBefore.toMilliseconds() >= duration.toMilliseconds()) {
    problems.push({
      code: 'security/renewed-too-early',
      what: `the intermediates of MeshTrust.certManager live for ${goDuration(duration)} and are renewed ${goDuration(renewBefore)} before their end`,
      expected: 'a `renewBefore` below `duration`',
      fix: 'shorten `renewBefore`, or leave it out: a third of the life is the default',
    });
  }
  return problems;
}

/** An issuer of this program that cannot be behind the CA of a mesh. */
function wrongIssuer({ ctx, issuer, facts }: ClusterIssuer, isJoined: boolean): TrustProblem[] {
  const of = `${issuerName(issuer)} of cluster '${ctx.cluster}'`;
  if (facts.kind === 'acme') {
    return [{
      at: ctx.at,
      problem: { code: 'security/issuer-cannot-sign-cas', what: `${of} is of type acme`, expected: 'an issuer that signs CAs', fix: 'use another issuer' },
    }];
  }
  if (facts.kind !== 'selfSigned') return [];
  return [{
    at: ctx.at,
    problem: isJoined ? {
      code: 'security/self-signed-issuer',
      what: `${of} is self-signed, so that the CA of this cluster would be a root of its own, which no other cluster trusts`,
      expected: 'an issuer below the root that all clusters share',
      fix: 'make the root once, bring its Secret to all clusters, and use an issuer of type `ca` with it; or an issuer outside of the clusters, such as Vault',
    } : {
      code: 'security/self-signed-issuer',
      severity: 'warning',
      what: `${of} is self-signed, so that each renewal of the CA makes another root, which running workloads do not trust`,
      expected: 'a root that stays while its intermediates are renewed',
      fix: 'let the self-signed issuer sign a root Certificate of long life, and use an issuer of type `ca` with its Secret',
    },
  }];
}

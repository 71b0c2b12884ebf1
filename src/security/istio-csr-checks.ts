import { ApiObject } from 'cdk8s';
import { type ClusterIssuer, clusterIssuers, issuerName, rootPerCluster } from './issuer-problems';
import { statedRootProblems, unknownClusters } from './stated-root';
import type { TrustContext, TrustProblem } from './trust-context';
import type { IstioCsrTrustOptions } from './trust-options';
import type { Problem } from '../analysis/finding';
import { dnsLabelProblem } from '../kube/names';
import { DataPlane } from '../vocabulary/data-plane';
import type { IssuerRef } from '../vocabulary/issuer-ref';

/** Limits of the CRD. */
const MAX_TRUST_DOMAIN = 63;
const MAX_REVISIONS = 25;

/** What is wrong with istio-csr in these clusters. */
export function istioCsrProblems(
  contexts: readonly TrustContext[], options: IstioCsrTrustOptions, issuerOf: (ctx: TrustContext) => IssuerRef,
): TrustProblem[] {
  const issuers = clusterIssuers(contexts, issuerOf);
  const invalid = options.namespace === undefined ? undefined : dnsLabelProblem(options.namespace);
  return [
    ...statedRootProblems(contexts, options.rootCertificate),
    ...unknownClusters(contexts, 'perCluster', options.perCluster),
    ...contexts.slice(0, invalid ? 1 : 0).map(({ at }) => ({
      at,
      problem: {
        code: 'security/invalid-namespace',
        what: `the namespace '${options.namespace}' of MeshTrust.istioCsr is not usable: ${invalid}`,
        expected: 'a DNS label',
        fix: 'change the name',
      },
    })),
    ...contexts.flatMap((ctx) => clusterProblems(ctx).map((problem) => ({ at: ctx.at, problem }))),
    ...issuers.flatMap((issuer) => issuerProblems(issuer).map((problem) => ({ at: issuer.ctx.at, problem }))),
    ...rootPerCluster(issuers),
  ];
}

function clusterProblems(ctx: TrustContext): Problem[] {
  const { cluster, trustDomain, revisions } = ctx;
  const problems: Problem[] = [];
  if (ctx.dataPlane === DataPlane.AMBIENT) {
    // cert-manager/istio-csr needs --ca-trusted-node-accounts for ztunnel; IstioCSR has no field for it (openshift/cert-manager-operator #281).
    problems.push({
      code: 'security/istio-csr-ambient',
      what: `the mesh of cluster '${cluster}' is ambient, and an IstioCSR cannot tell the agent to let ztunnel ask for the certificates of workloads`,
      expected: 'a CA in istiod, or the sidecar data plane',
      fix: 'use MeshTrust.certManager: cert-manager then signs the CA of istiod, and istiod signs for ztunnel',
    });
  }
  if (ctx.isExternal) {
    // The agent asks the API server of its own cluster about tokens, and the charts send proxies to the agent by a name inside the cluster.
    problems.push({
      code: 'security/istio-csr-external-istiod',
      what: `the istiod of cluster '${cluster}' serves a cluster that it does not run in, where the agent of istio-csr is not reached`,
      expected: 'a CA in istiod',
      fix: 'use MeshTrust.certManager, MeshTrust.externalSecrets or MeshTrust.existingSecrets',
    });
  }
  if (trustDomain.length > MAX_TRUST_DOMAIN) {
    problems.push({
      code: 'security/trust-domain-too-long',
      what: `the trust domain '${trustDomain}' of cluster '${cluster}' has ${trustDomain.length} characters`,
      expected: `at most ${MAX_TRUST_DOMAIN}, which is what an IstioCSR takes`,
      fix: 'choose a shorter one, or MeshTrust.certManager',
    });
  }
  if (revisions.length > MAX_REVISIONS) {
    problems.push({
      code: 'security/too-many-revisions',
      what: `the control plane of cluster '${cluster}' has ${revisions.length} revisions`,
      expected: `at most ${MAX_REVISIONS}, which is what an IstioCSR takes`,
      fix: 'remove revisions that nobody uses',
    });
  }
  if (agentsIn(ctx) > 1) {
    problems.push({
      code: 'security/istio-csr-twice',
      what: `${agentsIn(ctx)} IstioCSRs are written into cluster '${cluster}'`,
      expected: 'one: the operator runs one agent in a cluster, for one control plane namespace',
      fix: 'use MeshTrust.certManager for the other meshes of the cluster',
    });
  }
  return problems;
}

function agentsIn({ clusterScope }: TrustContext): number {
  return clusterScope.node.findAll().filter((c) => ApiObject.isApiObject(c) && c.apiGroup === 'operator.openshift.io' && c.kind === 'IstioCSR').length;
}

function issuerProblems({ ctx, issuer, facts }: ClusterIssuer): Problem[] {
  const of = `${issuerName(issuer)} of cluster '${ctx.cluster}'`;
  if (issuer.group !== 'cert-manager.io' || !['Issuer', 'ClusterIssuer'].includes(issuer.kind)) {
    return [{
      code: 'security/issuer-not-supported',
      what: `${of} is of group ${issuer.group}`,
      expected: 'an Issuer or a ClusterIssuer of cert-manager.io: an IstioCSR takes no other',
      fix: 'use IssuerRef.issuer or IssuerRef.clusterIssuer, or MeshTrust.certManager, which takes external issuers too',
    }];
  }
  if (facts.kind === 'acme') {
    return [{
      code: 'security/issuer-cannot-sign-workloads',
      what: `${of} is of type acme`,
      expected: 'an issuer that signs SPIFFE identities: the operator refuses ACME',
      fix: 'use another issuer',
    }];
  }
  if (facts.kind === 'selfSigned') {
    return [{
      code: 'security/self-signed-issuer',
      what: `${of} is self-signed, so that the certificate of each workload would be a root of its own, which no other workload trusts`,
      expected: 'an issuer with a CA',
      fix: 'make a CA Certificate, and use an issuer of type `ca` with its Secret',
    }];
  }
  return [];
}

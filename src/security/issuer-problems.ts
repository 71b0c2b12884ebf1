import { type IssuerFacts, issuerFacts } from './issuer-chain';
import type { TrustContext, TrustProblem } from './trust-context';
import type { IssuerRef } from '../vocabulary/issuer-ref';

/** How messages name an issuer. */
export function issuerName({ kind, name }: IssuerRef): string {
  return `${kind} '${name}'`;
}

/** A cluster with its issuer, and what the program tells of it. */
export interface ClusterIssuer {
  readonly ctx: TrustContext;
  readonly issuer: IssuerRef;
  readonly facts: IssuerFacts;
}

/** The issuer of each cluster, followed to its end. */
export function clusterIssuers(contexts: readonly TrustContext[], issuerOf: (ctx: TrustContext) => IssuerRef): ClusterIssuer[] {
  return contexts.map((ctx) => {
    const issuer = issuerOf(ctx);
    return { ctx, issuer, facts: issuerFacts(ctx, issuer) };
  });
}

/** Clusters that make a root each: then no certificate of one is good in another. */
export function rootPerCluster(issuers: readonly ClusterIssuer[]): TrustProblem[] {
  const own = issuers.filter(({ facts }) => facts.kind === 'root');
  if (own.length < 2) return [];
  const list = own.map(({ ctx, issuer, facts }) =>
    `${issuerName(issuer)} of cluster '${ctx.cluster}' signs below a certificate of self-signed issuer '${facts.kind === 'root' ? facts.issuer : ''}' there`);
  return [{
    at: own[0].ctx.at,
    problem: {
      code: 'security/different-roots',
      what: `the clusters ${own.map(({ ctx }) => `'${ctx.cluster}'`).join(', ')} have a root CA each: ${list.join('; ')}`,
      expected: 'one root for all clusters that are joined',
      fix: 'make the root once and bring its Secret to the other clusters, or use an issuer outside of the clusters, such as Vault',
    },
  }];
}

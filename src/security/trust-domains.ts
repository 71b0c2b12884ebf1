import type { Problem } from '../analysis/finding';

/** A control plane and the trust domains that it knows. */
export interface TrustDomainMember {
  readonly cluster: string;
  readonly trustDomain: string;
  readonly aliases: readonly string[];
}

/**
 * What is wrong with the trust domains of clusters that are joined. They are one, or each side takes the other's as an alias, at the
 * price that policies cannot tell equal names apart.
 */
export function trustDomainProblems(members: readonly TrustDomainMember[]): Problem[] {
  const domains = [...new Set(members.map(({ trustDomain }) => trustDomain))];
  return domains.flatMap((a, i) => domains.slice(i + 1).flatMap((b) => pairProblems(members, a, b)));
}

function pairProblems(members: readonly TrustDomainMember[], a: string, b: string): Problem[] {
  const here = members.filter((m) => m.trustDomain === a);
  const there = members.filter((m) => m.trustDomain === b);
  const lacking = [
    ...here.filter((m) => !m.aliases.includes(b)).map((m) => ({ ...m, lacks: b })),
    ...there.filter((m) => !m.aliases.includes(a)).map((m) => ({ ...m, lacks: a })),
  ];
  const both = `trust domain '${a}' of ${named(here)} and '${b}' of ${named(there)}`;
  if (lacking.length > 0) {
    return [{
      code: 'security/different-trust-domains',
      what: `${both} differ, and ${lacking.map((m) => `cluster '${m.cluster}' does not take '${m.lacks}' as an alias`).join(', ')}: policies refuse the workloads of the other side`,
      expected: 'one trust domain in all clusters, or aliases on both sides',
      fix: `state one trust domain; or, where they must differ, add the aliases: ${lacking.map((m) => `'${m.lacks}' in cluster '${m.cluster}'`).join(', ')}`,
    }];
  }
  return [{
    code: 'security/aliases-merge-identities',
    severity: 'warning',
    what: `${both} are aliases of each other, so that policies cannot tell equal names apart: whoever may be ServiceAccount 'b' in namespace 'a' of one side `
      + 'counts as ServiceAccount \'b\' in namespace \'a\' of the other',
    expected: 'one owner, on both sides, of each namespace that a policy names',
    fix: 'see that namespaces of the same name belong to the same people, or give all clusters one trust domain',
  }];
}

function named(members: readonly TrustDomainMember[]): string {
  return `${members.length > 1 ? 'clusters' : 'cluster'} ${members.map(({ cluster }) => `'${cluster}'`).join(', ')}`;
}

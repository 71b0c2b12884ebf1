import { rootProblem } from './certificates';
import type { TrustContext, TrustProblem } from './trust-context';

/** What is wrong with the root that a person states, said once. */
export function statedRootProblems(contexts: readonly TrustContext[], rootCertificate: string | undefined): TrustProblem[] {
  const problem = rootCertificate === undefined ? undefined : rootProblem(rootCertificate, '`rootCertificate` of the MeshTrust');
  return problem && contexts.length > 0 ? [{ at: contexts[0].at, problem }] : [];
}

/** Names of clusters that options have an entry for and the mesh does not have. */
export function unknownClusters(contexts: readonly TrustContext[], property: string, map: object | undefined): TrustProblem[] {
  const known = contexts.map((ctx) => ctx.cluster);
  return Object.keys(map ?? {}).filter((cluster) => contexts.length > 0 && !known.includes(cluster)).map((cluster) => ({
    at: contexts[0].at,
    problem: {
      code: 'security/unknown-cluster',
      what: `\`${property}\` of the MeshTrust has an entry for '${cluster}', and no cluster with a control plane has that name`,
      expected: `the name of one of them: ${known.join(', ')}`,
      fix: 'correct the name, or remove the entry',
    },
  }));
}

import type { Problem } from '../../analysis/finding';
import { nearestOf } from '../../cluster/nearest';
import type { Member } from '../member';

/** Regions that no cluster states, once every cluster states its own: nothing would ever be sent there, or come from there. */
export function regionProblems(named: readonly string[], members: readonly Pick<Member, 'region' | 'clusterName'>[]): Problem[] {
  const known = [...new Set(members.flatMap((m) => m.region ?? []))].sort();
  if (members.some((m) => m.region === undefined)) return [];
  return named.filter((region) => !known.includes(region)).map((region) => {
    const meant = nearestOf(region, known);
    return {
      code: 'topology/unknown-region',
      what: `no cluster of the mesh is in region '${region}'`,
      expected: `one of ${known.map((r) => `'${r}'`).join(', ')}`,
      fix: meant ? `write '${meant}'` : 'write the region of a cluster, or correct `region` of the Cluster that is meant',
    };
  });
}

/** Clusters that are preferred, and are none. */
export function clusterProblems(named: readonly string[], clusters: readonly string[]): Problem[] {
  return named.filter((name) => !clusters.includes(name)).map((name) => {
    const meant = nearestOf(name, clusters);
    return {
      code: 'topology/unknown-cluster',
      what: `endpoints in cluster '${name}' are preferred, which is no cluster of the mesh`,
      expected: `one of ${clusters.map((c) => `'${c}'`).join(', ')}`,
      fix: meant ? `write FailoverKey.inCluster('${meant}')` : 'name a cluster of the mesh',
    };
  });
}

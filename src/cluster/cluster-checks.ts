import type { IConstruct } from 'constructs';
import { caProblem, isSameCa, shownUrl, urlProblem } from './api-server';
import type { Cluster } from './cluster';
import type { ClusterFacts } from './cluster-facts';
import type { ApiServerOptions } from './cluster-props';
import { factTwice } from './late-values';
import { nearestOf } from './nearest';
import type { Problem } from '../analysis/finding';
import { hostProblem } from '../kube/names';

/** What is wrong with what the program says of an API server, by itself and beside the facts. */
export function apiServerProblems(stated: ApiServerOptions, facts: ClusterFacts | undefined, clusterName: string): Problem[] {
  const { url, ca, tlsServerName } = stated;
  const known = facts?._data.apiServer ?? {};
  const problems: Problem[] = [];
  const wrong = (what: string, problem: string | undefined, expected: string) => {
    if (problem) problems.push({ code: 'cluster/invalid-api-server', what: `${what} is not usable: ${problem}`, expected, fix: 'correct `apiServer` of this Cluster' });
  };
  if (url !== undefined) wrong(`the URL '${shownUrl(url)}' of the API server`, urlProblem(url), 'a URL like https://api.east.example.com:6443');
  if (ca !== undefined) wrong('the CA of the API server', caProblem(ca), 'one or more certificates as PEM');
  if (tlsServerName !== undefined) wrong(`the server name '${tlsServerName}' of the API server`, hostProblem(tlsServerName), 'a DNS name');
  const inFacts = `in the facts (${facts?._where})`;
  if (url !== undefined && known.url !== undefined && url !== known.url) {
    problems.push(factTwice(`the URL of the API server of cluster '${clusterName}'`, `'${shownUrl(url)}'`, `'${known.url}'`, inFacts));
  }
  if (ca !== undefined && known.ca !== undefined && !isSameCa(ca, known.ca)) {
    problems.push(factTwice(`the CA of the API server of cluster '${clusterName}'`, 'one bundle', 'another', inFacts));
  }
  return problems;
}

/** What is wrong with facts in view of the whole program. */
export function factsInProgramProblems(cluster: Cluster, facts: ClusterFacts, askedFor: readonly string[], clusters: readonly Cluster[]): Problem[] {
  const { clusterName } = cluster;
  if (facts.clusterName !== clusterName) return [factsOfAnother(clusterName, facts, clusters.map((c) => c.clusterName))];
  return Object.keys(facts._data.addresses ?? {}).filter((key) => !askedFor.includes(key)).map((key): Problem => {
    const meant = nearestOf(key, askedFor);
    return {
      code: 'cluster/unused-fact',
      what: `the facts of cluster '${clusterName}' (${facts._where}) have an address of '${key}', and nothing in the program asks for it`,
      expected: askedFor.length > 0 ? `addresses of ${askedFor.map((k) => `'${k}'`).join(', ')}` : 'no addresses',
      fix: meant ? `write '${meant}'` : 'remove it',
    };
  });
}

/** The clusters of the program that a construct is in, found by what they are: copies of this package may meet. */
export function clustersOf(root: IConstruct, isCluster: (c: IConstruct) => boolean): Cluster[] {
  return root.node.findAll().filter(isCluster) as Cluster[];
}

function factsOfAnother(clusterName: string, facts: ClusterFacts, clusters: readonly string[]): Problem {
  const owner = facts.clusterName;
  const others = clusters.filter((name) => name !== clusterName);
  const isThere = others.includes(owner);
  // a slip of the pen first: it may be the very name of this cluster
  const meant = isThere ? undefined : nearestOf(owner, [clusterName, ...others]);
  return {
    code: 'cluster/facts-of-another-cluster',
    what: `Cluster '${clusterName}' is given the facts (${facts._where}) of ${isThere ? '' : 'a '}cluster '${owner}'${isThere ? '' : ', which is not in this program'}`,
    expected: `"cluster": "${clusterName}"`,
    fix: isThere ? `give them to the Cluster '${owner}', and its own to this one` : meant ? `write "cluster": "${meant}" in the file` : 'give it its own facts',
  };
}

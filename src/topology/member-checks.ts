import { BlockList } from 'net';
import { type Member, networksOf } from './member';
import { named } from './support';
import type { Problem } from '../analysis/finding';
import { minorOf } from '../release/istio-version';
import { trustDomainProblems } from '../security/trust-domains';

/** What must be the same, or must differ, between the clusters of a mesh; nothing of it can be seen in one cluster alone. */
export function memberProblems(members: readonly Member[]): Problem[] {
  return [
    ...nameProblems(members), ...apiServerProblems(members), ...equalProblems(members), ...versionProblems(members),
    ...rootProblems(members), ...addressProblems(members),
    ...trustDomainProblems(members.map((m) => ({ cluster: m.clusterName, trustDomain: m.trustDomain, aliases: m.trustDomainAliases }))),
  ];
}

function nameProblems(members: readonly Member[]): Problem[] {
  const twice = members.filter((m, i) => members.findIndex((o) => o.clusterName === m.clusterName) !== i);
  return twice.map((m) => ({
    code: 'topology/cluster-name-twice',
    what: `two clusters of the mesh are called '${m.clusterName}': ${members.filter((o) => o.clusterName === m.clusterName).map((o) => o.from).join(' and ')}`,
    expected: 'a name of its own for each cluster: by it istiod finds the API server that vouches for a proxy',
    fix: 'give one of the Clusters another `name`',
  }));
}

/** Two names for one API server are one cluster, whose pods istiod would count twice. */
function apiServerProblems(members: readonly Member[]): Problem[] {
  const urls = [...new Set(members.flatMap((m) => m.apiServerUrl.known ?? []))].sort();
  return urls.flatMap((url) => {
    const there = members.filter((m) => m.apiServerUrl.known === url);
    const names = new Set(there.map((m) => m.clusterName));
    return names.size < 2 ? [] : [{
      code: 'topology/api-server-twice',
      what: `${named(there)} have one API server, '${url}'`,
      expected: 'an API server of its own for each cluster',
      fix: 'correct `apiServer` of one of the Clusters, or its facts',
    }];
  });
}

/** Facts that istiod takes to be the same in every cluster (pkg/webhooks/webhookpatch.go, serviceregistry/kube/controller). */
function equalProblems(members: readonly Member[]): Problem[] {
  const facts: Array<[what: string, of: (m: Member) => string, why: string, fix: string]> = [
    ['mesh id', (m) => m.meshId, 'one mesh has one', 'say one `meshId` in all programs'],
    ['root namespace', (m) => m.rootNamespace, 'a control plane looks for its own in every cluster', 'say one `rootNamespace` in all programs'],
    ['mesh name', (m) => m.meshName, 'it is the revision, by which istiod finds the webhooks of other clusters', 'say one `name` in all programs'],
    ['cluster domain', (m) => m.clusterDomain, 'a control plane names the services of every cluster by one, and proxies ask gateways for them by it',
      'correct `clusterDomain` of the Clusters'],
    ['data plane', (m) => m.dataPlane, 'sidecars cannot use the gateways of an ambient mesh, nor the other way round', 'say one `dataPlane` in all programs'],
  ];
  return facts.flatMap(([what, of, why, fix]) => differing(members, what, of, why, fix));
}

function differing(members: readonly Member[], what: string, of: (m: Member) => string, why: string, fix: string): Problem[] {
  const found = [...new Set(members.map(of))];
  if (found.length < 2) return [];
  return [{
    code: `topology/${what.replace(/ /g, '-')}-differs`,
    what: `the ${what} differs: ${found.map((v) => `'${v}' in ${named(members.filter((m) => of(m) === v))}`).join(', ')}`,
    expected: `one ${what} in all clusters: ${why}`,
    fix,
  }];
}

function versionProblems(members: readonly Member[]): Problem[] {
  const problems = differing(members, 'Istio minor', (m) => minorOf(m.version),
    'control planes of different minors may tell proxies different things', 'choose a version that the operators of all clusters have').map((p) => ({ ...p, code: 'topology/mixed-minors' }));
  if (problems.length > 0) return problems;
  const exact = (m: Member) => m.release._resolve(m.version) ?? m.version;
  const found = [...new Set(members.map(exact))];
  const problem: Problem[] = found.length < 2 ? [] : [{
    severity: 'warning',
    code: 'topology/mixed-patches',
    what: `clusters run different versions of one Istio minor: ${found.map((v) => `${v} in ${named(members.filter((m) => exact(m) === v))}`).join(', ')}`,
    expected: 'one version, except while clusters are updated one after the other',
    fix: 'state one exact version in the update strategy of all clusters',
  }];
  return problem;
}

function rootProblems(members: readonly Member[]): Problem[] {
  const known = members.filter((m) => m.root !== undefined);
  return differing(known, 'root certificate', (m) => m.root!, 'a proxy trusts what goes back to the root of its own cluster, and refuses all else',
    'issue the certificate authorities of all clusters from one root');
}

/** Pods of one network reach each other by their addresses, which therefore must not be there twice. */
function addressProblems(members: readonly Member[]): Problem[] {
  return networksOf(members).flatMap((network) => {
    const there = members.filter((m) => m.network === network);
    return there.flatMap((a, i) => there.slice(i + 1).flatMap((b): Problem[] => {
      const clash = a.podCidrs.flatMap((x) => b.podCidrs.filter((y) => overlap(x, y)).map((y) => `${x} and ${y}`))[0];
      if (!clash) return [];
      return [{
        severity: 'warning',
        code: 'topology/overlapping-pods',
        what: `${named([a, b])} are on one network, '${network}', but their pods have the same addresses: ${clash}`,
        expected: 'pods of one network that reach each other by addresses of their own',
        fix: 'give the Clusters different networks, so that traffic goes through gateways; or correct `podCidrs`',
      }];
    }));
  });
}

function overlap(a: string, b: string): boolean {
  const contains = (range: string, other: string): boolean => {
    const [net, prefix] = range.split('/');
    const list = new BlockList();
    const family = net.includes(':') ? 'ipv6' : 'ipv4';
    list.addSubnet(net, Number(prefix), family);
    const address = other.split('/')[0];
    return address.includes(':') === (family === 'ipv6') && list.check(address, family);
  };
  return contains(a, b) || contains(b, a);
}

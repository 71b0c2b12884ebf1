import { isPeer, type Party } from './party';
import type { Problem } from '../../analysis/finding';
import type { PlainValues } from '../../mesh/plain-values';
import { fingerprintOf } from '../../security/certificates';
import { type ForeignRoot, foreignRootProblems, foreignRootValues } from '../../security/foreign-roots';
import { DataPlane } from '../../vocabulary/data-plane';
import { named } from '../support';

/** What a trust domain of this name means in a policy: the mesh's own, whatever it is called (istio/istio pilot/pkg/security/trustdomain). */
const OWN = 'cluster.local';

/**
 * Values with which a mesh trusts the others. Each root is named with the trust domains that it signs for, which is what makes proxies
 * accept their identities (istio/istio pilot/pkg/networking/plugin/authn, TrustDomainsForValidation). That goes for a root that is the
 * mesh's own too. `trustDomainAliases` would do the same, and make policies take equal names of both meshes for one.
 */
export function trustValues(own: Party, all: readonly Party[]): PlainValues {
  return foreignRootValues(rootsFor(own, all));
}

function rootsFor(own: Party, all: readonly Party[]): ForeignRoot[] {
  const byRoot = new Map<string, { pem: string; trustDomains: string[] }>();
  for (const { root, trustDomain } of all.filter((p) => p !== own)) {
    const key = fingerprintOf(root);
    if (root === undefined || key === undefined) continue;
    if (key === fingerprintOf(own.root) && trustDomain === own.trustDomain) continue;
    const known = byRoot.get(key) ?? { pem: root, trustDomains: [] };
    known.trustDomains.push(trustDomain);
    byRoot.set(key, known);
  }
  return [...byRoot].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, root]) => root);
}

/** What is wrong with how the meshes are to trust each other. */
export function trustProblems(parties: readonly Party[]): Problem[] {
  if (parties.length < 2) return [];
  return [...unknownRoots(parties), ...unreadableRoots(parties), ...sameDomains(parties), ...unnameableDomains(parties), ...aliases(parties)];
}

function unknownRoots(parties: readonly Party[]): Problem[] {
  return parties.filter((p) => p.root === undefined).map((p) => ({
    code: 'topology/unknown-root',
    what: `the root certificate of ${named([p])} is not stated, so that the other meshes cannot be told to trust it`,
    expected: 'the root certificate of each mesh, which is public',
    fix: p.trust === 'selfSigned'
      ? 'use another MeshTrust, with `rootCertificate`: with MeshTrust.selfSigned the root is made by istiod, and lost with its Secret'
      : `add \`rootCertificate\` to the options of MeshTrust.${p.trust}${isPeer(p) ? ' in its program, and take its new contract' : ''}`,
  }));
}

/** Those that this program states are judged with the rest of their MeshTrust. */
function unreadableRoots(parties: readonly Party[]): Problem[] {
  return parties.filter(isPeer).flatMap((p) =>
    (p.root === undefined ? [] : foreignRootProblems([{ pem: p.root, trustDomains: [p.trustDomain], of: named([p]) }], DataPlane.SIDECAR)));
}

function sameDomains(parties: readonly Party[]): Problem[] {
  return [...new Set(parties.map((p) => p.trustDomain))].flatMap((domain) => {
    const there = parties.filter((p) => p.trustDomain === domain);
    if (there.length < 2) return [];
    const problem: Problem = {
      severity: 'warning',
      code: 'topology/one-trust-domain',
      what: `the meshes of ${named(there)} have one trust domain, '${domain}': no policy can tell their workloads apart, and whoever may make ServiceAccount 'b' in namespace 'a' of one `
        + 'counts as it in the others',
      expected: 'a trust domain of its own for each mesh',
      fix: "say another `trustDomain`, such as 'east.example'; that changes the identity of every workload of that mesh",
    };
    return [problem];
  });
}

function unnameableDomains(parties: readonly Party[]): Problem[] {
  const there = parties.filter((p) => p.trustDomain === OWN);
  // with several of them there is more wrong than this
  if (there.length !== 1) return [];
  return [{
    severity: 'warning',
    code: 'topology/trust-domain-nobody-can-name',
    what: `the trust domain of ${named(there)} is '${OWN}', which in a policy of another mesh means that mesh itself: none can name the workloads of this one`,
    expected: 'a trust domain of its own for each mesh',
    fix: `say another \`trustDomain\`, such as '${there[0].clusterName}.example'`,
  }];
}

function aliases(parties: readonly Party[]): Problem[] {
  const takes = (own: Party, other: Party): boolean => other.trustDomain !== own.trustDomain && own.trustDomainAliases.includes(other.trustDomain);
  return parties.flatMap((own) => parties.filter((other) => takes(own, other)).map((other): Problem => ({
    severity: 'warning',
    code: 'topology/alias-of-another-mesh',
    what: `${named([own])} takes '${other.trustDomain}', the trust domain of ${named([other])}, for an alias of its own: each of its policies that names ServiceAccount 'b' in namespace 'a' `
      + 'of one means that of the other as well',
    expected: 'no alias: the mesh trusts the other one under its own name, and policies tell both apart',
    fix: `remove '${other.trustDomain}' from \`trustDomainAliases\`, once no policy relies on it`,
  })));
}

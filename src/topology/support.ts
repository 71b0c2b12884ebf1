import { type Member, networksOf, primariesOf } from './member';
import type { Problem } from '../analysis/finding';
import { IstioFeature } from '../release/istio-features';
import { DataPlane } from '../vocabulary/data-plane';
import { Risk } from '../vocabulary/risk';

/** A problem that somebody may accept in writing. */
export type RiskyProblem = Problem & { readonly risk: Risk };

/** Whether YAML reads a DNS label as something else than text; 1.1 and 1.2 alike. */
function isOtherYaml(label: string): boolean {
  return /^(\d[\d-]*|\d+e\d+|0x[\da-f]+|0o?[0-7]+|true|false|yes|no|on|off|y|n|null)$/.test(label);
}

/** What is refused: nobody supports it, or it is known not to work. */
export function unsupportedProblems(members: readonly Member[]): Problem[] {
  if (members.some((m) => m.dataPlane !== DataPlane.AMBIENT)) return [];
  const problems: Problem[] = primariesOf(members).length < members.length ? ambientRemoteProblems(DataPlane.AMBIENT) : [];
  for (const member of members.filter((m) => isOtherYaml(m.clusterName))) {
    problems.push({
      code: 'topology/name-is-no-text',
      what: `the name of cluster '${member.clusterName}' is a number or a word with another meaning to YAML, and the ztunnel chart writes it without quotes`,
      expected: 'a name that is text in YAML too, with a letter that makes it so',
      fix: `give the Cluster another \`name\`, such as 'c-${member.clusterName}'`,
    });
  }
  for (const network of networksOf(members)) {
    const there = members.filter((m) => m.network === network);
    if (there.length < 2) continue;
    problems.push({
      code: 'topology/ambient-on-one-network',
      what: `the mesh is ambient, and ${named(there)} are on one network, '${network}'`,
      expected: 'a network of its own for each cluster of an ambient mesh: on one network it is untested, and known to break',
      fix: 'give each Cluster another `network`, or use DataPlane.SIDECAR',
    });
  }
  for (const member of members) {
    if (member.release._istioHas(IstioFeature.AMBIENT_MULTI_NETWORK, member.version)) continue;
    problems.push({
      code: 'topology/ambient-too-early',
      what: `the mesh is ambient over several clusters, but ${named([member])} runs Istio ${member.version}`,
      expected: 'Istio 1.27 or later, which OSSM has from 3.2 on',
      fix: 'choose a later `release` or `version`, or DataPlane.SIDECAR',
    });
  }
  return problems;
}

/** Clusters without a control plane, in an ambient mesh: nothing sound can be made of them. */
export function ambientRemoteProblems(dataPlane: DataPlane | undefined): Problem[] {
  if (dataPlane !== DataPlane.AMBIENT) return [];
  return [{
    code: 'topology/ambient-remote',
    what: 'the mesh is ambient, and has clusters without a control plane',
    expected: 'a control plane in every cluster of an ambient mesh: Istio supports no other topology for it',
    fix: 'use MultiPrimary, or DataPlane.SIDECAR',
  }];
}

/** What is documented, but not proven. */
export function unprovenProblems(members: readonly Member[]): RiskyProblem[] {
  const warning = (what: string, expected: string, fix: string): RiskyProblem => ({
    severity: 'warning', code: 'topology/unproven', what, expected, fix, risk: Risk.UNPROVEN_TOPOLOGY,
  });
  const accept = `accept it: acknowledge: [Acknowledgement.of(Risk.${Risk.UNPROVEN_TOPOLOGY}, '<why that is fine here>')]`;
  const isPrimaryRemote = primariesOf(members).length < members.length;
  if (members.every((m) => m.dataPlane === DataPlane.AMBIENT)) {
    const beta = members.every((m) => m.release._istioHas(IstioFeature.AMBIENT_MULTI_NETWORK_BETA, m.version));
    return [warning(
      `an ambient mesh over several networks is ${beta ? 'beta' : 'alpha'} in Istio ${members[0].version}`,
      'a topology that is ready for production; the support level of your OSSM release stands in its feature table',
      accept,
    )];
  }
  if (members.length > 1 && networksOf(members).length === 1) {
    return [warning(
      `all clusters are on one network, '${members[0].network}': ${isPrimaryRemote ? 'primary-remote' : 'multi-primary'} on one network is documented, but the operator's own tests do not cover it`,
      'several networks, which are tested with every version',
      `${accept}, once the pods of all clusters reach each other`,
    )];
  }
  return [];
}

/** Members as messages name them. */
export function named(members: readonly Pick<Member, 'clusterName'>[]): string {
  const names = members.map((m) => `cluster '${m.clusterName}'`);
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
}

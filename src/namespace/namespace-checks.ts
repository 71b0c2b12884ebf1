import type { Problem } from '../analysis/finding';
import { dnsLabelProblem } from '../kube/names';
import { DataPlane } from '../vocabulary/data-plane';
import { notAMember } from '../vocabulary/members';
import type { MeshFacts } from '../vocabulary/mesh-facts';
import { MeshLabel } from '../vocabulary/mesh-labels';
import { RevisionTrack } from '../vocabulary/revision-track';

/** What decides the labels that a namespace handle writes. */
const DECIDED: { readonly [key: string]: string } = {
  [MeshLabel.INJECTION]: '`dataPlane: DataPlane.SIDECAR`, or `optOut()` for `disabled`',
  [MeshLabel.REVISION]: '`dataPlane` and `track`',
  [MeshLabel.DATA_PLANE_MODE]: '`dataPlane: DataPlane.AMBIENT`, or `optOut()` for `none`',
  [MeshLabel.USE_WAYPOINT]: '`addWaypoint` or `useWaypoint`',
  [MeshLabel.USE_WAYPOINT_NAMESPACE]: '`useWaypoint`',
  [MeshLabel.INGRESS_USE_WAYPOINT]: '`useWaypointForIngress`',
  [MeshLabel.INJECT]: '`dataPlane` (on a namespace this label means nothing)',
};

/** Data planes and tracks that the mesh does not have. */
export function enrolmentProblems(name: string, dataPlane: DataPlane, track: RevisionTrack | undefined, facts: MeshFacts): Problem[] {
  const problems: Problem[] = [];
  const members: Array<[property: string, value: unknown, wrong: { expected: string; fix: string } | undefined]> = [
    ['dataPlane', dataPlane, notAMember('DataPlane', DataPlane, dataPlane)],
    ['track', track, track === undefined || track === null ? undefined : notAMember('RevisionTrack', RevisionTrack, track)],
  ];
  for (const [property, value, wrong] of members) {
    if (wrong) problems.push({ code: 'namespace/wrong-type', what: `\`${property}\` of namespace '${name}' is '${String(value)}'`, ...wrong });
  }
  if (dataPlane === DataPlane.AMBIENT && facts.dataPlane !== DataPlane.AMBIENT) {
    problems.push({
      code: 'namespace/mesh-not-ambient',
      what: `namespace '${name}' is to be ambient in mesh '${facts.name}', whose data plane is ${facts.dataPlane}`,
      expected: 'an ambient mesh: a sidecar mesh has no ztunnel (an ambient mesh may hold sidecar namespaces)',
      fix: 'make the mesh ambient, or leave `dataPlane` out',
    });
  }
  if (track === RevisionTrack.CANARY && !facts.canary) {
    problems.push({
      code: 'namespace/no-canary',
      what: `namespace '${name}' is to follow the canary of mesh '${facts.name}', which has none`,
      expected: 'a mesh with `UpdateStrategy.revisionBased({ ..., canary })`',
      fix: 'leave `track` out, or give the mesh a canary',
    });
  }
  return problems;
}

/** Whose a namespace is, where it is none of the user's. */
function ownerOf(name: string, { rootNamespace }: MeshFacts): string | undefined {
  if (name === rootNamespace) return 'it is the root namespace of the mesh, which the mesh looks after itself';
  if (['kube-system', 'kube-public', 'kube-node-lease'].includes(name)) return "it is one of Kubernetes' own";
  return name === 'openshift' || name.startsWith('openshift-')
    ? 'names that start with `openshift-` are reserved for the platform, which gives its namespaces other security settings' : undefined;
}

/** Whether a namespace belongs to the mesh itself or to the platform. */
export function isReserved(name: string, facts: MeshFacts): boolean {
  return ownerOf(name, facts) !== undefined;
}

/** What is wrong with taking a namespace that belongs to the mesh itself or to the platform. */
export function reservedProblems(name: string, dataPlane: DataPlane, creates: boolean, facts: MeshFacts): Problem[] {
  const owner = ownerOf(name, facts);
  if (owner === undefined || (!creates && dataPlane === DataPlane.NONE)) return [];
  return [{
    code: 'namespace/reserved',
    what: `namespace '${name}' ${creates ? 'is to be created' : `is to have a ${dataPlane} data plane`}, but ${owner}`,
    expected: 'a namespace of your own',
    fix: `choose another name; to refer to it, use \`mesh.namespace('${name}')\``,
    // operators are installed into namespaces of such names, by hand
    severity: name.startsWith('openshift-') && dataPlane === DataPlane.NONE ? 'warning' : 'error',
  }];
}

/** Names that cannot be those of a namespace. */
export function nameProblems(name: string): Problem[] {
  const problem = dnsLabelProblem(name);
  return problem === undefined ? [] : [{
    code: 'namespace/invalid-name',
    what: `the name '${name}' is not usable: ${problem}`,
    expected: 'a DNS label: lower-case letters, digits and hyphens',
    fix: 'change the name of the namespace',
  }];
}

/** Labels of the user's that a property or verb writes. */
export function labelProblems(name: string, labels: { readonly [key: string]: string }): Problem[] {
  const problems: Problem[] = Object.keys(labels).filter((key) => key in DECIDED).map((key) => ({
    code: 'namespace/label-decided-elsewhere',
    what: `\`labels\` of namespace '${name}' has ${key}: ${labels[key]}`,
    expected: 'labels of your own only: data-plane labels follow from what the namespace is to be',
    fix: `remove it, and use ${DECIDED[key]}`,
  }));
  const stated = labels[MeshLabel.NAMESPACE_NAME];
  if (stated !== undefined && stated !== name) {
    problems.push({
      code: 'namespace/label-decided-elsewhere',
      what: `\`labels\` of namespace '${name}' has ${MeshLabel.NAMESPACE_NAME}: ${stated}, which the API server overwrites with the name`,
      expected: `'${name}', or nothing`,
      fix: 'remove it',
    });
  }
  return problems;
}

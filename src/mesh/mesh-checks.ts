import type { ClusterRegistry } from './cluster-registry';
import { overlap } from './disjoint';
import type { Mesh } from './mesh';
import type { MeshProps, MeshRaw } from './mesh-props';
import { RoleKind } from './mesh-role';
import { isMap, valueAt, type PlainValues } from './plain-values';
import { exactVersionProblem, minorsApart, versionProblem } from './versions';
import type { Problem } from '../analysis/finding';
import { checkDerived, dnsLabelProblem, hostProblem } from '../kube/names';
import { type OssmRelease } from '../release';
import { ReleaseFeature } from '../release/feature-names';
import { IstioFeature } from '../release/istio-features';
import { compareVersions } from '../release/istio-version';
import { DataPlane } from '../vocabulary/data-plane';
import type { NamespaceFacts } from '../vocabulary/mesh-facts';

/** The profiles that a person may choose; the others follow from the data plane and the platform. */
const CHOSEN_PROFILES = ['default', 'demo', 'empty', 'preview', 'stable', 'openshift'];

/** The longest name of a Helm release (helm pkg/chartutil/validate_name.go). */
const MAX_HELM_RELEASE = 53;

/** Names of the mesh and of what is derived from them. */
export function nameProblems(mesh: Mesh): Problem[] {
  const problems: Problem[] = [];
  const check = (what: string, name: string, problem: string | undefined, expected?: string): void => {
    if (!problem) return;
    problems.push({
      code: 'mesh/invalid-name',
      what: `the ${what} '${name}' is not usable: ${problem}`,
      expected: expected ?? 'a DNS label, short enough for the names that are derived from it',
      fix: what === 'revision' ? 'choose a shorter `name` for the mesh' : `choose another ${what}`,
    });
  };
  check('mesh name', mesh.meshName, dnsLabelProblem(mesh.meshName));
  // Where this program writes the Namespace, its own name is judged there.
  if (!mesh.rootNamespaceResource) check('root namespace', mesh.rootNamespace, dnsLabelProblem(mesh.rootNamespace));
  // The operator installs each revision and each tag as a Helm release, of which a name has at most 53 characters.
  for (const revision of mesh._plan.revisions) check('revision', revision, checkDerived(revision, '-istiod', MAX_HELM_RELEASE));
  for (const tag of mesh._plan.tags) check('tag', tag.name, dnsLabelProblem(tag.name) ?? checkDerived(tag.name, '-revisiontags', MAX_HELM_RELEASE));
  check('trust domain', mesh.trustDomain, hostProblem(mesh.trustDomain), 'a DNS name like cluster.local');
  return problems;
}

/** The versions of the strategy. */
export function strategyProblems(release: OssmRelease, props: MeshProps): Problem[] {
  const strategy = props.updateStrategy;
  const revisions = strategy?._revisions;
  if (!revisions) {
    const problem = strategy?.version === undefined ? undefined : versionProblem(release, strategy.version);
    return problem ? [problem] : [];
  }
  const problems = [
    exactVersionProblem(release, 'version', revisions.version),
    exactVersionProblem(release, 'production version', revisions.production),
    revisions.canary === undefined ? undefined : exactVersionProblem(release, 'canary version', revisions.canary),
  ].filter((p): p is Problem => p !== undefined);
  const running = [revisions.version, revisions.production];
  if (revisions.canary !== undefined && !running.includes(revisions.canary)) {
    problems.push({
      code: 'mesh/canary-without-revision',
      what: `the canary version '${revisions.canary}' is neither the newest control plane (${revisions.version}) nor production (${revisions.production})`,
      expected: 'a version whose revision exists',
      fix: `write canary: '${revisions.version}'`,
    });
  }
  if (revisions.production !== revisions.version && compareVersions(revisions.production, revisions.version) > 0) {
    problems.push({
      severity: 'warning',
      code: 'mesh/production-newer-than-version',
      what: `production runs '${revisions.production}', newer than \`version\`, '${revisions.version}': the operator makes a control plane of \`version\` only, and keeps that of production no longer than something uses it`,
      expected: 'a `version` that is the newest of all',
      fix: `write version: '${revisions.production}', unless you are on the way back from it`,
    });
  }
  if (revisions.gracePeriod !== undefined && revisions.gracePeriod.toSeconds() < 300) {
    problems.push({
      severity: 'warning',
      code: 'mesh/short-grace-period',
      what: `a revision that nothing uses is deleted after ${revisions.gracePeriod.toSeconds()} seconds`,
      expected: 'longer than workloads take to restart; five minutes or more',
      fix: 'state a longer `gracePeriod`',
    });
  }
  return problems;
}

/** Values that the operator overwrites or rejects; raw ones count as well, for the operator does not ask where they come from. */
export function valueProblems(mesh: Mesh, values: PlainValues, profile: unknown): Problem[] {
  const problems: Problem[] = [];
  const ignored = (path: string, why: string, fix: string): void => {
    const value = valueAt(values, path);
    if (value === undefined) return;
    problems.push({
      code: 'mesh/value-not-yours',
      what: `\`values.${path}\` is ${JSON.stringify(value)}, but ${why}`,
      expected: 'no such value',
      fix,
    });
  };
  ignored('revision', 'the operator always overwrites it with the name of the revision', 'choose the revision by the `name` of the mesh and its `updateStrategy`');
  if (valueAt(values, 'global.istioNamespace') !== mesh.rootNamespace) {
    ignored('global.istioNamespace', `the operator always overwrites it with the root namespace, '${mesh.rootNamespace}'`, 'set `rootNamespace`');
  }
  if (mesh.release._has(ReleaseFeature.DEFAULT_REVISION_CLEARED)) {
    ignored('defaultRevision', `OSSM ${mesh.release.operatorVersion} clears it`, 'name the mesh or its production tag `default`');
  }
  for (const [where, value] of [['profile', profile], ['values.profile', valueAt(values, 'profile')]] as const) {
    if (value !== 'external') continue;
    problems.push({
      code: 'mesh/profile-without-file',
      what: `\`${where}\` is 'external', which the API lists but no operator has a file for: reconciling fails`,
      expected: `one of ${CHOSEN_PROFILES.join(', ')}, or none`,
      fix: 'leave the profile out',
    });
  }
  problems.push(...remoteValueProblems(values));
  problems.push(...ambientValueProblems(mesh, values));
  if (isMap(values) && valueAt(values, 'global.platform') !== undefined && valueAt(values, 'global.platform') !== 'openshift') {
    problems.push({
      severity: 'warning',
      code: 'mesh/platform-overridden',
      what: `\`values.global.platform\` is ${JSON.stringify(valueAt(values, 'global.platform'))}`,
      expected: '`openshift`, which the operator sets by itself',
      fix: 'leave it out',
    });
  }
  return problems;
}

/** Ways to other clusters that istiod takes, but the operator does not. */
function remoteValueProblems(values: PlainValues): Problem[] {
  const problems: Problem[] = [];
  const url = valueAt(values, 'istiodRemote.injectionURL');
  if (url !== undefined && url !== '') {
    problems.push({
      severity: 'warning',
      code: 'mesh/injection-url',
      what: `\`values.istiodRemote.injectionURL\` is ${JSON.stringify(url)}: the operator's readiness probe refuses webhooks that lead to no Service, so that the Istio never becomes Ready`,
      expected: '`istiodRemote.injectionPath`, as the topologies write it',
      fix: 'remove it, and use PrimaryRemote or ExternalControlPlane',
    });
  }
  if (valueAt(values, 'global.externalIstiod') === true && valueAt(values, 'pilot.env.EXTERNAL_ISTIOD') !== 'true') {
    problems.push({
      severity: 'warning',
      code: 'mesh/external-istiod-without-env',
      what: '`values.global.externalIstiod` is true, but `values.pilot.env.EXTERNAL_ISTIOD` is not "true": the operator goes by the latter, and may delete a revision that other clusters still use',
      expected: 'the environment variable',
      fix: "write `controlPlane: { env: { EXTERNAL_ISTIOD: 'true' } }` instead, or use PrimaryRemote",
    });
  }
  return problems;
}

/** Values that make another data plane of istiod than the mesh has: node components and namespaces would not follow. */
function ambientValueProblems(mesh: Mesh, values: PlainValues): Problem[] {
  const isAmbient = mesh.dataPlane === DataPlane.AMBIENT;
  const stated: Array<[path: string, contradicts: boolean]> = [
    ['profile', isAmbient ? valueAt(values, 'profile') !== 'ambient' : ['ambient', 'openshift-ambient', 'remote'].includes(String(valueAt(values, 'profile')))],
    ['pilot.env.PILOT_ENABLE_AMBIENT', valueAt(values, 'pilot.env.PILOT_ENABLE_AMBIENT') !== String(isAmbient)],
  ];
  return stated.filter(([path, contradicts]) => valueAt(values, path) !== undefined && contradicts).map(([path]) => ({
    code: 'mesh/value-against-data-plane',
    what: `\`values.${path}\` is ${JSON.stringify(valueAt(values, path))}, but the data plane of the mesh is ${mesh.dataPlane}`,
    expected: 'the data plane from one place: IstioCNI, ZTunnel and the labels of namespaces follow `dataPlane`, not this value',
    fix: `remove it${isAmbient ? '' : ', and set `dataPlane: DataPlane.AMBIENT` where the mesh is to be ambient'}`,
  }));
}

/** The `profile` property. */
export function profileProblems(mesh: Mesh, profile: string | undefined): Problem[] {
  if (profile === undefined || profile === 'external') return [];
  if (!CHOSEN_PROFILES.includes(profile)) {
    const followsFrom: { [profile: string]: string } = {
      'ambient': 'set `dataPlane: DataPlane.AMBIENT`',
      'openshift-ambient': 'set `dataPlane: DataPlane.AMBIENT`',
      'remote': 'a remote cluster is not a Mesh of its own',
    };
    return [{
      code: 'mesh/unknown-profile',
      what: `the profile '${profile}' cannot be chosen`,
      expected: `one of ${CHOSEN_PROFILES.join(', ')}, or none`,
      fix: followsFrom[profile] ?? 'leave the profile out',
    }];
  }
  if (mesh.dataPlane !== DataPlane.AMBIENT) return [];
  return [{
    code: 'mesh/profile-replaces-ambient',
    what: `the profile '${profile}' would replace the profile 'ambient', which the data plane needs`,
    expected: 'no profile on an ambient mesh',
    fix: 'leave the profile out, and set what you want from it in `values`',
  }];
}

/** Raw fields of objects that are not there: they would be lost. */
export function rawProblems(mesh: Mesh, { raw = {}, updateStrategy }: MeshProps): Problem[] {
  const absent: Array<[keyof MeshRaw, boolean, string]> = [
    ['rootNamespace', !mesh.rootNamespaceResource, 'somebody else writes the namespace (`manageNamespaces: false`)'],
    ['productionTag', !updateStrategy?._revisions, 'an in-place control plane has no tag'],
    ['canaryTag', updateStrategy?._revisions?.canary === undefined, 'there is no canary'],
  ];
  return absent.filter(([entry, isAbsent]) => isAbsent && raw[entry] !== undefined).map(([entry, , why]) => ({
    code: 'mesh/nothing-to-change',
    what: `\`raw.${entry}\` is given, but ${why}`,
    expected: 'raw fields of objects that are written here',
    fix: `remove \`raw.${entry}\``,
  }));
}

/** Properties that the release or the Istio version lacks. */
export function featureProblems(mesh: Mesh, props: MeshProps): Problem[] {
  const { release } = mesh;
  const problems: Problem[] = [];
  const nftables = mesh.foundation._options.nftables;
  if (nftables && !release._has(ReleaseFeature.NATIVE_NFTABLES)) {problems.push(release._lacks(ReleaseFeature.NATIVE_NFTABLES));} else if (nftables) {
    const feature = mesh.dataPlane === DataPlane.AMBIENT ? IstioFeature.NFTABLES_WITH_AMBIENT : IstioFeature.NFTABLES_WITH_SIDECARS;
    if (!release._istioHas(feature, mesh._productionVersion)) {
      problems.push({
        code: 'mesh/nftables-too-early',
        what: `nftables is on, but Istio ${mesh._facts.istioMinor} does not have it for ${mesh.dataPlane} workloads`,
        expected: mesh.dataPlane === DataPlane.AMBIENT ? 'Istio 1.28 or later' : 'Istio 1.27 or later',
        fix: 'leave `nftables` out, or move to that version',
      });
    }
  }
  const compatibility = props.compatibilityVersion ?? props.values?.compatibilityVersion;
  if (compatibility !== undefined && release._compatibility(compatibility, mesh._newestVersion) === 'refused') {
    problems.push({
      code: 'mesh/unknown-compatibility-version',
      what: `the charts of Istio ${mesh._newestVersion} know no \`compatibilityVersion\` '${compatibility}', so that rendering stops`,
      expected: 'a minor shortly before the version, such as 1.27 for 1.28',
      fix: 'choose a nearer minor, or leave it out',
    });
  }
  return problems;
}

/** What a mesh must not share with the other meshes of its cluster. */
export function neighbourProblems(mesh: Mesh, registry: ClusterRegistry): Problem[] {
  const problems: Problem[] = [];
  const before = registry.meshes.slice(0, registry.meshes.indexOf(mesh));
  for (const other of before) {
    const twice = (what: string, value: string, fix: string): number => problems.push({
      code: 'mesh/not-unique-in-cluster',
      what: `the ${what} '${value}' is also that of ${other.node.path}`,
      expected: `a ${what} of its own for each mesh of a cluster`,
      fix,
    });
    if (other.meshName === mesh.meshName) twice('mesh name', mesh.meshName, 'give one of them another `name`');
    if (other.rootNamespace === mesh.rootNamespace) twice('root namespace', mesh.rootNamespace, 'give one of them another `rootNamespace`');
    if (other.dataPlane === DataPlane.AMBIENT && mesh.dataPlane === DataPlane.AMBIENT) {
      problems.push({
        code: 'mesh/second-ambient-mesh',
        what: `this mesh is ambient, and so is ${other.node.path}`,
        expected: 'at most one ambient mesh a cluster: IstioCNI and ZTunnel exist once and belong to one of them',
        fix: 'make one of them a sidecar mesh',
      });
    }
    if (lookAtOneCluster(mesh, other) && overlap(mesh._facts.discoverySelectors, other._facts.discoverySelectors) === 'overlapping') {
      problems.push({
        code: 'mesh/overlapping-meshes',
        what: `namespaces can match the discovery selectors of this mesh and of ${other.node.path}`
          + (mesh._facts.discoverySelectors.length && other._facts.discoverySelectors.length ? '' : ' (one without selectors looks at every namespace)'),
        expected: 'disjoint selectors: two control planes would fight over the root certificate of such a namespace',
        fix: "select by one label with different values: DiscoverySelector.labels({ mesh: '<mesh name>' })",
      });
    }
  }
  // A tag and a revision share one name space, over all meshes of the cluster.
  const everybody = registry.meshes.flatMap((m) => m._plan.revisions.map((name) => ({ m, name })));
  for (const tag of mesh._plan.tags) {
    const clash = everybody.find((r) => r.name === tag.name);
    if (clash) {
      problems.push({
        code: 'mesh/tag-named-like-a-revision',
        what: `the tag '${tag.name}' has the name of a revision of ${clash.m.node.path}`,
        expected: 'a name that no revision has: both are resolved in one name space',
        fix: 'choose another `productionTag` or `canaryTag`',
      });
    }
    const same = before.find((m) => m._plan.tags.some((t) => t.name === tag.name));
    if (same) {
      problems.push({
        code: 'mesh/not-unique-in-cluster',
        what: `the tag '${tag.name}' is also one of ${same.node.path}`,
        expected: 'a name of its own for each tag of a cluster',
        fix: 'choose another `productionTag` or `canaryTag`',
      });
    }
  }
  const names = mesh._plan.tags.map((t) => t.name);
  if (new Set(names).size < names.length) {
    problems.push({
      code: 'mesh/same-tag-twice',
      what: `the production and the canary tag are both called '${names[0]}'`,
      expected: 'two names',
      fix: 'choose another `canaryTag`',
    });
  }
  return problems;
}

/** Whether two control planes look at the namespaces of one cluster: an external one looks after another cluster than its own. */
function lookAtOneCluster(...meshes: Mesh[]): boolean {
  return meshes.every((m) => m._role?.kind !== RoleKind.EXTERNAL);
}

/** Meshes before this one of which it cannot be told whether a namespace can match both. */
export function undecidedNeighbours(mesh: Mesh, registry: ClusterRegistry): Problem[] {
  return registry.meshes.slice(0, registry.meshes.indexOf(mesh))
    .filter((other) => lookAtOneCluster(mesh, other) && overlap(mesh._facts.discoverySelectors, other._facts.discoverySelectors) === 'undecided')
    .map((other) => ({
      code: 'mesh/perhaps-overlapping-meshes',
      what: `a namespace may match the discovery selectors of this mesh and of ${other.node.path}: they ask for different labels`,
      expected: 'selectors that exclude each other',
      fix: "select by one label with different values: DiscoverySelector.labels({ mesh: '<mesh name>' })",
    }));
}

/** Handles that were made beside `addNamespace`, which would have refused the second. */
export function namespaceProblems(namespaces: readonly NamespaceFacts[]): Problem[] {
  const written = namespaces.filter((n) => n.written);
  return written.filter((n, i) => written.findIndex((other) => other.name === n.name) < i).map((n) => ({
    code: 'mesh/namespace-twice',
    what: `the namespace '${n.name}' is written by ${n.construct.node.path}, and by another construct before it`,
    expected: 'one handle that writes a namespace',
    fix: `keep what the first call returned, or use mesh.namespace('${n.name}')`,
  }));
}

/** The node components against the control planes (sail-operator docs/update-strategy): 1.x serves control planes 1.x and 1.x+1. */
export function skewProblems(mesh: Mesh): Array<Problem & { severity: 'error' | 'warning' }> {
  const node = mesh.foundation._nodeVersion;
  // an external control plane has no workloads on the nodes of its own cluster
  if (node === undefined || mesh._role?.kind === RoleKind.EXTERNAL) return [];
  const apart = minorsApart(mesh._productionVersion, node);
  if (apart < 0) {
    return [{
      severity: 'error',
      code: 'mesh/node-components-too-new',
      what: `the node components run ${node}, newer than the control plane in production, ${mesh._productionVersion}`,
      expected: 'control planes first, then IstioCNI, then ZTunnel',
      fix: `set \`nodeVersion: '${mesh._productionVersion}'\` on the foundation, or leave it out`,
    }];
  }
  if (apart <= 1) return [];
  return [{
    severity: 'warning',
    code: 'mesh/node-components-too-old',
    what: `the node components run ${node}, ${apart} minors behind the control plane in production, ${mesh._productionVersion}`,
    expected: 'the same minor, or one behind',
    fix: `move \`nodeVersion\` to '${mesh._productionVersion}' next`,
  }];
}

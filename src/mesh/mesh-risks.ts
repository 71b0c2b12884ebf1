import type { ClusterRegistry } from './cluster-registry';
import type { Mesh } from './mesh';
import { undecidedNeighbours } from './mesh-checks';
import type { Problem } from '../analysis/finding';
import { ReleaseFeature } from '../release/feature-names';
import { DataPlane } from '../vocabulary/data-plane';
import { Risk } from '../vocabulary/risk';

/** What somebody may accept in writing. */
export function riskProblems(mesh: Mesh, registry: ClusterRegistry): Array<Problem & { risk: Risk }> {
  return [...ambientWithRevisions(mesh), ...unsupportedOpenShift(mesh), ...imageTag(mesh), ...undecided(mesh, registry)];
}

function ambientWithRevisions(mesh: Mesh): Array<Problem & { risk: Risk }> {
  if (mesh.dataPlane !== DataPlane.AMBIENT || mesh._plan.tags.length === 0) return [];
  if (mesh.release._has(ReleaseFeature.AMBIENT_WITH_REVISIONS)) return [];
  return [{
    code: 'mesh/ambient-with-revisions',
    what: `an ambient data plane under a revision-based control plane in OSSM ${mesh.release.minor}: the documentation of this release contradicts itself on it`,
    expected: 'UpdateStrategy.inPlace(), which is documented for ambient without reserve',
    fix: 'use an in-place strategy',
    risk: Risk.AMBIENT_WITH_REVISIONS,
  }];
}

function unsupportedOpenShift({ release, _facts: { openshift } }: Mesh): Array<Problem & { risk: Risk }> {
  if (release.supportedOpenShift.some((o) => o.version === openshift.version)) return [];
  return [{
    code: 'mesh/unsupported-openshift',
    what: `${release} does not list ${openshift} as supported`,
    expected: `one of ${release.supportedOpenShift.join(', ')}`,
    fix: 'choose a release for that OpenShift version',
    risk: Risk.UNSUPPORTED_OPENSHIFT,
  }];
}

function imageTag(mesh: Mesh): Array<Problem & { risk: Risk }> {
  const tag = mesh.foundation._options.images?.options.tag;
  const version = mesh._newestVersion.replace(/^v/, '');
  if (tag === undefined || tag === version) return [];
  const exact = (mesh.release._resolve(mesh._newestVersion) ?? mesh._newestVersion).replace(/^v/, '');
  return [{
    code: 'mesh/image-tag-differs',
    what: `images have the tag '${tag}', but the control plane's version is '${mesh._newestVersion}'`,
    expected: `an exact version, and its tag, such as '${exact}'`,
    fix: 'leave the tag out, or state the version it belongs to',
    risk: Risk.IMAGE_TAG_DIFFERS_FROM_VERSION,
  }];
}

function undecided(mesh: Mesh, registry: ClusterRegistry): Array<Problem & { risk: Risk }> {
  return undecidedNeighbours(mesh, registry).slice(0, 1).map((p) => ({ ...p, risk: Risk.DISCOVERY_NOT_PROVABLY_DISJOINT }));
}

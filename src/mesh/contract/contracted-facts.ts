import type { AvailabilityData, ContractData, SelectorData } from './contract-data';
import { OpenShift, OssmRelease } from '../../release';
import type { DataPlane } from '../../vocabulary/data-plane';
import { DiscoverySelector, type LabelOperator } from '../../vocabulary/discovery-selector';
import type { MeshFacts, MeshOwner } from '../../vocabulary/mesh-facts';
import { Revision } from '../../vocabulary/revision';
import { Availability } from '../../vocabulary/sizing';

/** The facts of a mesh as its contract states them. */
export function contractedFacts({ mesh, release, cluster }: ContractData, owner: MeshOwner): MeshFacts {
  return {
    name: mesh.name,
    release: OssmRelease.of(release.operator ?? release.minor),
    istioMinor: release.istioMinor,
    rootNamespace: mesh.rootNamespace,
    trustDomain: mesh.trustDomain,
    clusterDomain: cluster.clusterDomain,
    dataPlane: mesh.dataPlane as DataPlane,
    revision: Revision.of(mesh.revision),
    canary: mesh.canaryRevision === undefined ? undefined : Revision.of(mesh.canaryRevision),
    discoverySelectors: mesh.discoverySelectors.flatMap(selectorOf),
    openshift: knownOpenShift(cluster.openshift),
    appsDomain: cluster.appsDomain,
    imagePullSecrets: [...mesh.imagePullSecrets],
    nativeSidecars: mesh.nativeSidecars,
    waypointAvailability: mesh.waypointAvailability && availabilityOf(mesh.waypointAvailability),
    waypointAvailabilityInValues: mesh.waypointAvailability?.inControlPlane ?? false,
    owner,
    registerNamespace: () => undefined,
  };
}

/** The OpenShift version that a text means. One newer than this library counts as the newest it knows, which has no more than that. */
export function knownOpenShift(text: string): OpenShift {
  const known = OpenShift._all();
  return known.find((o) => o.version === text) ?? known[known.length - 1];
}

function availabilityOf({ minReplicas, maxReplicas, autoscaled, cpuPercent, memoryPercent }: AvailabilityData): Availability {
  return autoscaled ? Availability.autoscaled(minReplicas, maxReplicas, { cpuPercent, memoryPercent }) : Availability.fixed(minReplicas);
}

/** A selector may hold labels and conditions; a handle is made of either, so labels become conditions beside others. */
function selectorOf({ matchLabels = {}, matchExpressions = [] }: SelectorData): DiscoverySelector[] {
  if (matchExpressions.length === 0) return Object.keys(matchLabels).length > 0 ? [DiscoverySelector.labels({ ...matchLabels })] : [];
  const equals = Object.entries(matchLabels).map(([key, value]) => ({ key, operator: 'In' as LabelOperator, values: [value] }));
  return [DiscoverySelector.conditions([...equals, ...matchExpressions.map((e) => ({ ...e, operator: e.operator as LabelOperator }))])];
}

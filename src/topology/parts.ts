import { Construct } from 'constructs';
import type { Member, MemberGateway } from './member';
import type { ClusterSettings, MultiClusterProps } from './multi-cluster-props';
import { meshSettings } from './settings';
import { Findings } from '../analysis/findings';
import type { Cluster } from '../cluster';
import type { EastWestGateway } from '../gateway';
import { Mesh, UpdateStrategy } from '../mesh';
import { registryOf } from '../mesh/cluster-registry';
import { checkVersions } from '../mesh/input-types';
import type { InternalMeshProps } from '../mesh/mesh';
import type { MeshRole, RoleKind } from '../mesh/mesh-role';
import { planRevisions } from '../mesh/revision-names';
import type { TrustContext } from '../security/trust-context';
import { DataPlane } from '../vocabulary/data-plane';

/** What a topology is about to make, or has made, in one cluster of this program. */
export interface Part {
  readonly cluster: Cluster;
  readonly kind: RoleKind;
  readonly settings: ClusterSettings;
  /** The scope of all its objects, in the chart of the cluster. */
  readonly scope: Construct;
  readonly network: string;
  /** The names of the revisions of its control plane. */
  readonly revisions: string[];
  /** The Istio version of production, or the alias that it follows. */
  readonly version: string;
  readonly trust: TrustContext;
}

/** A part with its mesh. */
export interface MadePart extends Part {
  readonly mesh: Mesh;
  readonly gateway?: EastWestGateway;
  readonly member: Member;
}

/** The part of a cluster before anything is in it. */
export function beginPart(topology: Construct, cluster: Cluster, kind: RoleKind, props: MultiClusterProps, settings: ClusterSettings): Part {
  const scope = new Construct(cluster, topology.node.id);
  const release = settings.release ?? props.release;
  const strategy = settings.updateStrategy ?? UpdateStrategy.inPlace();
  checkVersions(topology, release, { updateStrategy: strategy });
  const plan = planRevisions(props.name ?? 'default', strategy);
  const rootNamespace = props.rootNamespace ?? 'istio-system';
  return {
    cluster,
    kind,
    settings,
    scope,
    network: cluster.network!,
    revisions: plan.revisions,
    version: strategy._revisions?.production ?? strategy.version ?? release.floatingVersion,
    trust: {
      scope: new Construct(scope, 'trust'),
      clusterScope: cluster,
      cluster: cluster.clusterName,
      rootNamespace,
      revisions: plan.revisions,
      trustDomain: props.trustDomain ?? 'cluster.local',
      release,
      at: topology,
      dataPlane: props.dataPlane ?? DataPlane.SIDECAR,
    },
  };
}

/** The mesh of a part. */
export function meshOf({ scope, settings }: Part, props: MultiClusterProps, role: MeshRole): Mesh {
  const { name, rootNamespace, dataPlane, trustDomain, trustDomainAliases, release } = props;
  // where nothing of the chart runs, values that are meant for control planes would say nothing
  const own = role.keeps?.length === 0 ? withoutCommonValues(settings, props) : settings;
  const wanted = settings.release ?? release;
  // another mesh of the cluster may have brought it
  const foundation = registryOf(scope).foundations[0];
  const meshProps: InternalMeshProps = {
    ...meshSettings(own),
    name,
    rootNamespace,
    dataPlane,
    trustDomain,
    trustDomainAliases,
    foundation,
    release: foundation ? undefined : wanted,
    _role: role,
  };
  const mesh = new Mesh(scope, 'mesh', meshProps);
  if (foundation && foundation.release.operatorVersion !== wanted.operatorVersion) {
    Findings.of(mesh).add(mesh, {
      code: 'topology/release-of-foundation-differs',
      what: `the release is ${wanted}, but the cluster has ${foundation.release} (${foundation.node.path})`,
      expected: 'one operator in a cluster, and so one release',
      fix: 'state that release for this cluster, in `release` or in `perCluster`',
    });
  }
  return mesh;
}

/** Values that are said for all clusters are left out; those that are said for this one stay. */
function withoutCommonValues(settings: ClusterSettings, { values, rawValues }: MultiClusterProps): ClusterSettings {
  return {
    ...settings,
    values: settings.values === values ? undefined : settings.values,
    rawValues: settings.rawValues === rawValues ? undefined : settings.rawValues,
  };
}

/** What the other clusters need to know of a part. */
export function memberOf(part: Part, mesh: Mesh, props: MultiClusterProps, gateway: MemberGateway | undefined): Member {
  const { cluster } = part;
  return {
    from: cluster.node.path,
    clusterName: cluster.clusterName,
    kind: part.kind,
    network: part.network,
    clusterDomain: cluster.clusterDomain,
    region: cluster.region,
    podCidrs: cluster.podCidrs ?? [],
    meshName: mesh.meshName,
    meshId: props.meshId,
    rootNamespace: mesh.rootNamespace,
    dataPlane: mesh.dataPlane,
    trustDomain: mesh.trustDomain,
    trustDomainAliases: props.trustDomainAliases ?? [],
    release: mesh.release,
    version: part.version,
    revisions: part.revisions,
    root: props.trust._rootOf(cluster.clusterName),
    trust: props.trust._kind,
    apiServerUrl: cluster._lateApiServerUrl(),
    apiServerCa: cluster._lateApiServerCa(),
    tlsServerName: cluster._tlsServerName,
    gateway,
  };
}

import type { NetworkDiscovery } from './mesh-networks';
import type { Cluster } from '../cluster';
import type { RemoteSecrets } from './remote-secrets/remote-secrets';
import type { EastWest } from '../gateway/east-west/east-west';
import type { MeshContract, MeshSettings, UpdateStrategy } from '../mesh';
import type { OssmRelease } from '../release';
import type { MeshTrust } from '../security';
import type { DataPlane } from '../vocabulary/data-plane';

/** What one cluster of a mesh over several clusters has of its own. Each property replaces that of the whole mesh. */
export interface ClusterSettings extends MeshSettings {
  /**
   * The release of the operator in this cluster. All control planes run one Istio minor, which both releases must have.
   * @default - that of the mesh
   */
  readonly release?: OssmRelease;
  /**
   * The version of the control plane of this cluster, and how it is updated.
   * @default - that of the mesh
   */
  readonly updateStrategy?: UpdateStrategy;
  /**
   * The gateway between this cluster and the others.
   * @default - that of the mesh
   */
  readonly eastWest?: EastWest;
  /**
   * The cluster whose control plane this cluster starts from, where it has none of its own: the name of a primary. Its address becomes
   * `remotePilotAddress`.
   * @default - the first primary
   */
  readonly primary?: string;
}

/** What every mesh over several clusters is told. */
export interface MultiClusterSettings extends MeshSettings {
  /** The id of the mesh: the same in every cluster. In telemetry it tells meshes apart. */
  readonly meshId: string;
  /** The release of the operator in the clusters. */
  readonly release: OssmRelease;
  /**
   * Where the certificate authority of each control plane comes from. Their certificates need one root.
   */
  readonly trust: MeshTrust;
  /**
   * How control planes get at the API servers of other clusters.
   * @default RemoteSecrets.script()
   */
  readonly remoteSecrets?: RemoteSecrets;
  /**
   * The gateways between networks, and those that remote clusters reach a control plane by.
   * @default - an injected gateway behind a load balancer; one of the Gateway API in an ambient mesh
   */
  readonly eastWest?: EastWest;
  /**
   * The trust domain in every identity of the mesh.
   * @default cluster.local
   */
  readonly trustDomain?: string;
  /**
   * Trust domains whose identities count as this mesh's own.
   * @default - none
   */
  readonly trustDomainAliases?: string[];
  /**
   * The hosts that other networks reach through the gateways: Services by their full names, with a leading `*`.
   * @default - every Service: `*.local`, or the DNS domain of the clusters where it ends otherwise
   */
  readonly exposedHosts?: string[];
  /**
   * How control planes learn which clusters are on a network, and which gateways lead into it.
   * @default NetworkDiscovery.LABELS
   */
  readonly networkDiscovery?: NetworkDiscovery;
  /**
   * What single clusters have of their own, by the name of the cluster.
   * @default - nothing
   */
  readonly perCluster?: { [cluster: string]: ClusterSettings };
}

/**
 * A mesh over several clusters. Settings are for every cluster; `perCluster` says what differs. `values` that are said for all are for
 * control planes: a cluster without one gets those of `perCluster` only.
 */
export interface MultiClusterProps extends MultiClusterSettings {
  /**
   * The name of the mesh: of the `Istio` in each cluster, and with it the revision that workloads ask for.
   * @default default
   */
  readonly name?: string;
  /**
   * The namespace of the control planes, the same in every cluster. Cannot be changed later.
   * @default istio-system
   */
  readonly rootNamespace?: string;
  /**
   * The data plane. Ambient over several clusters needs a control plane and a network of its own in each.
   * @default DataPlane.SIDECAR
   */
  readonly dataPlane?: DataPlane;
  /**
   * The version, and how control planes are updated.
   * @default UpdateStrategy.inPlace()
   */
  readonly updateStrategy?: UpdateStrategy;
  /**
   * Clusters of the same mesh that other programs make, by the contracts that those write. Where it is stated, be it empty, a `MeshApp`
   * writes the contracts of the clusters of this program.
   * @default - this program makes all of them
   */
  readonly contracts?: MeshContract[];
}

/** A mesh with a control plane in each cluster. */
export interface MultiPrimaryProps extends MultiClusterProps {
  /** The clusters, each with its name and its network. */
  readonly clusters: Cluster[];
}

/** A mesh whose control planes look after further clusters that have none. */
export interface PrimaryRemoteProps extends MultiClusterProps {
  /**
   * The clusters with a control plane.
   * @default - those of `contracts`
   */
  readonly primaries?: Cluster[];
  /** The clusters without one. */
  readonly remotes: Cluster[];
}

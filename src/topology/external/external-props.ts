import type { Cluster } from '../../cluster';
import type { ControlPlaneExposure, EastWest } from '../../gateway';
import type { Mesh, MeshSettings, UpdateStrategy } from '../../mesh';
import type { OssmRelease } from '../../release';
import type { MeshTrust } from '../../security';
import type { NetworkDiscovery } from '../mesh-networks';
import type { ClusterSettings } from '../multi-cluster-props';
import type { RemoteSecrets } from '../remote-secrets/remote-secrets';

/** A mesh whose control plane runs in a cluster of somebody else's. Settings are for every cluster; `perCluster` says what differs. */
export interface ExternalControlPlaneProps extends MeshSettings {
  /** The cluster that runs the control plane. None of its own workloads is in the mesh. */
  readonly hub: Cluster;
  /** The cluster whose objects configure the mesh: its routes, its policies, its Services. It has workloads as well. */
  readonly configCluster: Cluster;
  /**
   * Further clusters with workloads.
   * @default - none
   */
  readonly dataClusters?: Cluster[];
  /** The id of the mesh: the same in every cluster. In telemetry it tells meshes apart. */
  readonly meshId: string;
  /** The release of the operator in the clusters. */
  readonly release: OssmRelease;
  /** Where the certificate authority of the control plane comes from. What belongs to it is written into the hub. */
  readonly trust: MeshTrust;
  /**
   * The name of the control plane: of the `Istio` in each cluster, of the namespace that it is in, and with it the revision that
   * workloads ask for. Each control plane of a hub has another one.
   * @default external-istiod
   */
  readonly name?: string;
  /**
   * How the control plane gets at the API servers of the clusters.
   * @default RemoteSecrets.script()
   */
  readonly remoteSecrets?: RemoteSecrets;
  /**
   * How the clusters reach the control plane.
   * @default ControlPlaneExposure.passthrough()
   */
  readonly exposure?: ControlPlaneExposure;
  /**
   * The gateway in the hub through which the clusters reach the control plane: `EastWest.injected()` with options. Where it has a
   * `dnsName`, nothing waits for the address of its load balancer.
   * @default - an injected gateway behind a load balancer, in a namespace of its own
   */
  readonly hubGateway?: EastWest;
  /**
   * The ordinary mesh of the hub, whose control plane injects the gateway there.
   * @default - a mesh with a name of `default`; one for all external control planes of the hub
   */
  readonly gatewayMesh?: Mesh;
  /**
   * The gateways between the networks of the clusters with workloads.
   * @default - an injected gateway behind a load balancer, where there are several networks
   */
  readonly eastWest?: EastWest;
  /**
   * The version, and how the control plane is updated. In place only: the address that clusters know leads to one control plane.
   * @default UpdateStrategy.inPlace()
   */
  readonly updateStrategy?: UpdateStrategy;
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
   * @default ['*.local'], every Service
   */
  readonly exposedHosts?: string[];
  /**
   * How the control plane learns of networks and the gateways into them.
   * @default NetworkDiscovery.LABELS
   */
  readonly networkDiscovery?: NetworkDiscovery;
  /**
   * What single clusters have of their own, by the name of the cluster, the hub among them.
   * @default - nothing
   */
  readonly perCluster?: { [cluster: string]: ClusterSettings };
}

import type { Cluster } from '../../cluster';
import type { ControlPlaneExposure, EastWest } from '../../gateway';
import type { Mesh, UpdateStrategy } from '../../mesh';
import type { MultiClusterSettings } from '../multi-cluster-props';

/**
 * A mesh whose control plane runs in a cluster of somebody else's. Settings are for every cluster; `perCluster` says what differs, for the
 * hub as well. What `trust` writes is written into the hub; `eastWest` is for the networks of the clusters with workloads.
 */
export interface ExternalControlPlaneProps extends MultiClusterSettings {
  /** The cluster that runs the control plane. None of its own workloads is in the mesh. */
  readonly hub: Cluster;
  /** The cluster whose objects configure the mesh: its routes, its policies, its Services. It has workloads as well. */
  readonly configCluster: Cluster;
  /**
   * Further clusters with workloads.
   * @default - none
   */
  readonly dataClusters?: Cluster[];
  /**
   * The name of the control plane: of the `Istio` in each cluster, of the namespace that it is in, and with it the revision that
   * workloads ask for. Each control plane of a hub has another one.
   * @default external-istiod
   */
  readonly name?: string;
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
   * The version, and how the control plane is updated. In place only: the address that clusters know leads to one control plane.
   * @default UpdateStrategy.inPlace()
   */
  readonly updateStrategy?: UpdateStrategy;
}

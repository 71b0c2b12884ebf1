import type { Cluster } from '../../cluster';
import type { Availability, ComputeResources, Placement } from '../../vocabulary/sizing';
import type { WaypointTraffic } from '../../vocabulary/waypoint-traffic';
import type { WaypointRaw } from '../../waypoint/waypoint-options';
import type { ServiceOptions } from '../../workload/service-options';
import type { SharedNamespace } from '../shared-namespace';

/** How a service is shared between clusters. */
export interface ShareOptions {
  /**
   * The clusters in which it is to be known, its own always among them. In each of them its namespace must be there before.
   * @default - all clusters of this program that have its namespace; a warning names the others
   */
  readonly clusters?: Cluster[];
  /**
   * Raw fields, laid over each Service that stands for it in a cluster without endpoints of its own.
   * @default - nothing
   */
  readonly raw?: any;
}

/** A service that is added in several clusters. */
export interface SharedServiceOptions extends ServiceOptions {
  /**
   * The clusters that have endpoints of it. In the others of the namespace it is known.
   * @default - all clusters of the namespace
   */
  readonly clusters?: Cluster[];
}

/** A waypoint that is the same in several clusters. */
export interface SharedWaypointOptions {
  /**
   * The traffic that it handles.
   * @default WaypointTraffic.SERVICE
   */
  readonly traffic?: WaypointTraffic;
  /**
   * Whether the namespace uses it, in every cluster, or only what is enrolled by its own `useWaypoint`.
   * @default - true where the namespace is ambient
   */
  readonly enrol?: boolean;
  /**
   * Whether other clusters reach it: label `istio.io/global` on its `Gateway`, and by that on its Service. To Istio a service behind
   * such a waypoint may be global too, whatever it says itself.
   * @default true
   */
  readonly acrossClusters?: boolean;
  /**
   * Namespaces beside its own whose services and workloads may use it, each in the cluster of theirs.
   * @default - its own namespace only
   */
  readonly usableFrom?: SharedNamespace[];
  /**
   * Whether every namespace of a cluster may use the one there.
   * @default false
   */
  readonly usableFromEverywhere?: boolean;
  /**
   * Its replicas in each cluster.
   * @default - what the mesh says for all its waypoints; one replica where it says nothing
   */
  readonly availability?: Availability;
  /**
   * Where its pods run. Needs Istio 1.26.
   * @default - what `values.global.waypoint` of the control plane says
   */
  readonly placement?: Placement;
  /**
   * What its container asks for and may use. Needs Istio 1.26.
   * @default - what `values.global.waypoint` of the control plane says
   */
  readonly resources?: ComputeResources;
  /**
   * Labels of the `Gateway`, beside those that this library writes.
   * @default - none
   */
  readonly labels?: { [key: string]: string };
  /**
   * Annotations of the `Gateway`.
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
  /**
   * Raw fields, one entry an object.
   * @default - none
   */
  readonly raw?: WaypointRaw;
}

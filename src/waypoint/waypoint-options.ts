import type { IMesh, IMeshNamespace } from '../vocabulary/interfaces';
import type { Availability, ComputeResources, Placement } from '../vocabulary/sizing';
import type { WaypointTraffic } from '../vocabulary/waypoint-traffic';

/** Raw fields of the objects of a waypoint, in the API's own spelling; each is laid over the whole object. */
export interface WaypointRaw {
  /**
   * Laid over the `Gateway`.
   * @default - nothing
   */
  readonly gateway?: any;
  /**
   * Laid over the HorizontalPodAutoscaler, where there is one.
   * @default - nothing
   */
  readonly autoscaler?: any;
  /**
   * Laid over the PodDisruptionBudget, where there is one.
   * @default - nothing
   */
  readonly disruptionBudget?: any;
  /**
   * Laid over the ConfigMap with the settings of the Deployment, where there is one.
   * @default - nothing
   */
  readonly parameters?: any;
}

/** How a waypoint is to be. */
export interface WaypointOptions {
  /**
   * The traffic that it handles. Written out always: label `istio.io/waypoint-for`.
   * @default WaypointTraffic.SERVICE
   */
  readonly traffic?: WaypointTraffic;
  /**
   * Namespaces beside its own whose services and workloads may use it. `Waypoint.admit` adds more.
   *
   * It does not enrol them: that is `useWaypoint` of the namespace, service or workload.
   * @default - its own namespace only
   */
  readonly usableFrom?: IMeshNamespace[];
  /**
   * Whether every namespace of the cluster may use it.
   * @default false
   */
  readonly usableFromEverywhere?: boolean;
  /**
   * Its replicas: written as a HorizontalPodAutoscaler on its Deployment, since Istio has no field for them, and from two
   * replicas on a PodDisruptionBudget that keeps one running.
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
   * Annotations of the `Gateway`. Istio puts them on all that it makes of it.
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
  /**
   * Raw fields, one entry an object.
   * @default - none
   */
  readonly raw?: WaypointRaw;
}

/** A waypoint to make. */
export interface WaypointProps extends WaypointOptions {
  /** The namespace that it runs in. */
  readonly namespace: IMeshNamespace;
  /**
   * Its name: that of its Gateway, and of the Deployment, Service and ServiceAccount that Istio makes of it.
   * A DNS label that starts with a letter; `none` is reserved by Istio.
   * @default waypoint
   */
  readonly name?: string;
}

/** A waypoint that another program makes. */
export interface WaypointReference {
  /** The mesh that it belongs to. */
  readonly mesh: IMesh;
  /** The name of its Gateway. */
  readonly name: string;
  /** The namespace of its Gateway. */
  readonly namespace: string;
  /**
   * The traffic that it handles.
   * @default WaypointTraffic.SERVICE
   */
  readonly traffic?: WaypointTraffic;
  /**
   * Names of namespaces beside its own that it admits.
   * @default - its own namespace only
   */
  readonly admits?: string[];
  /**
   * Whether it admits every namespace.
   * @default false
   */
  readonly admitsEverywhere?: boolean;
}

/**
 * The traffic that a waypoint handles, by what it is addressed to.
 *
 * @see https://istio.io/latest/docs/ambient/usage/waypoint/#waypoint-traffic-types
 */
export enum WaypointTraffic {
  /** Addressed to a Service: what routes and most policies are about. */
  SERVICE = 'service',
  /** Addressed to a pod's own address. */
  WORKLOAD = 'workload',
  /** Both. */
  ALL = 'all',
  /** None: the proxy runs, nothing can be enrolled with it. */
  NONE = 'none',
}

import type { Waypoint } from './waypoint';
import type { IMesh } from '../vocabulary/interfaces';

/** The waypoints that this program makes, per mesh. */
const waypoints = new WeakMap<IMesh, Waypoint[]>();

/** The waypoints that this program makes for a mesh, in the order in which they were made. */
export function waypointsOf(mesh: IMesh): readonly Waypoint[] {
  return waypoints.get(mesh) ?? [];
}

/** Remembers a waypoint for the contract of its mesh. */
export function keepWaypoint(mesh: IMesh, waypoint: Waypoint): void {
  waypoints.set(mesh, [...waypointsOf(mesh), waypoint]);
}

import type { SidecarOptions } from './sidecar-options';
import type { DataPlane } from '../vocabulary/data-plane';
import type { IWaypoint } from '../vocabulary/interfaces';

/** What the pods of one workload are to the mesh. */
export interface WorkloadOptions {
  /**
   * The version of the workload: label `version`, by which subsets and telemetry tell versions apart.
   * @default - no label
   */
  readonly version?: string;
  /**
   * How these pods are in the mesh.
   * @default - as the namespace says
   */
  readonly dataPlane?: DataPlane;
  /**
   * Settings of their sidecar. An error on pods that get none.
   * @default - what the mesh says
   */
  readonly proxy?: SidecarOptions;
  /**
   * The waypoint for traffic to the pods' own addresses. Traffic to a Service follows the Service.
   * @default - what the namespace says
   */
  readonly waypoint?: IWaypoint;
  /**
   * Whether the pods end by themselves, as those of a Job do. A sidecar keeps them running, unless it is a native one.
   * @default - `true` is assumed of a Job and a CronJob, with a warning instead of an error
   */
  readonly endsByItself?: boolean;
  /**
   * Whether an init container of theirs uses the network. It runs before the proxy does, unless that is a native sidecar.
   * @default false
   */
  readonly initContainersNeedNetwork?: boolean;
  /**
   * Further labels of the pods.
   * @default - none
   */
  readonly labels?: { [key: string]: string };
  /**
   * Further annotations of the pods.
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
}

/** What pods that need no Service are to the mesh, for instance those of a Job. */
export interface StandaloneWorkloadOptions extends WorkloadOptions {
  /**
   * The name of their ServiceAccount. Not written: `addServiceAccount` of the namespace does that.
   * @default - none, so that the pods run as the namespace's `default`, which they share with others
   */
  readonly serviceAccount?: string;
}

import type { IConstruct } from 'constructs';
import type { DataPlane } from '../vocabulary/data-plane';
import type { IMesh } from '../vocabulary/interfaces';
import type { RevisionTrack } from '../vocabulary/revision-track';
import type { WaypointOptions } from '../waypoint/waypoint-options';

/** How a namespace is in the mesh. */
export interface NamespaceEnrolmentOptions {
  /**
   * How its workloads are in the mesh.
   * @default - the mesh's
   */
  readonly dataPlane?: DataPlane;
  /**
   * Which revision handle its workloads follow, where the mesh has a canary.
   * @default RevisionTrack.PRODUCTION
   */
  readonly track?: RevisionTrack;
}

/** How a namespace is to be. */
export interface NamespaceOptions extends NamespaceEnrolmentOptions {
  /**
   * Labels beside those that this library writes.
   * @default - none
   */
  readonly labels?: { [key: string]: string };
  /**
   * Annotations.
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
  /**
   * Raw fields, laid over the whole Namespace.
   * @default - none
   */
  readonly raw?: any;
}

/** A namespace to create. */
export interface MeshNamespaceProps extends NamespaceOptions {
  /** The mesh that it belongs to. */
  readonly mesh: IMesh;
  /** Its name: a DNS label. */
  readonly name: string;
}

/** A namespace of this program that is to belong to a mesh. */
export interface NamespaceAdoption extends NamespaceEnrolmentOptions {
  /** The mesh that it is to belong to. */
  readonly mesh: IMesh;
  /** The Namespace, or a construct whose default child it is. */
  readonly construct: IConstruct;
}

/** What is known of a namespace that another program writes. */
export interface NamespaceReferenceOptions extends NamespaceEnrolmentOptions {
  /**
   * All labels that it carries, as far as they matter to the mesh. Then it is checked that they enrol it as `dataPlane` says.
   * @default - not known; it is taken to be enrolled as `dataPlane` says
   */
  readonly labels?: { [key: string]: string };
}

/** A namespace that another program writes. */
export interface NamespaceReference extends NamespaceReferenceOptions {
  /** The mesh that it belongs to. */
  readonly mesh: IMesh;
  /** Its name. */
  readonly name: string;
}

/** A waypoint in a namespace. */
export interface NamespaceWaypointOptions extends WaypointOptions {
  /**
   * Whether the namespace uses it itself, or only what is enrolled by its own `useWaypoint`.
   * @default - true where the namespace is ambient
   */
  readonly enrol?: boolean;
}

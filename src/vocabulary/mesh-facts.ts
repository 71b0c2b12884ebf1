import type { IConstruct } from 'constructs';
import type { DataPlane } from './data-plane';
import type { DiscoverySelector } from './discovery-selector';
import type { Revision } from './revision';
import type { Availability } from './sizing';
import type { OpenShift, OssmRelease } from '../release';

/** What lower rooms need to know of a mesh, whoever makes it. Not public. */
export interface MeshFacts {
  readonly name: string;
  readonly release: OssmRelease;
  /** Minor of the Istio version that runs workloads' proxies, for instance `1.28`. */
  readonly istioMinor: string;
  readonly rootNamespace: string;
  readonly trustDomain: string;
  readonly clusterDomain: string;
  readonly dataPlane: DataPlane;
  readonly revision: Revision;
  readonly canary?: Revision;
  /** Empty: cluster-wide. */
  readonly discoverySelectors: DiscoverySelector[];
  readonly openshift: OpenShift;
  /** The wildcard domain of the default router; undefined where nobody said. */
  readonly appsDomain?: string;
  /** Names of pull Secrets that pods with a proxy need, in their own namespace. */
  readonly imagePullSecrets: string[];
  /** Whether istiod injects proxies as native sidecars (init containers that keep running). */
  readonly nativeSidecars: boolean;
  /** Replicas of every waypoint of the mesh that says nothing itself. */
  readonly waypointAvailability?: Availability;
  /** Whether the above is in the control plane's own values (`gatewayClasses`), so that waypoints write no autoscaler for it. */
  readonly waypointAvailabilityInValues: boolean;
  /** Where the mesh belongs to another program: how a change of its objects is asked for. */
  readonly owner?: MeshOwner;
  /** Told of each namespace handle that is made, so that the mesh can check the whole. */
  registerNamespace(namespace: NamespaceFacts): void;
}

/** A namespace as the mesh's own checks see it. */
export interface NamespaceFacts {
  readonly name: string;
  readonly dataPlane: DataPlane;
  readonly revision: Revision;
  /** Whether this program writes the Namespace (creates or adopts it). */
  readonly written: boolean;
  readonly construct: IConstruct;
  /** The labels known to be on it, resolved when called. */
  labels(): { [key: string]: string };
}

/** What verbs of a namespace handle need from it, whoever owns the Namespace object. Not public. */
export interface NamespaceInternals {
  /** Whether this program creates or adopts the Namespace object. */
  readonly written: boolean;
  /** Whether this program may write namespaced objects into it: false for a namespace that a contract names as its owner's. */
  readonly writable: boolean;
  /**
   * Puts a label on the Namespace: at once where this program writes it; otherwise by a request to its owner.
   * Raises a finding at `by` where neither is possible.
   */
  setLabel(key: string, value: string, by: IConstruct, why: string): void;
  /** Whether a label is known to be there, with this value. */
  hasLabel(key: string, value: string): boolean;
  /** The value of a label as far as it is known. */
  labelOf(key: string): string | undefined;
}

/** What verbs that enrol with a waypoint need from it, whoever makes the waypoint. Not public. */
export interface WaypointInternals {
  /** What has to be done so that namespace `<namespace>` may use it, as the fix of an error. */
  readonly howToAdmit: string;
  /** Told of each namespace, service or workload that is enrolled with it, by the name of its namespace. */
  noteUse(namespace: string): void;
}

/** The program that owns a mesh, seen from another one through its contract. Not public. */
export interface MeshOwner {
  /** Asks for a label on a namespace of the owner; within a standing grant there is nothing to do. */
  requestNamespaceLabel(request: { namespace: string; key: string; value: string; why: string; by: IConstruct }): void;
  /** Asks for a host on a gateway of the owner; within a standing grant there is nothing to do. */
  requestGatewayHost(request: { gateway: string; host: string; why: string; by: IConstruct }): void;
}

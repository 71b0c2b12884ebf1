import type { IConstruct } from 'constructs';
import type { DataPlane } from './data-plane';
import type { Identity } from './identity';
import type { MeshFacts, NamespaceInternals, WaypointInternals } from './mesh-facts';
import type { Revision } from './revision';
import type { WaypointTraffic } from './waypoint-traffic';
import type { OssmRelease } from '../release';
import type { ServiceSharing } from '../workload/service-sharing';

/** A mesh: made in this program, or known through the contract of the program that makes it. */
export interface IMesh extends IConstruct {
  /** The name of the mesh, which is the name of its `Istio` resource. */
  readonly meshName: string;
  /** The namespace of the control plane and of mesh-wide configuration. */
  readonly rootNamespace: string;
  /** The OpenShift Service Mesh release that runs it. */
  readonly release: OssmRelease;
  /** The trust domain in every identity of the mesh. */
  readonly trustDomain: string;
  /** The data plane of the mesh; an ambient mesh may hold sidecar namespaces. */
  readonly dataPlane: DataPlane;
  /** The revision handle that workloads follow unless they are told otherwise. */
  readonly revision: Revision;
  /**
   * The revision handle of the canary tag.
   * @default - undefined where the mesh has none
   */
  readonly canaryRevision?: Revision;
  /** @internal */
  readonly _facts: MeshFacts;
}

/** A mesh over several clusters. */
export interface IMultiClusterMesh extends IConstruct {
  /** The id of the mesh: the same in every cluster. */
  readonly meshId: string;
  /** The names of its clusters, also of those that other programs make. */
  readonly clusterNames: string[];
  /** @internal */
  readonly _sharing: ServiceSharing;
}

/** A namespace of a mesh. */
export interface IMeshNamespace extends IConstruct {
  /** The name of the namespace. */
  readonly namespaceName: string;
  /** The mesh it belongs to. */
  readonly mesh: IMesh;
  /** How its workloads are in the mesh. */
  readonly dataPlane: DataPlane;
  /** The revision handle its workloads follow. */
  readonly revision: Revision;
  /** @internal */
  readonly _internals: NamespaceInternals;
}

/** One port of a service, as a route or a policy needs to know it. */
export interface MeshServicePort {
  /**
   * The port's number on the Service.
   */
  readonly port: number;
  /**
   * The port's name.
   * @default - the name of its protocol
   */
  readonly name?: string;
  /**
   * The `appProtocol` name of what the port speaks.
   * @default http
   */
  readonly protocol?: string;
}

/** A service of a mesh: a Service and the workloads behind it. */
export interface IMeshService extends IConstruct {
  /** The name of the Service. */
  readonly serviceName: string;
  /** The namespace of the Service. */
  readonly namespace: IMeshNamespace;
  /** The fully qualified host name, for instance `reviews.shop.svc.cluster.local`. */
  readonly host: string;
  /** The ports of the Service, at least one. */
  readonly ports: MeshServicePort[];
  /** The labels that select its pods; empty where they are not known. */
  readonly selector: { [key: string]: string };
  /**
   * The identity of its workloads.
   * @default - undefined where the ServiceAccount is not known; verbs that need it say so
   */
  readonly identity?: Identity;
}

/** A waypoint proxy: where layer 7 of ambient traffic happens. */
export interface IWaypoint extends IConstruct {
  /** The name of its Gateway. */
  readonly waypointName: string;
  /** The namespace of its Gateway. */
  readonly namespaceName: string;
  /** The identity of its pods. */
  readonly identity: Identity;
  /** The traffic that it handles. */
  readonly traffic: WaypointTraffic;
  /** @internal */
  readonly _internals: WaypointInternals;
  /**
   * Whether workloads of a namespace may use it.
   *
   * @param namespace the name of the namespace
   */
  admits(namespace: string): boolean;
}

/** An ingress gateway of a mesh. */
export interface IMeshGateway extends IConstruct {
  /** The name of the gateway: its Deployment, Service and `Gateway`. */
  readonly gatewayName: string;
  /** The namespace of the gateway. */
  readonly namespaceName: string;
  /** The identity of its pods. */
  readonly identity: Identity;
  /** The labels that its pods carry, and by which a `Gateway` of networking.istio.io or a policy selects them; empty where it has no pods here. */
  readonly selectorLabels: { [key: string]: string };
}

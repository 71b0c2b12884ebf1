import type { IConstruct } from 'constructs';
import type { AppProtocol } from '../vocabulary/app-protocol';
import type { IMeshNamespace } from '../vocabulary/interfaces';
import type { WaypointOptions } from '../waypoint/waypoint-options';

/** A protocol below that of the application. */
export enum TransportProtocol {
  /** What the mesh carries. */
  TCP = 'TCP',
  /** Goes around the mesh. */
  UDP = 'UDP',
  /** Goes around the mesh. */
  SCTP = 'SCTP',
}

/** A family of IP addresses. */
export enum IpFamily {
  /** IPv4. */
  IPV4 = 'IPv4',
  /** IPv6. */
  IPV6 = 'IPv6',
}

/** Of how many families a Service has addresses. */
export enum IpFamilyPolicy {
  /** One. */
  SINGLE_STACK = 'SingleStack',
  /** Two where the cluster has two. */
  PREFER_DUAL_STACK = 'PreferDualStack',
  /** Two; refused where the cluster has one. */
  REQUIRE_DUAL_STACK = 'RequireDualStack',
}

/** Which endpoints of a Service are preferred. */
export enum TrafficDistribution {
  /** Those that are close to the client. */
  PREFER_CLOSE = 'PreferClose',
  /** Those of the client's zone. Needs Kubernetes 1.34. */
  PREFER_SAME_ZONE = 'PreferSameZone',
  /** Those on the client's node. Needs Kubernetes 1.34. */
  PREFER_SAME_NODE = 'PreferSameNode',
}

/** A port of a Service. */
export interface ServicePortOptions {
  /** The port's number on the Service. */
  readonly port: number;
  /**
   * What it speaks: written as `appProtocol`.
   * @default AppProtocol.HTTP; none on a port that is not TCP
   */
  readonly protocol?: AppProtocol;
  /**
   * The port's name: a DNS label.
   * @default - the name of its protocol; `<protocol>-<port>` for a further port of the same protocol
   */
  readonly name?: string;
  /**
   * The port of the pods.
   * @default - the same number
   */
  readonly targetPort?: number;
  /**
   * The port of the pods, by the name it has in their containers.
   * @default - by number
   */
  readonly targetPortName?: string;
  /**
   * The protocol below.
   * @default TransportProtocol.TCP
   */
  readonly transport?: TransportProtocol;
}

/** The ports of a Service: one by `port`, or several by `ports`. */
export interface ServicePortsOptions {
  /**
   * The number of its only port.
   * @default - `ports` says
   */
  readonly port?: number;
  /**
   * What the only port speaks.
   * @default AppProtocol.HTTP
   */
  readonly protocol?: AppProtocol;
  /**
   * All ports, where there are several, or one that needs more than a number.
   * @default - `port` says
   */
  readonly ports?: ServicePortOptions[];
}

/** Raw fields of the objects of a service, in the API's own spelling; each is laid over the whole object. */
export interface ServiceRaw {
  /**
   * Laid over the Service.
   * @default - nothing
   */
  readonly service?: any;
  /**
   * Laid over the ServiceAccount, where this service writes it.
   * @default - nothing
   */
  readonly serviceAccount?: any;
}

/** How a service is to be. */
export interface ServiceOptions extends ServicePortsOptions {
  /**
   * The port of the pods, for the port said by `port`.
   * @default - the same number
   */
  readonly targetPort?: number;
  /**
   * The name of its pods' ServiceAccount, which is written, once for all services that share it.
   * @default - the name of the service
   */
  readonly serviceAccount?: string;
  /**
   * The name of its pods' ServiceAccount, where somebody else writes it.
   * @default - `serviceAccount` is written
   */
  readonly existingServiceAccount?: string;
  /**
   * Labels that select its pods.
   * @default `{ app: <name> }`
   */
  readonly selector?: { [key: string]: string };
  /**
   * Whether it has no address of its own, and its name means its pods. A waypoint does not see traffic to such a service.
   * @default false
   */
  readonly headless?: boolean;
  /**
   * Of how many families it has addresses.
   * @default - the cluster's default, a single family
   */
  readonly ipFamilyPolicy?: IpFamilyPolicy;
  /**
   * The families of its addresses, the first one first.
   * @default - the cluster's
   */
  readonly ipFamilies?: IpFamily[];
  /**
   * Which endpoints are preferred.
   * @default - none
   */
  readonly trafficDistribution?: TrafficDistribution;
  /**
   * For how many seconds requests of one client address go to the same pod. The mesh's own proxies ignore it.
   * @default - no affinity
   */
  readonly clientIpAffinitySeconds?: number;
  /**
   * Whether pods that are not ready are reached too.
   * @default false
   */
  readonly publishNotReadyAddresses?: boolean;
  /**
   * Labels of the Service, beside those that this library writes.
   * @default - none
   */
  readonly labels?: { [key: string]: string };
  /**
   * Annotations of the Service.
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
  /**
   * Raw fields, one entry an object.
   * @default - none
   */
  readonly raw?: ServiceRaw;
}

/** A service to write. */
export interface ServiceProps extends ServiceOptions {
  /** Its namespace. */
  readonly namespace: IMeshNamespace;
  /** Its name: a DNS label that starts with a letter. */
  readonly name: string;
}

/** What is known of a service that is referred to by its name. */
export interface ServiceReferenceOptions extends ServicePortsOptions {
  /**
   * The name of its pods' ServiceAccount.
   * @default - not known, so that its workloads have no identity here
   */
  readonly serviceAccount?: string;
  /**
   * The labels that select its pods.
   * @default - not known
   */
  readonly selector?: { [key: string]: string };
  /**
   * Labels that the Service has, as far as they matter here, for instance `istio.io/use-waypoint`.
   * @default - not known
   */
  readonly labels?: { [key: string]: string };
}

/** A service that is referred to by its name. */
export interface ServiceReference extends ServiceReferenceOptions {
  /** Its namespace. */
  readonly namespace: IMeshNamespace;
  /** Its name. */
  readonly name: string;
}

/** What is known of a service beside its object. */
export interface ServiceConstructOptions {
  /**
   * The name of its pods' ServiceAccount.
   * @default - not known, so that its workloads have no identity here
   */
  readonly serviceAccount?: string;
}

/** A service whose Service another construct of this program writes. */
export interface ServiceConstructReference extends ServiceConstructOptions {
  /** Its namespace. */
  readonly namespace: IMeshNamespace;
  /** The Service, or a construct whose default child it is. */
  readonly service: IConstruct;
}

/** How a service uses a waypoint. */
export interface UseWaypointOptions {
  /**
   * Whether gateways send through the waypoint too. They go around it otherwise: label `istio.io/ingress-use-waypoint`.
   * @default false
   */
  readonly ingressToo?: boolean;
}

/** A waypoint for one service. */
export interface ServiceWaypointOptions extends WaypointOptions {
  /**
   * Whether gateways send through the waypoint too.
   * @default false
   */
  readonly ingressToo?: boolean;
}

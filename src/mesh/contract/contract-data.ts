/**
 * What a contract says, as plain data. Nothing in it is this library's own: names are those of the field, so that other tools can
 * read it too. What a reader does not know it keeps.
 */
export interface ContractData {
  readonly format: number;
  /** The oldest format whose readers can make sense of this document. */
  readonly oldestReader: number;
  readonly mesh: MeshData;
  readonly release: ReleaseData;
  readonly cluster: ClusterData;
  readonly namespaces: NamespaceData[];
  /** Namespaces in which nobody but the owner writes, whether or not the owner writes the Namespace. */
  readonly reservedNamespaces: string[];
  readonly gateways: GatewayData[];
  readonly waypoints: WaypointData[];
  readonly tenants: TenantData[];
  /** Of a mesh over several clusters: what the programs of the other clusters need to know of this one. */
  readonly multiCluster?: MultiClusterData;
  /** Objects of the owner that others could meet: cluster-scoped ones, and those in namespaces of tenants. */
  readonly ownedObjects: OwnedObject[];
}

/** The mesh. */
export interface MeshData {
  readonly name: string;
  readonly rootNamespace: string;
  readonly trustDomain: string;
  readonly meshId?: string;
  readonly dataPlane: string;
  /** The revision or tag that workloads follow. Never the revision behind a tag, so that moving the tag changes no contract. */
  readonly revision: string;
  readonly canaryRevision?: string;
  /** The names of all tags. */
  readonly tags: string[];
  /** Empty: cluster-wide. */
  readonly discoverySelectors: SelectorData[];
  /** Labels with which a namespace matches a selector; empty where none is needed. */
  readonly discoveryLabels: { readonly [key: string]: string };
  readonly nativeSidecars: boolean;
  /** Names of pull Secrets that pods with a proxy need in their own namespace. */
  readonly imagePullSecrets: string[];
  readonly waypointAvailability?: AvailabilityData;
  /** Names of extension providers of the mesh config. */
  readonly providers: string[];
}

/** One cluster of a mesh, as the others see it. Holds no secret: certificates only, and names. */
export interface MultiClusterData {
  /** `multi-primary`, `primary-remote`, `external-control-plane` or `shared-services`. */
  readonly topology: string;
  /** `primary` or `remote`. */
  readonly part: string;
  readonly region?: string;
  readonly podCidrs: string[];
  readonly apiServer: { readonly url?: string; readonly ca?: string; readonly tlsServerName?: string };
  /** The Istio version of production, or the alias that it follows. */
  readonly version: string;
  readonly revisions: string[];
  readonly trustDomainAliases: string[];
  /** Where the certificate authority comes from. */
  readonly trust: string;
  /** The SHA-256 fingerprint of the root certificate, where it is known. */
  readonly rootFingerprint?: string;
  /** The root certificate, as PEM, where other meshes need it to trust this one. */
  readonly rootCertificate?: string;
  readonly gateway?: NetworkGatewayData;
  /** Services that are shared with the other clusters. */
  readonly services: SharedServiceData[];
}

/** A gateway between clusters. */
export interface NetworkGatewayData {
  readonly service: string;
  readonly namespace: string;
  readonly reachable: boolean;
  readonly servesControlPlane: boolean;
  /** Whether port 443 leads to the webhook of the control plane. */
  readonly mapsWebhookPort: boolean;
  readonly address?: string;
  /** Its port between networks, where it is not 15443. */
  readonly mtlsPort?: number;
}

/** A service that is the same in several clusters. */
export interface SharedServiceData {
  readonly namespace: string;
  readonly name: string;
  readonly ports: ReadonlyArray<{ readonly port: number; readonly name?: string; readonly protocol?: string }>;
  readonly serviceAccount?: string;
  /** The name by which other meshes know it, where the service is shared with such. */
  readonly host?: string;
  /** `<namespace>/<name>` of the waypoint that it uses. */
  readonly waypoint?: string;
}

/** A discovery selector, as the mesh config has it. */
export interface SelectorData {
  readonly matchLabels?: { readonly [key: string]: string };
  readonly matchExpressions?: ReadonlyArray<{ readonly key: string; readonly operator: string; readonly values?: string[] }>;
}

/** Replicas of waypoints that say nothing themselves. */
export interface AvailabilityData {
  readonly minReplicas: number;
  readonly maxReplicas: number;
  readonly autoscaled: boolean;
  readonly cpuPercent?: number;
  readonly memoryPercent?: number;
  /** Whether the control plane's own values say it, so that a waypoint needs no objects for it. */
  readonly inControlPlane: boolean;
}

/** The operator's release. */
export interface ReleaseData {
  readonly minor: string;
  /** The operator's z-stream, where it is stated. */
  readonly operator?: string;
  /** The Istio minor of workloads' proxies. */
  readonly istioMinor: string;
}

/** The cluster. */
export interface ClusterData {
  readonly name?: string;
  readonly network?: string;
  readonly openshift: string;
  readonly appsDomain?: string;
  readonly clusterDomain: string;
}

/** A namespace that the owner writes or has granted to a tenant. */
export interface NamespaceData {
  readonly name: string;
  readonly dataPlane: string;
  readonly revision: string;
  /** Labels that the owner writes on it. */
  readonly labels: { readonly [key: string]: string };
  /** Whether the owner writes the Namespace. */
  readonly owned: boolean;
}

/** An ingress gateway. */
export interface GatewayData {
  readonly name: string;
  readonly namespace: string;
  /** The principal of its pods. */
  readonly identity: string;
  /** Labels of its pods. */
  readonly selector: { readonly [key: string]: string };
  /** `route`, `loadBalancer` or `clusterIp`. */
  readonly exposure: string;
  readonly hosts: HostData[];
}

/** A host that a gateway serves. */
export interface HostData {
  readonly host: string;
  /** What the gateway itself speaks there: `HTTP`, `HTTPS` or both. */
  readonly protocols: string[];
  /** The tenant to whom all of it is granted. */
  readonly tenant?: string;
  /** The namespaces whose routes the gateway takes for it. */
  readonly namespaces: string[];
  /** Whether it takes those of every namespace. */
  readonly everywhere: boolean;
}

/** A waypoint. */
export interface WaypointData {
  readonly name: string;
  readonly namespace: string;
  readonly identity: string;
  readonly traffic: string;
  /** Namespaces beside its own that may use it. */
  readonly admits: string[];
  readonly admitsEverywhere: boolean;
}

/** A team, and what it may do without asking. */
export interface TenantData {
  readonly name: string;
  readonly grants: string[];
  readonly namespaces: string[];
  readonly hosts: HostGrant[];
  readonly delegations: DelegationData[];
  /** What it asked for and got. */
  readonly accepted: RequestData[];
}

/** A host of a gateway, all of it. */
export interface HostGrant {
  readonly gateway: string;
  readonly host: string;
}

/** Paths of a host of a gateway, decided by a VirtualService of the tenant that has this name. */
export interface DelegationData extends HostGrant {
  readonly prefix: string;
  readonly virtualService: { readonly name: string; readonly namespace: string };
}

/** An object. */
export interface OwnedObject {
  /** `core` for Kubernetes' own. */
  readonly group: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/** Something that a tenant asks for: what its id is made of, and nothing else. */
export interface RequestData {
  readonly id: string;
  readonly kind: string;
  readonly tenant: string;
  /** Of a label. */
  readonly namespace?: string;
  readonly key?: string;
  readonly value?: string;
  /** Of a host. */
  readonly gateway?: string;
  readonly host?: string;
}

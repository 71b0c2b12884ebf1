import type { ControlPlaneOptions, ProxyDefaults } from './control-plane-options';
import type { MeshFoundationRaw, NodeOptions } from './foundation-props';
import type { MeshFoundation } from './mesh-foundation';
import type { UpdateStrategy } from './update-strategy';
import type { IstioSpecValues } from '../../imports/sailoperator.io';
import type { OpenShift, OssmRelease } from '../release';
import type { DataPlane } from '../vocabulary/data-plane';
import type { DiscoverySelector } from '../vocabulary/discovery-selector';
import type { Acknowledgement } from '../vocabulary/risk';
import type { Availability } from '../vocabulary/sizing';

/** Raw fields of the objects of a mesh, in the API's own spelling; each is laid over the whole object. */
export interface MeshRaw {
  /**
   * Laid over the `Istio`.
   * @default - nothing
   */
  readonly istio?: any;
  /**
   * Laid over the Namespace of the control plane.
   * @default - nothing
   */
  readonly rootNamespace?: any;
  /**
   * Laid over the `IstioRevisionTag` of production.
   * @default - nothing
   */
  readonly productionTag?: any;
  /**
   * Laid over the `IstioRevisionTag` of the canary.
   * @default - nothing
   */
  readonly canaryTag?: any;
  /**
   * Laid over the objects of the foundation that this mesh makes for itself.
   * @default - nothing
   */
  readonly foundation?: MeshFoundationRaw;
}

/** How the control plane, the proxies and the node components of one cluster are to be; what is the same for every kind of mesh. */
export interface MeshSettings extends NodeOptions {
  /**
   * Which namespaces the control plane looks at.
   * @default - all of the cluster
   */
  readonly discoverySelectors?: DiscoverySelector[];
  /**
   * istiod.
   * @default - the chart's defaults
   */
  readonly controlPlane?: ControlPlaneOptions;
  /**
   * What proxies start from.
   * @default - the chart's defaults
   */
  readonly proxy?: ProxyDefaults;
  /**
   * Replicas of every waypoint that says nothing itself.
   * @default - one replica each
   */
  readonly waypointAvailability?: Availability;
  /**
   * What workloads may reach outside the mesh.
   * @default - the chart's: OutboundTraffic.ALLOW_ANY
   */
  readonly outboundTraffic?: OutboundTraffic;
  /**
   * Whether control plane and proxies speak IPv4 and IPv6.
   * @default false
   * @see https://istio.io/latest/docs/setup/additional-setup/dual-stack/
   */
  readonly dualStack?: boolean;
  /**
   * Whether proxies are injected as native sidecars: init containers that keep running, so that Jobs end and init containers have
   * a network.
   * @default - as istiod decides: from Istio 1.27 on Kubernetes 1.33 (OpenShift 4.20)
   */
  readonly nativeSidecars?: boolean;
  /**
   * The Istio minor whose defaults are kept, for instance `1.27`.
   * @default - the version's own defaults
   */
  readonly compatibilityVersion?: string;
  /**
   * Any other value of the chart. Property names are those of the generated types: `meshId` where the YAML has `meshID`.
   * @default - none
   */
  readonly values?: IstioSpecValues;
  /**
   * Values newer than the types, in the API's own spelling. Laid over everything else; not checked against the release.
   * @default - none
   */
  readonly rawValues?: any;
  /**
   * Raw fields, one entry an object.
   * @default - none
   */
  readonly raw?: MeshRaw;
  /**
   * Risks that are accepted.
   * @default - none
   */
  readonly acknowledge?: Acknowledgement[];
}

/**
 * A mesh.
 *
 * The properties of the node components (`cni`, `ztunnel`, `cniPlugin`, `images`, `nftables`, `nodeVersion`) are for a mesh that
 * makes its own foundation; with a `foundation` they belong there.
 */
export interface MeshProps extends MeshSettings {
  /**
   * The name of the mesh: the name of its `Istio`, and with it the revision that workloads ask for.
   * @default default
   */
  readonly name?: string;
  /**
   * The release of the operator in the cluster. Required, unless a `foundation` is given, which knows it.
   * @default - that of the foundation
   */
  readonly release?: OssmRelease;
  /**
   * What the meshes of the cluster stand on together.
   * @default - the mesh makes its own
   */
  readonly foundation?: MeshFoundation;
  /**
   * The data plane. An ambient mesh may hold sidecar namespaces; at most one mesh of a cluster is ambient.
   * @default DataPlane.SIDECAR
   */
  readonly dataPlane?: DataPlane;
  /**
   * The namespace of the control plane and of mesh-wide configuration. Cannot be changed later.
   * @default istio-system
   */
  readonly rootNamespace?: string;
  /**
   * The version, and how the control plane is updated.
   * @default UpdateStrategy.inPlace()
   */
  readonly updateStrategy?: UpdateStrategy;
  /**
   * The trust domain in every identity of the mesh.
   * @default cluster.local
   */
  readonly trustDomain?: string;
  /**
   * Trust domains whose identities count as this mesh's own.
   * @default - none
   */
  readonly trustDomainAliases?: string[];
  /**
   * The id of the mesh in telemetry, and across clusters.
   * @default - not stated: the trust domain serves
   */
  readonly meshId?: string;
  /**
   * The OpenShift version, where the mesh is in no `Cluster`.
   * @default - the cluster's, otherwise the oldest version that the release supports
   */
  readonly openshift?: OpenShift;
  /**
   * The wildcard domain of the default router, where the mesh is in no `Cluster`.
   * @default - the cluster's, otherwise unknown
   */
  readonly appsDomain?: string;
  /**
   * The cluster's DNS domain, where the mesh is in no `Cluster`.
   * @default - the cluster's, otherwise cluster.local
   */
  readonly clusterDomain?: string;
  /**
   * The network of the pods, where the mesh is in no `Cluster`.
   * @default - the cluster's, otherwise not stated
   */
  readonly network?: string;
  /**
   * A profile other than those that the data plane and the platform choose: `demo`, `preview`, `stable`, `empty` or `default`.
   * @default - `ambient` for an ambient mesh, otherwise the operator's own for OpenShift
   */
  readonly profile?: string;
}

/** What workloads may reach outside the mesh. */
export enum OutboundTraffic {
  /** Everything. */
  ALLOW_ANY = 'ALLOW_ANY',
  /** Only hosts that the mesh knows. */
  REGISTRY_ONLY = 'REGISTRY_ONLY',
}

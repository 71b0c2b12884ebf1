import type { CniPlugin } from './cni-plugin';
import type { CniOptions, ZTunnelOptions } from './foundation-options';
import type { ImageSource } from './image-source';
import type { OssmRelease } from '../release';
import type { DataPlane } from '../vocabulary/data-plane';

/** Raw fields of the objects of a foundation, in the API's own spelling; each is laid over the whole object. */
export interface MeshFoundationRaw {
  /**
   * Laid over the `IstioCNI`.
   * @default - nothing
   */
  readonly istioCni?: any;
  /**
   * Laid over the `ZTunnel`.
   * @default - nothing
   */
  readonly ztunnel?: any;
  /**
   * Laid over the namespace of the CNI plugin.
   * @default - nothing
   */
  readonly cniNamespace?: any;
  /**
   * Laid over the namespace of ztunnel.
   * @default - nothing
   */
  readonly ztunnelNamespace?: any;
}

/** The node components of a cluster, and what they share with every control plane. */
export interface NodeOptions {
  /**
   * The Istio version of the node components, for instance `v1.28.10`.
   * @default - the lowest version that a mesh of this foundation runs in production
   */
  readonly nodeVersion?: string;
  /**
   * The CNI plugin.
   * @default - the operator's defaults, in namespace `istio-cni`
   */
  readonly cni?: CniOptions;
  /**
   * ztunnel; only an ambient mesh makes one.
   * @default - the operator's defaults, in namespace `ztunnel`
   */
  readonly ztunnel?: ZTunnelOptions;
  /**
   * How the CNI plugin sits beside the cluster's own. Applies to the plugin and to every control plane.
   * @default CniPlugin.MULTUS
   */
  readonly cniPlugin?: CniPlugin;
  /**
   * Where images come from: node components and every control plane alike.
   * @default - the images that the operator brings
   */
  readonly images?: ImageSource;
  /**
   * Whether traffic is redirected by nftables instead of iptables: node components and every control plane alike.
   * From OSSM 3.2, in an ambient mesh from Istio 1.28. Nodes that already run ambient keep iptables until they are rebooted.
   * @default false
   * @see https://istio.io/latest/docs/setup/additional-setup/nftables/
   */
  readonly nftables?: boolean;
  /**
   * Whether this program writes the namespaces of the CNI plugin and ztunnel. The operator makes none.
   * @default true
   */
  readonly manageNamespaces?: boolean;
}

/** What a cluster has once, below all its meshes. */
export interface MeshFoundationProps extends NodeOptions {
  /** The release of the operator in the cluster. */
  readonly release: OssmRelease;
  /**
   * Raw fields, one entry an object.
   * @default - none
   */
  readonly raw?: MeshFoundationRaw;
  /** @internal */
  readonly _elsewhere?: DataPlane;
}

/** A foundation that another program makes. */
export interface MeshFoundationReference {
  /** The release of the operator in the cluster. */
  readonly release: OssmRelease;
  /**
   * The Istio version of the node components.
   * @default - not known, so that skew is not checked
   */
  readonly nodeVersion?: string;
  /**
   * Whether the node components are those of an ambient data plane.
   * @default DataPlane.SIDECAR
   */
  readonly dataPlane?: DataPlane;
  /**
   * The namespace of ztunnel, where the data plane is ambient.
   * @default ztunnel
   */
  readonly ztunnelNamespace?: string;
  /**
   * How the CNI plugin sits beside the cluster's own.
   * @default CniPlugin.MULTUS
   */
  readonly cniPlugin?: CniPlugin;
  /**
   * Where images come from.
   * @default - the images that the operator brings
   */
  readonly images?: ImageSource;
  /**
   * Whether traffic is redirected by nftables.
   * @default false
   */
  readonly nftables?: boolean;
}

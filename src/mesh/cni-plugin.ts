/** How the CNI plugin sits beside the cluster's own. */
export interface ChainedCniOptions {
  /** The file that the cluster's network plugin writes, for instance `10-calico.conflist`. */
  readonly confFileName: string;
  /** The folder of that file on the node, for instance `/etc/cni/net.d`. */
  readonly confDir: string;
  /** The folder of plugin binaries on the node, for instance `/opt/cni/bin`. */
  readonly binDir: string;
}

/**
 * How Istio's CNI plugin is called on the nodes.
 *
 * @see https://github.com/openshift-service-mesh/sail-operator/tree/main/docs/ossm/3rd-party-cni-integration
 */
export class CniPlugin {
  /** By Multus, as the OpenShift profile sets it up. Works with OVN-Kubernetes and with third-party plugins that Multus delegates to. */
  public static readonly MULTUS = new CniPlugin(undefined);

  /**
   * Chained into the configuration of another plugin, without Multus. The control plane and the plugin are changed together.
   *
   * @param options the other plugin's files
   */
  public static chained(options: ChainedCniOptions): CniPlugin {
    return new CniPlugin({ ...options });
  }

  private constructor(
    /** @internal */
    public readonly _chained: ChainedCniOptions | undefined,
  ) {}
}

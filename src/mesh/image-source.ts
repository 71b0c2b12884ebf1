/** When an image is pulled. */
export enum PullPolicy {
  /** At every start of a pod. */
  ALWAYS = 'Always',
  /** When the node does not have it. */
  IF_NOT_PRESENT = 'IfNotPresent',
  /** Never; the node must have it. */
  NEVER = 'Never',
}

/** Where images come from. */
export interface ImageSourceOptions {
  /**
   * The tag of every image.
   * @default - the charts' own, which is the version without the `v`
   */
  readonly tag?: string;
  /**
   * Name of a pull Secret. It must exist in every namespace that runs a component or a proxy; `preconditions()` lists them.
   * @default - none
   */
  readonly pullSecret?: string;
  /**
   * When images are pulled.
   * @default - the charts' own
   */
  readonly pullPolicy?: PullPolicy;
  /**
   * Full reference of istiod's image.
   * @default - `<registry>/pilot:<tag>`
   */
  readonly istiod?: string;
  /**
   * Full reference of the proxy's image: sidecars, gateways and waypoints.
   * @default - `<registry>/proxyv2:<tag>`
   */
  readonly proxy?: string;
  /**
   * Full reference of the CNI installer's image.
   * @default - `<registry>/install-cni:<tag>`
   */
  readonly cni?: string;
  /**
   * Full reference of ztunnel's image.
   * @default - `<registry>/ztunnel:<tag>`
   */
  readonly ztunnel?: string;
}

/**
 * Where the images of all components come from: istiod, proxies, CNI and ztunnel alike.
 *
 * Stating a registry switches off the image digests that the operator fills in.
 */
export class ImageSource {
  /**
   * A registry with Istio's own image names below it.
   *
   * @param registry host and path, for instance `registry.example.com/ossm`
   * @param options tag, pull Secret, pull policy, single images
   */
  public static registry(registry: string, options: ImageSourceOptions = {}): ImageSource {
    return new ImageSource(registry ?? '', options);
  }

  /**
   * The images that the operator would use anyway, pulled with a Secret or another policy, or single images replaced.
   *
   * @param options pull Secret, pull policy, single images; a `tag` needs a registry, and is an error here
   */
  public static operatorDefault(options: ImageSourceOptions = {}): ImageSource {
    return new ImageSource(undefined, options);
  }

  private constructor(
    /**
     * Host and path of the registry.
     * @default - undefined where the operator's images are used
     */
    public readonly hub: string | undefined,
    /** Everything else. */
    public readonly options: ImageSourceOptions,
  ) {}

  /** Values that all three charts understand below `global`. @internal */
  public _globalValues(): { hub?: string; tag?: string; imagePullPolicy?: string; imagePullSecrets?: string[] } {
    const { tag, pullPolicy, pullSecret } = this.options;
    return { hub: this.hub, tag, imagePullPolicy: pullPolicy, imagePullSecrets: pullSecret === undefined ? undefined : [pullSecret] };
  }
}

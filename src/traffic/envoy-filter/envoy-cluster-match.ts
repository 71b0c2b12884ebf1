import type { MeshHost } from '../../vocabulary/mesh-host';

/** Which clusters of a host. */
export interface EnvoyClusterMatchOptions {
  /**
   * The port of the service; that of the workload for what sidecars take.
   * @default - any
   */
  readonly port?: number;
  /**
   * The subset, as a DestinationRule names it.
   * @default - any
   */
  readonly subset?: string;
}

/**
 * Which clusters a patch is for: where proxies send to.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-ClusterMatch
 */
export class EnvoyClusterMatch {
  /**
   * The one of this name.
   *
   * @param name the name, for instance `PassthroughCluster`
   */
  public static named(name: string): EnvoyClusterMatch {
    return new EnvoyClusterMatch({ name });
  }

  /**
   * Those of a host. Not for what sidecars take: there a host means nothing.
   *
   * @param host the fully qualified host: `MeshHost.service(...)`
   * @param options which of them
   */
  public static host(host: MeshHost, options: EnvoyClusterMatchOptions = {}): EnvoyClusterMatch {
    return new EnvoyClusterMatch({ ...options, host });
  }

  /**
   * Those of a port, whichever host.
   *
   * @param port the port of the service; that of the workload for what sidecars take
   * @param subset the subset, as a DestinationRule names it
   */
  public static port(port: number, subset?: string): EnvoyClusterMatch {
    return new EnvoyClusterMatch({ port, subset });
  }

  private constructor(
    /** @internal */
    public readonly _fields: { readonly name?: string; readonly host?: MeshHost; readonly port?: number; readonly subset?: string },
  ) {}

  /** As an EnvoyFilter has it. @internal */
  public get _json(): object {
    const { name, host, port, subset } = this._fields;
    return { name, service: host?.host, portNumber: port ?? undefined, subset: subset ?? undefined };
  }
}

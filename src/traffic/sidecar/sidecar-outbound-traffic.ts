import type { MeshHost } from '../../vocabulary/mesh-host';

/** What happens to traffic for hosts that a proxy is not told of. */
export class SidecarOutboundTraffic {
  /** It goes where it is sent to. */
  public static readonly ALLOW_ANY = new SidecarOutboundTraffic('ALLOW_ANY');
  /** It is dropped. That finds what is not declared; it is no firewall, since a workload can get around its proxy. */
  public static readonly REGISTRY_ONLY = new SidecarOutboundTraffic('REGISTRY_ONLY');

  /**
   * It goes to a gateway, which must be among the hosts of the egress. For HTTP and TLS only.
   *
   * @param host the host of the gateway's service: `MeshHost.service(...)`
   * @param port the port
   * @param subset a subset of it that a DestinationRule names
   */
  public static egressProxy(host: MeshHost, port: number, subset?: string): SidecarOutboundTraffic {
    return new SidecarOutboundTraffic('ALLOW_ANY', { host, port, subset });
  }

  private constructor(
    /** @internal */
    public readonly _mode: 'ALLOW_ANY' | 'REGISTRY_ONLY',
    /** @internal */
    public readonly _proxy?: { readonly host: MeshHost; readonly port: number; readonly subset?: string },
  ) {}

  /** As the Sidecar has it. @internal */
  public get _json(): object {
    const { _mode, _proxy } = this;
    return { mode: _mode, egressProxy: _proxy && { host: _proxy.host.host, port: { number: _proxy.port }, subset: _proxy.subset } };
  }
}

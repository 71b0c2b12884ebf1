import type { EastWestAmbientOptions, EastWestGatewayApiOptions, EastWestInjectedOptions, EastWestSettings } from './east-west-options';
import { stated } from '../../analysis/kinds';

/** The ways in which a gateway between clusters is made. */
export enum EastWestKind {
  /** Pods of one's own, injected by the control plane. */
  INJECTED = 'injected',
  /** A `Gateway` of the Gateway API, for sidecars. */
  GATEWAY_API = 'gatewayApi',
  /** A `Gateway` of the Gateway API, for an ambient mesh. */
  AMBIENT = 'ambient',
  /** There is none. */
  NONE = 'none',
}

/**
 * How the gateway is made through which a cluster is reached from the others of its mesh.
 *
 * @see https://istio.io/latest/docs/setup/install/multicluster/
 */
export class EastWest {
  /**
   * For sidecars: pods of one's own, injected by the control plane. The only way that also exposes a control plane.
   *
   * @param options how it is to be
   */
  public static injected(options: EastWestInjectedOptions = {}): EastWest {
    return new EastWest(EastWestKind.INJECTED, stated(options ?? {}), {}, {});
  }

  /**
   * For sidecars: Istio makes Deployment and Service of a `Gateway` of the Gateway API. It needs a control plane in its own
   * cluster, and exposes services only.
   *
   * @param options how it is to be
   */
  public static gatewayApi(options: EastWestGatewayApiOptions = {}): EastWest {
    return new EastWest(EastWestKind.GATEWAY_API, {}, stated(options ?? {}), {});
  }

  /**
   * For an ambient mesh: Istio makes Deployment and Service of a `Gateway` of class `istio-east-west`.
   *
   * @param options how it is to be
   */
  public static ambient(options: EastWestAmbientOptions = {}): EastWest {
    return new EastWest(EastWestKind.AMBIENT, {}, {}, stated(options ?? {}));
  }

  /**
   * None here: nobody needs to reach the cluster, or something that this program does not make leads to it, which the other
   * clusters know by a `RemoteNetworkGateway`.
   */
  public static none(): EastWest {
    return new EastWest(EastWestKind.NONE, {}, {}, {});
  }

  private constructor(
    /** Which of the four. */
    public readonly kind: EastWestKind,
    /** @internal */
    public readonly _injected: EastWestInjectedOptions,
    /** @internal */
    public readonly _gatewayApi: EastWestGatewayApiOptions,
    /** @internal */
    public readonly _ambient: EastWestAmbientOptions,
  ) {}

  /** What all ways have in common. @internal */
  public get _settings(): EastWestSettings {
    switch (this.kind) {
      case EastWestKind.INJECTED: return this._injected;
      case EastWestKind.GATEWAY_API: return this._gatewayApi;
      case EastWestKind.AMBIENT: return this._ambient;
      case EastWestKind.NONE: return {};
    }
  }
}

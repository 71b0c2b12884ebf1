import type { LoadBalancerOptions } from './load-balancer';
import type { RouteSettings } from './route-settings';
import { stated } from '../analysis/kinds';

/** A gateway behind the OpenShift router. */
export interface RouteExposureOptions extends RouteSettings {
  /**
   * How many proxies in front of the gateway add to `X-Forwarded-For`: the router is one, a proxy in front of the router the next. With
   * it the gateway keeps the scheme and the client's address that the router states. Who connects to the gateway past the
   * router, from inside the cluster, can then make these up: 0 trusts nobody.
   * @default 1, or 0 where TLS passes through the router
   * @see https://istio.io/latest/docs/ops/configuration/traffic-management/network-topologies/
   */
  readonly trustedProxies?: number;
}

/** A gateway that only the cluster reaches, or something that this program does not know. */
export interface ClusterIpOptions {
  /**
   * Annotations of the Service.
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
  /**
   * How many proxies in front of the gateway add to `X-Forwarded-For`.
   * @default - none
   */
  readonly trustedProxies?: number;
}

/** How traffic reaches a gateway. */
export enum ExposureKind {
  /** By the OpenShift router. */
  ROUTE = 'route',
  /** By a load balancer of its own. */
  LOAD_BALANCER = 'loadBalancer',
  /** By its Service only. */
  CLUSTER_IP = 'clusterIp',
}

/** How traffic reaches a gateway. */
export class Exposure {
  /**
   * By the OpenShift router: each host gets a Route.
   *
   * @param options how the Routes are to be; a host can differ
   */
  public static route(options: RouteExposureOptions = {}): Exposure {
    return new Exposure(ExposureKind.ROUTE, stated(options ?? {}), undefined, undefined);
  }

  /**
   * By a load balancer: the Service is of type LoadBalancer.
   *
   * @param options what the provider is told
   */
  public static loadBalancer(options: LoadBalancerOptions = {}): Exposure {
    return new Exposure(ExposureKind.LOAD_BALANCER, undefined, stated(options ?? {}), undefined);
  }

  /**
   * By its Service only: from inside the cluster, or through something that this program does not know.
   *
   * @param options annotations of the Service
   */
  public static clusterIp(options: ClusterIpOptions = {}): Exposure {
    return new Exposure(ExposureKind.CLUSTER_IP, undefined, undefined, stated(options ?? {}));
  }

  private constructor(
    /** Which of the three. */
    public readonly kind: ExposureKind,
    /** @internal */
    public readonly _route: RouteExposureOptions | undefined,
    /** @internal */
    public readonly _loadBalancer: LoadBalancerOptions | undefined,
    /** @internal */
    public readonly _clusterIp: ClusterIpOptions | undefined,
  ) {}
}

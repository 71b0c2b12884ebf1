import type { Duration } from 'cdk8s';
import type { IMeshService } from '../vocabulary/interfaces';
import type { PathMatch } from '../vocabulary/path-match';

/** Which requests go where. */
export interface HostRouteOptions {
  /**
   * The path that requests must have. Routes of a host need no order: the more specific match wins. A route without a match gets
   * all that no other route of the host matches.
   * @default - every path of the host, or of the delegated prefix, unless `matches` is given
   */
  readonly match?: PathMatch;
  /**
   * Several paths, any of which will do.
   * @default - `match`
   */
  readonly matches?: PathMatch[];
  /** The service that gets the requests. It may be in any namespace of the mesh. */
  readonly backend: IMeshService;
  /**
   * The port of the service.
   * @default - its only port; required where it has several
   */
  readonly port?: number;
  /**
   * How long a request may take, answer included. Behind an OpenShift Route the router's own limit follows the longest timeout
   * of its host where that is longer than the router's 30 seconds.
   * @default - no limit by the mesh
   * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRoute
   */
  readonly timeout?: Duration;
}

/** A route of a host, as it was added. */
export class HostRoute {
  /** @internal */
  public static _of(name: string, matches: PathMatch[], options: HostRouteOptions): HostRoute {
    return new HostRoute(name, matches, options.backend, options.timeout);
  }

  private constructor(
    /** The name of the route; it shows up in metrics and access logs. */
    public readonly name: string,
    /** The paths that it matches. */
    public readonly matches: PathMatch[],
    /** The service that gets the requests. */
    public readonly backend: IMeshService,
    /**
     * How long a request may take.
     * @default - undefined where there is no limit
     */
    public readonly timeout?: Duration,
  ) {}
}

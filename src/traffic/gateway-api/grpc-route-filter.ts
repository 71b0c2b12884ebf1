import type { RouteBackend } from './backend';
import { extension, mirror, type RenderFilter, requestHeaders, responseHeaders } from './filter-parts';
import type { RouteHeaderChanges } from './header-changes';
import { made } from '../../analysis/kinds';
import type { Percentage } from '../../vocabulary/percentage';

/**
 * What is done to calls of gRPC.
 *
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#grpcroutefilter
 */
export class GrpcRouteFilter {
  /**
   * Headers of the call change.
   *
   * @param changes how
   */
  public static requestHeaders(changes: RouteHeaderChanges): GrpcRouteFilter {
    return new GrpcRouteFilter(requestHeaders(changes, GrpcRouteFilter.requestHeaders));
  }

  /**
   * Headers of the answer change.
   *
   * @param changes how
   */
  public static responseHeaders(changes: RouteHeaderChanges): GrpcRouteFilter {
    return new GrpcRouteFilter(responseHeaders(changes, GrpcRouteFilter.responseHeaders));
  }

  /**
   * Another backend gets a copy of calls, and its answers are thrown away.
   *
   * @param backend who gets it
   * @param share of how many calls; needs OpenShift 4.21. Left out: of all
   */
  public static mirror(backend: RouteBackend, share?: Percentage): GrpcRouteFilter {
    return new GrpcRouteFilter(mirror(backend, share, GrpcRouteFilter.mirror));
  }

  /**
   * An object of another kind says what is done.
   *
   * @param group its API group
   * @param kind its kind
   * @param name its name
   */
  public static extension(group: string, kind: string, name: string): GrpcRouteFilter {
    return new GrpcRouteFilter(extension(group, kind, name));
  }

  private constructor(
    /** @internal */
    public readonly _render: RenderFilter,
  ) {}
}

export const GRPC_ROUTE_FILTER = made('GrpcRouteFilter', () => 'write GrpcRouteFilter.requestHeaders(...) or another of its factories', (v) => typeof v?._render === 'function');

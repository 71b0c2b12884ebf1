import type { GrpcRouteFilter } from './grpc-route-filter';
import type { HttpRouteFilter } from './http-route-filter';
import { made } from '../../analysis/kinds';
import { checkHandle } from '../../vocabulary/check-handle';
import type { IMeshService } from '../../vocabulary/interfaces';
import { ValueError } from '../../vocabulary/value-error';

/** How a backend gets its part of the requests. */
export interface RouteShareOptions {
  /**
   * Its share: its weight against the sum of all.
   * @default 1
   */
  readonly weight?: number;
  /**
   * What is done to requests that go to it, in an HTTPRoute.
   * @default - nothing
   */
  readonly httpFilters?: HttpRouteFilter[];
  /**
   * What is done to calls that go to it, in a GRPCRoute.
   * @default - nothing
   */
  readonly grpcFilters?: GrpcRouteFilter[];
}

/** How a service gets its part of the requests. */
export interface RouteBackendOptions extends RouteShareOptions {
  /**
   * The port of the service.
   * @default - its only port; required where it has several
   */
  readonly port?: number;
}

/**
 * Who gets requests. One in another namespace than the route needs a ReferenceGrant there, unless the route's parent is a service.
 *
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#backendref
 */
export class RouteBackend {
  /**
   * A service.
   *
   * @param service the service
   * @param options port, weight, filters
   * @throws if it has several ports and none is said, or not the one that is said
   */
  public static service(service: IMeshService, options: RouteBackendOptions = {}): RouteBackend {
    checkHandle('service', service, RouteBackend.service);
    checkHandle('options', options, RouteBackend.service);
    const ports = service.ports.map(({ port }) => port);
    const port = options.port ?? (ports.length === 1 ? ports[0] : undefined);
    if (port === undefined || !ports.includes(port)) {
      throw new ValueError({
        code: 'traffic/unknown-port',
        what: port === undefined ? `service '${service.serviceName}' has several ports, and nobody says which gets the requests`
          : `service '${service.serviceName}' has no port ${port}`,
        expected: `one of ${ports.join(', ')}`,
        fix: `state \`port: ${ports[0]}\``,
      }, RouteBackend.service);
    }
    return new RouteBackend({ name: service.serviceName, port }, options, service.namespace.namespaceName);
  }

  /**
   * A host that the mesh knows: of a ServiceEntry, or of a service in another cluster. An extension of Istio.
   *
   * @param host the host name
   * @param port the port
   * @param options weight, filters
   */
  public static host(host: string, port: number, options: RouteShareOptions = {}): RouteBackend {
    checkHandle('options', options, RouteBackend.host);
    return new RouteBackend({ group: 'networking.istio.io', kind: 'Hostname', name: host, port }, options);
  }

  private constructor(
    /** @internal */
    public readonly _ref: { readonly group?: string; readonly kind?: string; readonly name: string; readonly port: number },
    /** @internal */
    public readonly _options: RouteShareOptions,
    /** @internal */
    public readonly _namespace?: string,
  ) {}

  /** The reference alone, as a route of a namespace writes it. @internal */
  public _reference(from: string | undefined): object {
    return { ...this._ref, namespace: this._namespace === from ? undefined : this._namespace };
  }

  /** With weight and filters. @internal */
  public _render(from: string | undefined): object {
    const { weight, httpFilters, grpcFilters } = this._options;
    const filters = httpFilters ?? grpcFilters;
    return { ...this._reference(from), weight, filters: filters?.map((filter) => filter._render(from)) };
  }
}

export const ROUTE_BACKEND = made('RouteBackend', () => 'write RouteBackend.service(...)', (v) => typeof v?._ref?.name === 'string' && typeof v._options === 'object');

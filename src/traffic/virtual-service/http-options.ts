import type { Duration } from 'cdk8s';
import { CORS_POLICY, type CorsPolicy } from './cors-policy';
import { ROUTE_HEADERS, type RouteHeaders } from './headers';
import { HTTP_FAULT, type HttpFault } from './http-fault';
import { HTTP_MATCH, type HttpMatch } from './http-match';
import type { HttpRetry } from './http-retry';
import type { HttpRewrite } from './http-rewrite';
import type { IDelegateVirtualService } from './interfaces';
import { ROUTE_DESTINATION } from './kinds';
import type { RouteDestination } from './route-destination';
import { HTTP_WEIGHTED_DESTINATION, type HttpWeightedDestination } from './weighted-destination';
import { type Kind, made, required, TEXT, TIME_SPAN, WHOLE } from '../../analysis/kinds';
import { type ShapeOf, struct, structs } from '../../analysis/shape';
import type { MeshHost } from '../../vocabulary/mesh-host';
import type { Percentage } from '../../vocabulary/percentage';
import { enumOf, MESH_HOST, PERCENTAGE } from '../kinds';

/** What every entry of HTTP takes. The first one that matches decides. */
export interface VirtualServiceHttpOptions {
  /**
   * Its name. Access logs show it.
   * @default - none
   */
  readonly name?: string;
  /**
   * Which requests: any of these, at least one.
   * @default - all
   */
  readonly matches?: HttpMatch[];
  /**
   * What happens to headers.
   * @default - nothing
   */
  readonly headers?: RouteHeaders;
  /**
   * What pages of other origins may do.
   * @default - what the destination itself says
   */
  readonly corsPolicy?: CorsPolicy;
}

/** A copy of requests, whose answers nobody waits for. */
export interface HttpMirror {
  /** Where to. */
  readonly destination: RouteDestination;
  /**
   * Of which share of them.
   * @default - all
   */
  readonly percentage?: Percentage;
}

/** What happens to requests on their way to a destination. */
export interface VirtualServicePassingOptions extends VirtualServiceHttpOptions {
  /**
   * What they look like when they get there.
   * @default - as they come
   */
  readonly rewrite?: HttpRewrite;
  /**
   * How long one may take, answer and retries included.
   * @default - as long as it takes
   */
  readonly timeout?: Duration;
  /**
   * How often it is tried again.
   * @default - what the mesh config says; where it says nothing, twice
   */
  readonly retries?: HttpRetry;
  /**
   * Faults on purpose.
   * @default - none
   */
  readonly fault?: HttpFault;
  /**
   * Copies.
   * @default - none
   */
  readonly mirrors?: HttpMirror[];
}

/** Requests that go to a destination: to one, by `destination`, or to several, by `destinations`. */
export interface VirtualServiceRouteOptions extends VirtualServicePassingOptions {
  /**
   * Where to.
   * @default - `destinations`
   */
  readonly destination?: RouteDestination;
  /**
   * Where to, each with its share. Not beside `destination`.
   * @default - `destination`
   */
  readonly destinations?: HttpWeightedDestination[];
}

/** The scheme of an address. */
export enum RedirectScheme {
  /** Plain text. */
  HTTP = 'http',
  /** TLS. */
  HTTPS = 'https',
}

/** The port of a redirect. */
export class RedirectPort {
  /** That of the scheme: 80 or 443. */
  public static readonly FROM_PROTOCOL_DEFAULT = new RedirectPort({ derivePort: 'FROM_PROTOCOL_DEFAULT' });
  /** That of the request. */
  public static readonly FROM_REQUEST_PORT = new RedirectPort({ derivePort: 'FROM_REQUEST_PORT' });

  /**
   * A port by its number.
   *
   * @param port the number
   */
  public static of(port: number): RedirectPort {
    return new RedirectPort({ port });
  }

  private constructor(
    /** @internal */
    public readonly _json: { readonly port?: number; readonly derivePort?: string },
  ) {}
}

/** Requests that are answered with another address. It says at least one part of that. */
export interface VirtualServiceRedirectOptions extends VirtualServiceHttpOptions {
  /**
   * The path, in place of the whole path of the request.
   * @default - that of the request
   */
  readonly uri?: string;
  /**
   * The host.
   * @default - that of the request
   */
  readonly authority?: MeshHost;
  /**
   * The scheme.
   * @default - that of the request
   */
  readonly scheme?: RedirectScheme;
  /**
   * The port.
   * @default - RedirectPort.FROM_PROTOCOL_DEFAULT
   */
  readonly port?: RedirectPort;
  /**
   * The status: 300 to 399.
   * @default - 301
   */
  readonly redirectCode?: number;
}

/** What an answer holds. */
export class DirectResponseBody {
  /**
   * A text.
   *
   * @param text the text
   */
  public static text(text: string): DirectResponseBody {
    return new DirectResponseBody({ string: text });
  }

  /**
   * Bytes.
   *
   * @param base64 the bytes, in base64
   */
  public static bytes(base64: string): DirectResponseBody {
    return new DirectResponseBody({ bytes: base64 });
  }

  private constructor(
    /** @internal */
    public readonly _json: { readonly string?: string; readonly bytes?: string },
  ) {}
}

/** Requests that the proxy answers by itself. */
export interface VirtualServiceDirectResponseOptions extends VirtualServiceHttpOptions {
  /** The status: 200 to 599. */
  readonly status: number;
  /**
   * What the answer holds.
   * @default - nothing
   */
  readonly body?: DirectResponseBody;
}

/** Requests that another VirtualService decides about. What is said here holds for those of its routes that say nothing of it. */
export interface VirtualServiceDelegateOptions extends VirtualServicePassingOptions {
  /** The other VirtualService. Its matches must be narrower than those here. */
  readonly delegate: IDelegateVirtualService;
}

const ENTRY: ShapeOf<VirtualServiceHttpOptions> = {
  name: TEXT, matches: structs(HTTP_MATCH), headers: struct(ROUTE_HEADERS), corsPolicy: struct(CORS_POLICY),
};
const PASSING: ShapeOf<VirtualServicePassingOptions> = {
  ...ENTRY,
  rewrite: made('HttpRewrite', (v) => `write HttpRewrite.path('${typeof v === 'string' ? v : '/...'}')`, (v) => typeof v?._json === 'function'),
  timeout: TIME_SPAN,
  retries: made('HttpRetry', (v) => `write HttpRetry.attempts(${typeof v === 'number' ? v : '...'})`, (v) => typeof v?._check === 'function' && 'count' in v),
  fault: struct(HTTP_FAULT),
  mirrors: structs<HttpMirror>({ destination: required(ROUTE_DESTINATION), percentage: PERCENTAGE }),
};
const DELEGATE: Kind = made('DelegateVirtualService', () => 'write a DelegateVirtualService, or what DelegateVirtualService.fromName(...) returns',
  (v) => typeof v?.delegateName === 'string');

/** What the properties must be. */
export const ROUTE_OPTIONS: ShapeOf<VirtualServiceRouteOptions> = {
  ...PASSING, destination: ROUTE_DESTINATION, destinations: structs(HTTP_WEIGHTED_DESTINATION),
};

/** What the properties must be. */
export const REDIRECT_OPTIONS: ShapeOf<VirtualServiceRedirectOptions> = {
  ...ENTRY,
  uri: TEXT,
  authority: MESH_HOST,
  scheme: enumOf('RedirectScheme', RedirectScheme),
  port: made('RedirectPort', (v) => `write RedirectPort.of(${typeof v === 'number' ? v : '...'})`, (v) => typeof v?._json === 'object'),
  redirectCode: WHOLE,
};

/** What the properties must be. */
export const DIRECT_RESPONSE_OPTIONS: ShapeOf<VirtualServiceDirectResponseOptions> = {
  ...ENTRY,
  status: required(WHOLE),
  body: made('DirectResponseBody', (v) => `write DirectResponseBody.text('${typeof v === 'string' ? v : '...'}')`, (v) => typeof v?._json === 'object'),
};

/** What the properties must be. */
export const DELEGATE_OPTIONS: ShapeOf<VirtualServiceDelegateOptions> = { ...PASSING, delegate: required(DELEGATE) };

import type { Duration } from 'cdk8s';
import type { RouteBackend } from './backend';
import { extension, mirror, type RenderFilter, requestHeaders, responseHeaders } from './filter-parts';
import type { RouteHeaderChanges } from './header-changes';
import { made } from '../../analysis/kinds';
import { checkHandle } from '../../vocabulary/check-handle';
import type { HttpMethod } from '../../vocabulary/http-method';
import type { Percentage } from '../../vocabulary/percentage';

/** What becomes of the path of a request. */
export class RoutePathChange {
  /**
   * The whole path is another one.
   *
   * @param path the path
   */
  public static full(path: string): RoutePathChange {
    return new RoutePathChange({ type: 'ReplaceFullPath', replaceFullPath: path });
  }

  /**
   * The prefix that the rule matched is another one. Only in a rule that has one match, by `PathMatch.prefix`.
   *
   * @param prefix what stands in its place
   */
  public static prefix(prefix: string): RoutePathChange {
    return new RoutePathChange({ type: 'ReplacePrefixMatch', replacePrefixMatch: prefix });
  }

  private constructor(
    /** @internal */
    public readonly _path: object,
  ) {}
}

/** What the client is sent to ask for instead. */
export interface RouteRedirect {
  /**
   * `http` or `https`.
   * @default - that of the request
   */
  readonly scheme?: string;
  /**
   * The host.
   * @default - that of the request
   */
  readonly hostname?: string;
  /**
   * The path.
   * @default - that of the request
   */
  readonly path?: RoutePathChange;
  /**
   * The port.
   * @default - the scheme's own, where one is given; otherwise that of the listener
   */
  readonly port?: number;
  /**
   * 301 or 302; 303, 307 and 308 need OpenShift 4.23.
   * @default 302
   */
  readonly statusCode?: number;
}

/** What the backend is asked for instead. */
export interface RouteRewrite {
  /**
   * The host.
   * @default - that of the request
   */
  readonly hostname?: string;
  /**
   * The path.
   * @default - that of the request
   */
  readonly path?: RoutePathChange;
}

/** Which scripts of other origins may ask. Needs OpenShift 4.23. */
export interface RouteCors {
  /** The origins: `https://example.com`, with a wildcard `https://*.example.com`, or `*`. */
  readonly allowOrigins: string[];
  /**
   * The methods.
   * @default - the simple ones
   */
  readonly allowMethods?: HttpMethod[];
  /**
   * The headers of the request.
   * @default - the simple ones
   */
  readonly allowHeaders?: string[];
  /**
   * The headers of the answer that scripts see.
   * @default - the simple ones
   */
  readonly exposeHeaders?: string[];
  /**
   * Whether cookies and the like are sent along.
   * @default false
   */
  readonly allowCredentials?: boolean;
  /**
   * How long a browser remembers the answer, in whole seconds.
   * @default - 5 seconds
   */
  readonly maxAge?: Duration;
}

/**
 * What is done to requests.
 *
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#httproutefilter
 */
export class HttpRouteFilter {
  /**
   * Headers of the request change.
   *
   * @param changes how
   */
  public static requestHeaders(changes: RouteHeaderChanges): HttpRouteFilter {
    return new HttpRouteFilter(requestHeaders(changes, HttpRouteFilter.requestHeaders));
  }

  /**
   * Headers of the answer change.
   *
   * @param changes how
   */
  public static responseHeaders(changes: RouteHeaderChanges): HttpRouteFilter {
    return new HttpRouteFilter(responseHeaders(changes, HttpRouteFilter.responseHeaders));
  }

  /**
   * Another backend gets a copy of requests, and its answers are thrown away.
   *
   * @param backend who gets it
   * @param share of how many requests; needs OpenShift 4.21. Left out: of all
   */
  public static mirror(backend: RouteBackend, share?: Percentage): HttpRouteFilter {
    return new HttpRouteFilter(mirror(backend, share, HttpRouteFilter.mirror));
  }

  /**
   * The client is sent elsewhere. A rule with it has no backends.
   *
   * @param redirect where to
   */
  public static redirect(redirect: RouteRedirect): HttpRouteFilter {
    checkHandle('options', redirect, HttpRouteFilter.redirect);
    const { path, ...rest } = redirect;
    return new HttpRouteFilter(() => ({ type: 'RequestRedirect', requestRedirect: { ...rest, path: path?._path } }));
  }

  /**
   * The backend is asked for something else.
   *
   * @param rewrite for what
   */
  public static rewrite(rewrite: RouteRewrite): HttpRouteFilter {
    checkHandle('options', rewrite, HttpRouteFilter.rewrite);
    const { hostname, path } = rewrite;
    return new HttpRouteFilter(() => ({ type: 'URLRewrite', urlRewrite: { hostname, path: path?._path } }));
  }

  /**
   * Scripts of other origins may ask. Needs OpenShift 4.23.
   *
   * @param cors which
   */
  public static cors(cors: RouteCors): HttpRouteFilter {
    checkHandle('options', cors, HttpRouteFilter.cors);
    const { maxAge, ...rest } = cors;
    return new HttpRouteFilter(() => ({ type: 'CORS', cors: { ...rest, maxAge: maxAge && Math.ceil(maxAge.toMilliseconds() / 1000) } }));
  }

  /**
   * An object of another kind says what is done.
   *
   * @param group its API group
   * @param kind its kind
   * @param name its name
   */
  public static extension(group: string, kind: string, name: string): HttpRouteFilter {
    return new HttpRouteFilter(extension(group, kind, name));
  }

  private constructor(
    /** @internal */
    public readonly _render: RenderFilter,
  ) {}
}

export const HTTP_ROUTE_FILTER = made('HttpRouteFilter', () => 'write HttpRouteFilter.requestHeaders(...) or another of its factories', (v) => typeof v?._render === 'function');

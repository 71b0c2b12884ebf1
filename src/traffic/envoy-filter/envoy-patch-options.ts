import type { EnvoyFilterChange, EnvoyObjectChange, EnvoyRouteChange, EnvoyVirtualHostChange } from './envoy-change';
import type { EnvoyClusterMatch } from './envoy-cluster-match';
import type { IGateway } from '../gateway/gateway';

/** Which proxies, and which of their traffic. */
export enum EnvoyContext {
  /** All. */
  ANY = 'ANY',
  /** What sidecars take for their workload. */
  SIDECAR_INBOUND = 'SIDECAR_INBOUND',
  /** What sidecars send for their workload. */
  SIDECAR_OUTBOUND = 'SIDECAR_OUTBOUND',
  /** Gateways. */
  GATEWAY = 'GATEWAY',
}

/** Which proxies a patch is for. */
export interface EnvoyPatchOptions {
  /**
   * Which proxies, and which of their traffic.
   * @default EnvoyContext.ANY
   */
  readonly context?: EnvoyContext;
  /**
   * The versions of the proxy: an RE2 regular expression, for instance `^1\.28.*`.
   * @default - all
   */
  readonly proxyVersion?: string;
  /**
   * Metadata that the proxy must have, with exactly these values.
   * @default - any
   */
  readonly proxyMetadata?: { [key: string]: string };
}

/** Which listeners a patch is for. */
export interface EnvoyListenerMatchOptions extends EnvoyPatchOptions {
  /**
   * The name of the listener, mostly `<address>_<port>`.
   * @default - any
   */
  readonly listenerName?: string;
  /**
   * The port of the listener: that of the service for what sidecars send, that of the workload for what they take, that of the pods for a
   * gateway.
   * @default - any
   */
  readonly listenerPort?: number;
}

/** What tells a filter chain from the others of its listener. */
export interface EnvoyFilterChainMatch {
  /**
   * The name of the chain.
   * @default - any
   */
  readonly name?: string;
  /**
   * The server name that it is for.
   * @default - any
   */
  readonly sni?: string;
  /**
   * `tls` or `raw_buffer`. For what sidecars take only.
   * @default - any
   */
  readonly transportProtocol?: string;
  /**
   * `h2`, `http/1.1`, `http/1.0`. For sidecars only.
   * @default - any
   */
  readonly applicationProtocols?: string[];
  /**
   * The port that it is for.
   * @default - any
   */
  readonly destinationPort?: number;
}

/** Which filter chains a patch is for. */
export interface EnvoyFilterChainMatchOptions extends EnvoyListenerMatchOptions {
  /**
   * Which chain of the listener.
   * @default - each of them
   */
  readonly filterChain?: EnvoyFilterChainMatch;
}

/** A patch of listeners. */
export interface EnvoyListenerPatchOptions extends EnvoyListenerMatchOptions {
  /** What is done to them. */
  readonly change: EnvoyObjectChange;
}

/** A patch of filter chains. */
export interface EnvoyFilterChainPatchOptions extends EnvoyFilterChainMatchOptions {
  /** What is done to them. */
  readonly change: EnvoyObjectChange;
}

/** A patch of the filters of listeners. */
export interface EnvoyListenerFilterPatchOptions extends EnvoyListenerMatchOptions {
  /** What is done to them. */
  readonly change: EnvoyFilterChange;
}

/** A patch of the filters of a chain, or of the HTTP filters in it. */
export interface EnvoyFilterPatchOptions extends EnvoyFilterChainMatchOptions {
  /** What is done to them. */
  readonly change: EnvoyFilterChange;
}

/** Which route configurations a patch is for. */
export interface EnvoyRouteConfigurationMatchOptions extends EnvoyPatchOptions {
  /**
   * The name of the configuration.
   * @default - any
   */
  readonly routeConfiguration?: string;
  /**
   * The port: of the service, or of the gateway.
   * @default - any
   */
  readonly port?: number;
  /**
   * The name of a port of the gateway. With `EnvoyContext.GATEWAY` only.
   * @default - any
   */
  readonly portName?: string;
  /**
   * The `Gateway` that it comes from. With `EnvoyContext.GATEWAY` only.
   * @default - any
   */
  readonly gateway?: IGateway;
}

/** Which virtual hosts a patch is for. */
export interface EnvoyVirtualHostMatchOptions extends EnvoyRouteConfigurationMatchOptions {
  /**
   * The name of the virtual host: `<host>:<port>`, and for what sidecars take `inbound|http|<port>`.
   * @default - any
   */
  readonly virtualHost?: string;
  /**
   * A domain that it serves. Needs Istio 1.26 (OpenShift Service Mesh 3.1).
   * @default - any
   */
  readonly domain?: string;
}

/** A patch of route configurations. Fields can be laid over them, nothing else. */
export interface EnvoyRouteConfigurationPatchOptions extends EnvoyRouteConfigurationMatchOptions {
  /** The fields that are laid over them, in Envoy's own names. */
  readonly merge: { [field: string]: any };
}

/** A patch of virtual hosts. */
export interface EnvoyVirtualHostPatchOptions extends EnvoyVirtualHostMatchOptions {
  /** What is done to them. */
  readonly change: EnvoyVirtualHostChange;
}

/** What a route does. */
export enum EnvoyRouteAction {
  /** Any of these. */
  ANY = 'ANY',
  /** It sends to clusters. */
  ROUTE = 'ROUTE',
  /** It redirects. */
  REDIRECT = 'REDIRECT',
  /** It answers by itself. */
  DIRECT_RESPONSE = 'DIRECT_RESPONSE',
}

/** A patch of routes. */
export interface EnvoyHttpRoutePatchOptions extends EnvoyVirtualHostMatchOptions {
  /**
   * The name of the route: that of the VirtualService, `default` for those that Istio makes.
   * @default - any
   */
  readonly route?: string;
  /**
   * What the route does.
   * @default EnvoyRouteAction.ANY
   */
  readonly action?: EnvoyRouteAction;
  /** What is done to them. */
  readonly change: EnvoyRouteChange;
}

/** A patch of clusters. */
export interface EnvoyClusterPatchOptions extends EnvoyPatchOptions {
  /**
   * Which clusters.
   * @default - all
   */
  readonly cluster?: EnvoyClusterMatch;
  /** What is done to them. */
  readonly change: EnvoyObjectChange;
}

/** The configuration of an HTTP filter that proxies fetch on their own. */
export interface EnvoyExtensionConfigPatchOptions extends EnvoyPatchOptions {
  /** All of it, in Envoy's own names: a `name`, by which a filter refers to it, and `typed_config`. */
  readonly add: { [field: string]: any };
}

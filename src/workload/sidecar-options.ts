import type { Duration } from 'cdk8s';
import type { ComputeResources } from '../vocabulary/sizing';

/** How much a proxy logs. */
export enum ProxyLogLevel {
  /** Everything. */
  TRACE = 'trace',
  /** Connections and requests. */
  DEBUG = 'debug',
  /** Changes of state. */
  INFO = 'info',
  /** What is unusual. */
  WARNING = 'warning',
  /** What failed. */
  ERROR = 'error',
  /** What the proxy does not survive. */
  CRITICAL = 'critical',
  /** Nothing. */
  OFF = 'off',
}

/**
 * Settings of the sidecar of one workload, written as annotations of its pods. What is left out follows the mesh.
 *
 * @see https://istio.io/latest/docs/reference/config/annotations/
 */
export interface SidecarOptions {
  /**
   * What the proxy asks for and may use. As soon as one of the four is stated, Istio takes none of the others from the mesh.
   * @default - what the mesh says
   */
  readonly resources?: ComputeResources;
  /**
   * Whether the application's containers start only when the proxy is ready. Native sidecars are ready first in any case.
   * @default - what the mesh says
   */
  readonly holdApplication?: boolean;
  /**
   * Worker threads of the proxy; 0 for one a core.
   * @default - what the mesh says
   */
  readonly concurrency?: number;
  /**
   * How long the proxy goes on with open connections after the pod was told to stop, in whole seconds.
   * @default - what the mesh says
   */
  readonly terminationDrain?: Duration;
  /**
   * Ports of other hosts that are reached without the proxy. No mTLS, policy or telemetry there.
   * @default - none
   */
  readonly excludeOutboundPorts?: number[];
  /**
   * IP ranges that are reached without the proxy, in CIDR form.
   * @default - none
   */
  readonly excludeOutboundIpRanges?: string[];
  /**
   * The only IP ranges that are reached through the proxy, in CIDR form; an empty list sends nothing through it.
   * @default - all
   */
  readonly includeOutboundIpRanges?: string[];
  /**
   * Ports of other hosts that are reached through the proxy whatever their IP range.
   * @default - none
   */
  readonly includeOutboundPorts?: number[];
  /**
   * Ports of the pod that are reached without the proxy, for instance one that only a probe uses.
   * @default - none
   */
  readonly excludeInboundPorts?: number[];
  /**
   * The only ports of the pod that are reached through the proxy; an empty list sends nothing through it.
   * @default - all
   */
  readonly includeInboundPorts?: number[];
  /**
   * How much the proxy logs.
   * @default - what the mesh says
   */
  readonly logLevel?: ProxyLogLevel;
  /**
   * How much parts of the proxy log, by the part's name in Envoy, for instance `rbac`.
   * @default - as much as the proxy
   */
  readonly componentLogLevels?: { [component: string]: ProxyLogLevel };
  /**
   * Fields of Istio's `ProxyConfig` that have no option here, in its own spelling. Laid over what the options say.
   * @default - none
   * @see https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig
   */
  readonly rawProxyConfig?: { [field: string]: any };
}

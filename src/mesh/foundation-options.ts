import type { Duration } from 'cdk8s';
import type { LogLevel } from './control-plane-options';
import { type PlainValues, cleaned, resourcesValue } from './plain-values';
import type { IstioCniSpecValues, ZTunnelSpecValues } from '../../imports/sailoperator.io';
import type { ComputeResources, Placement } from '../vocabulary/sizing';

/** The CNI plugin's DaemonSet. */
export interface CniOptions {
  /**
   * The namespace of the DaemonSet. Cannot be changed later.
   * @default istio-cni
   */
  readonly namespace?: string;
  /**
   * What the container asks for and may use.
   * @default - the chart's
   */
  readonly resources?: ComputeResources;
  /**
   * Affinity of the pods to nodes. Only `affinity` of the placement can be stated: the chart tolerates every taint itself.
   * @default - every Linux node
   */
  readonly placement?: Placement;
  /**
   * Namespaces whose pods the plugin leaves alone.
   * @default - the chart's: `kube-system`
   */
  readonly excludeNamespaces?: string[];
  /**
   * How many nodes are updated at the same time, for instance `10%` or `1`.
   * @default 1
   */
  readonly maxUnavailable?: string;
  /**
   * How much the plugin logs.
   * @default LogLevel.INFO
   */
  readonly logLevel?: LogLevel;
  /**
   * Any other value of the chart. Property names are those of the generated types.
   * @default - none
   */
  readonly values?: IstioCniSpecValues;
  /**
   * Values newer than the types, in the API's own spelling. Laid over everything else and not checked.
   * @default - none
   */
  readonly rawValues?: any;
}

/** ztunnel's DaemonSet. */
export interface ZTunnelOptions {
  /**
   * The namespace of the DaemonSet. istiod is told to trust it.
   * @default ztunnel
   */
  readonly namespace?: string;
  /**
   * What the container asks for and may use.
   * @default - the chart's
   */
  readonly resources?: ComputeResources;
  /**
   * Where the pods run. Spread and priority class cannot be stated.
   * @default - every Linux node
   */
  readonly placement?: Placement;
  /**
   * How long connections may go on when a ztunnel is replaced. From OSSM 3.1.
   * @default Duration.seconds(30)
   */
  readonly terminationGracePeriod?: Duration;
  /**
   * When a node's ztunnel is replaced. From OSSM 3.2.1.
   * @default ZTunnelUpdate.ROLLING
   */
  readonly update?: ZTunnelUpdate;
  /**
   * How much ztunnel logs. From OSSM 3.1.
   * @default LogLevel.INFO
   */
  readonly logLevel?: LogLevel;
  /**
   * Any other value of the chart. Property names are those of the generated types.
   * @default - none
   */
  readonly values?: ZTunnelSpecValues;
  /**
   * Values newer than the types, in the API's own spelling. Laid over everything else and not checked.
   * @default - none
   */
  readonly rawValues?: any;
}

/** When a node's ztunnel is replaced by a new one. */
export enum ZTunnelUpdate {
  /** Node after node, as soon as the version changes. Cuts the node's long-lived connections after the grace period. */
  ROLLING = 'RollingUpdate',
  /** When its pod is deleted, for instance with a node that is drained anyway. */
  ON_DELETE = 'OnDelete',
}

/** Values of the `IstioCNI` resource. */
export function cniValues(options: CniOptions = {}): PlainValues {
  return cleaned({
    cni: {
      affinity: options.placement?.options.affinity,
      resources: resourcesValue(options.resources),
      excludeNamespaces: options.excludeNamespaces,
      rollingMaxUnavailable: options.maxUnavailable === undefined ? undefined : intOrString(options.maxUnavailable),
      logging: options.logLevel === undefined ? undefined : { level: logLevel(options.logLevel) },
    },
  });
}

/** Values of the `ZTunnel` resource. */
export function ztunnelValues(options: ZTunnelOptions = {}): PlainValues {
  const place = options.placement?.options;
  return cleaned({
    ztunnel: {
      affinity: place?.affinity,
      nodeSelector: place?.nodeSelector,
      tolerations: place?.tolerations,
      resources: resourcesValue(options.resources),
      terminationGracePeriodSeconds: options.terminationGracePeriod?.toSeconds(),
      updateStrategy: options.update === undefined ? undefined : { type: options.update },
      logLevel: options.logLevel === undefined ? undefined : logLevel(options.logLevel),
    },
  });
}

/** Fields of a placement that a chart has no value for. */
export function unplaceable(placement: Placement | undefined, supported: string[]): string[] {
  return Object.entries(placement?.options ?? {}).filter(([k, v]) => v !== undefined && !supported.includes(k)).map(([k]) => k);
}

function intOrString(text: string): number | string {
  return /^\d+$/.test(text) ? Number(text) : text;
}

/** The node components' loggers say `warn`. */
function logLevel(level: string): string {
  return level === 'warning' ? 'warn' : level;
}

import type { Duration } from 'cdk8s';
import { type PlainValues, cleaned, resourcesValue } from './plain-values';
import type { Availability, ComputeResources, Placement } from '../vocabulary/sizing';

/** How much a component logs. */
export enum LogLevel {
  /** Everything. */
  DEBUG = 'debug',
  /** What happens. */
  INFO = 'info',
  /** What may be wrong. */
  WARNING = 'warning',
  /** What is wrong. */
  ERROR = 'error',
}

/** istiod. */
export interface ControlPlaneOptions {
  /**
   * How many replicas run. `Availability.fixed(1)` also drops the PodDisruptionBudget, which would block every node drain.
   * @default - the chart's: 1 to 5 replicas, with a PodDisruptionBudget
   */
  readonly availability?: Availability;
  /**
   * What the container asks for and may use.
   * @default - the chart's: 500m CPU and 2Gi memory requested
   */
  readonly resources?: ComputeResources;
  /**
   * Where the pods may run.
   * @default - any node
   */
  readonly placement?: Placement;
  /**
   * Environment variables of istiod, its feature flags among them. Values are strings.
   * @default - none but those that other properties set
   * @see https://istio.io/latest/docs/reference/commands/pilot-discovery/#envvars
   */
  readonly env?: { [name: string]: string };
  /**
   * How much istiod logs.
   * @default LogLevel.INFO
   */
  readonly logLevel?: LogLevel;
  /**
   * Whether istiod logs JSON.
   * @default false
   */
  readonly logAsJson?: boolean;
}

/** What every sidecar, and where it says so every proxy, starts from. */
export interface ProxyDefaults {
  /**
   * What an injected proxy asks for and may use.
   * @default - the chart's: 100m CPU and 128Mi memory requested, 2 CPU and 1Gi memory at most
   */
  readonly resources?: ComputeResources;
  /**
   * Whether the application's containers wait until the proxy is ready.
   * @default false
   */
  readonly holdApplication?: boolean;
  /**
   * Worker threads; 0 means one for each core of the node.
   * @default - by the CPU limit
   */
  readonly concurrency?: number;
  /**
   * How much proxies log.
   * @default LogLevel.WARNING
   */
  readonly logLevel?: LogLevel;
  /**
   * How long a proxy that is being stopped lets open connections go on.
   * @default Duration.seconds(5)
   */
  readonly terminationDrain?: Duration;
  /**
   * Access log of every proxy on its standard output.
   * @default AccessLogEncoding.NONE
   */
  readonly accessLog?: AccessLogEncoding;
  /**
   * Environment variables of the proxies that steer their agent, as `proxyMetadata`. Values are strings.
   * @default - none
   */
  readonly metadata?: { [name: string]: string };
}

/** How proxies write their access log. */
export enum AccessLogEncoding {
  /** One line of text a request. */
  TEXT = 'TEXT',
  /** One JSON object a request. */
  JSON = 'JSON',
  /** Not at all. */
  NONE = 'NONE',
}

/** Values of the `Istio` resource for istiod itself. */
export function controlPlaneValues(options: ControlPlaneOptions = {}): PlainValues {
  const { availability, placement } = options;
  const place = placement?.options;
  return cleaned({
    pilot: {
      ...availabilityValues(availability),
      resources: resourcesValue(options.resources),
      affinity: place?.affinity,
      nodeSelector: place?.nodeSelector,
      tolerations: place?.tolerations,
      topologySpreadConstraints: place?.topologySpreadConstraints,
      env: options.env,
    },
    global: {
      priorityClassName: place?.priorityClassName,
      logging: options.logLevel === undefined ? undefined : { level: `default:${istioLogLevel(options.logLevel)}` },
      logAsJson: options.logAsJson,
      defaultPodDisruptionBudget: availability && !availability.isRedundant && !availability.isAutoscaled ? { enabled: false } : undefined,
    },
  });
}

/** Values of the `Istio` resource for the proxies. */
export function proxyValues(proxy: ProxyDefaults = {}): PlainValues {
  const log = proxy.accessLog;
  return cleaned({
    global: { proxy: { resources: resourcesValue(proxy.resources), logLevel: proxy.logLevel } },
    meshConfig: {
      accessLogFile: log === undefined ? undefined : log === AccessLogEncoding.NONE ? '' : '/dev/stdout',
      accessLogEncoding: log === undefined || log === AccessLogEncoding.NONE ? undefined : log,
      defaultConfig: {
        holdApplicationUntilProxyStarts: proxy.holdApplication,
        concurrency: proxy.concurrency,
        terminationDrainDuration: proxy.terminationDrain === undefined ? undefined : `${proxy.terminationDrain.toSeconds()}s`,
        proxyMetadata: proxy.metadata,
      },
    },
  });
}

function availabilityValues(availability: Availability | undefined): PlainValues {
  if (!availability) return {};
  if (!availability.isAutoscaled) return { autoscaleEnabled: false, replicaCount: availability.minReplicas };
  const { cpuPercent, memoryPercent } = availability.scaling;
  return {
    autoscaleEnabled: true,
    autoscaleMin: availability.minReplicas,
    autoscaleMax: availability.maxReplicas,
    cpu: { targetAverageUtilization: cpuPercent ?? 80 },
    memory: memoryPercent === undefined ? undefined : { targetAverageUtilization: memoryPercent },
  };
}

/** istiod's logger says `warn`, Envoy's says `warning`. */
function istioLogLevel(level: LogLevel): string {
  return level === LogLevel.WARNING ? 'warn' : level;
}

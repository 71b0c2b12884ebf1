import type { Duration } from 'cdk8s';
import { PROVIDER, WORKLOAD_MODE } from './access-logging';
import { FLAG, type KindRow, listOf, made, MAP, stated, TIME_SPAN } from '../../analysis/kinds';
import { istioDuration } from '../../traffic/durations';
import type { ProviderRef } from '../../vocabulary/provider-ref';
import type { WorkloadMode } from '../../vocabulary/workload-mode';

/**
 * A metric of Istio, or one of one's own.
 *
 * @see https://istio.io/latest/docs/reference/config/metrics/
 */
export class MeshMetric {
  /** Every metric of Istio. */
  public static readonly ALL = new MeshMetric({ metric: 'ALL_METRICS' });
  /** Requests over HTTP, HTTP/2 and gRPC: `istio_requests_total`. */
  public static readonly REQUEST_COUNT = new MeshMetric({ metric: 'REQUEST_COUNT' });
  /** How long requests take: `istio_request_duration_milliseconds`. */
  public static readonly REQUEST_DURATION = new MeshMetric({ metric: 'REQUEST_DURATION' });
  /** How large requests are: `istio_request_bytes`. */
  public static readonly REQUEST_SIZE = new MeshMetric({ metric: 'REQUEST_SIZE' });
  /** How large answers are: `istio_response_bytes`. */
  public static readonly RESPONSE_SIZE = new MeshMetric({ metric: 'RESPONSE_SIZE' });
  /** Connections that were opened: `istio_tcp_connections_opened_total`. */
  public static readonly TCP_OPENED_CONNECTIONS = new MeshMetric({ metric: 'TCP_OPENED_CONNECTIONS' });
  /** Connections that were closed: `istio_tcp_connections_closed_total`. */
  public static readonly TCP_CLOSED_CONNECTIONS = new MeshMetric({ metric: 'TCP_CLOSED_CONNECTIONS' });
  /** Bytes that were sent on connections: `istio_tcp_sent_bytes_total`. */
  public static readonly TCP_SENT_BYTES = new MeshMetric({ metric: 'TCP_SENT_BYTES' });
  /** Bytes that were received on connections: `istio_tcp_received_bytes_total`. */
  public static readonly TCP_RECEIVED_BYTES = new MeshMetric({ metric: 'TCP_RECEIVED_BYTES' });
  /** Messages of requests over gRPC: `istio_request_messages_total`. */
  public static readonly GRPC_REQUEST_MESSAGES = new MeshMetric({ metric: 'GRPC_REQUEST_MESSAGES' });
  /** Messages of answers over gRPC: `istio_response_messages_total`. */
  public static readonly GRPC_RESPONSE_MESSAGES = new MeshMetric({ metric: 'GRPC_RESPONSE_MESSAGES' });

  /**
   * A metric that is not Istio's.
   *
   * @param name its name
   */
  public static custom(name: string): MeshMetric {
    return new MeshMetric({ customMetric: name });
  }

  private constructor(
    /** @internal */
    public readonly _match: { readonly metric?: string; readonly customMetric?: string },
  ) {}
}

/** What becomes of a dimension of a metric. */
export class MetricTag {
  /** It is left out. */
  public static readonly REMOVE = new MetricTag({ operation: 'REMOVE' });

  /**
   * It is added, or says something else.
   *
   * @param expression an expression in CEL over attributes of Envoy, for instance `request.host`; a text of its own in quotes: `"east"`
   */
  public static upsert(expression: string): MetricTag {
    return new MetricTag({ operation: 'UPSERT', value: expression });
  }

  private constructor(
    /** @internal */
    public readonly _override: { readonly operation: string; readonly value?: string },
  ) {}
}

/** How a metric differs from what Istio makes of it. */
export interface MetricOverride {
  /**
   * Which metric.
   * @default MeshMetric.ALL
   */
  readonly metric?: MeshMetric;
  /**
   * From whose side.
   * @default - both
   */
  readonly mode?: WorkloadMode;
  /**
   * Whether it is not made.
   * @default - what is said higher up
   */
  readonly disabled?: boolean;
  /**
   * Its dimensions, by their names.
   * @default - as they are
   */
  readonly tags?: { [name: string]: MetricTag };
}

/**
 * What becomes of metrics.
 *
 * @see https://istio.io/latest/docs/reference/config/telemetry/#Metrics
 */
export interface Metrics {
  /**
   * Where they go.
   * @default - the default providers of the mesh config; where there are none, nowhere
   */
  readonly providers?: ProviderRef[];
  /**
   * How single metrics differ. A later one wins over an earlier one.
   * @default - as they are
   */
  readonly overrides?: MetricOverride[];
  /**
   * How often metrics of TCP are made while a connection lives.
   * @default - 5 seconds
   */
  readonly reportingInterval?: Duration;
}

const METRIC = made('MeshMetric', () => 'write MeshMetric.REQUEST_COUNT or another of its members', (v) => typeof v?._match === 'object');
const TAG = made('MetricTag', () => "write MetricTag.upsert('...') or MetricTag.REMOVE", (v) => typeof v?._override === 'object');

/** What the properties must be. */
export function metricsKinds({ providers, overrides, reportingInterval }: Metrics, at: string): KindRow[] {
  const shape: KindRow[] = [
    [`${at}.providers`, providers, listOf('providers', PROVIDER)], [`${at}.overrides`, overrides, listOf('overrides', MAP)],
    [`${at}.reportingInterval`, reportingInterval, TIME_SPAN],
  ];
  if (!Array.isArray(overrides)) return shape;
  return [...shape, ...overrides.filter(MAP.is).flatMap(({ metric, mode, disabled, tags }, i): KindRow[] => [
    [`${at}.overrides[${i}].metric`, metric, METRIC], [`${at}.overrides[${i}].mode`, mode, WORKLOAD_MODE],
    [`${at}.overrides[${i}].disabled`, disabled, FLAG], [`${at}.overrides[${i}].tags`, tags, MAP],
    ...Object.entries(tags ?? {}).map(([name, tag]): KindRow => [`${at}.overrides[${i}].tags['${name}']`, tag, TAG]),
  ])];
}

/** As the API writes it. */
export function renderMetrics({ providers, overrides, reportingInterval }: Metrics): object {
  return {
    providers: providers?.map(({ name }) => ({ name })),
    overrides: overrides?.map(({ metric, mode, disabled, tags }) => ({
      match: metric || mode ? { ...metric?._match, mode } : undefined,
      disabled,
      tagOverrides: tags && Object.fromEntries(Object.entries(stated(tags)).map(([name, { _override }]) => [name, _override])),
    })),
    reportingInterval: reportingInterval && istioDuration(reportingInterval),
  };
}

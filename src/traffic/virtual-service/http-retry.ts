import type { Duration } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { FLAG, listOf, made, required, TIME_SPAN, WHOLE } from '../../analysis/kinds';
import { checkShape } from '../../analysis/shape';
import { istioDuration } from '../durations';

/**
 * When a request is tried again.
 *
 * @see https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/router_filter#x-envoy-retry-on
 */
export class RetryOn {
  /** A status from 500 on, or no answer at all. */
  public static readonly SERVER_ERROR = new RetryOn('5xx');
  /** Status 502, 503 or 504, or no answer at all. */
  public static readonly GATEWAY_ERROR = new RetryOn('gateway-error');
  /** No answer at all: disconnected, reset or timed out. */
  public static readonly RESET = new RetryOn('reset');
  /** Reset before the request was sent. */
  public static readonly RESET_BEFORE_REQUEST = new RetryOn('reset-before-request');
  /** No connection. */
  public static readonly CONNECT_FAILURE = new RetryOn('connect-failure');
  /** Status 409. */
  public static readonly RETRIABLE_4XX = new RetryOn('retriable-4xx');
  /** A stream that HTTP/2 has refused: it is safe to try again. */
  public static readonly REFUSED_STREAM = new RetryOn('refused-stream');
  /** A status that the request names in `x-envoy-retriable-status-codes`. */
  public static readonly RETRIABLE_STATUS_CODES = new RetryOn('retriable-status-codes');
  /** A header that the request names in `x-envoy-retriable-header-names`. */
  public static readonly RETRIABLE_HEADERS = new RetryOn('retriable-headers');
  /** Refused by a rate limit. */
  public static readonly ENVOY_RATELIMITED = new RetryOn('envoy-ratelimited');
  /** Lost after HTTP/3 had connected. */
  public static readonly HTTP3_POST_CONNECT_FAILURE = new RetryOn('http3-post-connect-failure');
  /** Status `CANCELLED` of gRPC. */
  public static readonly GRPC_CANCELLED = new RetryOn('cancelled');
  /** Status `DEADLINE_EXCEEDED` of gRPC. */
  public static readonly GRPC_DEADLINE_EXCEEDED = new RetryOn('deadline-exceeded');
  /** Status `INTERNAL` of gRPC. */
  public static readonly GRPC_INTERNAL = new RetryOn('internal');
  /** Status `RESOURCE_EXHAUSTED` of gRPC. */
  public static readonly GRPC_RESOURCE_EXHAUSTED = new RetryOn('resource-exhausted');
  /** Status `UNAVAILABLE` of gRPC. */
  public static readonly GRPC_UNAVAILABLE = new RetryOn('unavailable');

  /**
   * A status that the destination itself has answered.
   *
   * @param code the status of HTTP, for instance 503
   */
  public static status(code: number): RetryOn {
    return new RetryOn(String(code));
  }

  /**
   * A condition by its name.
   *
   * @param condition as Envoy names it
   */
  public static of(condition: string): RetryOn {
    return new RetryOn(condition);
  }

  private constructor(
    /** As `retryOn` has it. */
    public readonly condition: string,
  ) {}
}

/** How requests are tried again. */
export interface HttpRetryOptions {
  /**
   * How long each attempt may take, the first included.
   * @default - as long as the request
   */
  readonly perTryTimeout?: Duration;
  /**
   * When.
   * @default - CONNECT_FAILURE, REFUSED_STREAM, GRPC_UNAVAILABLE and GRPC_CANCELLED
   */
  readonly retryOn?: RetryOn[];
  /**
   * How long to wait at least before the first of them; then longer. Needs Istio 1.26 (OpenShift Service Mesh 3.1).
   * @default - 25 milliseconds
   */
  readonly backoff?: Duration;
  /**
   * Whether endpoints in other localities are tried.
   * @default - what the mesh config says
   */
  readonly remoteLocalities?: boolean;
  /**
   * Whether endpoints that were tried are left out. Needs Istio 1.26 (OpenShift Service Mesh 3.1).
   * @default true
   */
  readonly ignorePreviousHosts?: boolean;
}

/**
 * How often requests are tried again. Where nothing is said, Istio tries twice.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRetry
 */
export class HttpRetry {
  /** Never. */
  public static none(): HttpRetry {
    return new HttpRetry(0, {});
  }

  /**
   * So many times, after the first one.
   *
   * @param attempts how often, at least 1
   * @param options when, and how
   */
  public static attempts(attempts: number, options: HttpRetryOptions = {}): HttpRetry {
    return new HttpRetry(attempts, options);
  }

  private constructor(
    private readonly count: number,
    private readonly options: HttpRetryOptions,
  ) {}

  /** @internal */
  public get _json(): object {
    const { perTryTimeout, retryOn, backoff, remoteLocalities, ignorePreviousHosts } = this.options;
    return {
      attempts: this.count,
      perTryTimeout: perTryTimeout && istioDuration(perTryTimeout),
      retryOn: retryOn?.map((on) => on.condition).join(','),
      backoff: backoff && istioDuration(backoff),
      retryRemoteLocalities: remoteLocalities,
      retryIgnorePreviousHosts: ignorePreviousHosts,
    };
  }

  /** @internal */
  public _check(at: IConstruct, code: string, subject: string): void {
    const of = `the HttpRetry of ${subject}`;
    checkShape(at, code, of, { attempts: this.count }, { attempts: required(WHOLE) });
    checkShape<HttpRetryOptions>(at, code, of, this.options, {
      perTryTimeout: TIME_SPAN, retryOn: RETRY_ONS, backoff: TIME_SPAN, remoteLocalities: FLAG, ignorePreviousHosts: FLAG,
    });
  }
}

const RETRY_ONS = listOf('conditions', made('RetryOn', (v) => `write RetryOn.${typeof v === 'number' ? `status(${v})` : 'GATEWAY_ERROR'}`, (v) => typeof v?.condition === 'string'));

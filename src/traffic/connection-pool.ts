import type { Duration } from 'cdk8s';
import { istioDuration } from './durations';
import { enumOf } from './kinds';
import { DURATION, FLAG, TIME_SPAN, WHOLE } from '../analysis/kinds';
import { type ShapeOf, struct } from '../analysis/shape';

/** When TCP probes a connection on which nothing happens. */
export interface TcpKeepalive {
  /**
   * How many probes go unanswered until the connection counts as dead.
   * @default - what the operating system says, 9 on Linux
   */
  readonly probes?: number;
  /**
   * How long nothing must happen until the first probe.
   * @default - what the operating system says, two hours on Linux
   */
  readonly time?: Duration;
  /**
   * How long between two probes.
   * @default - what the operating system says, 75 seconds on Linux
   */
  readonly interval?: Duration;
}

/** Connections to one endpoint or from clients, below HTTP. */
export interface TcpConnectionPool {
  /**
   * How many connections there may be.
   * @default - 2^32-1
   */
  readonly maxConnections?: number;
  /**
   * How long making one may take.
   * @default - 10 seconds
   */
  readonly connectTimeout?: Duration;
  /**
   * Probes of idle connections.
   * @default - none
   */
  readonly tcpKeepalive?: TcpKeepalive;
  /**
   * How long one may live.
   * @default - without end
   */
  readonly maxConnectionDuration?: Duration;
  /**
   * How long one may be without bytes. `Duration.millis(0)`: without end.
   * @default - one hour
   */
  readonly idleTimeout?: Duration;
}

/** Whether HTTP/1.1 becomes HTTP/2 on its way to an endpoint. */
export enum H2UpgradePolicy {
  /** What the mesh config says. */
  DEFAULT = 'DEFAULT',
  /** Never. */
  DO_NOT_UPGRADE = 'DO_NOT_UPGRADE',
  /** Always. */
  UPGRADE = 'UPGRADE',
}

/** Requests on these connections. */
export interface HttpConnectionPool {
  /**
   * How many requests may wait for a connection, whichever HTTP it is.
   * @default - 2^32-1
   */
  readonly http1MaxPendingRequests?: number;
  /**
   * How many requests there may be at once, whichever HTTP it is.
   * @default - 2^32-1
   */
  readonly http2MaxRequests?: number;
  /**
   * After how many requests a connection is closed; 1 switches keep-alive off.
   * @default - never
   */
  readonly maxRequestsPerConnection?: number;
  /**
   * How many retries there may be at once.
   * @default - 2^32-1
   */
  readonly maxRetries?: number;
  /**
   * How long a connection may be without requests.
   * @default - one hour
   */
  readonly idleTimeout?: Duration;
  /**
   * Whether HTTP/1.1 becomes HTTP/2.
   * @default - what the mesh config says
   */
  readonly h2UpgradePolicy?: H2UpgradePolicy;
  /**
   * Whether the protocol of the client is kept. Not beside `H2UpgradePolicy.UPGRADE`.
   * @default false
   */
  readonly useClientProtocol?: boolean;
  /**
   * How many streams a connection of HTTP/2 may have at once.
   * @default - 2^31-1
   */
  readonly maxConcurrentStreams?: number;
}

/**
 * How many connections and requests there may be: what is beyond is refused at once, so that one slow service does not bring down its
 * clients. At least one of the two is said.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#ConnectionPoolSettings
 */
export interface ConnectionPool {
  /**
   * Connections, whatever they carry.
   * @default - no limits of its own
   */
  readonly tcp?: TcpConnectionPool;
  /**
   * Requests of HTTP.
   * @default - no limits of its own
   */
  readonly http?: HttpConnectionPool;
}

/** What its properties must be. */
export const CONNECTION_POOL: ShapeOf<ConnectionPool> = {
  tcp: struct<TcpConnectionPool>({
    maxConnections: WHOLE,
    connectTimeout: TIME_SPAN,
    tcpKeepalive: struct<TcpKeepalive>({ probes: WHOLE, time: TIME_SPAN, interval: TIME_SPAN }),
    maxConnectionDuration: TIME_SPAN,
    // zero: never (istio/istio pkg/config/validation, validateConnectionPool)
    idleTimeout: DURATION,
  }),
  http: struct<HttpConnectionPool>({
    http1MaxPendingRequests: WHOLE,
    http2MaxRequests: WHOLE,
    maxRequestsPerConnection: WHOLE,
    maxRetries: WHOLE,
    idleTimeout: TIME_SPAN,
    h2UpgradePolicy: enumOf('H2UpgradePolicy', H2UpgradePolicy),
    useClientProtocol: FLAG,
    maxConcurrentStreams: WHOLE,
  }),
};

/** As the API has it. */
export function renderConnectionPool({ tcp, http }: ConnectionPool): object {
  return { tcp: tcp && renderTcp(tcp), http: http && renderHttp(http) };
}

function renderTcp({ connectTimeout, tcpKeepalive, maxConnectionDuration, idleTimeout, ...rest }: TcpConnectionPool): object {
  return {
    ...rest,
    connectTimeout: connectTimeout && istioDuration(connectTimeout),
    tcpKeepalive: tcpKeepalive && renderKeepalive(tcpKeepalive),
    maxConnectionDuration: maxConnectionDuration && istioDuration(maxConnectionDuration),
    idleTimeout: idleTimeout && istioDuration(idleTimeout),
  };
}

function renderKeepalive({ probes, time, interval }: TcpKeepalive): object {
  return { probes, time: time && istioDuration(time), interval: interval && istioDuration(interval) };
}

function renderHttp({ idleTimeout, ...rest }: HttpConnectionPool): object {
  return { ...rest, idleTimeout: idleTimeout && istioDuration(idleTimeout) };
}

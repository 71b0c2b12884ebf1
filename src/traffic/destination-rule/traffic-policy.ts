import type { IConstruct } from 'constructs';
import type { ClientTls } from './client-tls';
import type { LoadBalancer } from './load-balancer';
import { Findings } from '../../analysis/findings';
import { made, required, WHOLE } from '../../analysis/kinds';
import { checkShape, type ShapeOf, struct, structs } from '../../analysis/shape';
import type { MeshHost } from '../../vocabulary/mesh-host';
import type { Percentage } from '../../vocabulary/percentage';
import { CONNECTION_POOL, type ConnectionPool, renderConnectionPool } from '../connection-pool';
import { enumOf, MESH_HOST, PERCENTAGE } from '../kinds';
import type { OutlierDetection } from '../outlier-detection';

/** How a proxy treats endpoints. */
export interface EndpointTraffic {
  /**
   * How it chooses among them.
   * @default - the one with fewer requests of two taken at random
   */
  readonly loadBalancer?: LoadBalancer;
  /**
   * How many connections and requests there may be.
   * @default - no limits
   */
  readonly connectionPool?: ConnectionPool;
  /**
   * When one counts as broken.
   * @default - never
   */
  readonly outlierDetection?: OutlierDetection;
  /**
   * How it encrypts.
   * @default - the mesh's mutual TLS to whoever has a proxy, plain text to others
   */
  readonly tls?: ClientTls;
}

/** How a proxy treats endpoints by one port. Nothing of the policy of all ports is inherited: what is not said here is Istio's default. */
export interface PortTrafficPolicy extends EndpointTraffic {
  /** The port of the service. */
  readonly port: number;
}

/** How a tunnel is asked for. */
export enum TunnelProtocol {
  /** By HTTP CONNECT. */
  CONNECT = 'CONNECT',
  /** By HTTP POST. */
  POST = 'POST',
}

/** A tunnel through an HTTP proxy: the host of the rule is the proxy. For TCP and TLS routes only. */
export interface TunnelOptions {
  /** The host at the end of the tunnel: in full, or an address. */
  readonly targetHost: MeshHost;
  /** The port at the end of the tunnel. */
  readonly targetPort: number;
  /**
   * How it is asked for.
   * @default TunnelProtocol.CONNECT
   */
  readonly protocol?: TunnelProtocol;
}

/** How endpoints are told who the client is, before anything else is sent. */
export enum ProxyProtocol {
  /** In text. */
  V1 = 'V1',
  /** In bytes. */
  V2 = 'V2',
}

/** How many retries there may be, in proportion to requests. Needs OpenShift Service Mesh 3.2. */
export interface RetryBudget {
  /**
   * How many requests at once may be retries.
   * @default - 20 percent
   */
  readonly percentage?: Percentage;
  /**
   * How many retries there may be at once in any case.
   * @default - 3
   */
  readonly minRetryConcurrency?: number;
}

/**
 * How traffic to a host, or to a subset of it, is treated once it is known where it goes. It says at least one thing.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#TrafficPolicy
 */
export interface TrafficPolicy extends EndpointTraffic {
  /**
   * What is different for single ports. They inherit nothing.
   * @default - nothing
   */
  readonly portLevelSettings?: PortTrafficPolicy[];
  /**
   * A tunnel through the host. Not beside `proxyProtocol`.
   * @default - none
   */
  readonly tunnel?: TunnelOptions;
  /**
   * Whether endpoints are told who the client is by the PROXY protocol.
   * @default - they are not
   */
  readonly proxyProtocol?: ProxyProtocol;
  /**
   * How many retries there may be. Instead of `maxRetries` of the connection pool.
   * @default - what the connection pool says
   */
  readonly retryBudget?: RetryBudget;
}

const LOAD_BALANCER = made('LoadBalancer', () => 'write LoadBalancer.leastRequest() or another of its factories', (v) => typeof v?._check === 'function' && 'simple' in v);
const OUTLIER_DETECTION = made('OutlierDetection', () => 'write OutlierDetection.after5xx(...)', (v) => typeof v?._problems === 'function');
const CLIENT_TLS = made('ClientTls', () => 'write ClientTls.simple() or another of its factories', (v) => typeof v?._check === 'function' && 'mode' in v);

const ENDPOINTS: ShapeOf<EndpointTraffic> = {
  loadBalancer: LOAD_BALANCER, connectionPool: struct(CONNECTION_POOL), outlierDetection: OUTLIER_DETECTION, tls: CLIENT_TLS,
};

/** What its properties must be. */
export const TRAFFIC_POLICY: ShapeOf<TrafficPolicy> = {
  ...ENDPOINTS,
  portLevelSettings: structs<PortTrafficPolicy>({ ...ENDPOINTS, port: required(WHOLE) }),
  tunnel: struct<TunnelOptions>({ targetHost: required(MESH_HOST), targetPort: required(WHOLE), protocol: enumOf('TunnelProtocol', TunnelProtocol) }),
  proxyProtocol: enumOf('ProxyProtocol', ProxyProtocol),
  retryBudget: struct<RetryBudget>({ percentage: PERCENTAGE, minRetryConcurrency: WHOLE }),
};

/** Fails at what is of a wrong type; keeps what Istio would refuse or pass over of what classes hold. */
export function checkTrafficPolicy(at: IConstruct, subject: string, policy: TrafficPolicy): void {
  const code = 'traffic/wrong-type';
  checkShape(at, code, subject, policy, TRAFFIC_POLICY);
  for (const { loadBalancer, outlierDetection, tls } of [policy, ...policy.portLevelSettings ?? []]) {
    loadBalancer?._check(at, code, subject);
    tls?._check(at, code, subject);
    for (const problem of outlierDetection?._problems() ?? []) Findings.of(at).add(at, problem);
  }
}

/** As the API has it. */
export function renderTrafficPolicy(policy: TrafficPolicy): object {
  const { portLevelSettings, tunnel, proxyProtocol, retryBudget } = policy;
  return {
    ...renderEndpoints(policy),
    portLevelSettings: portLevelSettings?.map((settings) => ({ port: { number: settings.port }, ...renderEndpoints(settings) })),
    tunnel: tunnel && { protocol: tunnel.protocol, targetHost: tunnel.targetHost.host, targetPort: tunnel.targetPort },
    proxyProtocol: proxyProtocol && { version: proxyProtocol },
    retryBudget: retryBudget && { percent: retryBudget.percentage?.percent, minRetryConcurrency: retryBudget.minRetryConcurrency },
  };
}

function renderEndpoints({ loadBalancer, connectionPool, outlierDetection, tls }: EndpointTraffic): object {
  return {
    loadBalancer: loadBalancer?._json,
    connectionPool: connectionPool && renderConnectionPool(connectionPool),
    outlierDetection: outlierDetection?._json(),
    tls: tls?._json,
  };
}

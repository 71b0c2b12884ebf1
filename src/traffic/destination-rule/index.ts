export * from './client-tls';
export { ConsistentHash, HashAlgorithm, type HashCookieOptions } from './consistent-hash';
export * from './destination-rule';
export { LoadBalancer, type LoadBalancingOptions, type Warmup, type WarmLoadBalancingOptions } from './load-balancer';
export * from './locality-load-balancing';
export * from './subset';
export {
  type EndpointTraffic, type PortTrafficPolicy, ProxyProtocol, type RetryBudget, type TrafficPolicy, type TunnelOptions, TunnelProtocol,
} from './traffic-policy';

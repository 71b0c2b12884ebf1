export * from './client-tls';
export { ConsistentHash, HashAlgorithm, type HashCookieOptions } from './consistent-hash';
export * from './destination-rule';
export { LoadBalancer, type LoadBalancerOptions, type Warmup, type WarmLoadBalancerOptions } from './load-balancer';
export * from './locality-load-balancing';
export * from './subset';
export {
  type EndpointTraffic, type PortTrafficPolicy, ProxyProtocol, type RetryBudget, type TrafficPolicy, type TunnelOptions, TunnelProtocol,
} from './traffic-policy';

export { type CorsPolicy, UnmatchedPreflights } from './cors-policy';
export * from './delegate-virtual-service';
export { type HeaderOperations, type RouteHeaders } from './headers';
export { VirtualServiceHttp } from './http';
export { FaultAbort, type FaultDelay, GrpcStatus, type HttpFault } from './http-fault';
export { type HttpMatch, type RouteSource } from './http-match';
export {
  DirectResponseBody, type HttpMirror, RedirectPort, RedirectScheme, type VirtualServiceDelegateOptions, type VirtualServiceDirectResponseOptions,
  type VirtualServiceHttpOptions, type VirtualServicePassingOptions, type VirtualServiceRedirectOptions, type VirtualServiceRouteOptions,
} from './http-options';
export { HttpRetry, type HttpRetryOptions, RetryOn } from './http-retry';
export { HttpRewrite, type HttpRewriteOptions } from './http-rewrite';
export * from './interfaces';
export { type ConnectionRouteOptions, type TcpMatch, type TlsMatch, type VirtualServiceTcp, type VirtualServiceTls } from './layer-4';
export * from './route-destination';
export * from './route-gateway';
export * from './virtual-service';
export { type HttpWeightedDestination, type WeightedDestination } from './weighted-destination';

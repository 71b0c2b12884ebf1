import type { Gateway, IMeshGateway, IMeshNamespace, IMeshService } from 'cdk8s-ossm';
import {
  EnvoyClusterMatch, EnvoyContext, EnvoyFilter, EnvoyFilterChange, EnvoyObjectChange, EnvoyPatch, EnvoyRouteAction, EnvoyRouteChange,
  EnvoyVirtualHostChange, MeshHost, ProxyConfig, ProxyImageType, WorkloadSelector,
} from 'cdk8s-ossm';
import type { Construct } from 'constructs';

/** What the settings of proxies are made with. */
export interface ProxyHandles {
  /** The namespace of the services. */
  readonly shop: IMeshNamespace;
  /** A service in it. */
  readonly reviews: IMeshService;
  /** The namespace of the gateway's pods. */
  readonly ingress: IMeshNamespace;
  /** The pods of a gateway. */
  readonly edge: IMeshGateway;
  /** What they listen for. */
  readonly web: Gateway;
}

const LUA = {
  name: 'envoy.filters.http.lua',
  typed_config: {
    '@type': 'type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua',
    'default_source_code': { inline_string: 'function envoy_on_response(handle) handle:headers():add("x-shop", "1") end' },
  },
};
const LOCAL_RATE_LIMIT = {
  name: 'envoy.filters.http.local_ratelimit',
  typed_config: {
    '@type': 'type.googleapis.com/envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit',
    'stat_prefix': 'http_local_rate_limiter',
  },
};
const LIMITS = {
  'envoy.filters.http.local_ratelimit': {
    '@type': 'type.googleapis.com/envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit',
    'stat_prefix': 'http_local_rate_limiter',
    'token_bucket': { max_tokens: 100, tokens_per_fill: 100, fill_interval: '60s' },
    'filter_enabled': { default_value: { numerator: 100, denominator: 'HUNDRED' } },
    'filter_enforced': { default_value: { numerator: 100, denominator: 'HUNDRED' } },
  },
};

/** How proxies run, and what no other kind can say of them. */
export function proxies(scope: Construct, { shop, reviews, ingress, edge, web }: ProxyHandles): void {
  new ProxyConfig(scope, 'reviews-proxies', {
    name: 'reviews',
    namespace: shop,
    selector: WorkloadSelector.service(reviews),
    concurrency: 2,
    environmentVariables: { ISTIO_META_DNS_CAPTURE: 'true' },
    imageType: ProxyImageType.DISTROLESS,
  });

  // Sidecars of one service: a script on each answer, smaller buffers, longer connections.
  new EnvoyFilter(scope, 'reviews-filters', {
    name: 'reviews',
    namespace: shop,
    selector: WorkloadSelector.service(reviews),
    priority: 10,
    patches: [
      EnvoyPatch.httpFilter({
        context: EnvoyContext.SIDECAR_INBOUND,
        listenerPort: 9080,
        change: EnvoyFilterChange.insertBefore('envoy.filters.http.router', LUA),
      }),
      EnvoyPatch.networkFilter({
        context: EnvoyContext.SIDECAR_INBOUND,
        change: EnvoyFilterChange.merge('envoy.filters.network.http_connection_manager', {
          name: 'envoy.filters.network.http_connection_manager',
          typed_config: {
            '@type': 'type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager',
            'request_timeout': '30s',
          },
        }),
      }),
      EnvoyPatch.listener({
        context: EnvoyContext.SIDECAR_INBOUND, change: EnvoyObjectChange.merge({ per_connection_buffer_limit_bytes: 32768 }),
      }),
      EnvoyPatch.cluster({
        context: EnvoyContext.SIDECAR_OUTBOUND,
        cluster: EnvoyClusterMatch.host(MeshHost.service(reviews), { port: 9080 }),
        change: EnvoyObjectChange.merge({ upstream_connection_options: { tcp_keepalive: { keepalive_time: 300 } } }),
      }),
      EnvoyPatch.virtualHost({
        context: EnvoyContext.SIDECAR_INBOUND,
        virtualHost: 'inbound|http|9080',
        change: EnvoyVirtualHostChange.merge({ include_request_attempt_count: true }),
      }),
    ],
  });

  // The gateway: a limit for one host, in proxies of one version.
  const place = { context: EnvoyContext.GATEWAY, gateway: web, port: 443 };
  const limits = new EnvoyFilter(scope, 'gateway-filters', { name: 'limits', namespace: ingress, selector: WorkloadSelector.gateway(edge) });
  limits.addPatch(EnvoyPatch.httpFilter({
    context: EnvoyContext.GATEWAY,
    proxyVersion: '^1\\.\\d+.*',
    listenerPort: 8443,
    filterChain: { sni: 'shop.example.com' },
    change: EnvoyFilterChange.insertFirst(LOCAL_RATE_LIMIT),
  }));
  limits.addPatch(EnvoyPatch.httpRoute({
    ...place, virtualHost: 'shop.example.com:443', action: EnvoyRouteAction.ROUTE, change: EnvoyRouteChange.merge({ typed_per_filter_config: LIMITS }),
  }));
  limits.addPatch(EnvoyPatch.routeConfiguration({ ...place, merge: { response_headers_to_remove: ['x-powered-by'] } }));
}

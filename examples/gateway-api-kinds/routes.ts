import { Duration } from 'cdk8s';
import {
  GrpcMethodMatch, GrpcRoute, GrpcRouteFilter, HttpMethod, HttpRoute, HttpRouteFilter, type KubernetesGateway, type MeshNamespace, type MeshService,
  PathMatch, Percentage, RouteBackend, RouteParent, RoutePathChange, type ServiceEntry, StringMatch, TlsRoute,
} from 'cdk8s-ossm';

/** What routes lead from and to. */
export interface Shop {
  readonly ingress: MeshNamespace;
  readonly catalogue: MeshNamespace;
  readonly shop: MeshNamespace;
  readonly edge: KubernetesGateway;
  readonly inner: KubernetesGateway;
  readonly web: MeshService;
  readonly cart: MeshService;
  readonly cartNext: MeshService;
  readonly search: MeshService;
  readonly searchNext: MeshService;
  readonly vault: MeshService;
  readonly items: MeshService;
  readonly prices: MeshService;
  readonly safe: MeshService;
  readonly invoices: MeshService;
  readonly stock: MeshService;
  readonly weather: ServiceEntry;
}

/** What browsers ask for at the gateways, and partners. */
export function pages({ ingress, catalogue, shop, edge, inner, web, cart, items, invoices, stock }: Shop): void {
  new HttpRoute(edge, 'to-https', {
    name: 'to-https',
    namespace: ingress,
    parents: [RouteParent.gateway(edge, { listener: 'http' })],
    rules: [{ filters: [HttpRouteFilter.redirect({ scheme: 'https', statusCode: 301 })] }],
  });

  const route = new HttpRoute(web, 'route', {
    name: 'shop',
    namespace: shop,
    parents: [RouteParent.gateway(edge, { listener: 'https' }), RouteParent.gateway(inner, { port: 80 })],
    hostnames: ['www.shop.example'],
    rules: [{ name: 'pages', backends: [RouteBackend.service(web)] }],
  });
  route.addRule({
    name: 'items',
    matches: [
      { path: PathMatch.prefix('/items'), method: HttpMethod.GET },
      { pathRegex: '/articles/[0-9]+', queryParams: { format: StringMatch.regex('json|xml'), lang: StringMatch.exact('en') } },
    ],
    filters: [
      HttpRouteFilter.cors({
        allowOrigins: ['https://blog.shop.example', 'https://*.partners.example'],
        allowMethods: [HttpMethod.GET],
        allowHeaders: ['x-request-id'],
        exposeHeaders: ['x-total'],
        allowCredentials: true,
        maxAge: Duration.hours(1),
      }),
    ],
    backends: [RouteBackend.service(items)],
    timeouts: { request: Duration.seconds(10), backendRequest: Duration.millis(2500) },
  });
  route.addRule({
    name: 'basket',
    matches: [{ path: PathMatch.prefix('/basket'), headers: { 'x-session': StringMatch.regex('[0-9a-f]{32}'), 'x-app': StringMatch.exact('mobile') } }],
    filters: [
      HttpRouteFilter.rewrite({ path: RoutePathChange.prefix('/cart') }),
      HttpRouteFilter.requestHeaders({ set: { 'x-from': 'edge' }, add: { via: 'edge' }, remove: ['x-debug'] }),
      HttpRouteFilter.responseHeaders({ set: { 'cache-control': 'no-store' }, add: { vary: 'x-session' }, remove: ['server'] }),
    ],
    backends: [RouteBackend.service(cart)],
  });
  // What is older than the mesh has one path for all of its pages.
  route.addRule({
    name: 'invoices',
    matches: [{ path: PathMatch.exact('/invoices') }],
    filters: [HttpRouteFilter.rewrite({ hostname: 'invoices.legacy.example', path: RoutePathChange.full('/cgi-bin/main') })],
    backends: [RouteBackend.service(invoices)],
  });
  route.addRule({ name: 'stock', matches: [{ path: PathMatch.prefix('/stock') }], backends: [RouteBackend.service(stock, { port: 8443 })] });
  route.addRule({
    name: 'moved',
    matches: [{ path: PathMatch.prefix('/blog') }],
    filters: [HttpRouteFilter.redirect({ hostname: 'blog.shop.example', port: 443, path: RoutePathChange.prefix('/'), statusCode: 308 })],
  });
  route.addRule({
    name: 'closed',
    matches: [{ path: PathMatch.exact('/sale') }],
    filters: [HttpRouteFilter.redirect({ path: RoutePathChange.full('/items') })],
  });

  // The team of the catalogue brings a route of its own.
  new HttpRoute(items, 'partners', {
    name: 'partners',
    namespace: catalogue,
    parents: [RouteParent.gateway(edge, { listener: 'partners' })],
    hostnames: ['items.partners.shop.example'],
    rules: [{ backends: [RouteBackend.service(items)] }],
  });
}

/** Calls of gRPC: at the gateway, by a host of their own, and among services. */
export function calls({ shop, edge, search, searchNext, prices }: Shop): void {
  const route = new GrpcRoute(search, 'route', {
    name: 'search',
    namespace: shop,
    parents: [RouteParent.gateway(edge, { listener: 'https' })],
    hostnames: ['api.shop.example'],
    rules: [{ name: 'prices', matches: [{ method: GrpcMethodMatch.service('shop.catalogue.Prices') }], backends: [RouteBackend.service(prices)] }],
  });
  route.addRule({
    name: 'beta',
    matches: [
      { method: GrpcMethodMatch.method('shop.search.Search', 'Suggest'), headers: { 'x-beta': StringMatch.exact('yes') } },
      { method: GrpcMethodMatch.regex('shop\\.search\\.beta\\..*', 'Find.*'), headers: { 'x-user': StringMatch.regex('.*@shop\\.example') } },
    ],
    filters: [
      GrpcRouteFilter.requestHeaders({ set: { 'x-from': 'edge' } }),
      GrpcRouteFilter.responseHeaders({ remove: ['x-internal'] }),
    ],
    backends: [RouteBackend.service(searchNext)],
  });

  // One call in eight goes to the next version, and all are copied to it.
  new GrpcRoute(search, 'mesh-route', {
    name: 'search-canary',
    namespace: shop,
    parents: [RouteParent.service(search, { port: 9090 })],
    rules: [{
      filters: [GrpcRouteFilter.mirror(RouteBackend.service(searchNext))],
      backends: [
        RouteBackend.service(search, { weight: 7 }),
        RouteBackend.service(searchNext, { weight: 1, grpcFilters: [GrpcRouteFilter.requestHeaders({ add: { 'x-canary': 'yes' } })] }),
      ],
    }],
  });
}

/** Connections that services end by themselves, by the name that clients ask for. */
export function tls({ shop, edge, vault, safe }: Shop): void {
  new TlsRoute(vault, 'route', {
    name: 'vault',
    namespace: shop,
    parents: [RouteParent.gateway(edge, { listener: 'tls' })],
    hostnames: ['vault.shop.example'],
    backends: [RouteBackend.service(vault, { weight: 3 }), RouteBackend.service(safe, { weight: 1 })],
    ruleName: 'all',
  });
}

/** Routes of services, which the waypoint follows for whoever calls. */
export function inTheMesh({ shop, cart, cartNext, weather }: Shop): void {
  new HttpRoute(cart, 'mesh-route', {
    name: 'cart-canary',
    namespace: shop,
    parents: [RouteParent.service(cart, { port: 8080 })],
    rules: [
      // reading is copied to the next version, for some
      {
        matches: [{ method: HttpMethod.GET }],
        filters: [HttpRouteFilter.mirror(RouteBackend.service(cartNext), Percentage.of(2.5))],
        backends: [RouteBackend.service(cart)],
      },
      // writing goes to it
      {
        backends: [
          RouteBackend.service(cart, { weight: 95 }),
          RouteBackend.service(cartNext, { weight: 5, httpFilters: [HttpRouteFilter.responseHeaders({ set: { 'x-version': 'next' } })] }),
        ],
        timeouts: { request: Duration.minutes(1) },
      },
    ],
  });

  // Calls to the outside have limits, too, and a host of the registry can get them.
  new HttpRoute(weather, 'route', {
    name: 'weather',
    namespace: shop,
    parents: [RouteParent.serviceEntry(weather)],
    rules: [{
      filters: [HttpRouteFilter.requestHeaders({ set: { 'user-agent': 'shop' } })],
      backends: [RouteBackend.host('api.weather.example', 80)],
      timeouts: { request: Duration.seconds(3) },
    }],
  });
}

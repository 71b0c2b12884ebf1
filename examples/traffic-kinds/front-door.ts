import { Duration } from 'cdk8s';
import type { Gateway, IMeshGateway, IMeshNamespace, MeshNamespace, MeshService } from 'cdk8s-ossm';
import {
  DelegateVirtualService, DirectResponseBody, ExportTo, HttpMethod, HttpRewrite, Jwks, MeshHost, PathMatch, RedirectPort, RedirectScheme,
  RequestAuthentication, RouteDestination, RouteGateway, StringMatch, UnmatchedPreflights, VirtualService, VirtualServiceHttp, WorkloadSelector,
} from 'cdk8s-ossm';
import type { Construct } from 'constructs';
import type { Shop } from './shop';

/** What the shop's front door is made with. */
export interface FrontDoorHandles {
  readonly shop: Shop;
  /** The pods that take customers in, and their namespace. */
  readonly edge: IMeshGateway;
  readonly ingress: IMeshNamespace;
  /** What they listen for: the shop's host, among others. */
  readonly web: Gateway;
  /** A gateway that brings its own `Gateway` along, and its namespace. */
  readonly partners: IMeshGateway;
  readonly outer: IMeshNamespace;
  /** A team that decides about its own paths. */
  readonly finance: MeshNamespace;
  /** Its service. */
  readonly ledger: MeshService;
}

/** The shop's host, as customers see it: which path goes where, in which form. */
export function frontDoor(scope: Construct, { shop, ingress, edge, web, partners, outer, finance, ledger }: FrontDoorHandles): void {
  const { namespace } = shop;

  // The finance team decides about its part. Its program could be another one: then the handle is DelegateVirtualService.fromName(...).
  const invoices = new DelegateVirtualService(scope, 'invoices', {
    name: 'invoices',
    namespace: finance,
    exportTo: [ExportTo.namespace(namespace)],
    http: [
      VirtualServiceHttp.directResponse({ name: 'closed', matches: [{ path: PathMatch.exact('/invoices/2019') }], status: 410 }),
      VirtualServiceHttp.route({ name: 'ledger', destination: RouteDestination.service(ledger) }),
    ],
  });

  const door = new VirtualService(scope, 'front-door', {
    name: 'front-door', namespace, hosts: [MeshHost.of('shop.example.com')], gateways: [RouteGateway.gateway(web), RouteGateway.meshGateway(partners)],
  });
  door.addDirectResponse({
    name: 'robots',
    matches: [{ path: PathMatch.exact('/robots.txt') }],
    status: 200,
    body: DirectResponseBody.text('User-agent: *\nDisallow: /cart\n'),
    headers: { response: { set: { 'content-type': 'text/plain' } } },
  });
  door.addDirectResponse({
    name: 'pixel',
    matches: [{ path: PathMatch.exact('/pixel.gif') }],
    status: 200,
    body: DirectResponseBody.bytes('R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=='),
    headers: { response: { set: { 'content-type': 'image/gif' } } },
  });
  door.addRedirect({ name: 'moved', matches: [{ pathRegex: '/old/.*' }], uri: '/', authority: MeshHost.of('archive.example.com'), redirectCode: 308 });
  door.addRedirect({
    name: 'help',
    matches: [{ path: PathMatch.prefix('/help') }],
    authority: MeshHost.of('help.example.com'),
    scheme: RedirectScheme.HTTPS,
    port: RedirectPort.of(8443),
  });
  door.addDelegate({ name: 'invoices', matches: [{ path: PathMatch.prefix('/invoices') }], delegate: invoices, timeout: Duration.seconds(10) });

  // Pages of partners may call the API from browsers. The service knows no /api: /api/cart is /cart to it.
  door.addHttpRoute({
    name: 'api',
    matches: [{ path: PathMatch.prefix('/api/cart'), ignorePathCase: true, method: StringMatch.regex('GET|POST|OPTIONS') }],
    rewrite: HttpRewrite.path('/cart', { authority: MeshHost.service(shop.cart) }),
    destination: RouteDestination.service(shop.cart),
    corsPolicy: {
      allowOrigins: [StringMatch.exact('https://partner.example.com'), StringMatch.regex('https://[a-z]+\\.shop\\.example\\.com')],
      allowMethods: [HttpMethod.GET, HttpMethod.POST],
      allowHeaders: ['content-type', 'x-api-key'],
      exposeHeaders: ['x-request-id'],
      maxAge: Duration.hours(24),
      allowCredentials: true,
      unmatchedPreflights: UnmatchedPreflights.IGNORE,
    },
    headers: {
      request: { set: { 'x-forwarded-prefix': '/api' }, add: { 'x-via': 'front-door' }, remove: ['x-internal'] },
      response: { remove: ['server'] },
    },
  });
  door.addHttpRoute({
    name: 'search',
    matches: [{ path: PathMatch.stringPrefix('/search') }],
    rewrite: HttpRewrite.pathRegex('^/search-([a-z]+)', '/search/\\1'),
    destination: RouteDestination.service(shop.search),
    corsPolicy: { allowOrigins: [StringMatch.prefix('https://')], allowAllMethods: true },
  });
  // A claim of a token that the gateway has verified.
  for (const [gateway, of] of [[edge, ingress], [partners, outer]] as const) {
    new RequestAuthentication(scope, `tokens-${gateway.gatewayName}`, {
      name: 'staff',
      namespace: of,
      selector: WorkloadSelector.gateway(gateway),
      rules: [{ issuer: 'https://login.example.com', keys: Jwks.uri('https://login.example.com/keys') }],
    });
  }
  door.addHttpRoute({
    name: 'staff',
    matches: [{
      headers: { '@request.auth.claims.groups': StringMatch.exact('staff') }, scheme: StringMatch.exact('https'), gateways: [RouteGateway.gateway(web)],
    }],
    rewrite: HttpRewrite.authority(MeshHost.of('staff.shop.example.com')),
    destination: RouteDestination.service(shop.web),
  });
  door.addHttpRoute({ name: 'web', matches: [{ authority: StringMatch.prefix('shop.') }], destination: RouteDestination.service(shop.web) });

  // The other hosts of the gateway. That of partners is for VirtualServices of its own namespace.
  const others = { gateways: [RouteGateway.gateway(web)] };
  new VirtualService(scope, 'orders', { ...others, name: 'orders', namespace: ingress, hosts: [MeshHost.of('partners.example.com')] }).addHttpRoute({
    destination: RouteDestination.service(shop.cart),
  });
  new VirtualService(scope, 'status', { ...others, name: 'status', namespace, hosts: [MeshHost.of('status.example.com')] }).addHttpRoute({
    destination: RouteDestination.service(shop.web),
  });
}

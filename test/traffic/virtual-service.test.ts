import { Duration } from 'cdk8s';
import {
  DelegateVirtualService, DestinationRule, DirectResponseBody, FaultAbort, Gateway, GrpcStatus, HttpRetry, HttpRewrite, RedirectPort,
  RedirectScheme, Resolution, RetryOn, RouteDestination, RouteGateway, ServiceEntry, UnmatchedPreflights, VirtualService, VirtualServiceHttp,
  type VirtualServiceProps,
} from '../../src/traffic';
import { AppProtocol } from '../../src/vocabulary/app-protocol';
import { ExportTo } from '../../src/vocabulary/export-to';
import { HttpMethod } from '../../src/vocabulary/http-method';
import { MeshHost } from '../../src/vocabulary/mesh-host';
import { PathMatch } from '../../src/vocabulary/path-match';
import { Percentage } from '../../src/vocabulary/percentage';
import { StringMatch } from '../../src/vocabulary/string-match';
import { WorkloadSelector } from '../../src/vocabulary/workload-selector';
import { MeshService } from '../../src/workload';
import { codes, fakeProgram, findings, only } from '../support/fake-mesh';

const REVIEWS = RouteDestination.host(MeshHost.of('reviews'));
const TO_REVIEWS = [{ destination: { host: 'reviews' } }];

function program() {
  const made = fakeProgram();
  const shop = made.mesh.namespace('shop');
  const virtualService = (props: Partial<VirtualServiceProps> = {}) =>
    new VirtualService(made.chart, 'it', { name: 'reviews', namespace: shop, hosts: [MeshHost.of('reviews')], ...props });
  return { ...made, shop, virtualService, spec: () => only(made.chart, 'VirtualService').spec };
}

describe('VirtualService', () => {
  test('shares between versions that a DestinationRule defines', () => {
    const { chart, shop, virtualService } = program();
    const reviews = MeshService.fromName(chart, 'reviews', { namespace: shop, name: 'reviews', port: 9080 });
    const rule = new DestinationRule(chart, 'rule', { name: 'reviews', namespace: shop, host: MeshHost.service(reviews) });
    const [v1, v2] = ['v1', 'v2'].map((version) => rule.addSubset(version, { labels: { version } }));
    const routes = virtualService({ hosts: [MeshHost.service(reviews)], exportTo: [ExportTo.OWN_NAMESPACE] });
    routes.addHttpRoute({
      name: 'canary',
      destinations: [
        { destination: RouteDestination.subset(v1), weight: 90 },
        { destination: RouteDestination.subset(v2, { port: 9080 }), weight: 10, headers: { response: { set: { 'x-version': 'v2' } } } },
      ],
    });
    const host = 'reviews.shop.svc.cluster.local';
    expect(only(chart, 'VirtualService')).toEqual({
      apiVersion: 'networking.istio.io/v1',
      kind: 'VirtualService',
      metadata: { name: 'reviews', namespace: 'shop' },
      spec: {
        hosts: [host],
        exportTo: ['.'],
        http: [{
          name: 'canary',
          route: [
            { destination: { host, subset: 'v1' }, weight: 90 },
            { destination: { host, subset: 'v2', port: { number: 9080 } }, weight: 10, headers: { response: { set: { 'x-version': 'v2' } } } },
          ],
        }],
      },
    });
    expect({ name: routes.virtualServiceName, namespace: routes.namespaceName }).toEqual({ name: 'reviews', namespace: 'shop' });
  });

  test('every condition on a request', () => {
    const { chart, mesh, shop, virtualService, spec } = program();
    const edge = Gateway.fromName(chart, 'edge', { name: 'edge', namespace: mesh.namespace('ingress') });
    const own = Gateway.fromName(chart, 'own', { name: 'own', namespace: shop });
    virtualService({ gateways: [RouteGateway.MESH, RouteGateway.gateway(edge), RouteGateway.gateway(own)] })
      .addHttpRoute({
        matches: [{
          name: 'all',
          path: PathMatch.exact('/a'),
          ignorePathCase: true,
          method: StringMatch.exact('GET'),
          authority: StringMatch.prefix('reviews'),
          scheme: StringMatch.exact('http'),
          headers: { 'end-user': StringMatch.exact('jason') },
          presentHeaders: ['x-canary'],
          withoutHeaders: { 'x-region': StringMatch.regex('eu-.*') },
          absentHeaders: ['x-bot'],
          queryParams: { debug: StringMatch.exact('1') },
          presentQueryParams: ['trace'],
          statPrefix: 'jason',
          port: 80,
          source: WorkloadSelector.labels({ app: 'web' }),
          sourceNamespace: shop,
          gateways: [RouteGateway.MESH],
        }, { pathRegex: '/b/.*' }],
        destination: REVIEWS,
      });
    expect(spec()).toEqual({
      hosts: ['reviews'],
      gateways: ['mesh', 'ingress/edge', 'own'],
      http: [{
        match: [{
          name: 'all',
          uri: { exact: '/a' },
          ignoreUriCase: true,
          method: { exact: 'GET' },
          authority: { prefix: 'reviews' },
          scheme: { exact: 'http' },
          headers: { 'end-user': { exact: 'jason' }, 'x-canary': {} },
          withoutHeaders: { 'x-region': { regex: 'eu-.*' }, 'x-bot': {} },
          queryParams: { debug: { exact: '1' }, trace: {} },
          statPrefix: 'jason',
          port: 80,
          sourceLabels: { app: 'web' },
          sourceNamespace: 'shop',
          gateways: ['mesh'],
        }, { uri: { regex: '/b/.*' } }],
        route: TO_REVIEWS,
      }],
    });
  });

  test('a gateway of the mesh is referred to by its name', () => {
    const { mesh, virtualService, spec } = program();
    const edge = { gatewayName: 'edge', namespaceName: 'ingress' };
    virtualService({ gateways: [RouteGateway.meshGateway(edge as never)] }).addHttpRoute({ destination: REVIEWS });
    expect(spec().gateways).toEqual(['ingress/edge']);
    expect(mesh.meshName).toBe('default');
  });

  test('a prefix goes by segments, by characters only where that is said', () => {
    const { virtualService, spec } = program();
    virtualService().addHttpRoute({ matches: [{ path: PathMatch.prefix('/a'), port: 80 }, { path: PathMatch.stringPrefix('/b') }], destination: REVIEWS });
    expect(spec().http[0].match).toEqual([{ uri: { exact: '/a' }, port: 80 }, { uri: { prefix: '/a/' }, port: 80 }, { uri: { prefix: '/b' } }]);
  });

  test('everything on the way to a destination', () => {
    const { virtualService, spec } = program();
    virtualService().addHttpRoute({
      destination: REVIEWS,
      timeout: Duration.millis(1500),
      retries: HttpRetry.attempts(3, {
        perTryTimeout: Duration.seconds(2),
        retryOn: [RetryOn.GATEWAY_ERROR, RetryOn.status(409), RetryOn.of('reset')],
        backoff: Duration.millis(50),
        remoteLocalities: true,
        ignorePreviousHosts: false,
      }),
      fault: {
        delay: { duration: Duration.seconds(5), percentage: Percentage.of(0.1) },
        abort: FaultAbort.grpc(GrpcStatus.UNAVAILABLE, Percentage.of(1)),
      },
      mirrors: [{ destination: RouteDestination.host(MeshHost.of('shadow')) }, { destination: REVIEWS, percentage: Percentage.of(5) }],
      headers: { request: { set: { a: '1' }, add: { b: '2' }, remove: ['c'] } },
      corsPolicy: {
        allowOrigins: [StringMatch.exact('https://example.com')],
        allowMethods: [HttpMethod.GET],
        allowHeaders: ['x-a'],
        exposeHeaders: ['x-b'],
        maxAge: Duration.hours(24),
        allowCredentials: true,
        unmatchedPreflights: UnmatchedPreflights.IGNORE,
      },
    });
    expect(spec().http).toEqual([{
      route: TO_REVIEWS,
      timeout: '1.5s',
      retries: {
        attempts: 3, perTryTimeout: '2s', retryOn: 'gateway-error,409,reset', backoff: '0.05s', retryRemoteLocalities: true, retryIgnorePreviousHosts: false,
      },
      fault: { delay: { fixedDelay: '5s', percentage: { value: 0.1 } }, abort: { grpcStatus: 'UNAVAILABLE', percentage: { value: 1 } } },
      mirrors: [{ destination: { host: 'shadow' } }, { destination: { host: 'reviews' }, percentage: { value: 5 } }],
      headers: { request: { set: { a: '1' }, add: { b: '2' }, remove: ['c'] } },
      corsPolicy: {
        allowOrigins: [{ exact: 'https://example.com' }],
        allowMethods: ['GET'],
        allowHeaders: ['x-a'],
        exposeHeaders: ['x-b'],
        maxAge: '86400s',
        allowCredentials: true,
        unmatchedPreflights: 'IGNORE',
      },
    }]);
  });

  test('no retries; every method', () => {
    const { virtualService, spec } = program();
    virtualService().addHttpRoute({
      destination: REVIEWS, retries: HttpRetry.none(), corsPolicy: { allowOrigins: [StringMatch.regex('.*')], allowAllMethods: true },
    });
    expect(spec().http[0]).toMatchObject({ retries: { attempts: 0 }, corsPolicy: { allowMethods: ['*'] } });
  });

  test('redirects and answers of the proxy', () => {
    const { virtualService, spec } = program();
    const routes = virtualService();
    routes.addRedirect({ matches: [{ path: PathMatch.exact('/old') }], uri: '/new', authority: MeshHost.of('example.com'), redirectCode: 308 });
    routes.addRedirect({ matches: [{ port: 80 }], scheme: RedirectScheme.HTTPS, port: RedirectPort.of(8443) });
    routes.addRedirect({ matches: [{ port: 81 }], scheme: RedirectScheme.HTTPS, port: RedirectPort.FROM_REQUEST_PORT });
    routes.addDirectResponse({ matches: [{ path: PathMatch.exact('/robots.txt') }], status: 200, body: DirectResponseBody.text('Disallow: /') });
    routes.addDirectResponse({ status: 503, body: DirectResponseBody.bytes('AAEC'), headers: { response: { set: { 'retry-after': '60' } } } });
    expect(spec().http).toEqual([
      { match: [{ uri: { exact: '/old' } }], redirect: { uri: '/new', authority: 'example.com', redirectCode: 308 } },
      { match: [{ port: 80 }], redirect: { scheme: 'https', port: 8443 } },
      { match: [{ port: 81 }], redirect: { scheme: 'https', derivePort: 'FROM_REQUEST_PORT' } },
      { match: [{ uri: { exact: '/robots.txt' } }], directResponse: { status: 200, body: { string: 'Disallow: /' } } },
      { directResponse: { status: 503, body: { bytes: 'AAEC' } }, headers: { response: { set: { 'retry-after': '60' } } } },
    ]);
  });

  test('connections with TLS and without', () => {
    const { shop, virtualService, spec } = program();
    const routes = virtualService({ hosts: [MeshHost.of('*.example.com')] });
    routes.addTlsRoute({
      matches: [{
        sniHosts: [MeshHost.of('a.example.com')], port: 443, destinationSubnets: ['10.0.0.0/8'], source: WorkloadSelector.labels({ app: 'web' }), sourceNamespace: shop,
      }],
      destination: REVIEWS,
    });
    routes.addTcpRoute({
      matches: [{ port: 9000, destinationSubnets: ['10.1.0.0/16'], gateways: [RouteGateway.MESH] }],
      destinations: [{ destination: REVIEWS, weight: 3 }, { destination: RouteDestination.host(MeshHost.of('other')), weight: 1 }],
    });
    routes.addTcpRoute({ destination: REVIEWS });
    expect(spec()).toEqual({
      hosts: ['*.example.com'],
      tls: [{
        match: [{ sniHosts: ['a.example.com'], port: 443, destinationSubnets: ['10.0.0.0/8'], sourceLabels: { app: 'web' }, sourceNamespace: 'shop' }],
        route: TO_REVIEWS,
      }],
      tcp: [{
        match: [{ port: 9000, destinationSubnets: ['10.1.0.0/16'], gateways: ['mesh'] }],
        route: [{ destination: { host: 'reviews' }, weight: 3 }, { destination: { host: 'other' }, weight: 1 }],
      }, { route: TO_REVIEWS }],
    });
  });

  test('lists in props come before what is added', () => {
    const { virtualService, spec } = program();
    const routes = virtualService({
      http: [
        VirtualServiceHttp.route({ name: 'a', matches: [{ port: 80 }], destination: REVIEWS }), VirtualServiceHttp.directResponse({ name: 'b', matches: [{ port: 81 }], status: 404 }),
        VirtualServiceHttp.redirect({ name: 'c', matches: [{ port: 82 }], uri: '/' }),
      ],
      tls: [{ matches: [{ sniHosts: [MeshHost.of('reviews')] }], destination: REVIEWS }],
      tcp: [{ matches: [{ port: 9000 }], destination: REVIEWS }],
    });
    routes.addHttp(VirtualServiceHttp.route({ name: 'd', destination: REVIEWS }));
    expect(spec().http.map((entry: { name: string }) => entry.name)).toEqual(['a', 'b', 'c', 'd']);
    expect(spec()).toMatchObject({ tls: [{ route: TO_REVIEWS }], tcp: [{ match: [{ port: 9000 }] }] });
  });

  test('a ServiceEntry is a destination by its only host, or by the one that is told', () => {
    const { chart, virtualService, spec } = program();
    const one = new ServiceEntry(chart, 'one', {
      name: 'one', hosts: [MeshHost.of('a.example.com')], ports: [{ port: 443, name: 'tls', protocol: AppProtocol.TLS }], resolution: Resolution.dns(),
    });
    const two = ServiceEntry.fromName(chart, 'two', { name: 'two', hosts: [MeshHost.of('b.example.com'), MeshHost.of('c.example.com')] });
    const routes = virtualService();
    routes.addHttpRoute({ matches: [{ port: 80 }], destination: RouteDestination.serviceEntry(one, { port: 443 }) });
    routes.addHttpRoute({ destination: RouteDestination.serviceEntry(two, { host: two.hosts[1] }) });
    expect(spec().http.map((entry: any) => entry.route[0].destination)).toEqual([{ host: 'a.example.com', port: { number: 443 } }, { host: 'c.example.com' }]);
    expect(() => RouteDestination.serviceEntry(two)).toThrow(/'b\.example\.com', 'c\.example\.com'/);
  });
});

describe('a rewrite of a path', () => {
  test.each([
    ['of a prefix by segments in two entries, so that /shop/cart becomes /v2/cart', PathMatch.prefix('/shop'), '/v2', [
      { match: [{ uri: { exact: '/shop' } }], uri: '/v2' }, { match: [{ uri: { prefix: '/shop/' } }], uri: '/v2/' },
    ]],
    ['to the root in one entry', PathMatch.prefix('/shop'), '/', [{ match: [{ uri: { exact: '/shop' } }, { uri: { prefix: '/shop/' } }], uri: '/' }]],
    ['of the root puts a prefix before all', PathMatch.prefix('/'), '/v2', [{ match: [{ uri: { prefix: '/' } }], uri: '/v2/' }]],
    ['of characters stays as it is', PathMatch.stringPrefix('/shop'), '/v2', [{ match: [{ uri: { prefix: '/shop' } }], uri: '/v2' }]],
    ['of a whole path stays as it is', PathMatch.exact('/shop'), '/v2', [{ match: [{ uri: { exact: '/shop' } }], uri: '/v2' }]],
  ])('%s', (_, path, rewrite, expected) => {
    const { virtualService, spec } = program();
    virtualService().addHttpRoute({ matches: [{ path }], rewrite: HttpRewrite.path(rewrite), destination: REVIEWS });
    expect(spec().http).toEqual(expected.map(({ match, uri }) => ({ match, rewrite: { uri }, route: TO_REVIEWS })));
  });

  test('without a match it is one of the root', () => {
    const { virtualService, spec } = program();
    virtualService().addHttpRoute({ rewrite: HttpRewrite.path('/v2', { authority: MeshHost.of('example.com') }), destination: REVIEWS });
    expect(spec().http).toEqual([{ rewrite: { uri: '/v2/', authority: 'example.com' }, route: TO_REVIEWS }]);
  });

  test('keeps the order of matches', () => {
    const { virtualService, spec } = program();
    virtualService().addHttpRoute({
      matches: [{ path: PathMatch.prefix('/a/b') }, { path: PathMatch.stringPrefix('/a') }, { pathRegex: '/c.*' }], rewrite: HttpRewrite.path('/z'), destination: REVIEWS,
    });
    expect(spec().http.map(({ match, rewrite }: any) => [rewrite.uri, ...match.map((m: any) => Object.values(m.uri)[0])])).toEqual([
      ['/z', '/a/b'], ['/z/', '/a/b/'], ['/z', '/a', '/c.*'],
    ]);
  });

  test('by an expression, or of the host alone', () => {
    const { virtualService, spec } = program();
    const routes = virtualService();
    routes.addHttpRoute({ matches: [{ path: PathMatch.prefix('/a') }], rewrite: HttpRewrite.pathRegex('^/a/(.*)', '/\\1'), destination: REVIEWS });
    routes.addHttpRoute({ rewrite: HttpRewrite.authority(MeshHost.of('example.com')), destination: REVIEWS });
    expect(spec().http.map((entry: any) => entry.rewrite)).toEqual([{ uriRegexRewrite: { match: '^/a/(.*)', rewrite: '/\\1' } }, { authority: 'example.com' }]);
  });
});

describe('delegation', () => {
  test('goes to a VirtualService without hosts, in another namespace or the same', () => {
    const { chart, mesh, shop } = program();
    const reviews = new DelegateVirtualService(chart, 'reviews', {
      name: 'reviews', namespace: mesh.namespace('team'), exportTo: [ExportTo.namespace(shop)], http: [VirtualServiceHttp.route({ destination: REVIEWS })],
    });
    reviews.addRedirect({ matches: [{ path: PathMatch.exact('/reviews/old') }], uri: '/reviews/new' });
    reviews.addDirectResponse({ matches: [{ path: PathMatch.exact('/reviews/gone') }], status: 410 });
    reviews.addHttpRoute({ name: 'last', destination: REVIEWS });
    const root = new VirtualService(chart, 'root', { name: 'root', namespace: shop, hosts: [MeshHost.of('shop.example.com')] });
    root.addDelegate({ matches: [{ path: PathMatch.prefix('/reviews') }], delegate: reviews, timeout: Duration.seconds(3) });
    root.addHttp(VirtualServiceHttp.delegate({ delegate: DelegateVirtualService.fromName(chart, 'own', { name: 'own', namespace: shop }) }));
    const [delegate, rooted] = chart.toJson().filter((o: any) => o.kind === 'VirtualService');
    expect(delegate.spec).toEqual({
      exportTo: ['shop'],
      http: [
        { route: TO_REVIEWS },
        { match: [{ uri: { exact: '/reviews/old' } }], redirect: { uri: '/reviews/new' } },
        { match: [{ uri: { exact: '/reviews/gone' } }], directResponse: { status: 410 } },
        { name: 'last', route: TO_REVIEWS },
      ],
    });
    expect(rooted.spec.http).toEqual([
      { match: [{ uri: { exact: '/reviews' } }, { uri: { prefix: '/reviews/' } }], delegate: { name: 'reviews', namespace: 'team' }, timeout: '3s' },
      { delegate: { name: 'own' } },
    ]);
    expect(reviews).toMatchObject({ delegateName: 'reviews', namespaceName: 'team' });
  });

  test('is one level deep', () => {
    const { chart } = program();
    const below = DelegateVirtualService.fromName(chart, 'below', { name: 'below' });
    const delegate = new DelegateVirtualService(chart, 'delegate', { name: 'delegate' });
    expect(() => delegate.addHttp(VirtualServiceHttp.delegate({ delegate: below }))).toThrow(/traffic\/delegate-delegates/);
  });
});

describe('what makes no sense in a route is told', () => {
  test.each<[string, string, any]>([
    ['two ways to say where to', 'traffic/destination-said-twice', { destination: REVIEWS, destinations: [{ destination: REVIEWS }] }],
    ['nowhere to go', 'traffic/no-route-destination', {}],
    ['shares without weights', 'traffic/weight-needed', { destinations: [{ destination: REVIEWS, weight: 100 }, { destination: REVIEWS }] }],
    ['no match', 'traffic/no-match', { matches: [], destination: REVIEWS }],
    ['two paths', 'traffic/match-said-twice', { matches: [{ path: PathMatch.exact('/a'), pathRegex: '/b' }], destination: REVIEWS }],
    ['a header twice', 'traffic/match-said-twice', { matches: [{ headers: { a: StringMatch.exact('b') }, presentHeaders: ['a'] }], destination: REVIEWS }],
    ['a missing header twice', 'traffic/match-said-twice', { matches: [{ withoutHeaders: { a: StringMatch.exact('b') }, absentHeaders: ['a'] }], destination: REVIEWS }],
    ['a parameter twice', 'traffic/match-said-twice', { matches: [{ queryParams: { a: StringMatch.exact('b') }, presentQueryParams: ['a'] }], destination: REVIEWS }],
    ['methods twice', 'traffic/cors-methods-said-twice', {
      destination: REVIEWS, corsPolicy: { allowOrigins: [StringMatch.exact('a')], allowMethods: [HttpMethod.GET], allowAllMethods: true },
    }],
  ])('%s', (_, code, options) => {
    const made = program();
    made.virtualService().addHttpRoute(options);
    expect(codes(made)).toContain(code);
  });

  test('a port that the service has not, once the program is complete', () => {
    const made = program();
    const reviews = MeshService.fromName(made.chart, 'reviews', { namespace: made.shop, name: 'reviews', port: 9080 });
    const routes = made.virtualService();
    routes.addHttpRoute({ matches: [{ port: 80 }], destination: RouteDestination.service(reviews, { port: 80 }) });
    routes.addTcpRoute({ destination: RouteDestination.service(reviews, { port: 9080 }) });
    expect(findings(made).map(({ code, what }) => [code, what])).toEqual([['traffic/unknown-port', 'the service reviews.shop.svc.cluster.local has no port 80']]);
  });

  test('a service of another mesh', () => {
    const made = program();
    const other = fakeProgram({ name: 'other', rootNamespace: 'other' });
    const reviews = MeshService.fromName(other.chart, 'reviews', { namespace: other.mesh.namespace('shop'), name: 'reviews', port: 9080 });
    made.virtualService().addHttpRoute({ destination: RouteDestination.service(reviews) });
    expect(codes(made)).toEqual(['traffic/backend-of-another-mesh']);
  });

  test('what the webhook would refuse, with its place', () => {
    const made = program();
    made.virtualService().addHttpRoute({ destination: REVIEWS, fault: { abort: FaultAbort.http(99, Percentage.of(1)) } });
    expect(findings(made).map((f) => f.what).join()).toMatch(/VirtualService 'shop\/reviews', `spec\.http\[0\]\.fault\.abort\.httpStatus`/);
  });

  test('the name of a gateway with a dot', () => {
    const { chart, virtualService } = program();
    const gateway = Gateway.fromName(chart, 'gateway', { name: 'a.b' });
    expect(() => virtualService({ gateways: [RouteGateway.gateway(gateway)] })).toThrow(/traffic\/gateway-name-with-dot/);
  });
});

describe('what is of a wrong type is refused with what to write', () => {
  test.each<[string, any, RegExp]>([
    ['a destination', { destination: 'reviews' }, /`destination` of http\[0\] of the VirtualService is 'reviews'[\s\S]*RouteDestination/],
    ['a match', { matches: [{ headers: { a: 'b' } }], destination: REVIEWS }, /`matches\[0\]\.headers\['a'\]`[\s\S]*StringMatch\.exact\('b'\)/],
    ['a path', { matches: [{ path: '/a' }], destination: REVIEWS }, /`matches\[0\]\.path`[\s\S]*PathMatch\.prefix\('\/a'\)/],
    ['a time', { timeout: '10s', destination: REVIEWS }, /`timeout`[\s\S]*Duration/],
    ['retries', { retries: 3, destination: REVIEWS }, /`retries`[\s\S]*HttpRetry\.attempts\(3\)/],
    ['a condition of retries', { retries: HttpRetry.attempts(1, { retryOn: ['5xx' as never] }), destination: REVIEWS }, /`retryOn`[\s\S]*RetryOn/],
    ['a percentage', { mirrors: [{ destination: REVIEWS, percentage: 5 }], destination: REVIEWS }, /`mirrors\[0\]\.percentage`[\s\S]*Percentage\.of\(5\)/],
    ['a rewrite', { rewrite: '/a', destination: REVIEWS }, /`rewrite`[\s\S]*HttpRewrite\.path\('\/a'\)/],
    ['the path of a rewrite', { rewrite: HttpRewrite.path(1 as never), destination: REVIEWS }, /`path` of the HttpRewrite/],
    ['the share of a fault', { fault: { abort: FaultAbort.http(500, undefined as never) }, destination: REVIEWS }, /`percentage` of the FaultAbort/],
    ['a port', { destination: RouteDestination.host(MeshHost.of('a'), { port: '80' as never }) }, /`port` of the RouteDestination[\s\S]*write 80/],
    ['a weight', { destinations: [{ destination: REVIEWS, weight: '1' }] }, /`destinations\[0\]\.weight`/],
    ['a header', { headers: { request: { set: { a: 1 } } }, destination: REVIEWS }, /`headers\.request\.set`/],
    ['options', undefined, /`options`/],
  ])('%s', (_, options, message) => {
    expect(() => program().virtualService().addHttpRoute(options)).toThrow(message);
  });

  test('hosts, gateways and entries', () => {
    const { virtualService } = program();
    expect(() => virtualService({ hosts: ['reviews'] as never })).toThrow(/MeshHost\.of\('reviews'\)/);
    expect(() => program().virtualService({ gateways: ['mesh'] as never })).toThrow(/RouteGateway\.MESH/);
    expect(() => program().virtualService({ http: [{ destination: REVIEWS }] as never })).toThrow(/VirtualServiceHttp\.route/);
    expect(() => program().virtualService().addTlsRoute({ destination: REVIEWS } as never)).toThrow(/`matches` of tls\[0\]/);
    expect(() => RouteGateway.gateway('edge' as never)).toThrow(/'edge' is not a gateway/);
    expect(() => RouteDestination.service('reviews' as never)).toThrow(/traffic\/no-destination/);
    expect(() => RouteDestination.subset('v1' as never)).toThrow(/rule\.addSubset/);
    expect(() => RouteDestination.host('reviews' as never)).toThrow(/MeshHost\.of/);
    expect(() => RouteDestination.serviceEntry('reviews' as never)).toThrow(/ServiceEntry\.fromName/);
  });

  test('null means unsaid', () => {
    const { virtualService, spec } = program();
    virtualService({ exportTo: null as never })
      .addHttpRoute({ destination: REVIEWS, timeout: null as never, matches: [{ port: 80, path: null as never }] });
    expect(spec()).toEqual({ hosts: ['reviews'], http: [{ match: [{ port: 80 }], route: TO_REVIEWS }] });
  });
});

test('a VirtualService of another program writes nothing', () => {
  const { chart, shop } = program();
  expect(VirtualService.fromName(chart, 'other', { name: 'other', namespace: shop })).toMatchObject({ virtualServiceName: 'other', namespaceName: 'shop' });
  expect(chart.toJson()).toEqual([]);
});

import { Duration } from 'cdk8s';
import { OpenShift, OssmRelease } from '../../src/release';
import {
  AllowedRoutes, BackendCa, BackendName, BackendTlsPolicy, BackendTlsTarget, ClientCertificateMode, FrontendValidation, GrantFrom, GrantTo,
  GrpcMethodMatch, GrpcRoute, GrpcRouteFilter, HttpRoute, HttpRouteFilter, KubernetesGateway, KubernetesGatewayAddress, KubernetesGatewayClass,
  KubernetesListener, ReferenceGrant, RouteBackend, RouteParent, RoutePathChange, TlsRoute,
} from '../../src/traffic/gateway-api';
import { HttpMethod } from '../../src/vocabulary/http-method';
import { PathMatch } from '../../src/vocabulary/path-match';
import { Percentage } from '../../src/vocabulary/percentage';
import { Revision } from '../../src/vocabulary/revision';
import { SecretRef } from '../../src/vocabulary/secret-ref';
import { StringMatch } from '../../src/vocabulary/string-match';
import { codes, fakeProgram, only } from '../support/fake-mesh';

function shop() {
  const program = fakeProgram({ release: OssmRelease.V3_4, openshift: OpenShift.V4_23, istioMinor: '1.30' });
  const namespace = program.mesh.addNamespace('shop');
  const other = program.mesh.addNamespace('stock');
  const web = namespace.serviceFromName('web', { port: 8080 });
  const items = other.serviceFromName('items', { port: 9090 });
  const edge = new KubernetesGateway(program.chart, 'edge', { name: 'edge', namespace, listeners: [KubernetesListener.http()] });
  return { ...program, namespace, other, web, items, edge };
}

describe('KubernetesGateway', () => {
  test('listeners get the usual names and ports', () => {
    const { chart, mesh } = fakeProgram({ release: OssmRelease.V3_4, openshift: OpenShift.V4_23, istioMinor: '1.30' });
    const namespace = mesh.addNamespace('shop');
    new KubernetesGateway(chart, 'edge', {
      name: 'edge',
      namespace,
      listeners: [
        KubernetesListener.http({ routesFrom: AllowedRoutes.namespaces(namespace, mesh.addNamespace('stock')) }),
        KubernetesListener.https({ certificates: [SecretRef.named('edge-tls')], hostname: '*.example.com', tlsOptions: { 'gateway.istio.io/tls-terminate-mode': 'MUTUAL' } }),
        KubernetesListener.tlsPassthrough({ name: 'through', port: 8443, routesFrom: AllowedRoutes.ALL_NAMESPACES }),
        KubernetesListener.tlsTerminate({ name: 'ends', port: 9443, certificates: [SecretRef.named('db')], certificateNamespace: 'vault', routeKinds: ['TCPRoute'] }),
        KubernetesListener.tcp(5432, { routesFrom: AllowedRoutes.labelled({ team: 'data' }) }),
      ],
    });
    const { metadata, spec } = only(chart, 'Gateway');
    expect(metadata).toEqual({ name: 'edge', namespace: 'shop' });
    expect(spec).toEqual({
      gatewayClassName: 'istio',
      listeners: [
        {
          name: 'http',
          port: 80,
          protocol: 'HTTP',
          allowedRoutes: {
            namespaces: { from: 'Selector', selector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['shop', 'stock'] }] } },
          },
        },
        {
          name: 'https',
          port: 443,
          protocol: 'HTTPS',
          hostname: '*.example.com',
          tls: { mode: 'Terminate', certificateRefs: [{ name: 'edge-tls' }], options: { 'gateway.istio.io/tls-terminate-mode': 'MUTUAL' } },
        },
        { name: 'through', port: 8443, protocol: 'TLS', tls: { mode: 'Passthrough' }, allowedRoutes: { namespaces: { from: 'All' } } },
        {
          name: 'ends',
          port: 9443,
          protocol: 'TLS',
          tls: { mode: 'Terminate', certificateRefs: [{ name: 'db', namespace: 'vault' }] },
          allowedRoutes: { kinds: [{ kind: 'TCPRoute' }] },
        },
        { name: 'tcp', port: 5432, protocol: 'TCP', allowedRoutes: { namespaces: { from: 'Selector', selector: { matchLabels: { team: 'data' } } } } },
      ],
    });
  });

  test('a gateway of Istio carries the revision of its mesh, one of the ingress operator does not', () => {
    const { chart, mesh } = fakeProgram({ revision: Revision.of('prod') });
    const namespace = mesh.addNamespace('shop');
    const ours = new KubernetesGateway(chart, 'ours', { name: 'ours', namespace });
    const theirs = new KubernetesGateway(chart, 'theirs', { name: 'theirs', namespace, gatewayClass: KubernetesGatewayClass.OPENSHIFT_DEFAULT });
    expect(ours.apiObject.toJson().metadata.labels).toEqual({ 'istio.io/rev': 'prod' });
    expect(theirs.apiObject.toJson().metadata.labels).toBeUndefined();
  });

  test('addresses, infrastructure and certificates of clients', () => {
    const { chart, mesh } = fakeProgram({ release: OssmRelease.V3_4, openshift: OpenShift.V4_23, istioMinor: '1.30' });
    new KubernetesGateway(chart, 'edge', {
      name: 'edge',
      namespace: mesh.addNamespace('shop'),
      listeners: [KubernetesListener.http()],
      addresses: [KubernetesGatewayAddress.ip('192.0.2.1'), KubernetesGatewayAddress.hostname('edge.shop.svc.cluster.local')],
      infrastructure: { labels: { tier: 'edge' }, annotations: { note: 'x' }, parametersConfigMap: 'edge-settings' },
      listenersFrom: AllowedRoutes.SAME_NAMESPACE,
      clientCertificates: FrontendValidation.configMaps(['clients'], ClientCertificateMode.OPTIONAL, [{ port: 443, caConfigMaps: ['partners'] }]),
      backendClientCertificate: SecretRef.named('edge-client'),
    });
    expect(only(chart, 'Gateway').spec).toEqual({
      gatewayClassName: 'istio',
      listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }],
      addresses: [{ type: 'IPAddress', value: '192.0.2.1' }, { type: 'Hostname', value: 'edge.shop.svc.cluster.local' }],
      infrastructure: { labels: { tier: 'edge' }, annotations: { note: 'x' }, parametersRef: { group: '', kind: 'ConfigMap', name: 'edge-settings' } },
      allowedListeners: { namespaces: { from: 'Same' } },
      tls: {
        backend: { clientCertificateRef: { name: 'edge-client' } },
        frontend: {
          default: { validation: { caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: 'clients' }], mode: 'AllowInsecureFallback' } },
          perPort: [{ port: 443, tls: { validation: { caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: 'partners' }] } } }],
        },
      },
    });
  });

  test('what is no listener is refused', () => {
    const { chart, mesh } = fakeProgram({ release: OssmRelease.V3_4, openshift: OpenShift.V4_23, istioMinor: '1.30' });
    expect(() => new KubernetesGateway(chart, 'edge', { name: 'edge', namespace: mesh.addNamespace('shop'), listeners: [{ port: 80 } as never] }))
      .toThrow(/KubernetesListener\.http\(\)/);
  });
});

describe('HttpRoute', () => {
  test('matches, filters, backends and timeouts, with names of other namespaces only', () => {
    const { chart, namespace, web, items, edge } = shop();
    const route = new HttpRoute(chart, 'route', { name: 'web', namespace, parents: [RouteParent.gateway(edge, { listener: 'http' })], hostnames: ['shop.example.com'] });
    route.addRule({
      name: 'items',
      matches: [
        { path: PathMatch.prefix('/items'), method: HttpMethod.GET, headers: { 'x-user': StringMatch.exact('jason') }, queryParams: { q: StringMatch.regex('a.*') } },
        { pathRegex: '/v[0-9]+' },
      ],
      filters: [
        HttpRouteFilter.requestHeaders({ set: { a: '1' }, add: { b: '2' }, remove: ['c'] }),
        HttpRouteFilter.responseHeaders({ set: { d: '3' } }),
        HttpRouteFilter.rewrite({ hostname: 'items.internal', path: RoutePathChange.full('/all') }),
        HttpRouteFilter.mirror(RouteBackend.service(web), Percentage.of(0.5)),
      ],
      backends: [RouteBackend.service(items, { weight: 90 }), RouteBackend.host('items.global', 80, { weight: 10, httpFilters: [HttpRouteFilter.extension('a.io', 'B', 'c')] })],
      timeouts: { request: Duration.seconds(90), backendRequest: Duration.millis(1500) },
    });
    route.addRule({ filters: [HttpRouteFilter.redirect({ scheme: 'https', hostname: 'x.example.com', path: RoutePathChange.full('/y'), port: 443, statusCode: 301 })] });
    route.addRule({
      filters: [HttpRouteFilter.cors({
        allowOrigins: ['https://a.example.com'], allowMethods: [HttpMethod.GET], allowHeaders: ['x-a'], exposeHeaders: ['x-b'], allowCredentials: true, maxAge: Duration.minutes(1),
      })],
    });
    expect(only(chart, 'HTTPRoute').spec).toEqual({
      parentRefs: [{ name: 'edge', sectionName: 'http' }],
      hostnames: ['shop.example.com'],
      rules: [
        {
          name: 'items',
          matches: [
            {
              path: { type: 'PathPrefix', value: '/items' },
              method: 'GET',
              headers: [{ name: 'x-user', value: 'jason' }],
              queryParams: [{ name: 'q', type: 'RegularExpression', value: 'a.*' }],
            },
            { path: { type: 'RegularExpression', value: '/v[0-9]+' } },
          ],
          filters: [
            {
              type: 'RequestHeaderModifier',
              requestHeaderModifier: { set: [{ name: 'a', value: '1' }], add: [{ name: 'b', value: '2' }], remove: ['c'] },
            },
            { type: 'ResponseHeaderModifier', responseHeaderModifier: { set: [{ name: 'd', value: '3' }] } },
            { type: 'URLRewrite', urlRewrite: { hostname: 'items.internal', path: { type: 'ReplaceFullPath', replaceFullPath: '/all' } } },
            { type: 'RequestMirror', requestMirror: { backendRef: { name: 'web', port: 8080 }, fraction: { numerator: 5000, denominator: 1_000_000 } } },
          ],
          backendRefs: [
            { name: 'items', namespace: 'stock', port: 9090, weight: 90 },
            {
              group: 'networking.istio.io',
              kind: 'Hostname',
              name: 'items.global',
              port: 80,
              weight: 10,
              filters: [{ type: 'ExtensionRef', extensionRef: { group: 'a.io', kind: 'B', name: 'c' } }],
            },
          ],
          timeouts: { request: '90s', backendRequest: '1500ms' },
        },
        {
          filters: [{
            type: 'RequestRedirect',
            requestRedirect: { scheme: 'https', hostname: 'x.example.com', path: { type: 'ReplaceFullPath', replaceFullPath: '/y' }, port: 443, statusCode: 301 },
          }],
        },
        {
          filters: [{
            type: 'CORS',
            cors: {
              allowOrigins: ['https://a.example.com'], allowMethods: ['GET'], allowHeaders: ['x-a'], exposeHeaders: ['x-b'], allowCredentials: true, maxAge: 60,
            },
          }],
        },
      ],
    });
  });

  test('services and ServiceEntries are parents in the mesh', () => {
    const { chart, namespace, web, items } = shop();
    new HttpRoute(chart, 'route', {
      name: 'mesh',
      namespace,
      parents: [RouteParent.service(web, { port: 8080 }), RouteParent.service(items), RouteParent.serviceEntry({ serviceEntryName: 'api' })],
    });
    expect(only(chart, 'HTTPRoute').spec).toEqual({
      parentRefs: [
        { group: '', kind: 'Service', name: 'web', port: 8080 },
        { group: '', kind: 'Service', name: 'items', namespace: 'stock' },
        { group: 'networking.istio.io', kind: 'ServiceEntry', name: 'api' },
      ],
    });
  });

  test('a prefix is replaced where one prefix is matched', () => {
    const { chart, namespace, web } = shop();
    const filters = [HttpRouteFilter.rewrite({ path: RoutePathChange.prefix('/') })];
    new HttpRoute(chart, 'route', { name: 'web', namespace, rules: [{ matches: [{ path: PathMatch.prefix('/x') }], filters, backends: [RouteBackend.service(web)] }] });
    expect(only(chart, 'HTTPRoute').spec.rules[0].filters).toEqual([
      { type: 'URLRewrite', urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' } } },
    ]);
  });

  test('a match that the API does not have is refused with what comes near', () => {
    const { chart, namespace, web } = shop();
    const route = new HttpRoute(chart, 'route', { name: 'web', namespace });
    route.addRule({ matches: [{ path: PathMatch.stringPrefix('/x') }], backends: [RouteBackend.service(web)] });
    expect(() => route.apiObject.toJson()).toThrow(/Gateway API has no such match[\s\S]*PathMatch\.prefix\('\/x'\)/);
    const headers = new HttpRoute(chart, 'headers', { name: 'headers', namespace, rules: [{ matches: [{ headers: { a: StringMatch.prefix('b.') } }] }] });
    expect(() => headers.apiObject.toJson()).toThrow(/StringMatch\.regex\('b\\\.\.\*'\)/);
  });

  test('a port that the service does not have is refused', () => {
    const { web } = shop();
    expect(() => RouteBackend.service(web, { port: 81 })).toThrow(/service 'web' has no port 81[\s\S]*8080/);
  });
});

describe('GrpcRoute', () => {
  test('methods, headers and filters', () => {
    const { chart, namespace, web, items, edge } = shop();
    new GrpcRoute(chart, 'route', {
      name: 'calls',
      namespace,
      parents: [RouteParent.gateway(edge)],
      hostnames: ['grpc.example.com'],
      rules: [
        {
          name: 'users',
          matches: [
            { method: GrpcMethodMatch.method('com.example.User', 'Login'), headers: { version: StringMatch.exact('2') } },
            { method: GrpcMethodMatch.service('com.example.User') },
            { method: GrpcMethodMatch.regex('com\\.example\\..*') },
          ],
          filters: [
            GrpcRouteFilter.requestHeaders({ remove: ['x'] }), GrpcRouteFilter.responseHeaders({ add: { y: '1' } }),
            GrpcRouteFilter.mirror(RouteBackend.service(items), Percentage.of(5)), GrpcRouteFilter.extension('a.io', 'B', 'c'),
          ],
          backends: [RouteBackend.service(web, { grpcFilters: [GrpcRouteFilter.requestHeaders({ set: { z: '2' } })] })],
        },
      ],
    });
    expect(only(chart, 'GRPCRoute').spec).toEqual({
      parentRefs: [{ name: 'edge' }],
      hostnames: ['grpc.example.com'],
      rules: [{
        name: 'users',
        matches: [
          { method: { service: 'com.example.User', method: 'Login' }, headers: [{ name: 'version', value: '2' }] },
          { method: { service: 'com.example.User' } },
          { method: { type: 'RegularExpression', service: 'com\\.example\\..*' } },
        ],
        filters: [
          { type: 'RequestHeaderModifier', requestHeaderModifier: { remove: ['x'] } },
          { type: 'ResponseHeaderModifier', responseHeaderModifier: { add: [{ name: 'y', value: '1' }] } },
          { type: 'RequestMirror', requestMirror: { backendRef: { name: 'items', namespace: 'stock', port: 9090 }, percent: 5 } },
          { type: 'ExtensionRef', extensionRef: { group: 'a.io', kind: 'B', name: 'c' } },
        ],
        backendRefs: [{ name: 'web', port: 8080, filters: [{ type: 'RequestHeaderModifier', requestHeaderModifier: { set: [{ name: 'z', value: '2' }] } }] }],
      }],
    });
  });
});

describe('TlsRoute, ReferenceGrant and BackendTlsPolicy', () => {
  test('a TLSRoute has one rule', () => {
    const { chart, namespace, web, edge } = shop();
    new TlsRoute(chart, 'route', {
      name: 'db', namespace, parents: [RouteParent.gateway(edge, { port: 443 })], hostnames: ['db.example.com'], backends: [RouteBackend.service(web)], ruleName: 'all',
    });
    expect(only(chart, 'TLSRoute')).toMatchObject({
      apiVersion: 'gateway.networking.k8s.io/v1',
      spec: { parentRefs: [{ name: 'edge', port: 443 }], hostnames: ['db.example.com'], rules: [{ name: 'all', backendRefs: [{ name: 'web', port: 8080 }] }] },
    });
  });

  test('a ReferenceGrant is of the version that every OpenShift serves', () => {
    const { chart, namespace, other, items } = shop();
    new ReferenceGrant(chart, 'grant', {
      name: 'shop',
      namespace: other,
      from: [
        GrantFrom.httpRoutes(namespace), GrantFrom.grpcRoutes(namespace), GrantFrom.tlsRoutes(namespace), GrantFrom.gateways(namespace), GrantFrom.of('x.io', 'Y', namespace),
      ],
      to: [GrantTo.service(items), GrantTo.secret(SecretRef.named('tls')), GrantTo.SERVICES, GrantTo.SECRETS, GrantTo.of('z.io', 'W', 'w')],
    });
    const gateway = { group: 'gateway.networking.k8s.io', namespace: 'shop' };
    expect(only(chart, 'ReferenceGrant')).toMatchObject({
      apiVersion: 'gateway.networking.k8s.io/v1beta1',
      spec: {
        from: [
          { ...gateway, kind: 'HTTPRoute' }, { ...gateway, kind: 'GRPCRoute' }, { ...gateway, kind: 'TLSRoute' }, { ...gateway, kind: 'Gateway' },
          { group: 'x.io', kind: 'Y', namespace: 'shop' },
        ],
        to: [
          { group: '', kind: 'Service', name: 'items' }, { group: '', kind: 'Secret', name: 'tls' }, { group: '', kind: 'Service' }, { group: '', kind: 'Secret' },
          { group: 'z.io', kind: 'W', name: 'w' },
        ],
      },
    });
  });

  test('a grant for what is in another namespace is an error', () => {
    const program = shop();
    new ReferenceGrant(program.chart, 'grant', {
      name: 'wrong', namespace: program.namespace, from: [GrantFrom.httpRoutes(program.other)], to: [GrantTo.service(program.items)],
    });
    expect(codes(program)).toContain('traffic/grant-in-other-namespace');
  });

  test('a BackendTLSPolicy says whom to trust', () => {
    const { chart, namespace, web } = shop();
    new BackendTlsPolicy(chart, 'tls', {
      name: 'web',
      namespace,
      targets: [BackendTlsTarget.service(web, 'https'), BackendTlsTarget.serviceEntry({ serviceEntryName: 'bank' })],
      hostname: 'web.example.com',
      ca: BackendCa.configMaps('ca-1', 'ca-2'),
      subjectAltNames: [BackendName.hostname('web.example.com'), BackendName.uri('spiffe://cluster.local/ns/shop/sa/web')],
      options: { 'example.com/x': 'y' },
    });
    new BackendTlsPolicy(chart, 'system', { name: 'system', namespace, targets: [BackendTlsTarget.service(web)], hostname: 'web.example.com', ca: BackendCa.SYSTEM });
    const [own, system] = (chart.toJson() as any[]).filter(({ kind }) => kind === 'BackendTLSPolicy');
    expect(own.spec).toEqual({
      targetRefs: [
        { group: '', kind: 'Service', name: 'web', sectionName: 'https' }, { group: 'networking.istio.io', kind: 'ServiceEntry', name: 'bank' },
      ],
      validation: {
        hostname: 'web.example.com',
        caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: 'ca-1' }, { group: '', kind: 'ConfigMap', name: 'ca-2' }],
        subjectAltNames: [{ type: 'Hostname', hostname: 'web.example.com' }, { type: 'URI', uri: 'spiffe://cluster.local/ns/shop/sa/web' }],
      },
      options: { 'example.com/x': 'y' },
    });
    expect(system.spec.validation).toEqual({ hostname: 'web.example.com', wellKnownCACertificates: 'System' });
  });

  test('a BackendTLSPolicy for what is in another namespace is an error', () => {
    const program = shop();
    const { chart, namespace, items } = program;
    new BackendTlsPolicy(chart, 'tls', { name: 'items', namespace, targets: [BackendTlsTarget.service(items)], hostname: 'a.example', ca: BackendCa.SYSTEM });
    expect(codes(program)).toEqual(['objects/target-in-other-namespace']);
  });
});

import { type Chart, Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { MeshMetric, MetricTag, Telemetry, TraceTag } from '../../src/observability';
import {
  AuthorizationAction, AuthorizationCondition, AuthorizationPolicy, Jwks, MutualTlsMode, PathPattern, PeerAuthentication, Principal,
  RequestAuthentication, SourceNamespace,
} from '../../src/security';
import {
  ExtensionCode, ExtensionPhase, TrafficExtension, WasmEnvironment, type WasmExtension, WasmFailStrategy, WasmPlugin, WasmPluginType, WasmPullPolicy,
} from '../../src/traffic/extensions';
import {
  AllowedRoutes, BackendCa, BackendName, BackendTlsPolicy, BackendTlsTarget, ClientCertificateMode, FrontendValidation, GrantFrom, GrantTo,
  GrpcMethodMatch, GrpcRoute, GrpcRouteFilter, HttpRoute, HttpRouteFilter, KubernetesGateway, KubernetesGatewayAddress, KubernetesListener,
  ReferenceGrant, RouteBackend, RouteParent, RoutePathChange, TlsRoute,
} from '../../src/traffic/gateway-api';
import { HttpMethod } from '../../src/vocabulary/http-method';
import { Identity } from '../../src/vocabulary/identity';
import type { IMeshNamespace, IMeshService } from '../../src/vocabulary/interfaces';
import { PathMatch } from '../../src/vocabulary/path-match';
import { Percentage } from '../../src/vocabulary/percentage';
import { PolicyTarget } from '../../src/vocabulary/policy-target';
import { ProviderRef } from '../../src/vocabulary/provider-ref';
import { SecretRef } from '../../src/vocabulary/secret-ref';
import { StringMatch } from '../../src/vocabulary/string-match';
import { WorkloadMode } from '../../src/vocabulary/workload-mode';
import { WorkloadSelector } from '../../src/vocabulary/workload-selector';

/** Where everything is written: `other` is a service of another namespace than `web`. */
export interface Place {
  readonly namespace: IMeshNamespace;
  readonly web: IMeshService;
  readonly other: IMeshService;
}

const SELECTOR = WorkloadSelector.labels({ app: 'web' });
const TARGETS = [PolicyTarget.allWaypoints()];
const MODES = Object.values(WorkloadMode);

/** A kind, and what together says all that can be said of it. */
export interface Everything {
  readonly write: (chart: Chart, id: string, props: unknown) => void;
  readonly props: (place: Place) => object[];
}

function everything<P extends object>(kind: new (scope: Construct, id: string, props: P) => Construct, props: (place: Place) => P[]): Everything {
  return { props, write: (chart, id, of) => void new kind(chart, id, of as P) };
}

/** Objects that together say all that can be said of a kind with types. */
export const EVERYTHING: { readonly [kind: string]: Everything } = {
  PeerAuthentication: everything(PeerAuthentication, ({ namespace }) => {
    return Object.values(MutualTlsMode).map((mode) => ({ name: 'it', namespace, selector: SELECTOR, mode, portModes: { 80: mode } }));
  }),
  RequestAuthentication: everything(RequestAuthentication, ({ namespace }) => {
    const key = { kty: 'EC', crv: 'P-256', x: 'a', y: 'b' };
    const all = {
      name: 'it',
      namespace,
      selector: SELECTOR,
      rules: [
        {
          issuer: 'https://a',
          keys: Jwks.uri('https://a'),
          audiences: ['a'],
          fromHeaders: [{ name: 'a', prefix: 'b' }],
          fromParams: ['a'],
          fromCookies: ['a'],
          forwardOriginalToken: true,
          outputPayloadToHeader: 'a',
          outputClaimToHeaders: [{ claim: 'a', header: 'b' }],
          timeout: Duration.seconds(1),
          spaceDelimitedClaims: ['a'],
        },
        { issuer: 'b', keys: Jwks.inline(JSON.stringify({ keys: [key] })) },
      ],
    };
    return [all, { name: 'it', namespace, targets: TARGETS }];
  }),
  AuthorizationPolicy: everything(AuthorizationPolicy, ({ namespace }) => {
    const sources = {
      trustDomains: ['a'],
      notTrustDomains: ['a'],
      requestPrincipals: ['a'],
      notRequestPrincipals: ['a'],
      ipBlocks: ['10.0.0.1'],
      notIpBlocks: ['10.0.0.1'],
      remoteIpBlocks: ['10.0.0.1'],
      notRemoteIpBlocks: ['10.0.0.1'],
    };
    const identity = Identity.of('a', 'b', 'c');
    const actions = [AuthorizationAction.ALLOW, AuthorizationAction.DENY, AuthorizationAction.AUDIT, AuthorizationAction.custom(ProviderRef.of('a'))];
    const path = PathPattern.of(PathMatch.exact('/'));
    const all = actions.map((action) => ({
      name: 'it',
      namespace,
      selector: SELECTOR,
      action,
      rules: [{
        from: [
          {
            ...sources,
            principals: [Principal.ANY],
            notPrincipals: [Principal.ANY],
            namespaces: [SourceNamespace.of(namespace)],
            notNamespaces: [SourceNamespace.of(namespace)],
          },
          { serviceAccounts: [identity], notServiceAccounts: [identity] },
        ],
        to: [{
          hosts: ['a'],
          notHosts: ['a'],
          ports: [80],
          notPorts: [80],
          methods: [HttpMethod.GET],
          notMethods: [HttpMethod.GET],
          paths: [path],
          notPaths: [path],
        }],
        when: [AuthorizationCondition.header('a', { values: ['a'], notValues: ['b'] })],
      }],
    }));
    return [...all, { name: 'it', namespace, targets: TARGETS, dryRun: true }];
  }),
  Telemetry: everything(Telemetry, ({ namespace }) => {
    const metrics = [
      MeshMetric.ALL, MeshMetric.REQUEST_COUNT, MeshMetric.REQUEST_DURATION, MeshMetric.REQUEST_SIZE, MeshMetric.RESPONSE_SIZE,
      MeshMetric.TCP_OPENED_CONNECTIONS, MeshMetric.TCP_CLOSED_CONNECTIONS, MeshMetric.TCP_SENT_BYTES, MeshMetric.TCP_RECEIVED_BYTES,
      MeshMetric.GRPC_REQUEST_MESSAGES, MeshMetric.GRPC_RESPONSE_MESSAGES, MeshMetric.custom('a'),
    ];
    const providers = [ProviderRef.ENVOY];
    const all = MODES.map((mode) => ({
      name: 'it',
      namespace,
      selector: SELECTOR,
      accessLogging: [{ mode, providers, disabled: false, filter: 'true' }],
      tracing: {
        mode,
        provider: ProviderRef.of('a'),
        sampling: Percentage.of(1),
        customTags: {
          a: TraceTag.literal('a'), b: TraceTag.environment('A', 'b'), c: TraceTag.header('a', 'b'), d: TraceTag.formatter('a'),
        },
        disableSpanReporting: false,
        disableContextPropagation: false,
        enableIstioTags: false,
        useRequestIdForTraceSampling: false,
      },
      metrics: [{
        providers,
        overrides: metrics.map((metric) => ({ metric, mode, disabled: false, tags: { a: MetricTag.REMOVE, b: MetricTag.upsert('a') } })),
        reportingInterval: Duration.seconds(1),
      }],
    }));
    return [...all, { name: 'it', namespace, targets: TARGETS }];
  }),
  WasmPlugin: everything(WasmPlugin, ({ namespace }) => {
    const all = wasms().map((of) => ({ name: 'it', namespace, selector: SELECTOR, ...of }));
    return [...all, { name: 'it', namespace, targets: TARGETS, wasm: { url: 'oci://a' } }];
  }),
  TrafficExtension: everything(TrafficExtension, ({ namespace }) => {
    const all = wasms().map(({ wasm, ...place }) => ({ name: 'it', namespace, selector: SELECTOR, code: ExtensionCode.wasm(wasm), ...place }));
    return [...all, { name: 'it', namespace, targets: TARGETS, code: ExtensionCode.lua('-- envoy_on_request') }];
  }),
  Gateway: everything(KubernetesGateway, ({ namespace }) => {
    const places = [AllowedRoutes.ALL_NAMESPACES, AllowedRoutes.SAME_NAMESPACE, AllowedRoutes.namespaces(namespace), AllowedRoutes.labelled({ a: 'b' })];
    const several = AllowedRoutes.namespaces(namespace, { namespaceName: 'more' } as IMeshNamespace);
    const tls = { certificates: [SecretRef.named('a')], certificateNamespace: 'a', tlsOptions: { a: 'b' } };
    const all = [...places, several].map((routesFrom) => ({
      name: 'it',
      namespace,
      listeners: [
        KubernetesListener.http({ name: 'a', port: 80, hostname: 'a.example', routesFrom, routeKinds: ['HTTPRoute'] }),
        KubernetesListener.https(tls), KubernetesListener.tlsTerminate(tls), KubernetesListener.tlsPassthrough(), KubernetesListener.tcp(81),
      ],
      addresses: [KubernetesGatewayAddress.ip('10.0.0.1'), KubernetesGatewayAddress.hostname('a.example')],
      infrastructure: { labels: { a: 'b' }, annotations: { a: 'b' }, parametersConfigMap: 'a' },
      listenersFrom: routesFrom,
      clientCertificates: FrontendValidation.configMaps(['a'], ClientCertificateMode.OPTIONAL, [
        { port: 80, caConfigMaps: ['a'], mode: ClientCertificateMode.REQUIRE }, { port: 81, caConfigMaps: ['a'], mode: ClientCertificateMode.OPTIONAL },
      ]),
      backendClientCertificate: SecretRef.named('a'),
    }));
    return [...all, { name: 'it', namespace, clientCertificates: FrontendValidation.configMaps(['a'], ClientCertificateMode.REQUIRE) }];
  }),
  HTTPRoute: everything(HttpRoute, ({ namespace, web, other }) => {
    const changes = { set: { a: 'b' }, add: { a: 'b' }, remove: ['a'] };
    const filters = [
      HttpRouteFilter.requestHeaders(changes), HttpRouteFilter.responseHeaders(changes), HttpRouteFilter.extension('a', 'b', 'c'),
      HttpRouteFilter.mirror(RouteBackend.service(other), Percentage.of(1)),
      HttpRouteFilter.mirror(RouteBackend.host('a', 80), Percentage.of(0.5)),
      ...[301, 302, 303, 307, 308].map((statusCode, i) => HttpRouteFilter.redirect({
        scheme: i === 0 ? 'http' : 'https', hostname: 'a', path: RoutePathChange.full('/'), port: 80, statusCode,
      })),
      HttpRouteFilter.redirect({ path: RoutePathChange.prefix('/') }),
      HttpRouteFilter.rewrite({ hostname: 'a', path: RoutePathChange.full('/') }),
      HttpRouteFilter.rewrite({ path: RoutePathChange.prefix('/') }),
      HttpRouteFilter.cors({
        allowOrigins: ['*'], allowMethods: Object.values(HttpMethod), allowHeaders: ['a'], exposeHeaders: ['a'], allowCredentials: true, maxAge: Duration.seconds(1),
      }),
    ];
    const texts = { a: StringMatch.exact('a'), b: StringMatch.regex('a') };
    return [{
      name: 'it',
      namespace,
      parents: parents(other),
      hostnames: ['a.example'],
      rules: [{
        name: 'a',
        matches: [
          ...Object.values(HttpMethod).map((method) => ({ path: PathMatch.prefix('/'), headers: texts, queryParams: texts, method })),
          { path: PathMatch.exact('/') }, { pathRegex: 'a' },
        ],
        filters,
        backends: [RouteBackend.service(web, { port: 8080, weight: 1, httpFilters: filters }), RouteBackend.service(other), RouteBackend.host('a', 80)],
        timeouts: { request: Duration.seconds(1), backendRequest: Duration.seconds(1) },
      }],
    }];
  }),
  GRPCRoute: everything(GrpcRoute, ({ namespace, web, other }) => {
    const changes = { set: { a: 'b' }, add: { a: 'b' }, remove: ['a'] };
    const filters = [
      GrpcRouteFilter.requestHeaders(changes), GrpcRouteFilter.responseHeaders(changes), GrpcRouteFilter.extension('a', 'b', 'c'),
      GrpcRouteFilter.mirror(RouteBackend.service(other), Percentage.of(1)),
      GrpcRouteFilter.mirror(RouteBackend.host('a', 80), Percentage.of(0.5)),
    ];
    return [{
      name: 'it',
      namespace,
      parents: parents(other),
      hostnames: ['a.example'],
      rules: [{
        name: 'a',
        matches: [
          { method: GrpcMethodMatch.method('a', 'b'), headers: { a: StringMatch.exact('a'), b: StringMatch.regex('a') } },
          { method: GrpcMethodMatch.service('a') }, { method: GrpcMethodMatch.regex('a', 'b') },
        ],
        filters,
        backends: [RouteBackend.service(web, { weight: 1, grpcFilters: filters }), RouteBackend.service(other), RouteBackend.host('a', 80)],
      }],
    }];
  }),
  TLSRoute: everything(TlsRoute, ({ namespace, web, other }) => {
    return [{
      name: 'it',
      namespace,
      parents: parents(other),
      hostnames: ['a.example'],
      backends: [RouteBackend.service(web, { weight: 1 }), RouteBackend.service(other), RouteBackend.host('a', 80)],
      ruleName: 'a',
    }];
  }),
  ReferenceGrant: everything(ReferenceGrant, ({ namespace, web }) => {
    return [{ name: 'it', namespace, from: [GrantFrom.gateways(namespace)], to: [GrantTo.service(web)] }];
  }),
  BackendTLSPolicy: everything(BackendTlsPolicy, ({ namespace, web }) => {
    return [BackendCa.SYSTEM, BackendCa.configMaps('a')].map((ca) => ({
      name: 'it',
      namespace,
      targets: [BackendTlsTarget.service(web, 'a')],
      hostname: 'a.example',
      ca,
      subjectAltNames: [BackendName.hostname('a.example'), BackendName.uri('spiffe://a')],
      options: { 'a/b': 'c' },
    }));
  }),
};

function parents(service: IMeshService): RouteParent[] {
  const gateway = { kubernetesGatewayName: 'a', namespaceName: 'b' } as Parameters<typeof RouteParent.gateway>[0];
  return [RouteParent.gateway(gateway, { listener: 'a', port: 80 }), RouteParent.service(service), RouteParent.serviceEntry({ serviceEntryName: 'a' })];
}

function wasms() {
  const strategies = Object.values(WasmFailStrategy);
  const phases = Object.values(ExtensionPhase);
  const pulls = Object.values(WasmPullPolicy);
  const types = Object.values(WasmPluginType);
  return [0, 1, 2].map((i) => {
    const wasm: WasmExtension = {
      url: 'oci://a',
      sha256: 'a'.repeat(64),
      imagePullPolicy: pulls[i % pulls.length],
      imagePullSecret: SecretRef.named('a'),
      pluginConfig: { a: 'b' },
      pluginName: 'a',
      type: types[i % types.length],
      failStrategy: strategies[i],
      environment: [WasmEnvironment.literal('A', 'b'), WasmEnvironment.fromProxy('B')],
    };
    return { wasm, phase: phases[i], priority: 1, match: MODES.map((mode) => ({ mode, ports: [80] })) };
  });
}

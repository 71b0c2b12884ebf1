import { testRows, type Row } from './support/judge';

const AT = 'spec.values.meshConfig.extensionProviders';
const ISTIO = { apiVersion: 'sailoperator.io/v1' };
const SERVICE = { service: 'collector.observability.svc.cluster.local', port: 4317 };

/** A row about a list of providers; places are inside it. */
function row(sentence: string, extensionProviders: readonly object[], said: readonly string[] = []): Row {
  return [sentence, { values: { meshConfig: { extensionProviders } } }, said.map((line) => line.replace('@', AT))];
}

describe('extension providers', () => {
  testRows('Istio', [
    row('all that are no service are right', [{ name: 'a', prometheus: {} }, { name: 'b', stackdriver: {} }, { name: 'c', envoyFileAccessLog: { path: '/dev/stdout' } }, { name: 'd', sds: { name: 'e', ...SERVICE } }]),
    ...['zipkin', 'datadog', 'opencensus', 'skywalking', 'opentelemetry', 'envoyHttpAls', 'envoyTcpAls', 'envoyOtelAls', 'envoyExtAuthzHttp', 'envoyExtAuthzGrpc', 'lightstep'].flatMap((type) => [
      row(`${type} with service and port is right`, [{ name: 'a', [type]: { ...SERVICE, accessToken: 'b' } }]),
      row(`${type} without service is warned of`, [{ name: 'a', [type]: { service: '', port: 1, accessToken: 'b' } }], [`warning extension-provider/service @[0].${type}.service`]),
      row(`${type} with a port out of range is warned of`, [{ name: 'a', [type]: { ...SERVICE, port: 65536, accessToken: 'b' } }], [`warning extension-provider/port @[0].${type}.port`]),
      row(`the port 0 of ${type} is warned of`, [{ name: 'a', [type]: { ...SERVICE, port: 0, accessToken: 'b' } }], [`warning extension-provider/port @[0].${type}.port`]),
    ]),
    ...['192.0.2.1', 'short', 'tracing/zipkin.tracing.svc.cluster.local', '*/zipkin.example.com', './*.example.com'].map((service) =>
      row(`the service ${service} is right`, [{ name: 'a', zipkin: { service, port: 1 } }])),
    ...['a_b', 'http://zipkin:9411', 'tracing/zipkin', '/zipkin.tracing', 'tracing/', 'a_b/zipkin.tracing', 'tracing/*zipkin.com', 'a/b/c.d'].map((service) =>
      row(`the service ${service} is warned of`, [{ name: 'a', zipkin: { service, port: 1 } }], ['warning extension-provider/service @[0].zipkin.service'])),
    row('an empty name is warned of', [{ name: '', prometheus: {} }], ['warning extension-provider/no-name @[0].name']),
    row('a name that is there twice is warned of', [{ name: 'a', prometheus: {} }, { name: 'a', zipkin: SERVICE }], ['warning extension-provider/duplicate-name @[1].name']),
    row('the settings of a built-in provider may be replaced', [{ name: 'envoy', envoyFileAccessLog: { path: '/dev/stderr' } }]),
    row('a name alone is warned of', [{ name: 'a' }], ['warning extension-provider/no-type @[0]']),
    row('lightstep without token is warned of', [{ name: 'a', lightstep: SERVICE }], ['warning extension-provider/no-access-token @[0].lightstep.accessToken']),
    row('OpenTelemetry over HTTP is right', [{ name: 'a', opentelemetry: { ...SERVICE, http: { path: '/v1/traces', timeout: '1s' } } }]),
    row('OpenTelemetry over HTTP and gRPC is warned of', [{ name: 'a', opentelemetry: { ...SERVICE, http: { path: '/' }, grpc: {} } }], ['warning extension-provider/grpc-and-http @[0].opentelemetry']),
  ], ISTIO);
});

describe('external authorizers', () => {
  const http = (settings: object) => [{ name: 'a', envoyExtAuthzHttp: { ...SERVICE, ...settings } }];
  testRows('Istio', [
    row('a status, a path and patterns of headers are right', http({ statusOnError: '503', pathPrefix: '/check?a=b', includeRequestHeadersInCheck: ['x-*', 'cookie'], headersToUpstreamOnAllow: ['*-id'], timeout: '0.5s' })),
    row('a status with a sign is right', http({ statusOnError: '+403' })),
    ...['999', '4e2', 'Forbidden', '418'].map((statusOnError) => row(`the status ${statusOnError} is warned of`, http({ statusOnError }), ['warning extension-provider/status-on-error @[0].envoyExtAuthzHttp.statusOnError'])),
    row('a status over gRPC is judged', [{ name: 'a', envoyExtAuthzGrpc: { ...SERVICE, statusOnError: 'x' } }], ['warning extension-provider/status-on-error @[0].envoyExtAuthzGrpc.statusOnError']),
    ...['check', '/a%zz', '//[a'].map((pathPrefix) => row(`the path ${pathPrefix} is warned of`, http({ pathPrefix }), ['warning extension-provider/path-prefix @[0].envoyExtAuthzHttp.pathPrefix'])),
    ...['includeRequestHeadersInCheck', 'includeHeadersInCheck', 'headersToDownstreamOnDeny', 'headersToDownstreamOnAllow', 'headersToUpstreamOnAllow'].map((list) =>
      row(`a wildcard for all in ${list} is warned of`, http({ [list]: ['a', '*'] }), [`warning extension-provider/all-headers @[0].envoyExtAuthzHttp.${list}[1]`])),
  ], ISTIO);
});

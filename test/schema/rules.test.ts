import { found, gatewayApi, NEWEST, objectOf } from './support';
import { SCHEMA_TABLES } from '../../imports/schema';
import type { SchemaTarget } from '../../src/schema';
import { schemaTable } from '../../src/schema/table';

interface Case {
  readonly rule: string;
  readonly kind: string;
  readonly good: object;
  readonly bad: object;
  readonly finds: string;
  readonly metadata?: object;
  readonly target?: SchemaTarget;
}

const ISTIO_1_24: SchemaTarget = { ossm: '3.0' };
const EXPERIMENTAL = gatewayApi('v1.5.1', 'experimental');

/** A rule of the tables, an object that keeps it, and one that breaks nothing else. */
function rule(name: string, kind: string, good: object, bad: object, finds: string, more: Pick<Case, 'metadata' | 'target'> = {}): Case {
  return { rule: name, kind, good, bad, finds, ...more };
}

const http = (fields: object) => ({ http: [{ route: [{ destination: { host: 'a' } }], ...fields }] });
const entry = (fields: object) => ({ hosts: ['a.example.com'], ...fields });
const gateway = (listener: object, ...others: object[]) => ({ gatewayClassName: 'istio', listeners: [{ name: 'a', port: 80, protocol: 'HTTP', ...listener }, ...others] });
const listenerSet = (listener: object, ...others: object[]) => ({ parentRef: { name: 'a' }, listeners: [{ name: 'a', port: 80, protocol: 'HTTP', ...listener }, ...others] });
const route = (r: object) => ({ rules: [r] });
const filter = (...filters: object[]) => route({ filters });
const path = (value: string) => route({ matches: [{ path: { value } }] });
const prefix = { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' } };
const values = (v: object) => ({ namespace: 'istio-system', version: 'v1.30.3', values: v });
const provider = (fields: object) => values({ meshConfig: { extensionProviders: [{ name: 'a', ...fields }] } });
const validation = (fields: object) => ({ targetRefs: [{ group: '', kind: 'Service', name: 'a' }], validation: { hostname: 'a.example.com', wellKnownCACertificates: 'System', ...fields } });
const osRoute = (fields: object) => ({ to: { kind: 'Service', name: 'a' }, ...fields });
const header = (direction: string, action: object, name = 'X-Header') => osRoute({ httpHeaders: { actions: { [direction]: [{ name, action }] } } });
const persistent = (fields: object) => route({ sessionPersistence: { sessionName: 'a', ...fields } });
const auth = (fields: object) => filter({ type: 'ExternalAuth', externalAuth: { backendRef: { name: 'a', port: 80 }, ...fields } });

const CASES: readonly Case[] = [
  // Operator
  rule('named-default', 'IstioCNI', { namespace: 'a', version: 'v1.30.3' }, { namespace: 'a', version: 'v1.30.3' }, 'schema/name metadata.name', { metadata: { name: 'other' } }),
  rule('revision-is-name', 'IstioRevision', values({ revision: 'a', global: { istioNamespace: 'istio-system' } }), values({ revision: 'b', global: { istioNamespace: 'istio-system' } }),
    'schema/mismatch spec.values.revision', { metadata: { name: 'a' } }),
  rule('namespace-in-values', 'Istio', values({ global: { istioNamespace: 'istio-system' } }), values({ global: { istioNamespace: 'other' } }), 'schema/mismatch spec.values.global.istioNamespace'),
  rule('at-most-one', 'Istio', provider({ zipkin: { service: 'a', port: 1 } }), provider({ zipkin: { service: 'a', port: 1 }, datadog: { service: 'a', port: 1 } }), 'schema/one-of spec.values.meshConfig.extensionProviders[0]'),
  // Istio
  rule('keys-without', 'Telemetry', { selector: { matchLabels: { app: 'a' } } }, { selector: { matchLabels: { 'a*': 'a' } } }, 'schema/pattern spec.selector.matchLabels["a*"]'),
  rule('no-empty-key', 'Telemetry', { selector: { matchLabels: { app: 'a' } } }, { selector: { matchLabels: { '': 'a' } } }, 'schema/pattern spec.selector.matchLabels[""]'),
  rule('without', 'Sidecar', { workloadSelector: { labels: { app: 'a' } } }, { workloadSelector: { labels: { app: 'a*' } } }, 'schema/pattern spec.workloadSelector.labels.app'),
  rule('target-kind', 'AuthorizationPolicy', { targetRefs: [{ group: '', kind: 'Service', name: 'a' }] }, { targetRefs: [{ group: 'apps', kind: 'Deployment', name: 'a' }] }, 'schema/enum spec.targetRefs[0]', { target: ISTIO_1_24 }),
  rule('same-namespace', 'AuthorizationPolicy', { targetRefs: [{ kind: 'Service', name: 'a', namespace: '' }] }, { targetRefs: [{ kind: 'Service', name: 'a', namespace: 'b' }] }, 'schema/one-of spec.targetRefs[0].namespace'),
  rule('module-url', 'WasmPlugin', { url: 'registry.example.com/a:v1' }, { url: 'ftp://example.com/a' }, 'schema/pattern spec.url'),
  rule('value-from-host', 'WasmPlugin', { url: 'a', vmConfig: { env: [{ name: 'a', valueFrom: 'HOST' }] } }, { url: 'a', vmConfig: { env: [{ name: 'a', valueFrom: 'HOST', value: 'b' }] } }, 'schema/one-of spec.vmConfig.env[0]'),
  rule('duration-from', 'VirtualService', http({ timeout: '1.5s' }), http({ timeout: '999us' }), 'schema/duration spec.http[0].timeout'),
  rule('ranges-by-resolution', 'ServiceEntry', entry({ addresses: ['10.0.0.0/8'] }), entry({ addresses: ['10.0.0.0/8'], resolution: 'DNS' }), 'schema/one-of spec.addresses[0]'),
  rule('endpoints-by-resolution', 'ServiceEntry', entry({ resolution: 'STATIC', endpoints: [{ address: '10.0.0.1' }] }), entry({ endpoints: [{ address: '10.0.0.1' }] }), 'schema/one-of spec.endpoints'),
  rule('round-robin-endpoints', 'ServiceEntry', entry({ resolution: 'DNS_ROUND_ROBIN', endpoints: [{ address: 'a' }] }), entry({ resolution: 'DNS_ROUND_ROBIN', endpoints: [{ address: 'a' }, { address: 'b' }] }), 'schema/one-of spec.endpoints'),
  rule('any-of', 'WorkloadEntry', { network: 'a' }, { weight: 1 }, 'schema/required spec'),
  rule('socket-without-ports', 'WorkloadEntry', { address: 'unix:///a' }, { address: 'unix:///a', ports: { http: 80 } }, 'schema/one-of spec.ports'),
  rule('socket-path', 'WorkloadEntry', { address: 'unix://@a' }, { address: 'unix://a' }, 'schema/pattern spec.address'),
  rule('socket-file', 'WorkloadEntry', { address: 'unix:///a' }, { address: 'unix:///a/' }, 'schema/pattern spec.address'),
  rule('port-names', 'WorkloadEntry', { address: 'a', ports: { 'http-1': 80 } }, { address: 'a', ports: { http_1: 80 } }, 'schema/pattern spec.ports.http_1'),
  rule('port-number', 'WorkloadEntry', { address: 'a', ports: { http: 65535 } }, { address: 'a', ports: { http: 65536 } }, 'schema/bounds spec.ports.http'),
  rule('port-keys', 'PeerAuthentication', { selector: { matchLabels: { a: 'b' } }, portLevelMtls: { 8080: {} } }, { selector: { matchLabels: { a: 'b' } }, portLevelMtls: { http: {} } }, 'schema/pattern spec.portLevelMtls.http'),
  rule('not-value', 'ServiceEntry', { hosts: ['*.example.com'] }, { hosts: ['*'] }, 'schema/pattern spec.hosts[0]'),
  rule('unique', 'ServiceEntry', entry({ ports: [{ name: 'a', number: 80 }, { name: 'b', number: 81 }] }), entry({ ports: [{ name: 'a', number: 80 }, { name: 'b', number: 80 }] }), 'schema/duplicate-item spec.ports[1].number'),
  rule('one-of-values', 'WorkloadGroup', { template: {}, probe: { httpGet: { port: 80, scheme: 'HTTPS' } } }, { template: {}, probe: { httpGet: { port: 80, scheme: 'https' } } }, 'schema/enum spec.probe.httpGet.scheme'),
  rule('port-mtls-selector', 'PeerAuthentication', { selector: { matchLabels: { a: 'b' } }, portLevelMtls: { 80: {} } }, { selector: { matchLabels: {} }, portLevelMtls: { 80: {} } }, 'schema/required spec'),
  rule('http-url', 'RequestAuthentication', { jwtRules: [{ issuer: 'a', jwksUri: 'https://example.com/keys' }] }, { jwtRules: [{ issuer: 'a', jwksUri: 'example.com/keys' }] }, 'schema/pattern spec.jwtRules[0].jwksUri'),
  rule('upsert-value', 'Telemetry', { metrics: [{ overrides: [{ tagOverrides: { a: { operation: 'UPSERT', value: 'b' } } }] }] }, { metrics: [{ overrides: [{ tagOverrides: { a: { operation: 'UPSERT' } } }] }] }, 'schema/required spec.metrics[0].overrides[0].tagOverrides.a'),
  rule('remove-value', 'Telemetry', { metrics: [{ overrides: [{ tagOverrides: { a: { operation: 'REMOVE' } } }] }] }, { metrics: [{ overrides: [{ tagOverrides: { a: { operation: 'REMOVE', value: 'b' } } }] }] }, 'schema/one-of spec.metrics[0].overrides[0].tagOverrides.a.value'),
  rule('accounts-alone', 'AuthorizationPolicy', { rules: [{ from: [{ source: { serviceAccounts: ['a/b'] } }] }] }, { rules: [{ from: [{ source: { serviceAccounts: ['a/b'], namespaces: ['a'] } }] }] }, 'schema/one-of spec.rules[0].from[0].source'),
  rule('exactly-one', 'TrafficExtension', { lua: { inlineCode: 'a' } }, {}, 'schema/one-of spec'),
  rule('waypoint-context', 'EnvoyFilter', { configPatches: [{ match: { context: 'WAYPOINT', waypoint: {} } }] }, { configPatches: [{ match: { context: 'GATEWAY', waypoint: {} } }] }, 'schema/one-of spec.configPatches[0].match'),
  // Gateway API
  rule('unique-of-type', 'Gateway', { ...gateway({}), addresses: [{ value: '10.0.0.1' }] }, { ...gateway({}), addresses: [{ value: '10.0.0.1' }, { value: '10.0.0.1' }] }, 'schema/duplicate-item spec.addresses[1].value'),
  rule('hostname-address', 'Gateway', { ...gateway({}), addresses: [{ type: 'Hostname', value: 'a.example.com' }] }, { ...gateway({}), addresses: [{ type: 'Hostname', value: 'A' }] }, 'schema/pattern spec.addresses[0].value'),
  rule('qualified-keys', 'Gateway', { ...gateway({}), infrastructure: { labels: { 'example.com/a': 'b' } } }, { ...gateway({}), infrastructure: { labels: { 'a/b/c': 'b' } } }, 'schema/pattern spec.infrastructure.labels["a/b/c"]'),
  rule('short-prefixes', 'Gateway', { ...gateway({}), infrastructure: { annotations: { [`${'a'.repeat(252)}/b`]: 'c' } } }, { ...gateway({}), infrastructure: { annotations: { [`${'a'.repeat(253)}/b`]: 'c' } } },
    `schema/pattern spec.infrastructure.annotations["${'a'.repeat(253)}/b"]`),
  rule('listeners-without-tls', 'Gateway', gateway({}), gateway({ tls: { certificateRefs: [{ name: 'a' }] } }), 'schema/one-of spec.listeners[0].tls'),
  rule('listeners-terminate', 'Gateway', gateway({ protocol: 'HTTPS', tls: { certificateRefs: [{ name: 'a' }] } }), gateway({ protocol: 'HTTPS', tls: { mode: 'Passthrough' } }), 'schema/one-of spec.listeners[0].tls.mode'),
  rule('listeners-without-hostname', 'Gateway', gateway({ protocol: 'TCP' }), gateway({ protocol: 'TCP', hostname: 'a.example.com' }), 'schema/one-of spec.listeners[0].hostname'),
  rule('listeners-tls-mode', 'Gateway', gateway({ protocol: 'TLS', tls: { mode: 'Passthrough' } }), gateway({ protocol: 'TLS' }), 'schema/required spec.listeners[0].tls'),
  rule('listeners-apart', 'ListenerSet', listenerSet({}, { name: 'b', port: 81, protocol: 'HTTP' }), listenerSet({}, { name: 'b', port: 80, protocol: 'HTTP' }), 'schema/duplicate-item spec.listeners[1]'),
  rule('certificate-or-options', 'Gateway', gateway({ protocol: 'HTTPS', tls: { options: { a: 'b' } } }), gateway({ protocol: 'HTTPS', tls: {} }), 'schema/required spec.listeners[0].tls'),
  rule('parents-told-apart', 'HTTPRoute', { parentRefs: [{ name: 'a', sectionName: 'x' }, { name: 'a', sectionName: 'y' }] }, { parentRefs: [{ name: 'a', sectionName: 'x' }, { name: 'a' }] }, 'schema/required spec.parentRefs[1]'),
  rule('parents-unique', 'HTTPRoute', { parentRefs: [{ name: 'a' }, { name: 'b' }] }, { parentRefs: [{ name: 'a' }, { name: 'a' }] }, 'schema/duplicate-item spec.parentRefs[1]'),
  rule('matches-in-all', 'HTTPRoute', { rules: [64, 64].map((n) => ({ matches: Array(n).fill({}) })) }, { rules: [64, 64, 1].map((n) => ({ matches: Array(n).fill({}) })) }, 'schema/bounds spec.rules'),
  rule('service-port', 'HTTPRoute', route({ backendRefs: [{ name: 'a', port: 80 }] }), route({ backendRefs: [{ name: 'a' }] }), 'schema/required spec.rules[0].backendRefs[0]'),
  rule('service-or-method', 'GRPCRoute', route({ matches: [{ method: { method: 'Get' } }] }), route({ matches: [{ method: {} }] }), 'schema/required spec.rules[0].matches[0].method'),
  rule('grpc-service', 'GRPCRoute', route({ matches: [{ method: { service: 'foo.Bar' } }] }), route({ matches: [{ method: { service: 'foo/Bar' } }] }), 'schema/pattern spec.rules[0].matches[0].method.service'),
  rule('grpc-method', 'GRPCRoute', route({ matches: [{ method: { method: 'Get' } }] }), route({ matches: [{ method: { method: 'Get-It' } }] }), 'schema/pattern spec.rules[0].matches[0].method.method'),
  rule('once', 'HTTPRoute', filter({ type: 'RequestHeaderModifier', requestHeaderModifier: {} }), filter(...Array(2).fill({ type: 'RequestHeaderModifier', requestHeaderModifier: {} })), 'schema/duplicate-item spec.rules[0].filters[1]'),
  rule('only-with', 'HTTPRoute', filter({ type: 'URLRewrite', urlRewrite: {} }), filter({ type: 'URLRewrite', urlRewrite: {}, requestRedirect: {} }), 'schema/one-of spec.rules[0].filters[0]'),
  rule('needed-with', 'HTTPRoute', filter({ type: 'URLRewrite', urlRewrite: {} }), filter({ type: 'URLRewrite' }), 'schema/required spec.rules[0].filters[0]'),
  rule('redirect-without-backends', 'HTTPRoute', filter({ type: 'RequestRedirect', requestRedirect: {} }), route({ filters: [{ type: 'RequestRedirect', requestRedirect: {} }], backendRefs: [{ name: 'a', port: 80 }] }), 'schema/one-of spec.rules[0]'),
  rule('prefix-match', 'HTTPRoute', filter({ type: 'URLRewrite', urlRewrite: prefix }), route({ filters: [{ type: 'URLRewrite', urlRewrite: prefix }], matches: [{ path: { type: 'Exact', value: '/a' } }] }), 'schema/one-of spec.rules[0].matches'),
  rule('not-both-types', 'HTTPRoute', filter({ type: 'URLRewrite', urlRewrite: {} }), filter({ type: 'URLRewrite', urlRewrite: {} }, { type: 'RequestRedirect', requestRedirect: {} }), 'schema/one-of spec.rules[0].filters'),
  rule('path-absolute', 'HTTPRoute', path('/a'), path('a'), 'schema/pattern spec.rules[0].matches[0].path.value'),
  rule('path-without', 'HTTPRoute', path('/a/b'), path('/a//b'), 'schema/pattern spec.rules[0].matches[0].path.value'),
  rule('path-not-ending', 'HTTPRoute', path('/a/.b'), path('/a/..'), 'schema/pattern spec.rules[0].matches[0].path.value'),
  rule('path-characters', 'HTTPRoute', path('/%20'), path('/%2'), 'schema/pattern spec.rules[0].matches[0].path.value'),
  rule('path-type', 'HTTPRoute', path('/a'), route({ matches: [{ path: { type: 'Prefix' } }] }), 'schema/enum spec.rules[0].matches[0].path.type'),
  rule('timeouts-in-order', 'HTTPRoute', route({ timeouts: { request: '0s', backendRequest: '9s' } }), route({ timeouts: { request: '1s', backendRequest: '1001ms' } }), 'schema/bounds spec.rules[0].timeouts.backendRequest'),
  rule('permanent-cookie', 'HTTPRoute', persistent({ cookieConfig: { lifetimeType: 'Permanent' }, absoluteTimeout: '1h' }), persistent({ cookieConfig: { lifetimeType: 'Permanent' } }), 'schema/required spec.rules[0].sessionPersistence', { target: EXPERIMENTAL }),
  rule('ca-not-both', 'BackendTLSPolicy', validation({}), validation({ caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: 'a' }] }), 'schema/one-of spec.validation'),
  rule('ca-given', 'BackendTLSPolicy', validation({}), validation({ wellKnownCACertificates: undefined }), 'schema/required spec.validation'),
  rule('filled-with', 'BackendTLSPolicy', validation({ subjectAltNames: [{ type: 'Hostname', hostname: 'a.example.com' }] }), validation({ subjectAltNames: [{ type: 'Hostname' }] }), 'schema/required spec.validation.subjectAltNames[0]'),
  rule('filled-only-with', 'BackendTLSPolicy', validation({ subjectAltNames: [{ type: 'Hostname', hostname: 'a.example.com' }] }), validation({ subjectAltNames: [{ type: 'Hostname', hostname: 'a.example.com', uri: 'spiffe://a/b' }] }), 'schema/one-of spec.validation.subjectAltNames[0]'),
  rule('fraction', 'HTTPRoute', filter({ type: 'RequestMirror', requestMirror: { backendRef: { name: 'a', port: 80 }, fraction: { numerator: 100 } } }), filter({ type: 'RequestMirror', requestMirror: { backendRef: { name: 'a', port: 80 }, fraction: { numerator: 101 } } }),
    'schema/bounds spec.rules[0].filters[0].requestMirror.fraction.numerator'),
  rule('star-alone', 'HTTPRoute', filter({ type: 'CORS', cors: { allowMethods: ['*'] } }), filter({ type: 'CORS', cors: { allowMethods: ['GET', '*'] } }), 'schema/one-of spec.rules[0].filters[0].cors.allowMethods[1]'),
  rule('duration-not-zero', 'XBackendTrafficPolicy', { targetRefs: [{ group: '', kind: 'Service', name: 'a' }], retryConstraint: { minRetryRate: { interval: '1h' } } }, { targetRefs: [{ group: '', kind: 'Service', name: 'a' }], retryConstraint: { minRetryRate: { interval: '0s' } } },
    'schema/duration spec.retryConstraint.minRetryRate.interval', { target: EXPERIMENTAL }),
  rule('no-ip-hosts', 'TLSRoute', { hostnames: ['a.example.com'], ...route({ backendRefs: [{ name: 'a', port: 80 }] }) }, { hostnames: ['10.0.0.1'], ...route({ backendRefs: [{ name: 'a', port: 80 }] }) }, 'schema/pattern spec.hostnames[0]'),
  rule('plain-hosts', 'TLSRoute', { hostnames: ['a.example.com'], ...route({ backendRefs: [{ name: 'a', port: 80 }] }) }, { hostnames: ['a_b'], ...route({ backendRefs: [{ name: 'a', port: 80 }] }) }, 'schema/pattern spec.hostnames[0]'),
  rule('wildcard-hosts', 'TLSRoute', { hostnames: ['*.example.com'], ...route({ backendRefs: [{ name: 'a', port: 80 }] }) }, { hostnames: ['a.*.com'], ...route({ backendRefs: [{ name: 'a', port: 80 }] }) }, 'schema/pattern spec.hostnames[0]'),
  rule('only-with', 'HTTPRoute', auth({ protocol: 'HTTP', http: {} }), auth({ protocol: 'HTTP', http: {}, grpc: {} }), 'schema/one-of spec.rules[0].filters[0].externalAuth', { target: EXPERIMENTAL }),
  // Route
  rule('no-header', 'Route', header('request', { type: 'Delete' }), header('request', { type: 'Delete' }, 'Proxy'), 'schema/one-of spec.httpHeaders.actions.request[0].name'),
  rule('no-headers-through-passthrough', 'Route', osRoute({ tls: { termination: 'passthrough' } }), { ...header('request', { type: 'Delete' }), tls: { termination: 'passthrough' } }, 'schema/one-of spec.httpHeaders'),
  rule('header-values', 'Route', header('request', { type: 'Set', set: { value: '%[req.hdr(host),lower]' } }), header('request', { type: 'Set', set: { value: '%[res.hdr(host)]' } }), 'schema/pattern spec.httpHeaders.actions.request[0].action.set.value'),
  rule('set-with-type', 'Route', header('response', { type: 'Set', set: { value: 'a' } }), header('response', { type: 'Delete', set: { value: 'a' } }), 'schema/one-of spec.httpHeaders.actions.response[0].action'),
  rule('passthrough-not-insecure', 'Route', osRoute({ tls: { termination: 'passthrough', insecureEdgeTerminationPolicy: 'Redirect' } }), osRoute({ tls: { termination: 'passthrough', insecureEdgeTerminationPolicy: 'Allow' } }),
    'schema/one-of spec.tls.insecureEdgeTerminationPolicy'),
];

describe('rules that CRDs state in CEL', () => {
  test.each(CASES.map((c) => [c.rule, c.kind, c] as const))('%s in %s', (_rule, kind, { good, bad, finds, metadata, target = NEWEST }) => {
    const goodMetadata = kind === 'IstioCNI' ? { name: 'default' } : metadata;
    expect(found(objectOf(kind, good, goodMetadata), target)).toEqual([]);
    expect(found(objectOf(kind, bad, metadata), target)).toContain(finds);
  });

  test('are all of those that the tables name', () => {
    expect([...new Set(CASES.map(({ rule: name }) => name))].sort()).toEqual([...new Set(rulesOfTables().map((text) => text.split(' ')[0]))].sort());
  });

  test('hold only where the release has them', () => {
    const tls = (version: string) => found(objectOf('Gateway', gateway({ protocol: 'TLS' })), gatewayApi(version));
    expect(tls('v1.4.1')).toEqual([]);
    expect(tls('v1.5.1')).toEqual(['schema/required spec.listeners[0].tls']);
  });

  test('see defaults, and not what the API server takes away', () => {
    expect(found(objectOf('HTTPRoute', route({ backendRefs: [{ name: 'a', group: null, kind: null }] })))).toEqual(['schema/required spec.rules[0].backendRefs[0]']);
    expect(found(objectOf('WasmPlugin', { url: 'a', selector: {}, targetRefs: null }))).toEqual([]);
  });
});

function rulesOfTables(): string[] {
  return Object.keys(SCHEMA_TABLES).flatMap((kind) => {
    const table = schemaTable(kind)!;
    const seen = new Set<number>();
    const visit = (number: number): string[] => {
      if (seen.has(number)) return [];
      seen.add(number);
      const { rules = [], fields = {}, items, values: ofMap } = table.node(number);
      return [...rules, ...[...Object.values(fields), items, ofMap].flatMap((child) => (child === undefined ? [] : visit(child)))];
    };
    return Object.values(table.roots).flatMap((versions) => Object.values(versions).flatMap(visit));
  });
}

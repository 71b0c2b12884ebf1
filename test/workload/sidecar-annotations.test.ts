import { Duration } from 'cdk8s';
import { ProxyLogLevel, type SidecarOptions } from '../../src/workload';
import { sidecarAnnotations, sidecarProblems } from '../../src/workload/sidecar-annotations';

test('no option writes no annotation', () => {
  expect(sidecarAnnotations({})).toEqual({});
});

test('each option is an annotation that the injector reads', () => {
  expect(sidecarAnnotations({
    resources: { cpuRequest: '100m', cpuLimit: '1', memoryRequest: '64Mi', memoryLimit: '256Mi' },
    excludeOutboundPorts: [3306, 5432],
    excludeOutboundIpRanges: ['10.0.0.0/8', '192.168.1.0/24'],
    includeOutboundPorts: [443],
    excludeInboundPorts: [9090],
    logLevel: ProxyLogLevel.DEBUG,
    componentLogLevels: { rbac: ProxyLogLevel.DEBUG, http: ProxyLogLevel.INFO },
  })).toEqual({
    'sidecar.istio.io/proxyCPU': '100m',
    'sidecar.istio.io/proxyCPULimit': '1',
    'sidecar.istio.io/proxyMemory': '64Mi',
    'sidecar.istio.io/proxyMemoryLimit': '256Mi',
    'traffic.sidecar.istio.io/excludeOutboundPorts': '3306,5432',
    'traffic.sidecar.istio.io/excludeOutboundIPRanges': '10.0.0.0/8,192.168.1.0/24',
    'traffic.sidecar.istio.io/includeOutboundPorts': '443',
    'traffic.sidecar.istio.io/excludeInboundPorts': '9090',
    'sidecar.istio.io/logLevel': 'debug',
    'sidecar.istio.io/componentLogLevel': 'http:info,rbac:debug',
  });
});

test('an empty list of what is redirected is written: it redirects nothing', () => {
  expect(sidecarAnnotations({ includeOutboundIpRanges: [], includeInboundPorts: [] })).toEqual({
    'traffic.sidecar.istio.io/includeOutboundIPRanges': '',
    'traffic.sidecar.istio.io/includeInboundPorts': '',
  });
});

test('fields of ProxyConfig are one JSON text with sorted keys', () => {
  expect(sidecarAnnotations({ terminationDrain: Duration.minutes(1), holdApplication: true, concurrency: 2 })).toEqual({
    'proxy.istio.io/config': '{"concurrency":2,"holdApplicationUntilProxyStarts":true,"terminationDrainDuration":"60s"}',
  });
});

test('raw fields of ProxyConfig are laid over the typed ones', () => {
  expect(sidecarAnnotations({ concurrency: 2, rawProxyConfig: { proxyMetadata: { B: '2', A: '1' }, concurrency: 4 } })).toEqual({
    'proxy.istio.io/config': '{"concurrency":4,"proxyMetadata":{"A":"1","B":"2"}}',
  });
});

test('`false` and 0 are said, not left out', () => {
  expect(sidecarAnnotations({ holdApplication: false, concurrency: 0 })).toEqual({
    'proxy.istio.io/config': '{"concurrency":0,"holdApplicationUntilProxyStarts":false}',
  });
});

test.each<[string, SidecarOptions]>([
  ['a quantity that is none', { resources: { cpuRequest: 'lots' } }],
  ['a port that is none', { excludeOutboundPorts: [0] }],
  ['a port that is too high', { includeInboundPorts: [70000] }],
  ['an address without its mask', { excludeOutboundIpRanges: ['10.0.0.1'] }],
  ['a mask that is too long', { excludeOutboundIpRanges: ['10.0.0.1/33'] }],
  ['a wildcard among what is excluded', { excludeOutboundIpRanges: ['*'] }],
  ['half a thread', { concurrency: 0.5 }],
])('%s is an error', (_, options) => {
  expect(sidecarProblems(options).map((p) => p.code)).toEqual(['workload/invalid-sidecar-option']);
});

test.each<[string, SidecarOptions]>([
  ['quantities', { resources: { cpuRequest: '0.5', cpuLimit: '1500m', memoryRequest: '128Mi', memoryLimit: '1e9' } }],
  ['ports', { excludeOutboundPorts: [1, 65535] }],
  ['IPv4 ranges', { excludeOutboundIpRanges: ['0.0.0.0/0', '10.1.2.3/32'] }],
  ['IPv6 ranges', { excludeOutboundIpRanges: ['fd00::/8', '::1/128'] }],
  ['everything', { includeOutboundIpRanges: ['*'] }],
  ['a thread a core', { concurrency: 0 }],
])('%s are fine', (_, options) => {
  expect(sidecarProblems(options)).toEqual([]);
});

test('an exclusion beside an inclusion of the same kind is an error: Istio does not read it', () => {
  expect(sidecarProblems({ includeInboundPorts: [80], excludeInboundPorts: [81] }).map((p) => p.code)).toEqual(['workload/exclusion-without-effect']);
  expect(sidecarProblems({ includeOutboundIpRanges: ['10.0.0.0/8'], excludeOutboundIpRanges: ['10.1.0.0/16'] })).toHaveLength(1);
  expect(sidecarProblems({ includeInboundPorts: [80], excludeOutboundPorts: [81] })).toEqual([]);
});

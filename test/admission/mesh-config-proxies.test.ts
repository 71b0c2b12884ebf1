import { testRows, type Circumstances, type Row } from './support/judge';

const AT = 'spec.values.meshConfig.defaultConfig';
const ISTIO = { apiVersion: 'sailoperator.io/v1' };

/** A row about the settings of proxies; places are inside them. */
function row(sentence: string, defaultConfig: unknown, said: readonly string[] = [], circumstances?: Circumstances): Row {
  return [sentence, { values: { meshConfig: { defaultConfig } } }, said.map((line) => line.replace('@', AT)), circumstances];
}

describe('settings of proxies', () => {
  testRows('Istio', [
    row('none are right', {}),
    row('concurrency, metadata and holding the application are right', { concurrency: 2, proxyMetadata: { ISTIO_META_DNS_CAPTURE: 'true' }, holdApplicationUntilProxyStarts: true }),
    row('paths and a name of the service are right', { configPath: '/etc/istio', binaryPath: '/usr/local/bin/envoy', serviceCluster: 'a' }),
    ...['configPath', 'binaryPath', 'serviceCluster'].map((field) => row(`an empty ${field} is refused`, { [field]: '' }, [`error mesh-config/empty @.${field}`])),
    row('ports are right', { proxyAdminPort: 15000, statusPort: 65535 }),
    row('a port of 0 is refused', { proxyAdminPort: 0, statusPort: 65536 }, ['error port/number-out-of-range @.proxyAdminPort', 'error port/number-out-of-range @.statusPort']),
    row('whole seconds to drain are right', { drainDuration: '1m', terminationDrainDuration: '1.5s' }),
    row('a part of a second to drain is refused', { drainDuration: '1.5s' }, ['error duration/unusable @.drainDuration']),
    row('no time to drain is refused', { drainDuration: '0s' }, ['error duration/unusable @.drainDuration']),
    row('authentication that is inherited is refused', { controlPlaneAuthPolicy: 'INHERIT' }, ['error mesh-config/control-plane-authentication @.controlPlaneAuthPolicy']),
    row('authentication by mTLS, or none, is right', { controlPlaneAuthPolicy: 'NONE' }),
    row('automatic addresses of old are warned of', { proxyMetadata: { ISTIO_META_DNS_AUTO_ALLOCATE: 'true' } }, ['warning mesh-config/deprecated-auto-allocation @.proxyMetadata.ISTIO_META_DNS_AUTO_ALLOCATE']),
    row('automatic addresses of old are right in Istio 1.24', { proxyMetadata: { ISTIO_META_DNS_AUTO_ALLOCATE: 'true' } }, [], { istio: '1.24' }),
  ], ISTIO);
});

describe('addresses of proxies', () => {
  testRows('Istio', [
    row('names and IP addresses with ports are right', { discoveryAddress: 'istiod.istio-system.svc:15012', statsdUdpAddress: '[2001:db8::1]:8125', envoyMetricsService: { address: '192.0.2.1:1' }, envoyAccessLogService: { address: 'a:+80' } }),
    row('empty ones are right where they mean none', { statsdUdpAddress: '', envoyMetricsServiceAddress: '', envoyMetricsService: { address: '' }, envoyAccessLogService: {} }),
    row('an empty address of istiod is refused', { discoveryAddress: '' }, ['error mesh-config/address @.discoveryAddress']),
    row('one without port is refused', { discoveryAddress: 'istiod.istio-system.svc' }, ['error mesh-config/address @.discoveryAddress']),
    row('one with a scheme is refused', { envoyMetricsService: { address: 'http://a:80' } }, ['error mesh-config/address @.envoyMetricsService.address']),
    row('one with the name of a port is refused', { statsdUdpAddress: 'a:udp' }, ['error mesh-config/address @.statsdUdpAddress']),
    row('one with a port out of range is refused', { envoyAccessLogService: { address: 'a:65536' } }, ['error mesh-config/address @.envoyAccessLogService.address']),
    row('one with a host that is none is refused', { statsdUdpAddress: 'a_b:1' }, ['error mesh-config/address @.statsdUdpAddress']),
    row('the old address of the metrics service is warned of', { envoyMetricsServiceAddress: 'a:1' }, ['warning mesh-config/deprecated-metrics-address @.envoyMetricsServiceAddress']),
  ], ISTIO);
});

describe('providers of private keys', () => {
  testRows('Istio', [
    row('one with a delay is right', { privateKeyProvider: { cryptomb: { pollDelay: '0.2ms' } } }),
    row('none is refused', { privateKeyProvider: {} }, ['error mesh-config/no-private-key-provider @.privateKeyProvider']),
    row('one without a delay is refused', { privateKeyProvider: { qat: {} } }, ['error mesh-config/poll-delay @.privateKeyProvider.qat.pollDelay']),
    row('a delay of no time is refused', { privateKeyProvider: { qat: { pollDelay: '0s' } } }, ['error mesh-config/poll-delay @.privateKeyProvider.qat.pollDelay']),
    row('a delay that is none is refused', { privateKeyProvider: { cryptomb: { pollDelay: 'x' } } }, ['error mesh-config/poll-delay @.privateKeyProvider.cryptomb.pollDelay']),
  ], ISTIO);
});

describe('tracers of proxies', () => {
  testRows('Istio', [
    row('an address is right, with that of the node too', { tracing: { zipkin: { address: '$(HOST_IP):9411' }, sampling: 10 } }),
    row('zipkin without address is refused', { tracing: { zipkin: {} } }, ['error mesh-config/address @.tracing.zipkin.address']),
    row('datadog without port is refused', { tracing: { datadog: { address: '$(HOST_IP)' } } }, ['error mesh-config/address @.tracing.datadog.address']),
    row('lightstep with address and token is right', { tracing: { lightstep: { address: 'a:1', accessToken: 'b' } } }),
    row('lightstep at the address of the node is refused', { tracing: { lightstep: { address: '$(HOST_IP):1', accessToken: 'b' } } }, ['error mesh-config/address @.tracing.lightstep.address']),
    row('lightstep without token is refused', { tracing: { lightstep: { address: 'a:1' } } }, ['error mesh-config/no-access-token @.tracing.lightstep.accessToken']),
    row('openCensusAgent is judged by nobody', { tracing: { openCensusAgent: { address: 'x' } } }),
    row('settings of stackdriver are refused', { tracing: { stackdriver: { debug: false } } }, ['error mesh-config/removed-tracer @.tracing.stackdriver.debug']),
    row('settings of stackdriver are right in Istio 1.24', { tracing: { stackdriver: { debug: false } } }, [], { istio: '1.24' }),
    row('files for TLS are right', { tracing: { tlsSettings: { mode: 'SIMPLE', caCertificates: '/etc/ca.pem' } } }),
    row('mutual TLS without certificate is refused', { tracing: { tlsSettings: { mode: 'MUTUAL' } } }, ['error tls/no-client-certificate @.tracing.tlsSettings']),
    row('a ConfigMap for TLS is refused', { tracing: { tlsSettings: { mode: 'SIMPLE', credentialName: 'configmap://a/b' } } }, ['error mesh-config/tracing-config-map @.tracing.tlsSettings.credentialName']),
  ], ISTIO);

  const settings = (global: object, tracing?: object) => ({ values: { global, ...(tracing && { meshConfig: { defaultConfig: { tracing } } }) } });
  testRows('Istio', [
    ['zipkin and datadog of the chart bring addresses', settings({ proxy: { tracer: 'zipkin' } }), []],
    ['a tracer without name is right', settings({ proxy: { tracer: 'none' } }), []],
    ['an address for a tracer that is not chosen is not judged', settings({ tracer: { zipkin: { address: 'x' } } }), []],
    ['an address for the chosen one is judged', settings({ proxy: { tracer: 'zipkin' }, tracer: { zipkin: { address: 'x' } } }), ['error mesh-config/address spec.values.global.tracer.zipkin.address']],
    ['an address of the mesh configuration goes before it', settings({ proxy: { tracer: 'zipkin' }, tracer: { zipkin: { address: 'x' } } }, { zipkin: { address: 'a:1' } }), []],
    ['a tracer of the mesh configuration without address takes that of the chart', settings({ proxy: { tracer: 'datadog' } }, { datadog: {} }), []],
    ['an empty address of the mesh configuration goes before it too', settings({ proxy: { tracer: 'zipkin' } }, { zipkin: { address: '' } }), ['error mesh-config/address spec.values.meshConfig.defaultConfig.tracing.zipkin.address']],
    ['of two tracers the last of the API counts', settings({ proxy: { tracer: 'zipkin' }, tracer: { zipkin: { address: 'x' } } }, { datadog: { address: 'a:1' } }), []],
    ['lightstep without its settings is refused', settings({ proxy: { tracer: 'lightstep' } }), ['error mesh-config/tracer-without-settings spec.values.global.proxy.tracer']],
    ['lightstep with empty settings is refused', settings({ proxy: { tracer: 'lightstep' }, tracer: { lightstep: {} } }), [
      'error mesh-config/address spec.values.global.tracer.lightstep.address', 'error mesh-config/no-access-token spec.values.global.tracer.lightstep.accessToken',
    ]],
    ['settings of stackdriver are refused for the chart too', settings({ tracer: { stackdriver: { maxNumberOfAttributes: 1 } } }), ['error mesh-config/removed-tracer spec.values.global.tracer.stackdriver.maxNumberOfAttributes']],
  ], ISTIO);
});

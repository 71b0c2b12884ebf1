import { expectNoCrash, testRows, type Row } from './support/judge';

const AT = 'spec.values.meshConfig';
const ISTIO = { apiVersion: 'sailoperator.io/v1' };

/** A row about a mesh configuration; places are inside it. */
function row(sentence: string, meshConfig: unknown, said: readonly string[] = []): Row {
  return [sentence, { values: { meshConfig } }, said.map((line) => line.replace('@', AT))];
}

describe('mesh configuration', () => {
  testRows('Istio', [
    ['no values are right', {}, []],
    ['values without mesh configuration are right', { values: { pilot: {} } }, []],
    row('an empty one is right', {}),
    row('the port that takes outbound traffic is right', { proxyListenPort: 15001 }),
    row('a listening port of 0 is refused', { proxyListenPort: 0 }, ['error port/number-out-of-range @.proxyListenPort']),
    row('a timeout of an hour is right', { connectTimeout: '1h' }),
    row('a timeout of more than an hour is refused', { connectTimeout: '1h1ms' }, ['error duration/unusable @.connectTimeout']),
    row('a timeout of less than a millisecond is refused', { connectTimeout: '0.1ms' }, ['error duration/unusable @.connectTimeout']),
    row('a timeout with a part of a millisecond is refused', { connectTimeout: '1.5ms' }, ['error duration/unusable @.connectTimeout']),
    row('no time for the detection of protocols is right', { protocolDetectionTimeout: '0s' }),
    row('less than no time for it is right', { protocolDetectionTimeout: '-1s' }),
    row('a part of a millisecond for it is refused', { protocolDetectionTimeout: '1500us' }, ['error duration/unusable @.protocolDetectionTimeout']),
    row('a text for it is refused', { protocolDetectionTimeout: 'soon' }, ['error duration/unusable @.protocolDetectionTimeout']),
    row('hosts of service settings are right', { serviceSettings: [{ hosts: ['*', '*.shop.svc.cluster.local', 'a.b'] }] }),
    row('a host of service settings with a wildcard inside is refused', { serviceSettings: [{ hosts: ['a.b'] }, { hosts: ['a.b', 'a.*.b'] }] },
      ['error mesh-config/service-settings-host @.serviceSettings[1].hosts[1]']),
    row('an empty host of service settings is refused', { serviceSettings: [{ hosts: [''] }] }, ['error mesh-config/service-settings-host @.serviceSettings[0].hosts[0]']),
  ], ISTIO);

  test('values of wrong types bring no check down', () => {
    expectNoCrash('Istio', {
      values: {
        meshConfig: {
          trustDomain: 'a',
          trustDomainAliases: ['b'],
          connectTimeout: '1s',
          proxyListenPort: 1,
          localityLbSetting: { distribute: [{ from: 'a', to: { b: 100 } }] },
          serviceSettings: [{ hosts: ['a.b'] }],
          discoverySelectors: [{ matchLabels: { a: 'b' }, matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }] }],
          serviceScopeConfigs: [{ namespaceSelector: { matchLabels: { a: 'b' } } }],
          meshMTLS: { ecdhCurves: [] },
          tlsDefaults: { ecdhCurves: ['P-256'] },
          extensionProviders: [{ name: 'a', envoyExtAuthzHttp: { service: 'a.b', port: 1, pathPrefix: '/', statusOnError: '403', headersToUpstreamOnAllow: ['a'], timeout: '1s' } }],
          defaultConfig: {
            discoveryAddress: 'a:1',
            drainDuration: '1s',
            statusPort: 1,
            envoyMetricsService: { address: 'a:1' },
            privateKeyProvider: { qat: { pollDelay: '1s' } },
            tracing: { zipkin: { address: 'a:1' }, tlsSettings: { mode: 'SIMPLE', credentialName: 'a' } },
            readinessProbe: { httpGet: { port: 1 } },
            proxyMetadata: { A: 'b' },
          },
        },
        global: { proxy: { tracer: 'lightstep' }, tracer: { lightstep: { address: 'a:1', accessToken: 'b' } } },
      },
    }, ISTIO);
  });
});

describe('trust domains', () => {
  testRows('Istio', [
    row('a name and its aliases are right', { trustDomain: 'cluster.local', trustDomainAliases: ['old.local', 'td2', '1'] }),
    row('a dot at the end is right', { trustDomain: 'cluster.local.' }),
    row('an empty one is refused', { trustDomain: '' }, ['error mesh-config/trust-domain @.trustDomain']),
    row('a dot alone is refused', { trustDomain: '.' }, ['error mesh-config/trust-domain @.trustDomain']),
    row('a SPIFFE identity is refused', { trustDomain: 'spiffe://cluster.local' }, ['error mesh-config/trust-domain @.trustDomain']),
    row('an underscore is refused', { trustDomainAliases: ['a', 'b_c'] }, ['error mesh-config/trust-domain @.trustDomainAliases[1]']),
  ], ISTIO);
});

describe('localities', () => {
  testRows('Istio', [
    row('shares of 100 together are right', { localityLbSetting: { distribute: [{ from: 'r/z/*', to: { 'r/z/*': 80, 'r2/*': 20 } }] } }),
    row('a failover between regions is right, without outlier detection beside it', { localityLbSetting: { failover: [{ from: 'r1', to: 'r2' }] } }),
    row('shares that are less are refused', { localityLbSetting: { distribute: [{ from: 'r', to: { r: 80 } }] } }, ['error locality/shares-sum @.localityLbSetting.distribute[0].to']),
    row('a failover to the same region is refused', { localityLbSetting: { failover: [{ from: 'r1', to: 'r1' }] } }, ['error locality/failover @.localityLbSetting.failover[0]']),
  ], ISTIO);
});

describe('curves of TLS', () => {
  testRows('Istio', [
    row('known ones outside the mTLS of the mesh are right', { tlsDefaults: { ecdhCurves: ['P-256', 'X25519MLKEM768'] }, meshMTLS: { minProtocolVersion: 'TLSV1_3', ecdhCurves: [] } }),
    row('any for the mTLS of the mesh are refused', { meshMTLS: { ecdhCurves: ['P-256'] } }, ['error mesh-config/curves-of-mesh-mtls @.meshMTLS.ecdhCurves']),
    row('unknown ones are warned of', { tlsDefaults: { ecdhCurves: ['P-256', 'P-1', 'secp'] } }, ['warning mesh-config/unknown-curve @.tlsDefaults.ecdhCurves']),
    row('one that is there twice is warned of', { tlsDefaults: { ecdhCurves: ['P-256', 'P-256'] } }, ['warning mesh-config/duplicate-curve @.tlsDefaults.ecdhCurves']),
  ], ISTIO);
});

describe('label selectors', () => {
  const selector = (value: object) => ({ discoverySelectors: [value] });
  testRows('Istio', [
    row('labels and expressions are right', {
      discoverySelectors: [{ matchLabels: { 'istio-discovery': 'enabled', 'example.com/a': '' } }, { matchExpressions: [{ key: 'a', operator: 'NotIn', values: ['b'] }, { key: 'a', operator: 'Exists' }] }, {}],
    }),
    row('a key that is none is warned of', selector({ matchLabels: { 'a b': 'c' } }), ['warning mesh-config/label-selector @.discoverySelectors[0].matchLabels["a b"]']),
    row('a value that is none is warned of', selector({ matchLabels: { a: '*' } }), ['warning mesh-config/label-selector @.discoverySelectors[0].matchLabels.a']),
    row('an operator that is none is warned of', selector({ matchExpressions: [{ key: 'a', operator: 'in', values: ['b'] }] }), ['warning mesh-config/label-selector @.discoverySelectors[0].matchExpressions[0].operator']),
    row('In without values is warned of', selector({ matchExpressions: [{ key: 'a', operator: 'In' }] }), ['warning mesh-config/label-selector @.discoverySelectors[0].matchExpressions[0].values']),
    row('Exists with values is warned of', selector({ matchExpressions: [{ key: 'a', operator: 'Exists', values: ['b'] }] }), ['warning mesh-config/label-selector @.discoverySelectors[0].matchExpressions[0].values']),
    row('a key of an expression that is none is warned of', selector({ matchExpressions: [{ key: '', operator: 'Exists' }] }), ['warning mesh-config/label-selector @.discoverySelectors[0].matchExpressions[0].key']),
    row('a value of an expression that is none is warned of', selector({ matchExpressions: [{ key: 'a', operator: 'In', values: ['b', 'c d'] }] }), ['warning mesh-config/label-selector @.discoverySelectors[0].matchExpressions[0].values[1]']),
    row('selectors of the scope of services are judged', { serviceScopeConfigs: [{ scope: 'GLOBAL', namespaceSelector: { matchLabels: { a: '*' } }, servicesSelector: { matchLabels: { b: '*' } } }] }, [
      'warning mesh-config/label-selector @.serviceScopeConfigs[0].namespaceSelector.matchLabels.a',
      'warning mesh-config/label-selector @.serviceScopeConfigs[0].servicesSelector.matchLabels.b',
    ]),
  ], ISTIO);
});

describe('fields that istiod has narrower types for', () => {
  testRows('Istio', [
    row('durations in any form that Go reads are right', { dnsRefreshRate: '1m30s', tcpKeepalive: { time: '0s', interval: '-1s', probes: 9 } }),
    row('a duration without unit is refused', { dnsRefreshRate: '60' }, ['error duration/unusable @.dnsRefreshRate']),
    row('an empty duration is refused', { tcpKeepalive: { interval: '' } }, ['error duration/unusable @.tcpKeepalive.interval']),
    row('a duration of a provider is refused, not warned of', { extensionProviders: [{ name: 'a', prometheus: {} }, { name: 'b', zipkin: { service: 'a.b', port: 1, timeout: 'x' } }] },
      ['error duration/unusable @.extensionProviders[1].zipkin.timeout']),
    row('a negative number of probes is refused', { tcpKeepalive: { probes: -1 } }, ['error mesh-config/unsigned @.tcpKeepalive.probes']),
    row('a negative number of proxies in front is refused', { defaultConfig: { gatewayTopology: { numTrustedProxies: -1 } } }, ['error mesh-config/unsigned @.defaultConfig.gatewayTopology.numTrustedProxies']),
    row('a negative port of a provider is refused, not warned of', { extensionProviders: [{ name: 'b', zipkin: { service: 'a.b', port: -1 } }] }, ['error mesh-config/unsigned @.extensionProviders[0].zipkin.port']),
    row('a probe of a port by its number is right', { defaultConfig: { readinessProbe: { httpGet: { port: 8080 }, tcpSocket: { port: '8080' } } } }),
    row('a probe of a port by its name is refused', { defaultConfig: { readinessProbe: { httpGet: { port: 'http' } } } }, ['error mesh-config/named-port @.defaultConfig.readinessProbe.httpGet.port']),
    row('a probe of a port that is more than a number is refused', { defaultConfig: { readinessProbe: { tcpSocket: { port: '08' } } } }, ['error mesh-config/named-port @.defaultConfig.readinessProbe.tcpSocket.port']),
  ], ISTIO);
});

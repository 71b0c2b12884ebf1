import { expectNoCrash, judge, testRows, type Row } from './support/judge';

/** A DestinationRule with a traffic policy. */
const dr = (trafficPolicy: object, more: object = {}) => ({ host: 'reviews', trafficPolicy, ...more });
const rows = (list: readonly Row[]) => testRows('DestinationRule', list);
const said = (problem: string, place: string) => [`error ${problem.includes('/') ? problem : `destination-rule/${problem}`} spec${place}`];

describe('host and subsets', () => {
  const subsets = (...list: object[]) => ({ host: 'reviews', subsets: list });
  rows([
    ['a host alone is right', { host: 'reviews' }, []],
    ['a wildcard is right', { host: '*.example.com' }, []],
    ['no host is refused', {}, said('host-syntax', '.host')],
    ['a host with port is refused', { host: 'reviews:80' }, said('host-syntax', '.host')],
    ['a host of a wrong type is left to the schema', { host: 1 }, []],
    ['subsets are right', subsets({ name: 'v1', labels: { version: 'v1' } }, { name: 'v2' }), []],
    ['two of one name are refused at the second', subsets({ name: 'v1' }, { name: 'v1' }), said('duplicate-subset', '.subsets[1].name')],
    ['one without name is refused', subsets({ labels: {} }), said('subset-name', '.subsets[0].name')],
    ['a name with a dot is refused', subsets({ name: 'v1.2' }), said('subset-name', '.subsets[0].name')],
    ['a label that is none is refused', subsets({ name: 'v1', labels: { version: 'v 1' } }), said('label/invalid', '.subsets[0].labels.version')],
    ['an empty policy is refused', subsets({ name: 'v1', trafficPolicy: {} }), said('empty-policy', '.subsets[0].trafficPolicy')],
    ['what is deprecated is not warned of in subsets, as upstream', subsets({ name: 'v1', trafficPolicy: { outlierDetection: { consecutiveErrors: 1 } } }), []],
  ]);
});

describe('workloads and namespaces', () => {
  const selected = (exportTo: string[], matchLabels: object = { app: 'a' }) => ({ host: 'reviews', exportTo, workloadSelector: { matchLabels } });
  rows([
    ['the own namespace is right', selected(['.']), []],
    ['the own namespace by name is right', selected(['shop']), []],
    ['another one is refused', selected(['orders']), said('export-to/beyond-own-namespace', '.exportTo')],
    ['the own and another one are refused', selected(['.', 'orders']), said('export-to/beyond-own-namespace', '.exportTo')],
    ['all are refused', selected(['*']), said('export-to/beyond-own-namespace', '.exportTo')],
    ['a wildcard in a label is refused', selected([], { app: 'a*' }), said('selector/wildcard', '.workloadSelector.matchLabels.app')],
    ['a selector without labels is warned of', selected([], {}), ['warning selector/no-labels spec.workloadSelector']],
  ]);
});

describe('traffic policies', () => {
  rows([
    ['an empty one is refused', dr({}), said('empty-policy', '.trafficPolicy')],
    ['an empty list is no policy', dr({ portLevelSettings: [] }), said('empty-policy', '.trafficPolicy')],
    ['an empty message is one', dr({ outlierDetection: {} }), []],
    ['a retry budget is one', dr({ retryBudget: { percent: 20 } }), []],
    ['a tunnel and the PROXY protocol are refused', dr({ tunnel: { targetHost: 'a.com', targetPort: 1 }, proxyProtocol: {} }), said('tunnel-and-proxy-protocol', '.trafficPolicy')],
    ['a tunnel is right', dr({ tunnel: { protocol: 'CONNECT', targetHost: '10.0.0.1', targetPort: 443 } }), []],
    ['a tunnel by GET is refused', dr({ tunnel: { protocol: 'GET', targetHost: 'a.com', targetPort: 1 } }), said('tunnel-protocol', '.trafficPolicy.tunnel.protocol')],
    ['a tunnel to a wildcard is refused', dr({ tunnel: { targetHost: '*.a.com', targetPort: 1 } }), said('tunnel-host', '.trafficPolicy.tunnel.targetHost')],
    ['a tunnel to port 0 is refused', dr({ tunnel: { targetHost: 'a.com', targetPort: 0 } }), said('port/number-out-of-range', '.trafficPolicy.tunnel.targetPort')],
    ['settings of a port name it', dr({ portLevelSettings: [{ port: { number: 80 }, tls: { mode: 'DISABLE' } }] }), []],
    ['settings of no port are refused', dr({ portLevelSettings: [{ tls: {} }] }), said('port-settings-without-port', '.trafficPolicy.portLevelSettings[0].port')],
    ['a port without settings is refused', dr({ portLevelSettings: [{ port: { number: 80 } }] }), said('empty-policy', '.trafficPolicy.portLevelSettings[0]')],
    ['mutual TLS without certificate is refused', dr({ tls: { mode: 'MUTUAL' } }), said('tls/no-client-certificate', '.trafficPolicy.tls')],
    ['mutual TLS with a Secret is right', dr({ tls: { mode: 'MUTUAL', credentialName: 'client' } }), []],
  ]);
});

describe('outlier detection and connections', () => {
  const outlier = (o: object) => dr({ outlierDetection: o });
  const pool = (p: object) => dr({ connectionPool: p });
  rows([
    ['percentages above 100 are refused', outlier({ maxEjectionPercent: 101 }), said('outlier-percentage', '.trafficPolicy.outlierDetection.maxEjectionPercent')],
    ['negative ones are refused', outlier({ minHealthPercent: -1 }), said('outlier-percentage', '.trafficPolicy.outlierDetection.minHealthPercent')],
    ['consecutiveErrors is warned of', outlier({ consecutiveErrors: 1 }), ['warning destination-rule/deprecated-consecutive-errors spec.trafficPolicy.outlierDetection.consecutiveErrors']],
    ['own errors that nobody counts are refused', outlier({ consecutiveLocalOriginFailures: 1 }), said('local-origin-failures', '.trafficPolicy.outlierDetection.consecutiveLocalOriginFailures')],
    ['own errors that are counted are right', outlier({ consecutiveLocalOriginFailures: 1, splitExternalLocalOriginErrors: true }), []],
    ['an interval with part of a millisecond is refused', outlier({ interval: '2.000000005s' }), said('duration/unusable', '.trafficPolicy.outlierDetection.interval')],
    ['an empty pool is refused', pool({}), said('empty-connection-pool', '.trafficPolicy.connectionPool')],
    ['an empty part of one is right', pool({ tcp: {} }), []],
    ['a negative limit is refused', pool({ http: { maxRetries: -1 } }), said('negative-limit', '.trafficPolicy.connectionPool.http.maxRetries')],
    ['no idle timeout of TCP is right', pool({ tcp: { idleTimeout: '0s' } }), []],
    ['no idle timeout of HTTP is refused', pool({ http: { idleTimeout: '0s' } }), said('duration/unusable', '.trafficPolicy.connectionPool.http.idleTimeout')],
    ['an upgrade and the protocol of the client are refused', pool({ http: { h2UpgradePolicy: 'UPGRADE', useClientProtocol: true } }),
      said('client-protocol-and-upgrade', '.trafficPolicy.connectionPool.http.useClientProtocol')],
    ['half a keep-alive is refused', pool({ http: { http2KeepAlive: { interval: '1s' } } }), said('keep-alive-incomplete', '.trafficPolicy.connectionPool.http.http2KeepAlive.timeout')],
  ]);
});

describe('load balancing', () => {
  const lb = (loadBalancer: object, more: object = {}) => dr({ loadBalancer, ...more });
  const hash = (consistentHash: object) => lb({ consistentHash });
  const at = (problem: string, place: string) => said(problem, `.trafficPolicy.loadBalancer${place}`);
  rows([
    ['a cookie without name is refused', hash({ httpCookie: { ttl: '0s' } }), at('cookie-name', '.consistentHash.httpCookie.name')],
    ['a time to live of a cookie may be none, not anything', hash({ httpCookie: { name: 'a', ttl: 'x' } }), at('duration/unusable', '.consistentHash.httpCookie.ttl')],
    ['an attribute twice is refused', hash({ httpCookie: { name: 'a', attributes: [{ name: 'Secure' }, { name: 'Secure' }] } }),
      at('cookie-attribute', '.consistentHash.httpCookie.attributes[1].name')],
    ['the old ring size is warned of', hash({ useSourceIp: true, minimumRingSize: 1 }), ['warning destination-rule/deprecated-ring-size spec.trafficPolicy.loadBalancer.consistentHash.minimumRingSize']],
    ['a prime number of Maglev is right', hash({ useSourceIp: true, maglev: { tableSize: 65537 } }), []],
    ['another number is refused', hash({ useSourceIp: true, maglev: { tableSize: 65536 } }), at('maglev-table-size', '.consistentHash.maglev.tableSize')],
    ['9 is no prime number', hash({ useSourceIp: true, maglev: { tableSize: 9 } }), at('maglev-table-size', '.consistentHash.maglev.tableSize')],
    ['a prime number that is too large is refused', hash({ useSourceIp: true, maglev: { tableSize: 5000011 } }), at('maglev-table-size', '.consistentHash.maglev.tableSize')],
    ['a warm-up without duration is refused', lb({ warmup: {} }), at('warmup-duration', '.warmup.duration')],
    ['a warm-up of no aggression is refused', lb({ warmup: { duration: '1s', aggression: 0 } }), at('warmup-aggression', '.warmup.aggression')],
    ['two settings of localities are refused', lb({ localityLbSetting: {}, zoneAwareLbSetting: {} }), at('locality-and-zone-aware', '.zoneAwareLbSetting')],
  ]);
});

describe('localities', () => {
  const locality = (localityLbSetting: object) => dr({ loadBalancer: { localityLbSetting }, outlierDetection: {} });
  const distribute = (...entries: [string, Record<string, number>][]) => locality({ distribute: entries.map(([from, to]) => ({ from, to })) });
  const at = (problem: string, place: string) => said(`locality/${problem}`, `.trafficPolicy.loadBalancer.localityLbSetting${place}`);
  rows([
    ['shares of 100 together are right', distribute(['us/a/*', { 'us/a/*': 80, 'us/b/*': 20 }]), []],
    ['other sums are refused', distribute(['us', { us: 80, eu: 10 }]), at('shares-sum', '.distribute[0].to')],
    ['a share of nothing is refused', distribute(['us', { us: 100, eu: 0 }]), at('share', '.distribute[0].to.eu')],
    ['a zone in a region before it is refused', distribute(['us', { us: 100 }], ['us/a', { us: 100 }]), at('invalid', '.distribute[1].from')],
    ['a region after its zone is refused', distribute(['us/a', { us: 100 }], ['us', { us: 100 }]), at('invalid', '.distribute[1].from')],
    ['all after one is right', distribute(['us/a', { us: 100 }], ['us/*', { us: 100 }]), []],
    ['one after all is refused', distribute(['us/*', { us: 100 }], ['us/a', { us: 100 }]), at('invalid', '.distribute[1].from')],
    ['targets have no order: one in another is refused', distribute(['us', { 'us/a': 50, 'us/*': 50 }]), at('invalid', '.distribute[0].to["us/*"]')],
    ['an empty part is refused', distribute(['us//a', { us: 100 }]), at('invalid', '.distribute[0].from')],
    ['a wildcard inside is refused', distribute(['*/a', { us: 100 }]), at('invalid', '.distribute[0].from')],
    ['shares and failover are refused', locality({ distribute: [{ from: 'us', to: { us: 100 } }], failover: [{ from: 'us', to: 'eu' }] }), at('distribute-and-failover', '')],
    ['failover is right', locality({ failover: [{ from: 'us', to: 'eu' }] }), []],
    ['failover to the same region is refused', locality({ failover: [{ from: 'us', to: 'us' }] }), at('failover', '.failover[0]')],
    ['failover of zones is refused', locality({ failover: [{ from: 'us/a', to: 'eu' }] }), at('failover', '.failover[0]')],
    ['failover to any region is refused', locality({ failover: [{ from: 'us', to: '*' }] }), at('failover', '.failover[0]')],
    ['failover beside an order of localities is refused', locality({ failover: [{ from: 'us', to: 'eu' }], failoverPriority: ['topology.kubernetes.io/zone'] }),
      at('failover-and-topology', '.failoverPriority[0]')],
    ['failover without outlier detection is warned of', dr({ loadBalancer: { localityLbSetting: { failoverPriority: ['a'] } } }),
      ['warning locality/failover-without-outlier-detection spec.trafficPolicy.loadBalancer.localityLbSetting.failoverPriority']],
    ['zone-aware load balancing orders localities itself', dr({ loadBalancer: { zoneAwareLbSetting: { failoverPriority: ['topology.kubernetes.io/region'] } }, outlierDetection: {} }),
      said('locality/zone-aware-topology', '.trafficPolicy.loadBalancer.zoneAwareLbSetting.failoverPriority[0]')],
  ]);
});

test('where the namespace is not known, a name may be the own one', () => {
  const spec = { host: 'reviews', exportTo: ['shop'], workloadSelector: { matchLabels: { app: 'a' } } };
  expect(judge('DestinationRule', spec, { namespace: '' })).toEqual([]);
  expect(judge('DestinationRule', { ...spec, exportTo: ['*'] }, { namespace: '' })).toHaveLength(1);
});

test('values of a wrong type bring nothing down', () => {
  expectNoCrash('DestinationRule', {
    host: 'a',
    exportTo: ['.'],
    workloadSelector: { matchLabels: { a: 'b' } },
    subsets: [{ name: 'v1', labels: { a: 'b' }, trafficPolicy: { tls: { mode: 'SIMPLE' } } }],
    trafficPolicy: {
      connectionPool: { http: { maxRetries: 1, idleTimeout: '1s', http2KeepAlive: { interval: '1s', timeout: '1s' } }, tcp: { idleTimeout: '1s', tcpKeepalive: { time: '1s' } } },
      loadBalancer: {
        consistentHash: { httpCookie: { name: 'a', attributes: [{ name: 'b' }] }, maglev: { tableSize: 3 }, minimumRingSize: 1 },
        localityLbSetting: { distribute: [{ from: 'a', to: { a: 100 } }], failover: [{ from: 'a', to: 'b' }], failoverPriority: ['a'] },
        warmup: { duration: '1s', aggression: 1 },
      },
      outlierDetection: { interval: '1s', maxEjectionPercent: 1 },
      portLevelSettings: [{ port: { number: 1 }, tls: {} }],
      tunnel: { targetHost: 'a', targetPort: 1 },
    },
  });
});

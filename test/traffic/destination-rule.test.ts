import { Duration } from 'cdk8s';
import { OssmRelease } from '../../src/release';
import {
  ClientCertificate, ClientTls, ConsistentHash, DestinationRule, type DestinationRuleProps, Distribution, Failover, FailoverKey, H2UpgradePolicy,
  HashAlgorithm, LoadBalancer, LocalityLoadBalancing, OutlierDetection, ProxyProtocol, ServerCa, type TrafficPolicy, TunnelProtocol,
} from '../../src/traffic';
import { ExportTo } from '../../src/vocabulary/export-to';
import { MeshHost } from '../../src/vocabulary/mesh-host';
import { Percentage } from '../../src/vocabulary/percentage';
import { WorkloadSelector } from '../../src/vocabulary/workload-selector';
import { codes, fakeProgram, findings, only } from '../support/fake-mesh';

function program(facts = {}) {
  const made = fakeProgram(facts);
  const rule = (props: Partial<DestinationRuleProps> = {}) =>
    new DestinationRule(made.chart, 'it', { name: 'reviews', namespace: made.mesh.namespace('shop'), host: MeshHost.of('reviews'), ...props });
  return { ...made, rule, spec: () => only(made.chart, 'DestinationRule').spec };
}

/** What a policy becomes. */
function rendered(trafficPolicy: TrafficPolicy): any {
  const { rule, spec } = program();
  rule({ trafficPolicy });
  return spec().trafficPolicy;
}

describe('DestinationRule', () => {
  test('the host, its subsets, and who sees it', () => {
    const { chart, rule } = program();
    const made = rule({
      trafficPolicy: { loadBalancer: LoadBalancer.random() },
      subsets: [{ name: 'v1', labels: { version: 'v1' } }],
      exportTo: [ExportTo.OWN_NAMESPACE],
      workloadSelector: WorkloadSelector.labels({ app: 'web' }),
    });
    const v2 = made.addSubset('v2', { labels: { version: 'v2' }, trafficPolicy: { loadBalancer: LoadBalancer.roundRobin() } });
    made.addSubset('all');
    expect(only(chart, 'DestinationRule')).toEqual({
      apiVersion: 'networking.istio.io/v1',
      kind: 'DestinationRule',
      metadata: { name: 'reviews', namespace: 'shop' },
      spec: {
        host: 'reviews',
        trafficPolicy: { loadBalancer: { simple: 'RANDOM' } },
        subsets: [
          { name: 'v1', labels: { version: 'v1' } },
          { name: 'v2', labels: { version: 'v2' }, trafficPolicy: { loadBalancer: { simple: 'ROUND_ROBIN' } } },
          { name: 'all' },
        ],
        exportTo: ['.'],
        workloadSelector: { matchLabels: { app: 'web' } },
      },
    });
    expect({ name: v2.subsetName, host: v2.host.host }).toEqual({ name: 'v2', host: 'reviews' });
    expect(made).toMatchObject({ destinationRuleName: 'reviews', namespaceName: 'shop' });
  });

  test('a subset that it does not define cannot be had', () => {
    const { rule } = program();
    const made = rule({ subsets: [{ name: 'v1', labels: { version: 'v1' } }] });
    expect(made.subset('v1').subsetName).toBe('v1');
    expect(() => made.subset('v2')).toThrow(/traffic\/unknown-subset[\s\S]*one of 'v1'[\s\S]*addSubset\('v2'/);
    expect(() => made.addSubset('V2')).toThrow(/traffic\/invalid-subset-name/);
  });

  test('subsets of one name are refused', () => {
    const made = program();
    const rule = made.rule();
    rule.addSubset('v1');
    expect(codes(made)).toEqual([]);
    rule.addSubset('v1');
    expect(findings(made).map((f) => f.what).join()).toMatch(/DestinationRule 'shop\/reviews', `spec\.subsets\[1\]\.name`/);
  });

  test('one of another program writes nothing, and its subsets are taken at their word', () => {
    const { chart, mesh } = program();
    const rule = DestinationRule.fromName(chart, 'other', { name: 'other', namespace: mesh.namespace('shop'), host: MeshHost.of('other') });
    expect(rule).toMatchObject({ destinationRuleName: 'other', namespaceName: 'shop' });
    expect(rule.subset('v9')).toMatchObject({ subsetName: 'v9', host: { host: 'other' } });
    expect(() => rule.subset('v_9')).toThrow(/traffic\/invalid-subset-name/);
    expect(chart.toJson().filter((o: any) => o.kind === 'DestinationRule')).toEqual([]);
  });
});

describe('how a proxy chooses among endpoints', () => {
  const warmup = { duration: Duration.seconds(60), minimumPercent: 5, aggression: 1.5 };

  test.each<[string, LoadBalancer, object]>([
    ['the one with fewer requests', LoadBalancer.leastRequest({ warmup }), { simple: 'LEAST_REQUEST', warmup: { duration: '60s', minimumPercent: 5, aggression: 1.5 } }],
    ['one after the other', LoadBalancer.roundRobin(), { simple: 'ROUND_ROBIN' }],
    ['at random', LoadBalancer.random(), { simple: 'RANDOM' }],
    ['not at all', LoadBalancer.passthrough(), { simple: 'PASSTHROUGH' }],
    ['as Istio does', LoadBalancer.byDefault({ locality: LocalityLoadBalancing.enabled() }), { localityLbSetting: { enabled: true } }],
    ['whatever their locality', LoadBalancer.random({ locality: LocalityLoadBalancing.disabled() }), { simple: 'RANDOM', localityLbSetting: { enabled: false } }],
    ['by a header', LoadBalancer.consistentHash(ConsistentHash.header('x-user')), { consistentHash: { httpHeaderName: 'x-user' } }],
    ['by a parameter', LoadBalancer.consistentHash(ConsistentHash.queryParameter('user', HashAlgorithm.ringHash(2048))), {
      consistentHash: { httpQueryParameterName: 'user', ringHash: { minimumRingSize: 2048 } },
    }],
    ['by the address', LoadBalancer.consistentHash(ConsistentHash.sourceIp(HashAlgorithm.maglev(65537)), { locality: LocalityLoadBalancing.enabled() }), {
      consistentHash: { useSourceIp: true, maglev: { tableSize: 65537 } }, localityLbSetting: { enabled: true },
    }],
    ['by a cookie', LoadBalancer.consistentHash(ConsistentHash.cookie('user', { path: '/', ttl: Duration.hours(1), attributes: { SameSite: 'Strict', Secure: '' } })), {
      consistentHash: { httpCookie: { name: 'user', path: '/', ttl: '3600s', attributes: [{ name: 'SameSite', value: 'Strict' }, { name: 'Secure', value: '' }] } },
    }],
    ['by a cookie of the session', LoadBalancer.consistentHash(ConsistentHash.cookie('user', { ttl: Duration.millis(0) })), {
      consistentHash: { httpCookie: { name: 'user', ttl: '0s' } },
    }],
  ])('%s', (_, loadBalancer, expected) => {
    expect(rendered({ loadBalancer })).toEqual({ loadBalancer: expected });
  });

  test.each<[string, LocalityLoadBalancing, object]>([
    ['regions that take over', LocalityLoadBalancing.failover([Failover.between('east', 'west')], [FailoverKey.label('version')]), {
      failover: [{ from: 'east', to: 'west' }, { from: 'west', to: 'east' }], failoverPriority: ['version'],
    }],
    ['what they have in common', LocalityLoadBalancing.failoverPriority([FailoverKey.NETWORK, FailoverKey.REGION]), {
      failoverPriority: ['topology.istio.io/network', 'topology.kubernetes.io/region'],
    }],
    ['percentages', LocalityLoadBalancing.distribute([Distribution.of('east/*', { 'east/*': 80, 'west/*': 20 })]), {
      distribute: [{ from: 'east/*', to: { 'east/*': 80, 'west/*': 20 } }],
    }],
  ])('by %s', (_, locality, expected) => {
    const policy = rendered({ loadBalancer: LoadBalancer.roundRobin({ locality }), outlierDetection: OutlierDetection.after5xx(5) });
    expect(policy.loadBalancer.localityLbSetting).toEqual({ enabled: true, ...expected });
  });

  test('percentages that are none are told', () => {
    const made = program();
    made.rule({ trafficPolicy: { loadBalancer: LoadBalancer.random({ locality: LocalityLoadBalancing.distribute([Distribution.of('east', { west: 20 })]) }) } });
    expect(codes(made)).toContain('traffic/invalid-distribution');
  });

  test('an order by region beside regions is refused', () => {
    const made = program();
    const locality = LocalityLoadBalancing.failover([Failover.of('east', 'west')], [FailoverKey.REGION]);
    made.rule({ trafficPolicy: { loadBalancer: LoadBalancer.random({ locality }), outlierDetection: OutlierDetection.after5xx(5) } });
    expect(codes(made).filter((code) => !code.endsWith('?'))).toHaveLength(1);
  });
});

test('limits of connections and requests', () => {
  expect(rendered({
    connectionPool: {
      tcp: {
        maxConnections: 100,
        connectTimeout: Duration.millis(30),
        maxConnectionDuration: Duration.hours(1),
        idleTimeout: Duration.millis(0),
        tcpKeepalive: { probes: 3, time: Duration.minutes(2), interval: Duration.seconds(75) },
      },
      http: {
        http1MaxPendingRequests: 1,
        http2MaxRequests: 2,
        maxRequestsPerConnection: 3,
        maxRetries: 4,
        idleTimeout: Duration.seconds(5),
        h2UpgradePolicy: H2UpgradePolicy.DO_NOT_UPGRADE,
        useClientProtocol: true,
        maxConcurrentStreams: 6,
      },
    },
  })).toEqual({
    connectionPool: {
      tcp: {
        maxConnections: 100,
        connectTimeout: '0.03s',
        maxConnectionDuration: '3600s',
        idleTimeout: '0s',
        tcpKeepalive: { probes: 3, time: '120s', interval: '75s' },
      },
      http: {
        http1MaxPendingRequests: 1,
        http2MaxRequests: 2,
        maxRequestsPerConnection: 3,
        maxRetries: 4,
        idleTimeout: '5s',
        h2UpgradePolicy: 'DO_NOT_UPGRADE',
        useClientProtocol: true,
        maxConcurrentStreams: 6,
      },
    },
  });
});

describe('when an endpoint counts as broken', () => {
  const times = { interval: Duration.seconds(5), ejectionTime: Duration.seconds(30), maxEjectionPercent: 50, minHealthPercent: 20 };
  const written = { interval: '5s', baseEjectionTime: '30s', maxEjectionPercent: 50, minHealthPercent: 20 };

  test.each<[string, OutlierDetection, object]>([
    ['errors', OutlierDetection.after5xx(7, times), { consecutive5xxErrors: 7, ...written }],
    ['errors of gateways alone', OutlierDetection.afterGatewayErrors(3, times), { consecutiveGatewayErrors: 3, consecutive5xxErrors: 0, ...written }],
    ['both', OutlierDetection.after5xxOrGatewayErrors(7, 3, { ...times, connectionFailures: 2 }), {
      consecutive5xxErrors: 7, consecutiveGatewayErrors: 3, splitExternalLocalOriginErrors: true, consecutiveLocalOriginFailures: 2, ...written,
    }],
  ])('%s', (_, outlierDetection, expected) => {
    expect(rendered({ outlierDetection })).toEqual({ outlierDetection: expected });
  });

  test('no errors at all are no number', () => {
    const made = program();
    made.rule({ trafficPolicy: { outlierDetection: OutlierDetection.after5xxOrGatewayErrors(5, 0) } });
    expect(codes(made)).toContain('traffic/invalid-outlier-detection');
  });
});

describe('how a proxy encrypts', () => {
  const files = { certificate: '/tls.crt', privateKey: '/tls.key' };

  test.each<[string, ClientTls, object]>([
    ['not at all', ClientTls.disable(), { mode: 'DISABLE' }],
    ['with the CAs of the system', ClientTls.simple({ sni: 'a', subjectAltNames: ['b'] }), { mode: 'SIMPLE', sni: 'a', subjectAltNames: ['b'] }],
    ['with a CA from a Secret', ClientTls.simple({ ca: ServerCa.secret('ca') }), { mode: 'SIMPLE', credentialName: 'ca' }],
    ['with a CA from files', ClientTls.simple({ ca: ServerCa.files('/ca.crt', '/ca.crl') }), { mode: 'SIMPLE', caCertificates: '/ca.crt', caCrl: '/ca.crl' }],
    ['without looking', ClientTls.simpleUnverified({ sni: 'a' }), { mode: 'SIMPLE', sni: 'a', insecureSkipVerify: true }],
    ['with a certificate from a Secret', ClientTls.mutual(ClientCertificate.secret('client'), { sni: 'a', subjectAltNames: ['b'] }), {
      mode: 'MUTUAL', credentialName: 'client', sni: 'a', subjectAltNames: ['b'],
    }],
    ['with a certificate from files', ClientTls.mutual(ClientCertificate.files({ ...files, caCertificates: '/ca.crt', caCrl: '/ca.crl' })), {
      mode: 'MUTUAL', clientCertificate: '/tls.crt', privateKey: '/tls.key', caCertificates: '/ca.crt', caCrl: '/ca.crl',
    }],
    ['with a certificate, without looking', ClientTls.mutualUnverified(ClientCertificate.files(files), { sni: 'a' }), {
      mode: 'MUTUAL', clientCertificate: '/tls.crt', privateKey: '/tls.key', sni: 'a', insecureSkipVerify: true,
    }],
    ['as the mesh does', ClientTls.istioMutual({ sni: 'a' }), { mode: 'ISTIO_MUTUAL', sni: 'a' }],
  ])('%s', (_, tls, expected) => {
    expect(rendered({ tls })).toEqual({ tls: expected });
  });

  test('a CA that nobody looks at is refused', () => {
    const made = program();
    made.rule({ trafficPolicy: { tls: ClientTls.mutualUnverified(ClientCertificate.files({ ...files, caCertificates: '/ca.crt' })) } });
    expect(codes(made)).toEqual(['tls/verification-skipped']);
  });
});

test('ports, tunnel, PROXY protocol and retries', () => {
  expect(rendered({
    portLevelSettings: [{
      port: 443,
      tls: ClientTls.simple(),
      loadBalancer: LoadBalancer.random(),
      connectionPool: { tcp: { maxConnections: 1 } },
      outlierDetection: OutlierDetection.after5xx(1),
    }],
    tunnel: { targetHost: MeshHost.of('a.example.com'), targetPort: 443, protocol: TunnelProtocol.POST },
    retryBudget: { percentage: Percentage.of(12.5), minRetryConcurrency: 5 },
  })).toEqual({
    portLevelSettings: [{
      port: { number: 443 },
      tls: { mode: 'SIMPLE' },
      loadBalancer: { simple: 'RANDOM' },
      connectionPool: { tcp: { maxConnections: 1 } },
      outlierDetection: { consecutive5xxErrors: 1, maxEjectionPercent: 100 },
    }],
    tunnel: { targetHost: 'a.example.com', targetPort: 443, protocol: 'POST' },
    retryBudget: { percent: 12.5, minRetryConcurrency: 5 },
  });
  expect(rendered({ proxyProtocol: ProxyProtocol.V2 })).toEqual({ proxyProtocol: { version: 'V2' } });
});

test('a field that the release has not is refused', () => {
  const made = program({ release: OssmRelease.V3_1, istioMinor: '1.26' });
  made.rule({ trafficPolicy: { retryBudget: { minRetryConcurrency: 1 } } });
  expect(findings(made).map((f) => f.what).join()).toMatch(/retryBudget/);
  const newer = program({ release: OssmRelease.V3_2, istioMinor: '1.27' });
  newer.rule({ trafficPolicy: { retryBudget: { minRetryConcurrency: 1 } } });
  expect(codes(newer)).toEqual([]);
});

describe('what is of a wrong type is refused with what to write', () => {
  test.each<[string, any, RegExp]>([
    ['a load balancer', { loadBalancer: 'RANDOM' }, /`loadBalancer` of the `trafficPolicy`[\s\S]*LoadBalancer\.leastRequest/],
    ['a TLS mode', { tls: 'SIMPLE' }, /`tls`[\s\S]*ClientTls\.simple/],
    ['an outlier detection', { outlierDetection: {} }, /`outlierDetection`[\s\S]*OutlierDetection\.after5xx/],
    ['a limit', { connectionPool: { tcp: { maxConnections: '1' } } }, /`connectionPool\.tcp\.maxConnections`[\s\S]*write 1/],
    ['a port', { portLevelSettings: [{ tls: ClientTls.simple() }] }, /`portLevelSettings\[0\]\.port`/],
    ['a port of a port', { portLevelSettings: [{ port: 1, tls: ClientTls.simple({ sni: 1 as never }) }] }, /`sni` of the ClientTls/],
    ['a host of a tunnel', { tunnel: { targetHost: 'a', targetPort: 1 } }, /`tunnel\.targetHost`[\s\S]*MeshHost\.of\('a'\)/],
    ['a hash', { loadBalancer: LoadBalancer.consistentHash('user' as never) }, /`hash` of the LoadBalancer/],
    ['the header of a hash', { loadBalancer: LoadBalancer.consistentHash(ConsistentHash.header(undefined as never)) }, /`name` of the ConsistentHash/],
    ['the algorithm of a hash', { loadBalancer: LoadBalancer.consistentHash(ConsistentHash.sourceIp('maglev' as never)) }, /`algorithm` of the ConsistentHash/],
    ['the size of a table', { loadBalancer: LoadBalancer.consistentHash(ConsistentHash.sourceIp(HashAlgorithm.maglev('1' as never))) }, /`size` of the ConsistentHash/],
    ['a cookie', { loadBalancer: LoadBalancer.consistentHash(ConsistentHash.cookie('a', { ttl: 1 as never })) }, /`ttl` of the ConsistentHash/],
    ['a warm-up', { loadBalancer: LoadBalancer.roundRobin({ warmup: {} as never }) }, /`warmup\.duration` of the LoadBalancer/],
    ['a certificate', { tls: ClientTls.mutual('client' as never) }, /`certificate` of the ClientTls[\s\S]*ClientCertificate\.secret\('client'\)/],
    ['files', { tls: ClientTls.mutual(ClientCertificate.files({ certificate: '/a' } as never)) }, /`privateKey` of the ClientTls/],
  ])('%s', (_, trafficPolicy, message) => {
    expect(() => program().rule({ trafficPolicy })).toThrow(message);
  });

  test('host, subsets and selector', () => {
    expect(() => program().rule({ host: 'reviews' as never })).toThrow(/`host` of the DestinationRule[\s\S]*MeshHost\.of\('reviews'\)/);
    expect(() => program().rule({ subsets: ['v1'] as never })).toThrow(/`subsets`/);
    expect(() => program().rule().addSubset('v1', { labels: { version: 1 } as never })).toThrow(/`labels` of subset 'v1'/);
    expect(() => program().rule().addSubset('v1', { trafficPolicy: { tls: 'SIMPLE' } as never })).toThrow(/`tls` of subset 'v1'/);
    expect(() => program().rule({ workloadSelector: { app: 'web' } as never })).toThrow(/WorkloadSelector\.labels/);
    expect(() => program().rule({ exportTo: ['*'] as never })).toThrow(/ExportTo/);
  });
});

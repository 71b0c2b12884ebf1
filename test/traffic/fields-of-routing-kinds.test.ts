import { type Chart, Duration } from 'cdk8s';
import { MeshNamespace } from '../../src/namespace/mesh-namespace';
import {
  ClientCertificate, ClientTls, ConsistentHash, DelegateVirtualService, DestinationRule, DirectResponseBody, Distribution, Failover,
  FailoverKey, FaultAbort, GrpcStatus, H2UpgradePolicy, HashAlgorithm, HttpRetry, HttpRewrite, LoadBalancer, LocalityLoadBalancing,
  OutlierDetection, ProxyProtocol, RedirectPort, RedirectScheme, Resolution, RetryOn, RouteDestination, RouteGateway, ServerCa, ServiceEntry,
  ServiceEntryLocation, type TrafficPolicy, TunnelProtocol, UnmatchedPreflights, VirtualService, WorkloadAddress, WorkloadLocality,
} from '../../src/traffic';
import { AppProtocol } from '../../src/vocabulary/app-protocol';
import { ExportTo } from '../../src/vocabulary/export-to';
import { HttpMethod } from '../../src/vocabulary/http-method';
import { Identity } from '../../src/vocabulary/identity';
import type { IMeshNamespace } from '../../src/vocabulary/interfaces';
import { MeshHost } from '../../src/vocabulary/mesh-host';
import { PathMatch } from '../../src/vocabulary/path-match';
import { Percentage } from '../../src/vocabulary/percentage';
import { StringMatch } from '../../src/vocabulary/string-match';
import { WorkloadSelector } from '../../src/vocabulary/workload-selector';
import { describeWithCrds } from '../support/crds-dir';
import { fakeProgram } from '../support/fake-mesh';
import { fieldsIn, fieldsOf } from '../support/field-paths';

const HOST = MeshHost.of('reviews');
const SELECTOR = WorkloadSelector.labels({ app: 'web' });
const SECOND = Duration.seconds(1);
const STRINGS = [StringMatch.exact('a'), StringMatch.prefix('a'), StringMatch.regex('a')];
const TEXTS = Object.fromEntries(STRINGS.map((match) => [match.kind, match]));

function policies(): TrafficPolicy[] {
  const pools = [H2UpgradePolicy.DEFAULT, H2UpgradePolicy.DO_NOT_UPGRADE, H2UpgradePolicy.UPGRADE].map((h2UpgradePolicy) => ({
    tcp: {
      maxConnections: 1,
      connectTimeout: SECOND,
      maxConnectionDuration: SECOND,
      idleTimeout: SECOND,
      tcpKeepalive: { probes: 1, time: SECOND, interval: SECOND },
    },
    http: {
      http1MaxPendingRequests: 1,
      http2MaxRequests: 1,
      maxRequestsPerConnection: 1,
      maxRetries: 1,
      idleTimeout: SECOND,
      h2UpgradePolicy,
      useClientProtocol: false,
      maxConcurrentStreams: 1,
    },
  }));
  const balancers = [
    LoadBalancer.leastRequest({ warmup: { duration: SECOND, minimumPercent: 1, aggression: 1 } }),
    LoadBalancer.roundRobin({ locality: LocalityLoadBalancing.failover([Failover.of('a', 'b')], [FailoverKey.NETWORK]) }),
    LoadBalancer.random({ locality: LocalityLoadBalancing.distribute([Distribution.of('a', { a: 100 })]) }),
    LoadBalancer.passthrough(),
    LoadBalancer.consistentHash(ConsistentHash.header('a', HashAlgorithm.maglev(3))),
    LoadBalancer.consistentHash(ConsistentHash.cookie('a', { path: '/', ttl: SECOND, attributes: { a: 'b' } }, HashAlgorithm.ringHash(1))),
    LoadBalancer.consistentHash(ConsistentHash.sourceIp()),
    LoadBalancer.consistentHash(ConsistentHash.queryParameter('a')),
  ];
  const files = { certificate: '/tls.crt', privateKey: '/tls.key' };
  const settings = [
    ClientTls.disable(), ClientTls.istioMutual(), ClientTls.simple({ sni: 'a', subjectAltNames: ['a'], ca: ServerCa.secret('a') }), ClientTls.simpleUnverified(),
    ClientTls.mutual(ClientCertificate.files({ ...files, caCertificates: '/ca.crt', caCrl: '/ca.crl' })),
  ];
  const outlierDetection = OutlierDetection.after5xxOrGatewayErrors(1, 1, {
    interval: SECOND, ejectionTime: SECOND, maxEjectionPercent: 1, minHealthPercent: 1, connectionFailures: 1,
  });
  return balancers.map((loadBalancer, i) => {
    const endpoints = { loadBalancer, outlierDetection, connectionPool: pools[i % pools.length], tls: settings[i % settings.length] };
    return {
      ...endpoints,
      portLevelSettings: [{ port: 80, ...endpoints }],
      tunnel: { targetHost: HOST, targetPort: 80, protocol: TunnelProtocol.CONNECT },
      proxyProtocol: i % 2 === 0 ? ProxyProtocol.V1 : ProxyProtocol.V2,
      retryBudget: { percentage: Percentage.of(1), minRetryConcurrency: 1 },
    };
  });
}

/** Everything that each kind can say. */
const EVERYTHING: { readonly [kind: string]: (chart: Chart, namespace: IMeshNamespace) => void } = {
  DestinationRule: (chart, namespace) => policies().forEach((trafficPolicy, i) => {
    new DestinationRule(chart, `it-${i}`, {
      name: 'it',
      namespace,
      host: HOST,
      trafficPolicy,
      subsets: [{ name: 'v1', labels: { version: 'v1' }, trafficPolicy }],
      exportTo: [ExportTo.OWN_NAMESPACE],
      workloadSelector: SELECTOR,
    });
  }),
  ServiceEntry: (chart, namespace) => {
    const endpoint = {
      address: WorkloadAddress.ip('10.0.0.1'),
      ports: { http: 80 },
      labels: { a: 'b' },
      network: 'a',
      locality: WorkloadLocality.of('a'),
      weight: 1,
      identity: Identity.of('cluster.local', namespace.namespaceName, 'vm'),
    };
    const resolutions = [
      Resolution.none(), Resolution.staticEndpoints([endpoint]), Resolution.staticWorkloads(SELECTOR), Resolution.dns(), Resolution.dnsRoundRobin(),
      Resolution.dynamicDns(),
    ];
    resolutions.forEach((resolution, i) => new ServiceEntry(chart, `it-${i}`, {
      name: 'it',
      namespace,
      hosts: [HOST],
      resolution,
      addresses: ['10.0.0.1'],
      subjectAltNames: ['a'],
      exportTo: [ExportTo.NONE],
      location: i === 0 ? ServiceEntryLocation.MESH_INTERNAL : ServiceEntryLocation.MESH_EXTERNAL,
      ports: [{ port: 80, name: 'http', protocol: AppProtocol.HTTP, targetPort: 80 }],
    }));
  },
  VirtualService: (chart, namespace) => {
    const rule = DestinationRule.fromName(chart, 'rule', { name: 'rule', host: HOST });
    const destination = RouteDestination.subset(rule.subset('v1'), { port: 80 });
    const gateways = [RouteGateway.MESH];
    const source = { port: 80, source: SELECTOR, sourceNamespace: namespace, gateways };
    const headers = { set: { a: 'b' }, add: { a: 'b' }, remove: ['a'] };
    const both = { request: headers, response: headers };
    const routes = new VirtualService(chart, 'it', { name: 'it', namespace, hosts: [HOST], gateways, exportTo: [ExportTo.OWN_NAMESPACE] });
    const paths = [{ path: PathMatch.exact('/a') }, { path: PathMatch.stringPrefix('/a') }, { pathRegex: '/a' }];
    const matches = paths.map((path, i) => ({
      ...source,
      ...path,
      name: 'a',
      ignorePathCase: true,
      method: STRINGS[i],
      authority: STRINGS[i],
      scheme: STRINGS[i],
      headers: TEXTS,
      withoutHeaders: TEXTS,
      queryParams: TEXTS,
      statPrefix: 'a',
    }));
    const retryOn = [RetryOn.RESET];
    const passing = {
      name: 'a',
      matches,
      headers: both,
      timeout: SECOND,
      mirrors: [{ destination, percentage: Percentage.of(1) }],
      retries: HttpRetry.attempts(1, { perTryTimeout: SECOND, retryOn, backoff: SECOND, remoteLocalities: true, ignorePreviousHosts: true }),
      fault: { delay: { duration: SECOND, percentage: Percentage.of(1) }, abort: FaultAbort.http(500, Percentage.of(1)) },
    };
    const cors = [UnmatchedPreflights.FORWARD, UnmatchedPreflights.IGNORE].map((unmatchedPreflights) => ({
      allowOrigins: STRINGS, allowMethods: [HttpMethod.GET], allowHeaders: ['a'], exposeHeaders: ['a'], maxAge: SECOND, allowCredentials: true, unmatchedPreflights,
    }));
    routes.addHttpRoute({
      ...passing, corsPolicy: cors[0], destinations: [{ destination, weight: 1, headers: both }], rewrite: HttpRewrite.path('/', { authority: HOST }),
    });
    routes.addHttpRoute({
      destination, corsPolicy: cors[1], rewrite: HttpRewrite.pathRegex('a', 'b'), fault: { abort: FaultAbort.grpc(GrpcStatus.ABORTED, Percentage.of(1)) },
    });
    routes.addRedirect({ uri: '/', authority: HOST, scheme: RedirectScheme.HTTPS, port: RedirectPort.of(1), redirectCode: 302 });
    routes.addRedirect({ port: RedirectPort.FROM_PROTOCOL_DEFAULT });
    routes.addRedirect({ port: RedirectPort.FROM_REQUEST_PORT });
    routes.addDirectResponse({ status: 200, body: DirectResponseBody.text('a') });
    routes.addDirectResponse({ status: 200, body: DirectResponseBody.bytes('YQ==') });
    const delegate = DelegateVirtualService.fromName(chart, 'delegate', { name: 'delegate', namespace: MeshNamespace.fromName(chart, 'other', { mesh: namespace.mesh, name: 'other' }) });
    routes.addDelegate({ delegate });
    const connections = { ...source, destinationSubnets: ['10.0.0.0/8'] };
    routes.addTlsRoute({ matches: [{ ...connections, sniHosts: [HOST] }], destinations: [{ destination, weight: 1 }] });
    routes.addTcpRoute({ matches: [connections], destinations: [{ destination, weight: 1 }] });
  },
};

const DEPRECATED = 'deprecated';
const ABSENCE = 'what leaving it out says';
const REFUSED = 'the webhook of Istio refuses it';
const MIRRORS = 'mirrors, which every release has, is the same for several';

/** A policy is in four places. */
function everywhere(fields: { readonly [field: string]: string }): { readonly [field: string]: string } {
  const places = ['spec.trafficPolicy', 'spec.subsets.*.trafficPolicy'].flatMap((place) => [place, `${place}.portLevelSettings.*`]);
  return Object.fromEntries(places.flatMap((place) => Object.entries(fields).map(([field, reason]) => [`${place}.${field}`, reason])));
}

/** What each kind has no typed place for, and why. */
const LEFT_OUT: { readonly [kind: string]: { readonly [field: string]: string } } = {
  DestinationRule: everywhere({
    'loadBalancer.consistentHash.minimumRingSize': DEPRECATED,
    'loadBalancer.simple=LEAST_CONN': DEPRECATED,
    'loadBalancer.simple=UNSPECIFIED': ABSENCE,
    'loadBalancer.warmupDurationSecs': DEPRECATED,
    'outlierDetection.consecutiveErrors': DEPRECATED,
  }),
  ServiceEntry: {},
  VirtualService: {
    'spec.http.*.corsPolicy.allowOrigin.*': DEPRECATED,
    'spec.http.*.corsPolicy.unmatchedPreflights=UNSPECIFIED': ABSENCE,
    'spec.http.*.fault.abort.http2Error': REFUSED,
    'spec.http.*.fault.delay.exponentialDelay': REFUSED,
    'spec.http.*.fault.delay.percent': DEPRECATED,
    'spec.http.*.mirror.host': MIRRORS,
    'spec.http.*.mirror.port.number': MIRRORS,
    'spec.http.*.mirror.subset': MIRRORS,
    'spec.http.*.mirrorPercent': DEPRECATED,
    'spec.http.*.mirror_percent': DEPRECATED,
    'spec.http.*.mirrorPercentage.value': MIRRORS,
    'spec.tcp.*.match.*.sourceSubnet': 'istiod reads it nowhere',
  },
};

describeWithCrds('every field of a routing kind has a typed place, or a reason to have none', (root) => {
  test.each(Object.keys(EVERYTHING))('%s', (kind) => {
    const { chart, mesh } = fakeProgram();
    EVERYTHING[kind](chart, mesh.namespace('shop'));
    const objects = chart.node.findAll().flatMap((c) => ('toJson' in c && c !== chart ? [(c as { toJson(): any }).toJson()] : []));
    const fields = fieldsOf(root, 'istio/1.30/crd-all.gen.yaml', 'networking.istio.io', kind);
    const written = fieldsIn(fields, objects.filter((o) => o.kind === kind));
    expect(fields.length).toBeGreaterThan(15);
    expect(fields.filter((field) => !written.has(field)).sort()).toEqual(Object.keys(LEFT_OUT[kind]).sort());
  });
});

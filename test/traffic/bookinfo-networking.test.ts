import { readdirSync } from 'fs';
import * as path from 'path';
import { Chart, Duration, Testing } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  ClientTls, DestinationRule, FaultAbort, Gateway, GatewayServer, type HttpMatch, type IDestinationRule, LoadBalancer, Resolution, RouteDestination,
  RouteGateway, ServerHost, ServiceEntry, type TrafficPolicy, VirtualService,
} from '../../src/traffic';
import { AppProtocol } from '../../src/vocabulary/app-protocol';
import { MeshHost } from '../../src/vocabulary/mesh-host';
import { PathMatch } from '../../src/vocabulary/path-match';
import { Percentage } from '../../src/vocabulary/percentage';
import { StringMatch } from '../../src/vocabulary/string-match';
import { WorkloadSelector } from '../../src/vocabulary/workload-selector';
import { describeWithCases, manifestsOf } from '../support/cases-dir';
import { fakeProgram } from '../support/fake-mesh';

const ALL = Percentage.of(100);
const JASON: HttpMatch[] = [{ headers: { 'end-user': StringMatch.exact('jason') } }];
const VERSIONS: { readonly [host: string]: readonly string[] } = {
  productpage: ['v1'], reviews: ['v1', 'v2', 'v3'], ratings: ['v1', 'v2', 'v2-mysql', 'v2-mysql-vm'], details: ['v1', 'v2'],
};

/** The rule that the routes of a file take for granted: another file has it. */
function ruleOf(scope: Construct, host: string): IDestinationRule {
  return DestinationRule.fromName(scope, `${host}-rule`, { name: host, host: MeshHost.of(host) });
}

function writeRule(scope: Construct, host: string, trafficPolicy?: TrafficPolicy, versions = VERSIONS[host]): DestinationRule {
  const rule = new DestinationRule(scope, `${host}-rule`, { name: host, host: MeshHost.of(host), trafficPolicy });
  for (const version of versions) rule.addSubset(version, { labels: { version } });
  return rule;
}

function routesOf(scope: Construct, host: string): VirtualService {
  return new VirtualService(scope, host, { name: host, hosts: [MeshHost.of(host)] });
}

/** A VirtualService that sends all requests to one version. */
function writeRoute(scope: Construct, host: string, version: string): void {
  routesOf(scope, host).addHttpRoute({ destination: to(ruleOf(scope, host), version) });
}

/** A VirtualService that sends shares to versions. */
function writeSplit(scope: Construct, weights: { readonly [version: string]: number }): void {
  const rule = ruleOf(scope, 'reviews');
  routesOf(scope, 'reviews').addHttpRoute({
    destinations: Object.entries(weights).map(([version, weight]) => ({ destination: to(rule, version), weight })),
  });
}

/** A VirtualService that has one version for jason, and another for everybody else. */
function writeRoutesForJason(scope: Construct, jasons: string, others: string): void {
  const rule = ruleOf(scope, 'reviews');
  const routes = routesOf(scope, 'reviews');
  routes.addHttpRoute({ matches: JASON, destination: to(rule, jasons) });
  routes.addHttpRoute({ destination: to(rule, others) });
}

function to(rule: IDestinationRule, version: string): RouteDestination {
  return RouteDestination.subset(rule.subset(version));
}

const FILES: { readonly [file: string]: (chart: Chart) => void } = {
  'bookinfo-gateway.yaml': (chart) => {
    const gateway = new Gateway(chart, 'gateway', {
      name: 'bookinfo-gateway',
      selector: WorkloadSelector.labels({ istio: 'ingressgateway' }),
      servers: [GatewayServer.http({ port: 8080, portName: 'http', hosts: [ServerHost.ANY] })],
    });
    new VirtualService(chart, 'routes', { name: 'bookinfo', hosts: [MeshHost.ANY], gateways: [RouteGateway.gateway(gateway)] }).addHttpRoute({
      matches: [
        PathMatch.exact('/productpage'), PathMatch.stringPrefix('/static'), PathMatch.exact('/login'), PathMatch.exact('/logout'),
        PathMatch.stringPrefix('/api/v1/products'),
      ].map((match) => ({ path: match })),
      destination: RouteDestination.host(MeshHost.of('productpage'), { port: 9080 }),
    });
  },
  'certmanager-gateway.yaml': (chart) => {
    const { mesh } = fakeProgram();
    const namespace = mesh.namespace('istio-system');
    const gateway = new Gateway(chart, 'gateway', {
      name: 'cert-manager-gateway',
      namespace,
      selector: WorkloadSelector.labels({ istio: 'ingressgateway' }),
      servers: [GatewayServer.http({ portName: 'http', hosts: [ServerHost.ANY] })],
    });
    new VirtualService(chart, 'routes', { name: 'cert-manager', namespace, hosts: [MeshHost.ANY], gateways: [RouteGateway.gateway(gateway)] }).addHttpRoute({
      matches: [{ path: PathMatch.stringPrefix('/.well-known/acme-challenge/') }],
      destination: RouteDestination.host(MeshHost.of('cert-manager-resolver'), { port: 8089 }),
    });
  },
  'destination-rule-all.yaml': (chart) => {
    for (const host of Object.keys(VERSIONS)) writeRule(chart, host);
  },
  'destination-rule-all-mtls.yaml': (chart) => {
    for (const host of Object.keys(VERSIONS)) writeRule(chart, host, { tls: ClientTls.istioMutual() });
  },
  'destination-rule-reviews.yaml': (chart) => {
    writeRule(chart, 'reviews', { loadBalancer: LoadBalancer.random() });
  },
  'egress-rule-google-apis.yaml': (chart) => {
    const apis = new ServiceEntry(chart, 'apis', {
      name: 'googleapis',
      hosts: [MeshHost.of('www.googleapis.com')],
      ports: [{ port: 80, name: 'http', protocol: AppProtocol.HTTP }, { port: 443, name: 'https', protocol: AppProtocol.HTTPS }],
      resolution: Resolution.dns(),
    });
    new VirtualService(chart, 'rewrite', { name: 'rewrite-port-for-googleapis', hosts: apis.hosts }).addHttpRoute({
      matches: [{ port: 80 }], destination: RouteDestination.serviceEntry(apis, { port: 443 }),
    });
    new DestinationRule(chart, 'tls', {
      name: 'originate-tls-for-googleapis',
      host: apis.hosts[0],
      trafficPolicy: { loadBalancer: LoadBalancer.roundRobin(), portLevelSettings: [{ port: 443, tls: ClientTls.simple() }] },
    });
  },
  'fault-injection-details-v1.yaml': (chart) => {
    const routes = routesOf(chart, 'details');
    const destination = to(writeRule(chart, 'details', undefined, ['v1']), 'v1');
    routes.addHttpRoute({ fault: { abort: FaultAbort.http(555, ALL) }, destination });
    routes.addHttpRoute({ destination });
  },
  'virtual-service-all-v1.yaml': (chart) => {
    for (const host of ['productpage', 'reviews', 'ratings', 'details']) writeRoute(chart, host, 'v1');
  },
  'virtual-service-details-v2.yaml': (chart) => writeRoute(chart, 'details', 'v2'),
  'virtual-service-ratings-db.yaml': (chart) => {
    writeRoute(chart, 'reviews', 'v3');
    writeRoute(chart, 'ratings', 'v2');
  },
  'virtual-service-ratings-mysql.yaml': (chart) => {
    writeRoute(chart, 'reviews', 'v3');
    writeRoute(chart, 'ratings', 'v2-mysql');
  },
  'virtual-service-ratings-mysql-vm.yaml': (chart) => {
    writeRoute(chart, 'reviews', 'v3');
    writeRoute(chart, 'ratings', 'v2-mysql-vm');
  },
  'virtual-service-ratings-test-abort.yaml': (chart) => {
    const routes = routesOf(chart, 'ratings');
    const destination = to(ruleOf(chart, 'ratings'), 'v1');
    routes.addHttpRoute({ matches: JASON, fault: { abort: FaultAbort.http(500, ALL) }, destination });
    routes.addHttpRoute({ destination });
  },
  'virtual-service-ratings-test-delay.yaml': (chart) => {
    const routes = routesOf(chart, 'ratings');
    const destination = to(ruleOf(chart, 'ratings'), 'v1');
    routes.addHttpRoute({ matches: JASON, fault: { delay: { duration: Duration.seconds(7), percentage: ALL } }, destination });
    routes.addHttpRoute({ destination });
  },
  'virtual-service-reviews-50-v3.yaml': (chart) => writeSplit(chart, { v1: 50, v3: 50 }),
  'virtual-service-reviews-80-20.yaml': (chart) => writeSplit(chart, { v1: 80, v2: 20 }),
  'virtual-service-reviews-90-10.yaml': (chart) => writeSplit(chart, { v1: 90, v2: 10 }),
  'virtual-service-reviews-jason-v2-v3.yaml': (chart) => writeRoutesForJason(chart, 'v2', 'v3'),
  'virtual-service-reviews-test-v2.yaml': (chart) => writeRoutesForJason(chart, 'v2', 'v1'),
  'virtual-service-reviews-v2-v3.yaml': (chart) => writeSplit(chart, { v2: 50, v3: 50 }),
  'virtual-service-reviews-v3.yaml': (chart) => writeRoute(chart, 'reviews', 'v3'),
};

describeWithCases('the networking objects of Bookinfo can be written with the typed kinds', (root) => {
  const SET = 'istio-bookinfo-networking';

  test('every file of them is here', () => {
    expect(Object.keys(FILES).sort()).toEqual(readdirSync(path.join(root, 'manifests', SET)).filter((file) => file.endsWith('.yaml')).sort());
  });

  test.each(Object.keys(FILES))('%s', (file) => {
    const chart = new Chart(Testing.app(), 'chart');
    FILES[file](chart);
    const expected = manifestsOf(root, SET, file);
    expect(expected.length).toBeGreaterThan(0);
    expect(byName(Testing.synth(chart))).toEqual(byName(expected));
  });
});

function byName<T extends { kind?: string; metadata?: { name?: string } }>(objects: readonly T[]): T[] {
  const key = ({ kind, metadata }: T) => `${kind}/${metadata?.name}`;
  return [...objects].sort((a, b) => key(a).localeCompare(key(b)));
}

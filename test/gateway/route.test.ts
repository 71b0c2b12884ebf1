import { Duration } from 'cdk8s';
import { json, Program } from './support';
import {
  Exposure, GatewayCertificate, type GatewayHostOptions, type InjectedGateway, InsecureTraffic, type RouteExposureOptions, type RouteSettings,
  RouteTls,
} from '../../src/gateway';
import { OpenShift } from '../../src/release';
import type { MeshFacts } from '../../src/vocabulary/mesh-facts';
import { PathMatch } from '../../src/vocabulary/path-match';

const CA = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
const servers = (gateway: InjectedGateway) => json(gateway.gateway).spec.servers;

/** A gateway behind the router with one host. */
function routed(exposure: RouteExposureOptions = {}, options: GatewayHostOptions = {}, name = 'shop', facts: Partial<MeshFacts> = {}) {
  const program = new Program(facts);
  const gateway = program.gateway({ exposure: Exposure.route(exposure) });
  const host = gateway.host(name, options);
  host.addRoute('web', { backend: program.web });
  return { program, gateway, host, route: () => json(host.route), codes: () => program.codes() };
}

describe('the Route of a host', () => {
  test('ends TLS at the router unless told otherwise, and leads plain HTTP to the gateway', () => {
    const { route, codes } = routed();
    expect(route()).toEqual({
      apiVersion: 'route.openshift.io/v1',
      kind: 'Route',
      metadata: { name: 'shop', namespace: 'istio-ingress' },
      spec: {
        host: 'shop.apps.east.example.com',
        to: { kind: 'Service', name: 'edge', weight: 100 },
        port: { targetPort: 'http2' },
        tls: { termination: 'edge', insecureEdgeTerminationPolicy: 'Redirect' },
        wildcardPolicy: 'None',
      },
    });
    expect(codes()).toEqual([]);
  });

  test('without TLS has none', () => {
    const { route, codes } = routed({ tls: RouteTls.NONE });
    expect(route().spec.tls).toBeUndefined();
    expect(route().spec.port.targetPort).toBe('http2');
    expect(codes()).toEqual([]);
  });

  test('has labels for a shard, annotations, and what is to happen to plain HTTP', () => {
    const { route } = routed({
      shardLabels: { shard: 'internal' }, annotations: { 'haproxy.router.openshift.io/balance': 'leastconn' }, insecure: InsecureTraffic.ALLOW,
    });
    expect(route().metadata).toMatchObject({ labels: { shard: 'internal' }, annotations: { 'haproxy.router.openshift.io/balance': 'leastconn' } });
    expect(route().spec.tls.insecureEdgeTerminationPolicy).toBe('Allow');
  });

  test('tells browsers to come back by HTTPS', () => {
    const { route } = routed({ hsts: { maxAge: Duration.days(365), includeSubDomains: true, preload: true } });
    expect(route().metadata.annotations).toEqual({ 'haproxy.router.openshift.io/hsts_header': 'max-age=31536000;includeSubDomains;preload' });
    expect(routed({ hsts: { maxAge: Duration.minutes(1) } }).route().metadata.annotations['haproxy.router.openshift.io/hsts_header']).toBe('max-age=60');
  });

  test('for all hosts below a domain has a policy beside a host, and the router must admit it', () => {
    const { route, gateway, program } = routed({}, {}, '*.shop.example.com');
    expect(route().spec).toMatchObject({ host: 'wildcard.shop.example.com', wildcardPolicy: 'Subdomain' });
    expect(servers(gateway)[0].hosts).toEqual(['./*.shop.example.com']);
    expect(program.remarks()).toEqual([
      "precondition: the IngressController must admit wildcard Routes for '*.shop.example.com': spec.routeAdmission.wildcardPolicy: WildcardsAllowed",
    ]);
  });

  test('for every host leaves its host to the router, and the summary says how to read it', () => {
    const { route, gateway, host, program } = routed({}, {}, '*');
    expect(route().spec.host).toBeUndefined();
    expect(route().metadata.name).toBe('edge');
    expect(servers(gateway)).toEqual([{ hosts: ['./*'], port: { name: 'http-edge', number: 80, protocol: 'HTTP' } }]);
    expect(json(host.virtualService).spec).toMatchObject({ hosts: ['*'], gateways: ['edge'] });
    expect(program.remarks()).toEqual([
      "floats: the router makes up the host of Route 'edge': oc get route edge -n istio-ingress -o jsonpath='{.spec.host}'",
    ]);
    expect(gateway.anyHost()).toBe(host);
  });
});

describe('how long the router waits', () => {
  const annotation = 'haproxy.router.openshift.io/timeout';
  const timeouts = (seconds: number[], settings: RouteSettings = {}, options: GatewayHostOptions = {}) => {
    const { program, host, route } = routed(settings, options);
    seconds.forEach((s, i) => host.addRoute(`r${i}`, { match: PathMatch.prefix(`/${i}`), backend: program.web, timeout: Duration.seconds(s) }));
    return route().metadata.annotations?.[annotation];
  };

  test('as long as the longest route, where that is longer than its own 30 seconds', () => {
    expect(timeouts([45, 90, 10])).toBe('90s');
    expect(timeouts([31])).toBe('31s');
  });

  test('its own time where no route needs more', () => {
    expect(timeouts([])).toBeUndefined();
    expect(timeouts([5, 30])).toBeUndefined();
  });

  test('what it is told, in any case', () => {
    expect(timeouts([90], { timeout: Duration.minutes(5) })).toBe('300s');
    expect(timeouts([90], { annotations: { [annotation]: '7m' } })).toBe('7m');
  });

  test('not behind passthrough, where it would shorten the life of connections', () => {
    const certificate = GatewayCertificate.fromSecret('shop-tls');
    expect(timeouts([90], { tls: RouteTls.PASSTHROUGH }, { certificate })).toBeUndefined();
    expect(timeouts([90], { tls: RouteTls.PASSTHROUGH, timeout: Duration.hours(2) }, { certificate })).toBe('7200s');
  });
});

describe('passthrough', () => {
  const certificate = GatewayCertificate.fromSecret('shop-tls');

  test('leads TLS to the gateway, which knows the host by its server name', () => {
    const { route, gateway, codes } = routed({ tls: RouteTls.PASSTHROUGH }, { certificate });
    expect(route().spec).toMatchObject({
      port: { targetPort: 'https' }, tls: { termination: 'passthrough', insecureEdgeTerminationPolicy: 'Redirect' },
    });
    expect(servers(gateway)).toEqual([{
      hosts: ['./shop.apps.east.example.com'],
      port: { name: 'https-shop', number: 443, protocol: 'HTTPS' },
      tls: { mode: 'SIMPLE', credentialName: 'shop-tls' },
    }]);
    expect(json(gateway.networkPolicy).spec.ingress[0].ports.map((p: any) => p.port)).toEqual([8443, 15021]);
    expect(codes()).toEqual([]);
  });

  test('needs a certificate', () => {
    const { program } = routed({ tls: RouteTls.PASSTHROUGH });
    expect(program.findings()).toMatchObject([{ code: 'gateway/certificate-needed', fix: expect.stringContaining("host('shop.apps.east.example.com', { certificate:") }]);
  });

  test('cannot have plain HTTP beside it', () => {
    expect(routed({ tls: RouteTls.PASSTHROUGH, insecure: InsecureTraffic.ALLOW }, { certificate }).codes()).toEqual(['gateway/insecure-passthrough']);
    expect(routed({ tls: RouteTls.PASSTHROUGH, insecure: InsecureTraffic.NONE }, { certificate }).codes()).toEqual([]);
  });

  test('on a gateway that trusts the router is worth a warning, unless somebody has said whom to trust', () => {
    const mixed = { certificate, route: { tls: RouteTls.PASSTHROUGH } };
    expect(routed({}, mixed).codes()).toEqual(['warning gateway/passthrough-trusts-client-headers']);
    expect(routed({ trustedProxies: 1 }, mixed).codes()).toEqual([]);
  });
});

describe('re-encrypt', () => {
  test('leads to one server without conditions, since the router sends no server name', () => {
    const { route, gateway, codes } = routed({ tls: RouteTls.REENCRYPT });
    gateway.host('other').addRoute('web', { backend: gateway._served[0].host.addRoute('x', { match: PathMatch.exact('/x'), backend: new Program().web }).backend });
    expect(route().spec).toMatchObject({ port: { targetPort: 'https' }, tls: { termination: 'reencrypt' } });
    expect(route().spec.tls).not.toHaveProperty('destinationCACertificate');
    expect(servers(gateway)).toEqual([{
      hosts: ['./*'], port: { name: 'https', number: 443, protocol: 'HTTPS' }, tls: { mode: 'SIMPLE', credentialName: 'edge-serving-cert' },
    }]);
    expect(codes()).toEqual([]);
  });

  test('takes a certificate of the service CA, which the router trusts for the name of the Service', () => {
    const { gateway } = routed({ tls: RouteTls.REENCRYPT });
    expect(json(gateway.service).metadata.annotations).toEqual({ 'service.beta.openshift.io/serving-cert-secret-name': 'edge-serving-cert' });
    expect(json(gateway.role).rules).toEqual([{ apiGroups: [''], resources: ['secrets'], verbs: ['get', 'watch', 'list'] }]);
  });

  test('lets other namespaces bind to their hosts only', () => {
    const program = new Program();
    const gateway = program.gateway({ exposure: Exposure.route({ tls: RouteTls.REENCRYPT }) });
    gateway.host('pay', { routesFrom: [program.shop] });
    gateway.host('open', { routesFromEverywhere: true });
    expect(servers(gateway)[0].hosts).toEqual(['./*', 'shop/pay.apps.east.example.com', 'open.apps.east.example.com']);
  });

  test('with a certificate of its own needs to know who signed it', () => {
    const certificate = GatewayCertificate.fromSecret('corp-tls');
    expect(routed({ tls: RouteTls.REENCRYPT }, { certificate }).codes()).toEqual(['gateway/ca-needed']);
    const good = routed({ tls: RouteTls.REENCRYPT }, { certificate, route: { destinationCaCertificate: CA } });
    expect(good.codes()).toEqual([]);
    expect(good.route().spec.tls.destinationCACertificate).toBe(CA);
    expect(servers(good.gateway)[0].tls.credentialName).toBe('corp-tls');
    expect(json(good.gateway.service).metadata.annotations).toBeUndefined();
  });

  test('a CA without such a certificate, without use, or that is none', () => {
    const code = 'gateway/ca-without-certificate';
    expect(routed({ tls: RouteTls.REENCRYPT, destinationCaCertificate: CA }).codes()).toEqual([code]);
    expect(routed({ tls: RouteTls.EDGE, destinationCaCertificate: CA }).codes()).toEqual([code]);
    const certificate = GatewayCertificate.fromSecret('corp-tls');
    expect(routed({ tls: RouteTls.REENCRYPT, destinationCaCertificate: 'no' }, { certificate }).codes()).toEqual(['gateway/invalid-ca']);
    const leaking = routed({ tls: RouteTls.REENCRYPT, destinationCaCertificate: `${CA}-----BEGIN PRIVATE KEY-----` }, { certificate });
    expect(leaking.program.findings()[0].what).toContain('it holds a private key');
  });

  test('two certificates on one gateway cannot be', () => {
    const { program, gateway } = routed({ tls: RouteTls.REENCRYPT });
    gateway.host('other', { certificate: GatewayCertificate.fromSecret('corp-tls'), route: { destinationCaCertificate: CA } }).addRoute('web', { backend: program.web });
    expect(program.codes()).toEqual(['gateway/one-certificate-for-reencrypt']);
  });

  test('beside passthrough for every host cannot be either', () => {
    const { program, gateway } = routed({ tls: RouteTls.REENCRYPT, trustedProxies: 0 });
    gateway.anyHost({ certificate: GatewayCertificate.fromSecret('any-tls'), route: { tls: RouteTls.PASSTHROUGH } }).addRoute('web', { backend: program.web });
    expect(program.codes()).toEqual(['gateway/any-host-and-reencrypt']);
  });
});

describe('the certificate that the router shows', () => {
  const externalCertificate = GatewayCertificate.fromSecret('public-tls');

  test('is named in the Route, and the router may read that Secret and no other', () => {
    const { route, gateway, program } = routed({ externalCertificate });
    gateway.host('other', { route: { externalCertificate: GatewayCertificate.fromSecret('other-tls') } }).addRoute('web', { backend: program.web });
    expect(route().spec.tls.externalCertificate).toEqual({ name: 'public-tls' });
    expect(json(gateway.routerRole)).toMatchObject({
      metadata: { name: 'edge-router-certificates', namespace: 'istio-ingress' },
      rules: [{ apiGroups: [''], resources: ['secrets'], resourceNames: ['other-tls', 'public-tls'], verbs: ['get', 'watch', 'list'] }],
    });
    expect(json(gateway.routerRoleBinding)).toMatchObject({
      roleRef: { kind: 'Role', name: 'edge-router-certificates' },
      subjects: [{ kind: 'ServiceAccount', name: 'router', namespace: 'openshift-ingress' }],
    });
    expect(gateway.role).toBeUndefined();
    expect(program.codes()).toEqual([]);
    expect(program.remarks()).toHaveLength(2);
  });

  test('can be had from OpenShift 4.19 on', () => {
    expect(routed({ externalCertificate }, {}, 'shop', { openshift: OpenShift.V4_18 }).codes()).toEqual(['gateway/external-certificate-unsupported']);
    expect(routed({ externalCertificate }, {}, 'shop', { openshift: OpenShift.V4_19 }).codes()).toEqual([]);
  });

  test('is not one of the service CA, which is for the Service', () => {
    expect(routed({ externalCertificate: GatewayCertificate.serviceServing() }).codes()).toEqual(['gateway/serving-certificate-outside']);
  });

  test('is another one than the gateway\'s, which shows none behind edge', () => {
    const { program } = routed({}, { certificate: externalCertificate });
    expect(program.findings()).toMatchObject([{ code: 'gateway/certificate-without-use', fix: expect.stringContaining('externalCertificate') }]);
    expect(routed({ tls: RouteTls.NONE }, { certificate: externalCertificate }).codes()).toEqual(['gateway/certificate-without-use']);
  });
});

describe('a host that differs from its gateway', () => {
  test('has its own settings laid over the gateway\'s; annotations add up', () => {
    const { route } = routed(
      { shardLabels: { shard: 'a' }, insecure: InsecureTraffic.NONE, annotations: { x: '1', y: '1' } },
      { route: { shardLabels: { shard: 'b' }, annotations: { y: '2' } } },
    );
    expect(route().metadata).toMatchObject({ labels: { shard: 'b' }, annotations: { x: '1', y: '2' } });
    expect(route().spec.tls.insecureEdgeTerminationPolicy).toBe('None');
  });

  test('does not inherit what its own kind of TLS cannot have', () => {
    const { program, route } = routed(
      { hsts: { maxAge: Duration.days(1) }, externalCertificate: GatewayCertificate.fromSecret('public-tls'), insecure: InsecureTraffic.ALLOW, trustedProxies: 1 },
      { route: { tls: RouteTls.PASSTHROUGH }, certificate: GatewayCertificate.fromSecret('shop-tls') },
    );
    expect(program.codes()).toEqual([]);
    expect(route().spec.tls).toEqual({ termination: 'passthrough', insecureEdgeTerminationPolicy: 'Redirect' });
    expect(route().metadata.annotations).toBeUndefined();
  });

  test('settings that mean nothing are errors', () => {
    const certificate = GatewayCertificate.fromSecret('shop-tls');
    const code = 'gateway/setting-without-effect';
    const settings = { tls: RouteTls.PASSTHROUGH, hsts: { maxAge: Duration.days(1) }, externalCertificate: certificate };
    expect(routed(settings, { certificate }).codes()).toEqual([code, code]);
    expect(routed({ tls: RouteTls.NONE, insecure: InsecureTraffic.ALLOW }).codes()).toEqual([code]);
    expect(routed({}, { insecure: InsecureTraffic.ALLOW }).codes()).toEqual([code]);
  });

  test('a setting and an annotation that say the same thing are an error', () => {
    const annotations = { 'haproxy.router.openshift.io/timeout': '1m', 'haproxy.router.openshift.io/hsts_header': 'max-age=1' };
    expect(routed({ timeout: Duration.minutes(2), hsts: { maxAge: Duration.days(1) }, annotations }).codes()).toEqual(['gateway/said-twice', 'gateway/said-twice']);
  });
});

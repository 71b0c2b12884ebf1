import { App, Duration, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { FakeNamespace, json, Program } from './support';
import {
  Exposure, ExternalTrafficPolicy, GatewayCertificate, InjectedGateway, InsecureTraffic, InternalLoadBalancer, RouteDelegate, RouteTls,
} from '../../src/gateway';
import { Availability, IssuerRef, PathMatch, Placement, RevisionTrack } from '../../src/vocabulary';
import { IpFamily, IpFamilyPolicy } from '../../src/workload';

/** What JavaScript, where nothing checks the types, is told. */
type Loose = any;

const route = (settings: Loose) => ({ exposure: Exposure.route(settings) });
const balancer = (settings: Loose) => ({ exposure: Exposure.loadBalancer(settings) });
const certificate = (options: Loose) => ({ certificate: GatewayCertificate.certManager(options) });

describe('a gateway that is told something of a wrong type names the place, the value and the fix', () => {
  test.each<[what: string, options: Loose, message: RegExp]>([
    ['an exposure by its name', { exposure: 'route' }, /`exposure` of gateway 'edge' is 'route'[^]*expected: an Exposure[^]*fix: write Exposure\.route\(\)/],
    ['a number of replicas', { availability: 3 }, /`availability` of gateway 'edge' is 3, a number[^]*fix: write Availability\.fixed\(3\)/],
    ['a namespace by its name', { namespace: 'foo' }, /`namespace` of gateway 'edge' is 'foo'[^]*fix: write mesh\.addNamespace\('foo'\)/],
    ['a number for a CPU', { resources: { cpuRequest: 2 } }, /`resources` of gateway 'edge' is a map of cpuRequest/],
    ['a placement as a map', { placement: { nodeSelector: {} } }, /`placement`[^]*Placement\.of/],
    ['a track that nobody knows', { track: 'Canary' }, /`track` of gateway 'edge' is 'Canary'[^]*fix: write RevisionTrack\.CANARY/],
    ['labels that are no text', { podLabels: { on: true } }, /`podLabels`[^]*a map of strings/],
    ['annotations as a list', { podAnnotations: ['a'] }, /`podAnnotations` of gateway 'edge' is \["a"\]/],
    ['an environment variable that is a number', { env: { WORKERS: 2 } }, /`env`[^]*in quotes/],
    ['proxy settings as text', { proxyConfig: 'concurrency: 1' }, /`proxyConfig`/],
    ['a drain in seconds', { drain: 30 }, /`drain` of gateway 'edge' is 30, a number[^]*fix: write Duration\.seconds\(30\)/],
    ['a switch in words', { networkPolicy: 'no' }, /`networkPolicy` of gateway 'edge' is 'no'[^]*true or false/],
    ['an IP family policy that nobody knows', { ipFamilyPolicy: 'single' }, /`ipFamilyPolicy`[^]*IpFamilyPolicy\.SINGLE_STACK/],
    ['an IP family that nobody knows', { ipFamilies: ['ipv6'] }, /`ipFamilies` of gateway 'edge' is \["ipv6"\][^]*fix: correct item 0: write IpFamily\.IPV6/],
    ['raw fields that are no map', { raw: [] }, /`raw`/],
    ['settings of Routes by their name', route('edge'), /`options` of the exposure of gateway 'edge' is 'edge'/],
    ['TLS in another spelling', route({ tls: 'Edge' }), /`tls` of the exposure of gateway 'edge' is 'Edge'[^]*fix: write RouteTls\.EDGE/],
    ['plain HTTP in another spelling', route({ insecure: 'redirect' }), /`insecure`[^]*fix: write InsecureTraffic\.REDIRECT/],
    ['shard labels that are no text', route({ shardLabels: { shard: 1 } }), /`shardLabels`/],
    ['HSTS as a switch', route({ hsts: true }), /`hsts` of the exposure of gateway 'edge' is true/],
    ['HSTS without an age', route({ hsts: {} }), /`hsts\.maxAge` of the exposure of gateway 'edge' is not given/],
    ['HSTS with a part of a second', route({ hsts: { maxAge: Duration.millis(1500) } }), /`hsts\.maxAge`[^]*is 1500 ms[^]*whole seconds/],
    ['the certificate of the router by its name', route({ externalCertificate: 'tls' }), /`externalCertificate`[^]*GatewayCertificate\.fromSecret\('tls'\)/],
    ['a timeout in seconds', route({ timeout: 5 }), /`timeout`[^]*Duration\.seconds\(5\)/],
    ['a timeout of no time', route({ timeout: Duration.seconds(0) }), /`timeout` of the exposure of gateway 'edge' is 0 ms[^]*above zero/],
    ['an address range that is in no list', balancer({ sourceRanges: '10.0.0.0/8' }), /`sourceRanges`[^]*fix: put it into a list/],
    ['a load balancer made internal by a switch', balancer({ internal: true }), /`internal`[^]*InternalLoadBalancer\.AWS/],
    ['a policy for external traffic in another spelling', balancer({ externalTrafficPolicy: 'local' }), /fix: write ExternalTrafficPolicy\.LOCAL/],
    ['node ports in words', balancer({ allocateNodePorts: 'yes' }), /`allocateNodePorts`/],
    ['annotations of the Service that are no text', { exposure: Exposure.clusterIp({ annotations: { a: 1 } } as Loose) }, /`annotations`/],
  ])('%s', (_, options, message) => {
    const make = () => new Program().gateway(options);
    expect(make).toThrow(message);
    expect(make).toThrow(/\[gateway\/wrong-type\] east\/gateway-edge/);
  });

  test('no name, no mesh, no properties', () => {
    const program = new Program();
    const namespace = new FakeNamespace(program.mesh, 'istio-ingress');
    const make = (id: string, props: Loose) => () => new InjectedGateway(program.cluster, id, props);
    expect(make('a', undefined)).toThrow(/gateway\/wrong-type[^]*`props` of the gateway is not given/);
    expect(make('b', { mesh: program.mesh, namespace })).toThrow(/analysis\/no-name[^]*the name of the gateway is not given/);
    expect(make('c', { name: 'edge', namespace })).toThrow(/`mesh` of gateway 'edge' is not given/);
    expect(make('d', { name: 'edge', mesh: new App(), namespace })).toThrow(/`mesh` of gateway 'edge' is an instance of App/);
    expect(make('e', { name: 'edge', mesh: program.mesh })).toThrow(/`namespace` of gateway 'edge' is not given/);
    expect(make('f', { name: 'edge', mesh: program.mesh, namespace: new Construct(program.app, 'x') })).toThrow(/is an instance of Construct/);
  });

  test('everything of its type is taken, and null means unsaid', () => {
    const program = new Program();
    const gateway = program.gateway({
      exposure: Exposure.loadBalancer({
        sourceRanges: ['10.0.0.0/8'], internal: InternalLoadBalancer.AWS, externalTrafficPolicy: ExternalTrafficPolicy.LOCAL, allocateNodePorts: false,
      }),
      availability: Availability.fixed(1),
      resources: { cpuRequest: '1', memoryRequest: undefined },
      placement: Placement.infraNodes(),
      track: RevisionTrack.PRODUCTION,
      podLabels: { team: 'a' },
      env: { A: '1' },
      drain: Duration.seconds(5),
      networkPolicy: false,
      ipFamilyPolicy: IpFamilyPolicy.SINGLE_STACK,
      ipFamilies: [IpFamily.IPV4],
      proxyConfig: { concurrency: 1 },
      raw: {},
    });
    expect(program.codes()).toEqual([]);
    expect(gateway.networkPolicy).toBeUndefined();
    const nothing = (...names: string[]): Loose => Object.fromEntries(names.map((name) => [name, null]));
    const written = (exposure: Loose, gatewayOptions: Loose, hostOptions: Loose) => {
      const made = new Program().gateway({ exposure: Exposure.route(exposure), ...gatewayOptions });
      const host = made.host('shop', hostOptions);
      return [json(made.deployment), json(made.service), json(made.gateway), json(host.route)];
    };
    const nulls = written(
      nothing('tls', 'insecure', 'destinationCaCertificate', 'hsts', 'timeout', 'annotations', 'trustedProxies'),
      nothing('availability', 'resources', 'track', 'selectorLabels', 'podLabels', 'podAnnotations', 'drain', 'networkPolicy', 'env', 'ipFamilies', 'raw'),
      { ...nothing('certificate', 'insecure', 'routesFrom', 'objectName', 'raw'), route: nothing('tls', 'destinationCaCertificate', 'annotations') },
    );
    const plain = written({}, {}, {});
    expect(nulls).toEqual(plain);
  });
});

test('a value that is known at synth only counts as text', () => {
  const program = new Program();
  const gateway = program.gateway({ podAnnotations: { owner: Lazy.any({ produce: () => 'team-a' }) } });
  expect(json(gateway.deployment).spec.template.metadata.annotations.owner).toBe('team-a');
});

describe('a host that is told something of a wrong type names the place, the value and the fix', () => {
  test.each([[undefined, /the host is not given/], [5, /the host is 5, a number[^]*fix: write '5'/], ['', /the host is not given/]])('the name %s', (name, message) => {
    const gateway = new Program().gateway();
    expect(() => gateway.host(name as Loose)).toThrow(message);
    expect(() => gateway.host(name as Loose)).toThrow(/\[analysis\/no-name\] east\/gateway-edge/);
  });

  test.each<[what: string, options: Loose, message: RegExp]>([
    ['options that are no map', 'edge', /`options` of host 'shop' is 'edge'/],
    ['a certificate by its name', { certificate: 'shop-tls' }, /`certificate` of host 'shop' is 'shop-tls'[^]*fix: write GatewayCertificate\.fromSecret\('shop-tls'\)/],
    ['a certificate of another kind', { certificate: IssuerRef.issuer('ca') }, /`certificate` of host 'shop' is an instance of IssuerRef/],
    ['a certificate without a Secret', { certificate: GatewayCertificate.fromSecret(undefined as Loose) }, /`certificate\.secretName` of host 'shop' is not given/],
    ['a certificate without options', certificate(undefined), /`certificate\.options` of host 'shop' is not given/],
    ['a certificate without an issuer', certificate({}), /`certificate\.issuer` of host 'shop' is not given/],
    ['an issuer by its name', certificate({ issuer: 'ca' }), /fix: write IssuerRef\.clusterIssuer\('ca'\)/],
    ['a lifetime of no time', certificate({ issuer: IssuerRef.issuer('ca'), duration: Duration.days(0) }), /`certificate\.duration` of host 'shop' is 0 ms/],
    ['a renewal in days', certificate({ issuer: IssuerRef.issuer('ca'), renewBefore: 30 }), /`certificate\.renewBefore`/],
    ['one DNS name in no list', certificate({ issuer: IssuerRef.issuer('ca'), dnsNames: 'a.example.com' }), /`certificate\.dnsNames`/],
    ['plain HTTP that nobody knows', { insecure: true }, /`insecure` of host 'shop' is true, a boolean[^]*InsecureTraffic\.NONE/],
    ['a Route by its TLS', { route: 'passthrough' }, /`route` of host 'shop' is 'passthrough'/],
    ['TLS in another spelling', { route: { tls: 'PASSTHROUGH' } }, /`route\.tls` of host 'shop' is 'PASSTHROUGH'[^]*fix: write RouteTls\.PASSTHROUGH/],
    ['one namespace in no list', { routesFrom: 'shop' }, /`routesFrom` of host 'shop' is 'shop'/],
    ['namespaces by their names', { routesFrom: ['shop'] }, /correct item 0: write mesh\.addNamespace\('shop'\)/],
    ['everywhere in words', { routesFromEverywhere: 'yes' }, /`routesFromEverywhere`/],
    ['raw fields as text', { raw: 'spec' }, /`raw`/],
  ])('%s', (_, options, message) => {
    const program = new Program();
    const gateway = program.gateway();
    expect(() => gateway.host('shop', options)).toThrow(message);
    expect(() => gateway.host('shop', options)).toThrow(/\[gateway\/wrong-type\] east\/gateway-edge/);
    expect(gateway.gateway).toBeUndefined();
  });

  test('everything of its type is taken', () => {
    const program = new Program();
    const host = program.gateway().host('shop', {
      certificate: GatewayCertificate.certManager({ issuer: IssuerRef.clusterIssuer('ca'), duration: Duration.days(90), dnsNames: ['a.example.com'] }),
      route: { tls: RouteTls.PASSTHROUGH, insecure: InsecureTraffic.NONE, timeout: Duration.seconds(5) },
      routesFrom: [program.shop],
      raw: {},
    });
    expect(json(host.route).spec.tls).toMatchObject({ termination: 'passthrough', insecureEdgeTerminationPolicy: 'None' });
    expect(program.codes().filter((c) => !c.startsWith('warning'))).toEqual([]);
  });
});

describe('a route that is told something of a wrong type names the place, the value and the fix', () => {
  const cases: Array<[what: string, options: (program: Program) => Loose, message: RegExp]> = [
    ['no options', () => undefined, /`options` of route 'r' of \w+ '\w.*' is not given[^]*fix: write \{ backend: \.\.\. \}/],
    ['no backend', () => ({}), /`backend` of route 'r'.* is not given[^]*addService/],
    ['a backend by its name', () => ({ backend: 'web' }), /`backend` of route 'r'.* is 'web'/],
    ['a namespace for a backend', (p) => ({ backend: p.shop }), /`backend` of route 'r'.* is an instance of FakeNamespace/],
    ['a match by its path', (p) => ({ backend: p.web, match: '/cart' }), /`match` of route 'r'.* is '\/cart'[^]*fix: write PathMatch\.prefix\('\/cart'\)/],
    ['matches by their paths', (p) => ({ backend: p.web, matches: [PathMatch.exact('/a'), '/b'] }), /`matches`[^]*correct item 1: write PathMatch\.prefix\('\/b'\)/],
    ['matches in no list', (p) => ({ backend: p.web, matches: PathMatch.exact('/a') }), /`matches`[^]*put it into a list/],
    ['a port as text', (p) => ({ backend: p.web, port: '9080' }), /`port` of route 'r'.* is '9080'[^]*fix: write 9080/],
    ['a timeout in seconds', (p) => ({ backend: p.web, timeout: 5 }), /`timeout`[^]*Duration\.seconds\(5\)/],
  ];

  test.each(cases)('%s, at a host', (_, options, message) => {
    const program = new Program();
    const host = program.gateway().host('shop');
    expect(() => host.addRoute('r', options(program))).toThrow(message);
    expect(() => host.addRoute('r', options(program))).toThrow(/\[traffic\/wrong-type\] east\/gateway-edge/);
    expect(host.virtualService).toBeUndefined();
  });

  test.each(cases)('%s, at a delegate', (_, options, message) => {
    const program = new Program();
    const delegate = new RouteDelegate(program.cluster, 'delegate', { namespace: program.shop, name: 'cart' });
    expect(() => delegate.addRoute('r', options(program))).toThrow(message);
    expect(delegate.virtualService).toBeUndefined();
  });

  test('everything of its type is taken, from another copy of the package too', () => {
    const program = new Program();
    const { kind, path } = PathMatch.exact('/a');
    const host = program.gateway().host('shop');
    host.addRoute('r', { backend: program.web, match: { kind, path } as Loose, matches: null as Loose, port: 9080, timeout: Duration.seconds(5) });
    expect(json(host.virtualService).spec.http[0]).toMatchObject({ match: [{ uri: { exact: '/a' } }], timeout: '5s' });
    expect(program.codes()).toEqual([]);
  });
});

describe('delegates and references that are told something of a wrong type', () => {
  test('a delegated prefix needs a namespace and a name', () => {
    const program = new Program();
    const host = program.gateway().host('shop');
    expect(() => host.delegate('/cart', undefined as Loose)).toThrow(/gateway\/wrong-type.*`options` of the delegated prefix '\/cart' of host 'shop\..*' is not given/);
    expect(() => host.delegate('/cart', { namespace: 'shop', name: 'cart' } as Loose)).toThrow(/`namespace` of the delegated prefix '\/cart'.* is 'shop'/);
    expect(() => host.delegate('/cart', { namespace: program.shop } as Loose)).toThrow(/`name` of the delegated prefix '\/cart'.* is not given/);
    host.delegate('/cart', { namespace: program.shop, name: 'cart' });
    expect(json(host.virtualService).spec.http[0].delegate).toEqual({ name: 'cart', namespace: 'shop' });
  });

  test('a delegate needs a namespace and a name', () => {
    const program = new Program();
    const make = (id: string, props: Loose) => () => new RouteDelegate(program.cluster, id, props);
    expect(make('a', undefined)).toThrow(/gateway\/wrong-type.*`props` of the delegate is not given/);
    expect(make('b', { namespace: program.shop })).toThrow(/`name` of the delegate is not given/);
    expect(make('c', { namespace: 'shop', name: 'cart' })).toThrow(/`namespace` of the delegate is 'shop'/);
    expect(make('d', { namespace: program.shop, name: 'cart', prefix: null })).not.toThrow();
  });

  test('a reference to a gateway needs a namespace and a name', () => {
    const program = new Program();
    const refer = (id: string, reference: Loose) => () => InjectedGateway.fromName(program.cluster, id, reference);
    expect(refer('a', undefined)).toThrow(/gateway\/wrong-type.*`reference` of the gateway is not given/);
    expect(refer('b', { namespace: program.shop })).toThrow(/`name` of the gateway is not given/);
    expect(refer('c', { namespace: 'shop', name: 'edge' })).toThrow(/`namespace` of the gateway is 'shop'/);
    expect(refer('d', { namespace: program.shop, name: 'edge', serviceAccount: 5 })).toThrow(/`serviceAccount` of the gateway is 5/);
    expect(refer('e', { namespace: program.shop, name: 'edge' })().identity.serviceAccount).toBe('edge');
  });
});

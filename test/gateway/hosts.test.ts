import { FakeMesh, FakeNamespace, json, Program } from './support';
import { Exposure, type InjectedGateway } from '../../src/gateway';
import { DataPlane } from '../../src/vocabulary/data-plane';
import { PathMatch } from '../../src/vocabulary/path-match';

const servers = (gateway: InjectedGateway) => json(gateway.gateway).spec.servers;

describe('a host', () => {
  test('is a server of the Gateway on the port of the Service, bound to VirtualServices of the gateway\'s own namespace', () => {
    const program = new Program();
    const gateway = program.gateway();
    gateway.host('shop').addRoute('web', { backend: program.web });
    expect(json(gateway.gateway).spec).toEqual({
      selector: { app: 'edge', istio: 'edge' },
      servers: [{ hosts: ['./shop.apps.east.example.com'], port: { name: 'http-shop', number: 80, protocol: 'HTTP' } }],
    });
  });

  test('has one VirtualService, in the gateway\'s namespace, whose destination is a full name and a port', () => {
    const program = new Program();
    const host = program.gateway().host('shop');
    expect(host.hostName).toBe('shop.apps.east.example.com');
    expect(host.virtualService).toBeUndefined();
    const route = host.addRoute('pages', { match: PathMatch.prefix('/static'), backend: program.web });
    expect([route.name, route.backend]).toEqual(['pages', program.web]);
    host.addRoute('rest', { backend: program.web });
    expect(json(host.virtualService)).toMatchObject({
      apiVersion: 'networking.istio.io/v1',
      kind: 'VirtualService',
      metadata: { name: 'shop', namespace: 'istio-ingress' },
      spec: {
        hosts: ['shop.apps.east.example.com'],
        gateways: ['edge'],
        http: [
          { name: 'pages', route: [{ destination: { host: 'web.shop.svc.cluster.local', port: { number: 9080 } } }] },
          { name: 'rest', match: [{ uri: { prefix: '/' } }] },
        ],
      },
    });
  });

  test('several hosts are several servers of different names', () => {
    const program = new Program();
    const gateway = program.gateway();
    for (const name of ['a', 'b.example.com', '*.c']) gateway.host(name).addRoute('web', { backend: program.web });
    expect(servers(gateway).map((s: any) => s.port.name)).toEqual(['http-a', 'http-b-example-com', 'http-wildcard-c']);
    expect(program.codes()).toEqual([]);
  });

  test('named a second time, bare or in full, it is the same one', () => {
    const program = new Program();
    const gateway = program.gateway();
    const host = gateway.host('shop');
    host.addRoute('web', { backend: program.web });
    expect(gateway.host('shop')).toBe(host);
    expect(gateway.host('shop.apps.east.example.com')).toBe(host);
    expect(servers(gateway)).toHaveLength(1);
    expect(program.codes()).toEqual([]);
  });

  test('options a second time are an error', () => {
    const program = new Program();
    const gateway = program.gateway();
    gateway.host('shop').addRoute('web', { backend: program.web });
    gateway.host('shop', { objectName: 'other' });
    expect(program.codes()).toEqual(['gateway/host-options-twice']);
  });

  test('raw fields and an object name are its own', () => {
    const program = new Program();
    const host = program.gateway().host('shop', {
      objectName: 'store', raw: { virtualService: { spec: { exportTo: ['.'] } }, route: { spec: { path: '/x' } } },
    });
    host.addRoute('web', { backend: program.web });
    expect(json(host.virtualService)).toMatchObject({ metadata: { name: 'store' }, spec: { exportTo: ['.'] } });
    expect(json(host.route)).toMatchObject({ metadata: { name: 'store' }, spec: { path: '/x' } });
  });
});

describe('who else may route a host', () => {
  test('the namespaces that are named, beside the gateway\'s own', () => {
    const program = new Program();
    const gateway = program.gateway();
    const payments = new FakeNamespace(program.mesh, 'payments');
    gateway.host('pay', { routesFrom: [program.shop, payments] });
    expect(servers(gateway)[0].hosts).toEqual(['./pay.apps.east.example.com', 'payments/pay.apps.east.example.com', 'shop/pay.apps.east.example.com']);
    expect(program.codes()).toEqual([]);
  });

  test('everyone, on request', () => {
    const program = new Program();
    const gateway = program.gateway();
    gateway.host('pay', { routesFromEverywhere: true });
    expect(servers(gateway)[0].hosts).toEqual(['pay.apps.east.example.com']);
    expect(program.codes()).toEqual([]);
  });

  test('a tenant is admitted to a host that may exist already', () => {
    const program = new Program();
    const gateway = program.gateway();
    const host = gateway.host('pay');
    expect(gateway._admit('pay', ['payments'])).toBe(host);
    gateway._admit('books', ['books']);
    expect(servers(gateway).map((s: any) => s.hosts)).toEqual([
      ['./pay.apps.east.example.com', 'payments/pay.apps.east.example.com'], ['./books.apps.east.example.com', 'books/books.apps.east.example.com'],
    ]);
    expect(gateway._served.map((s) => [s.host.hostName, [...s.namespaces]])).toEqual([
      ['pay.apps.east.example.com', ['payments']], ['books.apps.east.example.com', ['books']],
    ]);
    expect(program.codes()).toEqual([]);
  });

  test('not a namespace of another mesh', () => {
    const program = new Program();
    const blue = new FakeNamespace(new FakeMesh(program.cluster, 'blue', { name: 'blue' }), 'blue-shop');
    program.gateway().host('pay', { routesFrom: [blue] });
    expect(program.codes()).toEqual(['gateway/namespace-of-another-mesh']);
  });
});

describe('problems of hosts', () => {
  test('one without routes answers 404, which is worth a warning', () => {
    const program = new Program();
    const host = program.gateway().host('shop');
    expect(program.codes()).toEqual(['warning gateway/host-without-routes']);
    host.addRoute('web', { backend: program.web });
    expect(program.codes()).toEqual([]);
  });

  test('a name that cannot be one', () => {
    const program = new Program({ appsDomain: undefined });
    const gateway = program.gateway();
    gateway.host('Shop.example.com').addRoute('web', { backend: program.web });
    gateway.host('bare').addRoute('web', { backend: program.web });
    gateway.host('a.example.com', { objectName: 'A_b' }).addRoute('web', { backend: program.web });
    expect(program.codes()).toEqual(['gateway/invalid-host', 'gateway/no-apps-domain', 'gateway/invalid-object-name']);
  });

  test('two hosts whose objects would have one name', () => {
    const program = new Program();
    const gateway = program.gateway();
    gateway.host('a.b').addRoute('web', { backend: program.web });
    gateway.host('a-b.apps.east.example.com', {}).addRoute('web', { backend: program.web });
    expect(program.findings()).toMatchObject([{ code: 'gateway/object-name-taken', what: expect.stringContaining("VirtualService 'a-b' of namespace 'istio-ingress'") }]);
  });

  test('an object name mends that', () => {
    const program = new Program();
    const gateway = program.gateway();
    gateway.host('a.b').addRoute('web', { backend: program.web });
    gateway.host('a-b', { objectName: 'a-b-apps' }).addRoute('web', { backend: program.web });
    expect(program.codes()).toEqual([]);
  });

  test('one host on two gateways behind one router', () => {
    const program = new Program();
    for (const name of ['a', 'b']) program.gateway({ name }).host('shop').addRoute('web', { backend: program.web });
    expect(program.findings()).toMatchObject([{
      code: 'gateway/host-taken',
      what: "the host 'shop.apps.east.example.com' of gateway 'b' has a Route on gateway 'a' already, at east/gateway-a-a/host-shop.apps.east.example.com: the router admits one of the two",
    }]);
  });

  test('also in two meshes of one cluster', () => {
    const program = new Program();
    const blue = new FakeMesh(program.cluster, 'blue', { name: 'blue' });
    program.gateway({ name: 'a' }).host('shop').addRoute('web', { backend: program.web });
    program.gateway({ name: 'b', mesh: blue, namespace: new FakeNamespace(blue, 'blue-b') }).host('shop', { routesFromEverywhere: true });
    expect(program.codes()).toEqual(['gateway/host-taken']);
  });

  test('not behind routers of different shards, and not inside and outside', () => {
    const program = new Program();
    const exposures = [Exposure.route(), Exposure.route({ shardLabels: { shard: 'internal' } }), Exposure.loadBalancer(), Exposure.clusterIp()];
    exposures.forEach((exposure, i) => program.gateway({ name: `g${i}`, exposure }).host('shop').addRoute('web', { backend: program.web }));
    expect(program.codes()).toEqual([]);
  });

  test('every host on two gateways: each Route gets a host of its own', () => {
    const program = new Program();
    for (const name of ['a', 'b']) program.gateway({ name }).anyHost().addRoute('web', { backend: program.web });
    expect(program.codes()).toEqual([]);
  });
});

describe('a backend behind a waypoint', () => {
  const codes = (labels: { [key: string]: string }, serviceLabels?: { [key: string]: string }) => {
    const program = new Program({ dataPlane: DataPlane.AMBIENT });
    Object.assign(program.shop.labels, labels);
    if (serviceLabels) {
      Object.defineProperty(program.web.node, 'defaultChild', {
        value: program.gateway({ name: 'stand-in' }).service,
      });
      for (const [key, value] of Object.entries(serviceLabels)) (program.web.node.defaultChild as any).metadata.addLabel(key, value);
    }
    program.gateway().host('shop').addRoute('web', { backend: program.web });
    return program.codes();
  };
  const warning = ['warning gateway/goes-past-waypoint'];

  test('is a warning where gateways go past the waypoint', () => {
    expect(codes({ 'istio.io/use-waypoint': 'waypoint' }, {})).toEqual(warning);
    expect(codes({}, { 'istio.io/use-waypoint': 'own' })).toEqual(warning);
  });

  test('is none where they use it, where there is none, and where nobody knows', () => {
    expect(codes({ 'istio.io/use-waypoint': 'waypoint', 'istio.io/ingress-use-waypoint': 'true' }, {})).toEqual([]);
    expect(codes({ 'istio.io/use-waypoint': 'waypoint' }, { 'istio.io/ingress-use-waypoint': 'true' })).toEqual([]);
    expect(codes({ 'istio.io/use-waypoint': 'waypoint' }, { 'istio.io/use-waypoint': 'none' })).toEqual([]);
    expect(codes({}, {})).toEqual([]);
    expect(codes({ 'istio.io/use-waypoint': 'waypoint' })).toEqual([]);
  });
});

import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { OpenShift } from '../../src/release';
import { AppProtocol, DataPlane, WaypointTraffic } from '../../src/vocabulary';
import { IpFamily, IpFamilyPolicy, MeshService, TrafficDistribution, TransportProtocol } from '../../src/workload';
import { ambientProgram, codes, fakeProgram, findings, ofKind, only, remarks, rendered } from '../support/fake-mesh';

/** A service of namespace `shop`, with the program around it. */
function withService(options: Parameters<ReturnType<typeof fakeProgram>['mesh']['addNamespace']>[1] = {}) {
  const program = ambientProgram();
  return { program, shop: program.mesh.addNamespace('shop', options) };
}

test('a service is a Service and a ServiceAccount of its name', () => {
  const { program, shop } = withService();
  const web = shop.addService('productpage', { port: 9080 });
  expect(rendered(program.chart).slice(1)).toEqual([
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'productpage', namespace: 'shop' } },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'productpage', namespace: 'shop' },
      spec: { ports: [{ name: 'http', port: 9080, appProtocol: 'http' }], selector: { app: 'productpage' } },
    },
  ]);
  expect(web.host).toBe('productpage.shop.svc.cluster.local');
  expect(web.ports).toEqual([{ port: 9080, name: 'http', protocol: 'http' }]);
  expect(web.selector).toEqual({ app: 'productpage' });
  expect(web.identity?.principal).toBe('cluster.local/ns/shop/sa/productpage');
  expect(codes(program)).toEqual([]);
});

test('every field of the Service can be said', () => {
  const { program, shop } = withService();
  shop.addService('db', {
    ports: [{ port: 5432, protocol: AppProtocol.TCP, targetPortName: 'pg' }],
    selector: { role: 'primary' },
    headless: true,
    ipFamilies: [IpFamily.IPV6, IpFamily.IPV4],
    ipFamilyPolicy: IpFamilyPolicy.REQUIRE_DUAL_STACK,
    trafficDistribution: TrafficDistribution.PREFER_CLOSE,
    clientIpAffinitySeconds: 60,
    publishNotReadyAddresses: true,
    labels: { team: 'a' },
    annotations: { note: 'x' },
  });
  expect(only(program.chart, 'Service')).toEqual({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'db', namespace: 'shop', labels: { team: 'a' }, annotations: { note: 'x' } },
    spec: {
      clusterIP: 'None',
      ipFamilies: ['IPv6', 'IPv4'],
      ipFamilyPolicy: 'RequireDualStack',
      ports: [{ name: 'tcp', port: 5432, targetPort: 'pg', appProtocol: 'tcp' }],
      publishNotReadyAddresses: true,
      selector: { role: 'primary' },
      sessionAffinity: 'ClientIP',
      sessionAffinityConfig: { clientIP: { timeoutSeconds: 60 } },
      trafficDistribution: 'PreferClose',
    },
  });
});

test('the cluster\'s domain is part of the host', () => {
  const { mesh } = fakeProgram({ clusterDomain: 'east.local' });
  expect(mesh.addNamespace('shop').addService('web', { port: 80 }).host).toBe('web.shop.svc.east.local');
});

describe('ports', () => {
  const portsOf = (options: Parameters<ReturnType<typeof withService>['shop']['addService']>[1]) => {
    const { program, shop } = withService();
    const web = shop.addService('web', options);
    return { codes: codes(program), ports: web.service.toJson().spec.ports, what: findings(program).map((f) => f.what) };
  };

  test('of one protocol are told apart by their numbers, without renaming the first', () => {
    expect(portsOf({ ports: [{ port: 80 }, { port: 8080 }, { port: 9000, protocol: AppProtocol.GRPC }] }).ports.map((p: any) => p.name))
      .toEqual(['http', 'http-8080', 'grpc']);
  });

  test('keep the names that they are given', () => {
    expect(portsOf({ ports: [{ port: 80, name: 'http-web' }, { port: 8080, name: 'http' }, { port: 81 }] }).ports.map((p: any) => p.name))
      .toEqual(['http-web', 'http', 'http-81']);
  });

  test('of a prefixed protocol are named by its last part', () => {
    expect(portsOf({ port: 80, protocol: AppProtocol.of('kubernetes.io/h2c') }).ports).toEqual([{ name: 'h2c', port: 80, appProtocol: 'kubernetes.io/h2c' }]);
  });

  test('of UDP speak nothing that the mesh knows', () => {
    expect(portsOf({ ports: [{ port: 53, transport: TransportProtocol.UDP }] }).ports).toEqual([{ name: 'udp', port: 53, protocol: 'UDP' }]);
  });

  test('may share a number over different transports', () => {
    expect(portsOf({ ports: [{ port: 53, protocol: AppProtocol.TCP }, { port: 53, transport: TransportProtocol.UDP }] }).codes).toEqual([]);
  });

  test('may lead to another port of the pods', () => {
    expect(portsOf({ port: 80, targetPort: 8080 }).ports).toEqual([{ name: 'http', port: 80, targetPort: 8080, appProtocol: 'http' }]);
  });

  test.each([
    ['none', {}, 'no port'],
    ['both ways', { port: 80, ports: [{ port: 81 }] }, '`port` 80 and `ports`'],
    ['a protocol beside `ports`', { protocol: AppProtocol.TCP, ports: [{ port: 81 }] }, '`protocol` beside `ports`'],
    ['a target port beside `ports`', { targetPort: 1, ports: [{ port: 81 }] }, '`targetPort` beside `ports`'],
    ['no number', { port: 0 }, 'port is 0'],
    ['a number too high', { port: 65536 }, 'port is 65536'],
    ['a target port that is none', { port: 80, targetPort: -1 }, 'target port is -1'],
    ['a name that is none', { ports: [{ port: 80, name: 'My Port' }] }, "name 'My Port'"],
    ['a name of a target port that is none', { ports: [{ port: 80, targetPortName: 'much-too-long-name' }] }, "target port 'much-too-long-name'"],
    ['a target port twice', { ports: [{ port: 80, targetPort: 1, targetPortName: 'x' }] }, '`targetPort` and `targetPortName`'],
    ['a protocol over UDP', { ports: [{ port: 80, protocol: AppProtocol.HTTP, transport: TransportProtocol.UDP }] }, 'http over UDP'],
    ['a number twice', { ports: [{ port: 80 }, { port: 80 }] }, '80/TCP twice'],
  ])('with %s are an error', (_, options, what) => {
    const result = portsOf(options);
    expect(result.codes).toEqual(['workload/invalid-port']);
    expect(result.what[0]).toContain("service 'web': ");
    expect(result.what[0]).toContain(what);
  });

  test('of one name are refused at once', () => {
    expect(() => portsOf({ ports: [{ port: 80, name: 'a' }, { port: 81, name: 'a' }] })).toThrow(/two ports named 'a'/);
  });
});

describe('ServiceAccounts', () => {
  test('that two services share are written once', () => {
    const { program, shop } = withService();
    const one = shop.addService('one', { port: 80, serviceAccount: 'both' });
    const two = shop.addService('two', { port: 80, serviceAccount: 'both' });
    expect(ofKind(program.chart, 'ServiceAccount').map((a) => a.metadata.name)).toEqual(['both']);
    expect(two.account).toBe(one.account);
    expect(codes(program)).toEqual([]);
  });

  test('of one name in two namespaces are two', () => {
    const { program, shop } = withService();
    shop.addService('web', { port: 80 });
    program.mesh.addNamespace('other').addService('web', { port: 80 });
    expect(ofKind(program.chart, 'ServiceAccount')).toHaveLength(2);
  });

  test('that exist already are not written', () => {
    const { program, shop } = withService();
    const web = shop.addService('web', { port: 80, existingServiceAccount: 'theirs' });
    expect(ofKind(program.chart, 'ServiceAccount')).toEqual([]);
    expect(web.account).toBeUndefined();
    expect(web.identity?.serviceAccount).toBe('theirs');
  });

  test('said in both ways are an error', () => {
    const { program, shop } = withService();
    shop.addService('web', { port: 80, existingServiceAccount: 'a', serviceAccount: 'b' });
    expect(codes(program)).toEqual(['workload/account-said-twice']);
  });

  test('of pods without a service are added by themselves, once', () => {
    const { program, shop } = withService();
    const batch = shop.addServiceAccount('batch', { labels: { a: 'b' }, annotations: { c: 'd' }, raw: { automountServiceAccountToken: false } });
    expect(only(program.chart, 'ServiceAccount')).toEqual({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'batch', namespace: 'shop', labels: { a: 'b' }, annotations: { c: 'd' } },
      automountServiceAccountToken: false,
    });
    expect(batch.identity.principal).toBe(shop.identityOf('batch').principal);
    expect(() => shop.addServiceAccount('batch')).toThrow(/made-twice/);
  });

  test('written by a service and added after it are an error', () => {
    const { program, shop } = withService();
    shop.addService('web', { port: 80 });
    shop.addServiceAccount('web');
    expect(codes(program)).toEqual(['workload/account-twice']);
  });

  test('added before a service that uses it are written once', () => {
    const { program, shop } = withService();
    shop.addServiceAccount('web');
    shop.addService('web', { port: 80 });
    expect(codes(program)).toEqual([]);
    expect(ofKind(program.chart, 'ServiceAccount')).toHaveLength(1);
  });

  test('with a name that is none are an error', () => {
    const { program, shop } = withService();
    shop.addServiceAccount('My Account');
    expect(codes(program)).toEqual(['workload/invalid-name']);
  });

  test('name the mesh\'s pull Secrets only where pods get a sidecar', () => {
    const facts = { imagePullSecrets: ['mirror'] };
    const accountOf = (dataPlane: DataPlane, workload?: DataPlane) => {
      const program = ambientProgram(facts);
      const web = program.mesh.addNamespace('shop', { dataPlane }).addService('web', { port: 80 });
      if (workload) web.workload({ dataPlane: workload });
      return [only(program.chart, 'ServiceAccount').imagePullSecrets, remarks(program, 'precondition').length];
    };
    expect(accountOf(DataPlane.SIDECAR)).toEqual([[{ name: 'mirror' }], 1]);
    expect(accountOf(DataPlane.AMBIENT)).toEqual([undefined, 0]);
    expect(accountOf(DataPlane.AMBIENT, DataPlane.SIDECAR)).toEqual([[{ name: 'mirror' }], 1]);
  });
});

describe('fields that are refused', () => {
  const reject = (options: object, facts = {}) => {
    const program = ambientProgram(facts);
    program.mesh.addNamespace('shop').addService('web', { port: 80, ...options });
    return codes(program);
  };

  test('a traffic distribution that the cluster lacks', () => {
    const sameZone = { trafficDistribution: TrafficDistribution.PREFER_SAME_ZONE };
    expect(reject(sameZone, { openshift: OpenShift.V4_20 })).toEqual(['workload/invalid-service']);
    expect(reject(sameZone, { openshift: OpenShift.V4_21 })).toEqual([]);
    expect(reject({ trafficDistribution: TrafficDistribution.PREFER_CLOSE }, { openshift: OpenShift.V4_17 })).toEqual(['workload/invalid-service']);
  });

  test('an affinity of no or too many seconds', () => {
    expect(reject({ clientIpAffinitySeconds: 0 })).toEqual(['workload/invalid-service']);
    expect(reject({ clientIpAffinitySeconds: 86401 })).toEqual(['workload/invalid-service']);
    expect(reject({ clientIpAffinitySeconds: 86400 })).toEqual([]);
  });

  test('an empty selector', () => {
    expect(reject({ selector: {} })).toEqual(['workload/invalid-service']);
  });

  test('a family of addresses twice', () => {
    expect(reject({ ipFamilies: [IpFamily.IPV4, IpFamily.IPV4] })).toEqual(['workload/invalid-service']);
  });

  test.each(['istio.io/use-waypoint', 'istio.io/use-waypoint-namespace', 'istio.io/ingress-use-waypoint'])('label %s, which a verb writes', (key) => {
    expect(reject({ labels: { [key]: 'x' } })).toEqual(['workload/label-decided-elsewhere']);
  });

  test('raw fields of a ServiceAccount that is not written here', () => {
    expect(reject({ existingServiceAccount: 'x', raw: { serviceAccount: {} } })).toEqual(['workload/raw-without-object']);
    const { program, shop } = withService();
    shop.addServiceAccount('web');
    shop.addService('web', { port: 80, raw: { serviceAccount: {} } });
    expect(codes(program)).toEqual(['workload/raw-without-object']);
  });

  test('a name that is none, or that another service has', () => {
    const { shop } = withService();
    const wrong = withService();
    wrong.shop.addService('1web', { port: 80 });
    expect(codes(wrong.program)).toContain('kube/invalid-name');
    shop.addService('web', { port: 80 });
    expect(() => shop.addService('web', { port: 80 })).toThrow(/namespace\/made-twice/);
  });

  test('a second Service of a name, made elsewhere in the program', () => {
    const { program, shop } = withService();
    shop.addService('web', { port: 80 });
    new MeshService(program.chart, 'again', { namespace: shop, name: 'web', port: 80, existingServiceAccount: 'web' });
    expect(codes(program)).toEqual(['waypoint/service-name-taken']);
  });
});

describe('the three doors', () => {
  test('Service and ServiceAccount take raw fields and patches', () => {
    const { program, shop } = withService();
    const web = shop.addService('web', {
      port: 80, raw: { service: { spec: { internalTrafficPolicy: 'Local' } }, serviceAccount: { automountServiceAccountToken: false } },
    });
    web.service.addJsonPatch(JsonPatch.add('/spec/externalName', 'x'));
    expect(ApiObject.of(web)).toBe(web.service);
    expect(only(program.chart, 'Service').spec).toMatchObject({ internalTrafficPolicy: 'Local', externalName: 'x' });
    expect(only(program.chart, 'ServiceAccount').automountServiceAccountToken).toBe(false);
    expect(web.account?.account.kind).toBe('ServiceAccount');
  });
});

describe('waypoints of a service', () => {
  test('one of its own is made and used, with a name of its own', () => {
    const { program, shop } = withService();
    const waypoint = shop.addService('reviews', { port: 9080 }).addWaypoint();
    expect(waypoint.waypointName).toBe('reviews-waypoint');
    expect(only(program.chart, 'Service').metadata.labels).toEqual({ 'istio.io/use-waypoint': 'reviews-waypoint' });
    expect(ofKind(program.chart, 'Namespace')[0].metadata.labels).toEqual({ 'istio.io/dataplane-mode': 'ambient' });
    expect(codes(program)).toEqual([]);
  });

  test('gateways go through it on request', () => {
    const { program, shop } = withService();
    shop.addService('web', { port: 9080 }).addWaypoint('w', { traffic: WaypointTraffic.SERVICE, ingressToo: true });
    expect(only(program.chart, 'Service').metadata.labels).toEqual({ 'istio.io/use-waypoint': 'w', 'istio.io/ingress-use-waypoint': 'true' });
  });

  test('one of another namespace takes both labels', () => {
    const { program, shop } = withService();
    const shared = program.mesh.addNamespace('infra', { dataPlane: DataPlane.NONE }).addWaypoint('shared', { usableFrom: [shop] });
    shop.addService('reviews', { port: 9080 }).useWaypoint(shared);
    expect(only(program.chart, 'Service').metadata.labels).toEqual({ 'istio.io/use-waypoint': 'shared', 'istio.io/use-waypoint-namespace': 'infra' });
    expect(codes(program)).toEqual([]);
  });

  test('two are an error', () => {
    const { program, shop } = withService();
    const reviews = shop.addService('reviews', { port: 9080 });
    reviews.addWaypoint();
    reviews.useWaypoint(shop.addWaypoint());
    expect(codes(program)).toEqual(['workload/label-has-two-values']);
  });

  test('none for gateways to use is an error; that of the namespace will do', () => {
    const { program, shop } = withService();
    shop.addService('web', { port: 80 }).useWaypointForIngress();
    expect(codes(program)).toEqual(['workload/ingress-without-waypoint']);
    shop.addWaypoint();
    expect(codes(program)).toEqual([]);
  });

  test('do not see a headless service, which is a warning', () => {
    const { program, shop } = withService();
    shop.addService('db', { port: 80, headless: true }).addWaypoint();
    expect(codes(program)).toEqual(['workload/headless-behind-waypoint?']);
  });
});

describe('a service by its name', () => {
  test('writes nothing', () => {
    const { program, shop } = withService();
    const orders = shop.serviceFromName('orders', { port: 9080, serviceAccount: 'orders', selector: { app: 'orders' } });
    expect(rendered(program.chart).map((o) => o.kind)).toEqual(['Namespace']);
    expect(orders.host).toBe('orders.shop.svc.cluster.local');
    expect(orders.identity?.principal).toBe('cluster.local/ns/shop/sa/orders');
    expect(orders.selector).toEqual({ app: 'orders' });
    expect(orders.ports).toEqual([{ port: 9080, name: 'http', protocol: 'http' }]);
  });

  test('has neither identity nor selector where nobody says', () => {
    const { shop } = withService();
    const orders = shop.serviceFromName('orders', { port: 9080 });
    expect(orders.identity).toBeUndefined();
    expect(orders.selector).toEqual({});
    expect(() => orders.service).toThrow(/workload\/service-not-here.*orders/);
  });

  test('that needs a label is an error with the exact label, unless it has it', () => {
    const { program, shop } = withService();
    const waypoint = shop.addWaypoint('w');
    shop.serviceFromName('has', { port: 80, labels: { 'istio.io/use-waypoint': 'w' } }).useWaypoint(waypoint);
    expect(codes(program)).toEqual([]);
    shop.serviceFromName('lacks', { port: 80 }).useWaypoint(waypoint);
    expect(codes(program)).toEqual(['workload/label-missing']);
    expect(findings(program)[0].fix).toContain("labels: { 'istio.io/use-waypoint': 'w' }");
    shop.serviceFromName('differs', { port: 80, labels: { 'istio.io/use-waypoint': 'x' } }).useWaypoint(waypoint);
    expect(codes(program)).toEqual(['workload/label-missing', 'workload/label-has-two-values']);
  });
});

describe('a service of a construct', () => {
  test('of cdk8s-plus is read when it is needed, and not changed', () => {
    const { program, shop } = withService();
    const service = new kplus.Service(program.chart, 'svc', { metadata: { name: 'web', namespace: 'shop' }, ports: [{ port: 80, name: 'http' }] });
    const before = JSON.stringify(ApiObject.of(service).toJson());
    const web = shop.serviceFromConstruct(service, { serviceAccount: 'web' });
    expect(JSON.stringify(ApiObject.of(service).toJson())).toBe(before);
    service.selectLabel('app', 'web');
    service.bind(9090, { name: 'grpc-admin' });
    expect(web.serviceName).toBe('web');
    expect(web.selector).toEqual({ app: 'web' });
    expect(web.ports).toEqual([{ port: 80, name: 'http', protocol: 'http' }, { port: 9090, name: 'grpc-admin', protocol: 'grpc' }]);
    expect(web.identity?.serviceAccount).toBe('web');
    expect(web.service).toBe(ApiObject.of(service));
    expect(codes(program)).toEqual([]);
  });

  test('never rests on the label that cdk8s-plus makes of a path', () => {
    const { program, shop } = withService();
    const deployment = new kplus.Deployment(program.chart, 'dep', { containers: [{ image: 'x', portNumber: 80 }] });
    const web = shop.serviceFromConstruct(deployment.exposeViaService({ name: 'web' }));
    expect(web.service.toJson().spec.selector).toHaveProperty(['cdk8s.io/metadata.addr']);
    expect(web.selector).toEqual({});
  });

  test('may be any object', () => {
    const { program, shop } = withService();
    const service = new ApiObject(program.chart, 'svc', {
      apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { ports: [{ port: 53, protocol: 'UDP' }, { port: 81, appProtocol: 'http' }, { port: 82, name: 'x' }] },
    });
    expect(shop.serviceFromConstruct(service).ports.map((p) => p.protocol)).toEqual(['udp', 'http', undefined]);
  });

  test('that is no Service is refused', () => {
    const { program, shop } = withService();
    const x = new ApiObject(program.chart, 'x', { apiVersion: 'serving.knative.dev/v1', kind: 'Service', metadata: { name: 'web' } });
    expect(() => shop.serviceFromConstruct(x)).toThrow(/workload\/not-a-service.*chart\/x is a Service of serving.knative.dev/);
  });

  test('in another namespace is an error', () => {
    const { program, shop } = withService();
    const other = new Chart(program.app, 'other', { namespace: 'other' });
    const service = new ApiObject(other, 'svc', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' } });
    shop.serviceFromConstruct(service);
    expect(codes(program)).toEqual(['workload/other-namespace']);
  });

  test('that needs a label is an error until the label is there', () => {
    const { program, shop } = withService();
    const service = new kplus.Service(program.chart, 'svc', { metadata: { name: 'web' }, ports: [{ port: 80 }] });
    service.selectLabel('app', 'web');
    shop.serviceFromConstruct(service).useWaypoint(shop.addWaypoint());
    expect(codes(program)).toEqual(['workload/label-missing']);
    expect(findings(program)[0].fix).toBe("ApiObject.of(service).metadata.addLabel('istio.io/use-waypoint', 'waypoint')");
    service.metadata.addLabel('istio.io/use-waypoint', 'waypoint');
    expect(codes(program)).toEqual([]);
    service.metadata.addLabel('istio.io/use-waypoint', 'other');
    expect(codes(program)).toEqual(['workload/label-has-two-values']);
  });
});

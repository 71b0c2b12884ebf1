import { json, Program } from './support';
import { Exposure, ExternalTrafficPolicy, GatewayCertificate, type InjectedGateway, InsecureTraffic, InternalLoadBalancer, RouteTls } from '../../src/gateway';

const servers = (gateway: InjectedGateway) => json(gateway.gateway).spec.servers;
const certificate = GatewayCertificate.fromSecret('api-tls');
const HTTP = { hosts: ['./api.example.com'], port: { name: 'http-api-example-com', number: 80, protocol: 'HTTP' } };
const HTTPS = {
  hosts: ['./api.example.com'],
  port: { name: 'https-api-example-com', number: 443, protocol: 'HTTPS' },
  tls: { mode: 'SIMPLE', credentialName: 'api-tls' },
};

describe('a load balancer', () => {
  test('is what the provider is told', () => {
    const { service } = new Program().gateway({
      exposure: Exposure.loadBalancer({
        loadBalancerClass: 'example.com/metal',
        annotations: { 'example.com/pool': 'edge' },
        sourceRanges: ['203.0.113.0/24', '2001:db8::/32'],
        internal: InternalLoadBalancer.AWS,
        externalTrafficPolicy: ExternalTrafficPolicy.LOCAL,
        allocateNodePorts: false,
      }),
    });
    expect(json(service)).toMatchObject({
      metadata: { annotations: { 'example.com/pool': 'edge', 'service.beta.kubernetes.io/aws-load-balancer-internal': 'true' } },
      spec: {
        type: 'LoadBalancer',
        loadBalancerClass: 'example.com/metal',
        loadBalancerSourceRanges: ['203.0.113.0/24', '2001:db8::/32'],
        externalTrafficPolicy: 'Local',
        allocateLoadBalancerNodePorts: false,
      },
    });
  });

  test('is internal by the annotation of each cloud', () => {
    const all = [InternalLoadBalancer.AZURE, InternalLoadBalancer.GCP, InternalLoadBalancer.IBM_CLOUD, InternalLoadBalancer.OPENSTACK, InternalLoadBalancer.of({ 'x/y': 'z' })];
    expect(all.map((i) => Object.entries(i.annotations)[0].join('='))).toEqual([
      'service.beta.kubernetes.io/azure-load-balancer-internal=true',
      'cloud.google.com/load-balancer-type=Internal',
      'service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type=private',
      'service.beta.kubernetes.io/openstack-internal-load-balancer=true',
      'x/y=z',
    ]);
  });

  test('leaves out what nobody has said', () => {
    const { spec } = json(new Program().gateway({ exposure: Exposure.loadBalancer() }).service);
    expect(Object.keys(spec).sort()).toEqual(['ports', 'selector', 'type']);
  });

  test('an address range that is none is an error', () => {
    const program = new Program();
    program.gateway({ exposure: Exposure.loadBalancer({ sourceRanges: ['10.0.0.1', '10.0.0.0/8'] }) });
    expect(program.findings()).toMatchObject([{ code: 'gateway/invalid-source-range', what: expect.stringContaining("'10.0.0.1'") }]);
  });
});

describe.each([['a load balancer', Exposure.loadBalancer()], ['a Service alone', Exposure.clusterIp()]])('a host behind %s', (_, exposure) => {
  const hosted = (options: Parameters<InjectedGateway['host']>[1] = {}) => {
    const program = new Program();
    const gateway = program.gateway({ exposure });
    gateway.host('api.example.com', options).addRoute('web', { backend: program.web });
    return { program, gateway };
  };

  test('with a certificate is HTTPS, and plain HTTP is sent there', () => {
    const { program, gateway } = hosted({ certificate });
    expect(servers(gateway)).toEqual([{ ...HTTP, tls: { httpsRedirect: true } }, HTTPS]);
    expect(json(gateway.networkPolicy).spec.ingress[0].ports.map((p: any) => p.port)).toEqual([8080, 8443, 15021]);
    expect(program.codes()).toEqual([]);
    expect(program.kinds()).not.toContain('Route');
  });

  test('serves plain HTTP too, or not at all, on request', () => {
    expect(servers(hosted({ certificate, insecure: InsecureTraffic.ALLOW }).gateway)).toEqual([HTTP, HTTPS]);
    expect(servers(hosted({ certificate, insecure: InsecureTraffic.NONE }).gateway)).toEqual([HTTPS]);
  });

  test('without a certificate is plain HTTP', () => {
    const { program, gateway } = hosted();
    expect(servers(gateway)).toEqual([HTTP]);
    expect(gateway.role).toBeUndefined();
    expect(program.codes()).toEqual([]);
  });

  test('has neither settings of a Route nor plain HTTP to decide about without a certificate', () => {
    const code = 'gateway/setting-without-effect';
    expect(hosted({ route: { tls: RouteTls.EDGE } }).program.codes()).toEqual([code]);
    expect(hosted({ raw: { route: {} } }).program.codes()).toEqual([code]);
    expect(hosted({ insecure: InsecureTraffic.ALLOW }).program.codes()).toEqual([code]);
  });
});

test('behind a load balancer somebody must see to DNS, and plain HTTP is said out loud', () => {
  const program = new Program();
  const gateway = program.gateway({ exposure: Exposure.loadBalancer() });
  gateway.host('api.example.com');
  gateway.host('safe.example.com', { certificate });
  expect(program.remarks()).toEqual([
    "precondition: DNS must send 'api.example.com' to the address of Service 'edge' in namespace 'istio-ingress'",
    "decided: 'api.example.com' is plain HTTP, since it has no certificate",
    "precondition: DNS must send 'safe.example.com' to the address of Service 'edge' in namespace 'istio-ingress'",
  ]);
});

test('a Service alone takes annotations', () => {
  const { service } = new Program().gateway({ exposure: Exposure.clusterIp({ annotations: { 'x/y': 'z' } }) });
  expect(json(service)).toMatchObject({ metadata: { annotations: { 'x/y': 'z' } }, spec: { type: 'ClusterIP' } });
});

import { Duration } from 'cdk8s';
import { CipherSuite } from '../../src/traffic/cipher-suite';
import { H2UpgradePolicy } from '../../src/traffic/connection-pool';
import { ListenAddress } from '../../src/traffic/listen-address';
import {
  CaptureMode, Sidecar, SidecarEgress, SidecarEndpoint, SidecarHost, type SidecarIngress, SidecarOutboundTraffic, type SidecarProps,
} from '../../src/traffic/sidecar';
import { TlsVersion } from '../../src/traffic/tls-version';
import { AppProtocol } from '../../src/vocabulary/app-protocol';
import { MeshHost } from '../../src/vocabulary/mesh-host';
import { WorkloadSelector } from '../../src/vocabulary/workload-selector';
import { fakeProgram, only } from '../support/fake-mesh';

/** The spec of a Sidecar. */
function spec(props: Partial<SidecarProps>): any {
  const { chart } = fakeProgram();
  new Sidecar(chart, 'sidecar', { name: 'default', ...props });
  return only(chart, 'Sidecar').spec;
}

const HOSTS = [SidecarHost.ownNamespace()];

describe('Sidecar', () => {
  test('the hosts that a namespace may send to, by handles', () => {
    const { chart, mesh } = fakeProgram();
    const shop = mesh.addNamespace('shop');
    const reviews = mesh.addNamespace('books').addService('reviews', { port: 9080 });
    const sidecar = new Sidecar(chart, 'sidecar', {
      name: 'default',
      namespace: shop,
      egress: [SidecarEgress.hosts([
        SidecarHost.ownNamespace(), SidecarHost.namespace(mesh.namespace('istio-system')), SidecarHost.service(reviews), SidecarHost.of('*.example.com'),
        SidecarHost.namespace(mesh.namespace('db'), 'mongo.db.svc.cluster.local'), SidecarHost.ownNamespace('a.example.com'),
      ])],
    });
    expect(only(chart, 'Sidecar')).toEqual({
      apiVersion: 'networking.istio.io/v1',
      kind: 'Sidecar',
      metadata: { name: 'default', namespace: 'shop' },
      spec: {
        egress: [{
          hosts: [
            './*', 'istio-system/*', 'books/reviews.books.svc.cluster.local', '*/*.example.com', 'db/mongo.db.svc.cluster.local', './a.example.com',
          ],
        }],
      },
    });
    expect([sidecar.sidecarName, sidecar.namespaceName]).toEqual(['default', 'shop']);
  });

  test('everything, and nothing', () => {
    expect(spec({ egress: [SidecarEgress.hosts([SidecarHost.everything()])] }).egress).toEqual([{ hosts: ['*/*'] }]);
    expect(spec({ egress: [SidecarEgress.hosts([SidecarHost.nothing()])] }).egress).toEqual([{ hosts: ['~/*'] }]);
  });

  test('the listener for all ports is written last, whenever it was added', () => {
    const { chart } = fakeProgram();
    const sidecar = new Sidecar(chart, 'sidecar', { name: 'default', egress: [SidecarEgress.hosts(HOSTS, { captureMode: CaptureMode.NONE })] });
    sidecar.addEgress(SidecarEgress.port(HOSTS, {
      port: 3306, protocol: AppProtocol.MYSQL, name: 'db', bind: ListenAddress.ip('127.0.0.1'), captureMode: CaptureMode.IPTABLES,
    }));
    sidecar.addEgress(SidecarEgress.socket(HOSTS, ListenAddress.socket('/run/db.sock'), { protocol: AppProtocol.GRPC_WEB, name: 'rpc' }));
    expect(only(chart, 'Sidecar').spec.egress).toEqual([
      { port: { number: 3306, protocol: 'MySQL', name: 'db' }, bind: '127.0.0.1', captureMode: 'IPTABLES', hosts: ['./*'] },
      { port: { number: 0, protocol: 'GRPC-Web', name: 'rpc' }, bind: 'unix:///run/db.sock', hosts: ['./*'] },
      { captureMode: 'NONE', hosts: ['./*'] },
    ]);
  });

  test('ports on which it takes what is sent to the workload', () => {
    const ingress: SidecarIngress = {
      port: 9080,
      protocol: AppProtocol.HTTP,
      name: 'web',
      bind: '10.0.0.1',
      captureMode: CaptureMode.IPTABLES,
      endpoint: SidecarEndpoint.localhost(8080),
      connectionPool: {
        http: { http1MaxPendingRequests: 1, h2UpgradePolicy: H2UpgradePolicy.UPGRADE }, tcp: { connectTimeout: Duration.seconds(3) },
      },
    };
    const { chart } = fakeProgram();
    const sidecar = new Sidecar(chart, 'sidecar', { name: 'web', selector: WorkloadSelector.labels({ app: 'web' }), ingress: [ingress] });
    sidecar.addIngress({ port: 9081 });
    expect(only(chart, 'Sidecar').spec).toEqual({
      workloadSelector: { labels: { app: 'web' } },
      ingress: [
        {
          port: { number: 9080, protocol: 'HTTP', name: 'web' },
          bind: '10.0.0.1',
          captureMode: 'IPTABLES',
          defaultEndpoint: '127.0.0.1:8080',
          connectionPool: { http: { http1MaxPendingRequests: 1, h2UpgradePolicy: 'UPGRADE' }, tcp: { connectTimeout: '3s' } },
        },
        { port: { number: 9081 } },
      ],
    });
  });

  test('TLS from outside the mesh', () => {
    const [simple, mutual] = spec({
      ingress: [
        { port: 9443, tls: { certificate: '/tls.crt', privateKey: '/tls.key' } },
        {
          port: 9444,
          protocol: AppProtocol.TLS,
          tls: {
            certificate: '/tls.crt',
            privateKey: '/tls.key',
            clients: { ca: '/ca.crt', revocationList: '/ca.crl', publicKeyHashes: ['c3Bra2k='], certificateHashes: ['ab:cd'] },
            minVersion: TlsVersion.V1_2,
            maxVersion: TlsVersion.V1_3,
            cipherSuites: [CipherSuite.ECDHE_RSA_AES128_GCM_SHA256],
          },
        },
      ],
    }).ingress;
    expect(simple).toEqual({ port: { number: 9443, protocol: 'HTTPS' }, tls: { mode: 'SIMPLE', serverCertificate: '/tls.crt', privateKey: '/tls.key' } });
    expect(mutual).toEqual({
      port: { number: 9444, protocol: 'TLS' },
      tls: {
        mode: 'MUTUAL',
        serverCertificate: '/tls.crt',
        privateKey: '/tls.key',
        caCertificates: '/ca.crt',
        caCrl: '/ca.crl',
        verifyCertificateSpki: ['c3Bra2k='],
        verifyCertificateHash: ['ab:cd'],
        minProtocolVersion: 'TLSV1_2',
        maxProtocolVersion: 'TLSV1_3',
        cipherSuites: ['ECDHE-RSA-AES128-GCM-SHA256'],
      },
    });
  });

  test('traffic for unknown hosts, and limits of all ports', () => {
    expect(spec({ outboundTraffic: SidecarOutboundTraffic.REGISTRY_ONLY })).toEqual({ outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } });
    expect(spec({ outboundTraffic: SidecarOutboundTraffic.ALLOW_ANY })).toEqual({ outboundTrafficPolicy: { mode: 'ALLOW_ANY' } });
    expect(spec({ outboundTraffic: SidecarOutboundTraffic.egressProxy(MeshHost.of('egress.istio-system.svc.cluster.local'), 443, 'v1') })).toEqual({
      outboundTrafficPolicy: { mode: 'ALLOW_ANY', egressProxy: { host: 'egress.istio-system.svc.cluster.local', port: { number: 443 }, subset: 'v1' } },
    });
    expect(spec({ inboundConnectionPool: { tcp: { maxConnections: 10 } } })).toEqual({ inboundConnectionPool: { tcp: { maxConnections: 10 } } });
  });

  test('raw fields come last', () => {
    expect(spec({ egress: [SidecarEgress.hosts(HOSTS)], raw: { spec: { outboundTrafficPolicy: { mode: 'ALLOW_ANY' } } } })).toEqual({
      egress: [{ hosts: ['./*'] }], outboundTrafficPolicy: { mode: 'ALLOW_ANY' },
    });
  });

  test.each<[string, Partial<SidecarProps>, RegExp]>([
    ['hosts in place of a listener', { egress: ['./*' as never] }, /SidecarEgress\.hosts/],
    ['a host as text', { egress: [SidecarEgress.hosts(['./*' as never])] }, /`hosts` of egress 0 of the Sidecar[\s\S]*SidecarHost/],
    ['a capture mode as text', { egress: [SidecarEgress.hosts(HOSTS, { captureMode: 'none' as never })] }, /CaptureMode\.NONE/],
    ['a port without a number', { egress: [SidecarEgress.port(HOSTS, {} as never)] }, /`port` of egress 0 of the Sidecar is not given/],
    ['a port at a socket', { egress: [SidecarEgress.port(HOSTS, { port: 80, bind: ListenAddress.socket('/a') })] }, /SidecarEgress\.socket/],
    ['a socket at an address', { egress: [SidecarEgress.socket(HOSTS, ListenAddress.ip('127.0.0.1'))] }, /ListenAddress\.socket/],
    ['a protocol as text', { ingress: [{ port: 80, protocol: 'http' as never }] }, /AppProtocol\.of\('http'\)/],
    ['an endpoint as a number', { ingress: [{ port: 80, endpoint: 8080 as never }] }, /SidecarEndpoint\.localhost\(8080\)/],
    ['TLS without a key', { ingress: [{ port: 80, tls: { certificate: '/a' } as never }] }, /`tls\.privateKey` of ingress 0 of the Sidecar/],
    ['clients without a CA', { ingress: [{ port: 80, tls: { certificate: '/a', privateKey: '/b', clients: {} as never } }] }, /`tls\.clients\.ca`/],
    ['a limit as text', { inboundConnectionPool: { tcp: { maxConnections: '1' as never } } }, /`inboundConnectionPool\.tcp\.maxConnections`/],
    ['an outbound policy as text', { outboundTraffic: 'ALLOW_ANY' as never }, /SidecarOutboundTraffic\.ALLOW_ANY/],
    ['an egress proxy as text', { outboundTraffic: SidecarOutboundTraffic.egressProxy('egress' as never, 443) }, /MeshHost\.of\('egress'\)/],
  ])('%s is refused with what to write', (_, props, message) => {
    expect(() => spec(props)).toThrow(message);
  });
});

describe('SidecarEndpoint and SidecarHost', () => {
  test('places in the pod', () => {
    expect([
      SidecarEndpoint.localhostV6(1), SidecarEndpoint.podAddress(2), SidecarEndpoint.podAddressV6(3), SidecarEndpoint.socket('/run/app.sock'),
      SidecarEndpoint.socket('@app'),
    ].map(({ text }) => text)).toEqual(['[::1]:1', '0.0.0.0:2', '[::]:3', 'unix:///run/app.sock', 'unix://@app']);
  });

  test('what is none is refused', () => {
    expect(() => SidecarEndpoint.localhost(0)).toThrow(/traffic\/invalid-endpoint-port/);
    expect(() => SidecarEndpoint.socket('run/app.sock')).toThrow(/traffic\/invalid-endpoint-socket/);
    expect(() => SidecarHost.of('shop/a.example.com')).toThrow(/traffic\/invalid-sidecar-host/);
  });
});

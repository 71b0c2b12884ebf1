import { CipherSuite } from '../../src/traffic/cipher-suite';
import {
  ClientCa, ClientVerification, Gateway, GatewayServer, HttpServerProtocol, ServerCertificate, ServerHost, TcpServerProtocol, TlsServerProtocol,
} from '../../src/traffic/gateway';
import { ListenAddress } from '../../src/traffic/listen-address';
import { TlsVersion } from '../../src/traffic/tls-version';
import { WorkloadSelector } from '../../src/vocabulary/workload-selector';
import { type FakeProgram, fakeProgram, only } from '../support/fake-mesh';

const HOSTS = [ServerHost.of('shop.example.com')];
const SELECTOR = WorkloadSelector.labels({ istio: 'ingressgateway' });

/** The servers of a `Gateway`, as they are written. */
function servers(...given: GatewayServer[]): any[] {
  const { chart } = fakeProgram();
  new Gateway(chart, 'gateway', { name: 'edge', selector: SELECTOR, servers: given });
  return only(chart, 'Gateway').spec.servers;
}

/** What is said of a server that cannot be. */
function refused(server: () => GatewayServer): string {
  const { chart } = fakeProgram();
  try {
    new Gateway(chart, 'gateway', { name: 'edge', servers: [server()] });
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('it was accepted');
}

describe('Gateway', () => {
  test('servers for the pods of a gateway', () => {
    const { chart, mesh } = fakeProgram();
    const gateway = new Gateway(chart, 'gateway', {
      name: 'edge', namespace: mesh.namespace('ingress'), selector: SELECTOR, servers: [GatewayServer.http({ hosts: [ServerHost.ANY] })],
    });
    gateway.addServer(GatewayServer.https({ hosts: HOSTS, certificate: ServerCertificate.secret('shop-tls') }));
    expect(only(chart, 'Gateway')).toEqual({
      apiVersion: 'networking.istio.io/v1',
      kind: 'Gateway',
      metadata: { name: 'edge', namespace: 'ingress' },
      spec: {
        selector: { istio: 'ingressgateway' },
        servers: [
          { port: { number: 80, name: 'http-80', protocol: 'HTTP' }, hosts: ['*'] },
          {
            port: { number: 443, name: 'https-443', protocol: 'HTTPS' },
            hosts: ['shop.example.com'],
            tls: { mode: 'SIMPLE', credentialName: 'shop-tls' },
          },
        ],
      },
    });
    expect([gateway.gatewayName, gateway.namespaceName]).toEqual(['edge', 'ingress']);
  });

  test('without a selector it is for every gateway', () => {
    const { chart } = fakeProgram();
    new Gateway(chart, 'gateway', { name: 'edge', servers: [GatewayServer.http({ hosts: HOSTS })] });
    expect(Object.keys(only(chart, 'Gateway').spec)).toEqual(['servers']);
  });

  test('one of another program is referred to, and writes nothing', () => {
    const { chart, mesh } = fakeProgram();
    const gateway = Gateway.fromName(chart, 'edge', { name: 'edge', namespace: mesh.namespace('ingress') });
    expect([gateway.gatewayName, gateway.namespaceName]).toEqual(['edge', 'ingress']);
    expect(Gateway.fromName(chart, 'own', { name: 'own' }).namespaceName).toBeUndefined();
    expect(chart.toJson().filter((o: any) => o.kind === 'Gateway')).toEqual([]);
  });

  test('a reference without a name is refused', () => {
    const { chart } = fakeProgram();
    expect(() => Gateway.fromName(chart, 'edge', {} as never)).toThrow(/`name` of the reference to a Gateway is not given/);
    expect(() => Gateway.fromName(chart, 'edge', { name: 'x', namespace: 'ingress' as never })).toThrow(/mesh\.namespace\('ingress'\)/);
  });

  test('raw fields and patches come last', () => {
    const { chart } = fakeProgram();
    const gateway = new Gateway(chart, 'gateway', {
      name: 'edge', servers: [GatewayServer.http({ hosts: HOSTS })], raw: { spec: { selector: { app: 'other' } } },
    });
    expect(only(chart, 'Gateway').spec.selector).toEqual({ app: 'other' });
    expect(gateway.apiObject.name).toBe('edge');
  });

  test('what is no server is refused with what to write', () => {
    const { chart } = fakeProgram();
    expect(() => new Gateway(chart, 'x', { name: 'x', servers: [{ port: 80 } as never] })).toThrow(/GatewayServer\.http/);
    const gateway = new Gateway(chart, 'y', { name: 'y' });
    expect(() => gateway.addServer(undefined as never)).toThrow(/`server` of the Gateway is not given/);
  });
});

describe('GatewayServer', () => {
  test('plain HTTP that is sent on to https', () => {
    expect(servers(GatewayServer.http({ hosts: HOSTS, redirectToHttps: true }))).toEqual([
      { port: { number: 80, name: 'http-80', protocol: 'HTTP' }, hosts: ['shop.example.com'], tls: { httpsRedirect: true } },
    ]);
  });

  test('a port, a name, an address and another kind of HTTP', () => {
    expect(servers(GatewayServer.http({
      hosts: HOSTS, port: 8080, portName: 'web', name: 'shop', protocol: HttpServerProtocol.GRPC_WEB, bind: ListenAddress.ip('127.0.0.1'),
    }))).toEqual([
      { name: 'shop', port: { number: 8080, name: 'web', protocol: 'GRPC-Web' }, bind: '127.0.0.1', hosts: ['shop.example.com'] },
    ]);
  });

  test('a socket has no port', () => {
    expect(servers(GatewayServer.tcp({ bind: ListenAddress.socket('/var/run/gateway.sock') }))).toEqual([
      { port: { number: 0, name: 'tcp', protocol: 'TCP' }, bind: 'unix:///var/run/gateway.sock', hosts: ['*'] },
    ]);
  });

  test('plain bytes', () => {
    expect(servers(GatewayServer.tcp({ port: 27017, protocol: TcpServerProtocol.MONGO, hosts: HOSTS }))).toEqual([
      { port: { number: 27017, name: 'mongo-27017', protocol: 'Mongo' }, hosts: ['shop.example.com'] },
    ]);
    expect(refused(() => GatewayServer.tcp({}))).toMatch(/`port` of server 0 of the Gateway is not given/);
  });

  test('TLS that ends here, with bytes inside', () => {
    expect(servers(GatewayServer.tls({ hosts: HOSTS, port: 8443, certificate: ServerCertificate.secret('db-tls') }))).toEqual([
      { port: { number: 8443, name: 'tls-8443', protocol: 'TLS' }, hosts: ['shop.example.com'], tls: { mode: 'SIMPLE', credentialName: 'db-tls' } },
    ]);
  });

  test('clients that must show a certificate', () => {
    const [{ tls }] = servers(GatewayServer.https({
      hosts: HOSTS,
      certificate: ServerCertificate.secret('shop-tls'),
      clients: ClientVerification.required({
        ca: ClientCa.secret('partners'), subjectAltNames: ['spiffe://partner/ns/web/sa/front'], publicKeyHashes: ['c3Bra2k='], certificateHashes: ['ab:cd'],
      }),
    }));
    expect(tls).toEqual({
      mode: 'MUTUAL',
      credentialName: 'shop-tls',
      caCertCredentialName: 'partners',
      subjectAltNames: ['spiffe://partner/ns/web/sa/front'],
      verifyCertificateSpki: ['c3Bra2k='],
      verifyCertificateHash: ['ab:cd'],
    });
  });

  test('clients that may show a certificate, with files', () => {
    const [{ tls }] = servers(GatewayServer.https({
      hosts: HOSTS,
      certificate: ServerCertificate.files({ certificate: '/certs/tls.crt', privateKey: '/certs/tls.key' }),
      clients: ClientVerification.optional({ ca: ClientCa.files('/certs/ca.crt', '/certs/ca.crl') }),
    }));
    expect(tls).toEqual({
      mode: 'OPTIONAL_MUTUAL', serverCertificate: '/certs/tls.crt', privateKey: '/certs/tls.key', caCertificates: '/certs/ca.crt', caCrl: '/certs/ca.crl',
    });
  });

  test('two certificates, for both kinds of keys', () => {
    const rsa = { certificate: '/rsa.crt', privateKey: '/rsa.key' };
    const ecdsa = { certificate: '/ecdsa.crt', privateKey: '/ecdsa.key' };
    const [secrets, files] = servers(
      GatewayServer.https({ hosts: HOSTS, certificate: ServerCertificate.secrets('rsa', 'ecdsa') }),
      GatewayServer.https({ hosts: HOSTS, port: 8443, certificate: ServerCertificate.filePairs(rsa, ecdsa) }),
    );
    expect(secrets.tls).toEqual({ mode: 'SIMPLE', credentialNames: ['rsa', 'ecdsa'] });
    expect(files.tls).toEqual({
      mode: 'SIMPLE',
      tlsCertificates: [{ serverCertificate: '/rsa.crt', privateKey: '/rsa.key' }, { serverCertificate: '/ecdsa.crt', privateKey: '/ecdsa.key' }],
    });
  });

  test('versions and cipher suites', () => {
    const [{ tls }] = servers(GatewayServer.https({
      hosts: HOSTS,
      certificate: ServerCertificate.secret('shop-tls'),
      minVersion: TlsVersion.V1_2,
      maxVersion: TlsVersion.V1_3,
      cipherSuites: [CipherSuite.ECDHE_RSA_AES256_GCM_SHA384, CipherSuite.of('AES128-SHA')],
    }));
    expect(tls).toEqual({
      mode: 'SIMPLE',
      credentialName: 'shop-tls',
      minProtocolVersion: 'TLSV1_2',
      maxProtocolVersion: 'TLSV1_3',
      cipherSuites: ['ECDHE-RSA-AES256-GCM-SHA384', 'AES128-SHA'],
    });
  });

  test("the mesh's own mutual TLS", () => {
    expect(servers(
      GatewayServer.istioMutual({ hosts: HOSTS, subjectAltNames: ['spiffe://cluster.local/ns/shop/sa/web'], minVersion: TlsVersion.V1_3 }),
      GatewayServer.istioMutual({ hosts: HOSTS, protocol: TlsServerProtocol.TLS, port: 15443 }),
    )).toEqual([
      {
        port: { number: 443, name: 'https-443', protocol: 'HTTPS' },
        hosts: ['shop.example.com'],
        tls: { mode: 'ISTIO_MUTUAL', subjectAltNames: ['spiffe://cluster.local/ns/shop/sa/web'], minProtocolVersion: 'TLSV1_3' },
      },
      { port: { number: 15443, name: 'tls-15443', protocol: 'TLS' }, hosts: ['shop.example.com'], tls: { mode: 'ISTIO_MUTUAL' } },
    ]);
  });

  test('TLS that goes on as it is', () => {
    expect(servers(
      GatewayServer.tlsPassthrough({ hosts: HOSTS }),
      GatewayServer.tlsPassthrough({ hosts: HOSTS, protocol: TlsServerProtocol.HTTPS, port: 8443 }),
      GatewayServer.autoPassthrough({ hosts: [ServerHost.of('*.local')] }),
    )).toEqual([
      { port: { number: 443, name: 'tls-443', protocol: 'TLS' }, hosts: ['shop.example.com'], tls: { mode: 'PASSTHROUGH' } },
      { port: { number: 8443, name: 'https-8443', protocol: 'HTTPS' }, hosts: ['shop.example.com'], tls: { mode: 'PASSTHROUGH' } },
      { port: { number: 15443, name: 'tls-15443', protocol: 'TLS' }, hosts: ['*.local'], tls: { mode: 'AUTO_PASSTHROUGH' } },
    ]);
  });

  test('names of ports are unique, and a server at the end changes none before it', () => {
    const certificate = ServerCertificate.secret('tls');
    const three = [
      GatewayServer.https({ hosts: HOSTS, certificate }),
      GatewayServer.https({ hosts: HOSTS, certificate }),
      GatewayServer.https({ hosts: HOSTS, certificate, portName: 'https-443-2' }),
    ];
    expect(servers(...three).map((s) => s.port.name)).toEqual(['https-443', 'https-443-3', 'https-443-2']);
    expect(servers(...three.slice(0, 2)).map((s) => s.port.name)).toEqual(['https-443', 'https-443-2']);
  });

  test('a certificate in files needs the CA of clients in files too', () => {
    const certificate = ServerCertificate.files({ certificate: '/tls.crt', privateKey: '/tls.key' });
    expect(refused(() => GatewayServer.https({ hosts: HOSTS, certificate, clients: ClientVerification.required() }))).toMatch(/traffic\/client-ca-needed/);
    expect(refused(() => GatewayServer.https({ hosts: HOSTS, certificate, clients: ClientVerification.required({ ca: ClientCa.secret('ca') }) })))
      .toMatch(/traffic\/client-ca-elsewhere[\s\S]*ClientCa\.files/);
  });

  test('a certificate in a Secret needs the CA of clients in a Secret too', () => {
    const certificate = ServerCertificate.secret('tls');
    expect(refused(() => GatewayServer.https({ hosts: HOSTS, certificate, clients: ClientVerification.required({ ca: ClientCa.files('/ca.crt') }) })))
      .toMatch(/traffic\/client-ca-elsewhere[\s\S]*ClientCa\.secret/);
    expect(servers(GatewayServer.https({ hosts: HOSTS, certificate, clients: ClientVerification.required() }))[0].tls)
      .toEqual({ mode: 'MUTUAL', credentialName: 'tls' });
  });

  test.each<[string, () => GatewayServer, RegExp]>([
    ['no options', () => GatewayServer.http(undefined as never), /`options` of server 0 of the Gateway is not given/],
    ['no hosts', () => GatewayServer.http({} as never), /`hosts` of server 0 of the Gateway is not given/],
    ['a host as text', () => GatewayServer.http({ hosts: ['a.example.com' as never] }), /ServerHost\.of\('a\.example\.com'\)/],
    ['a port as text', () => GatewayServer.http({ hosts: HOSTS, port: '80' as never }), /write 80/],
    ['an address as text', () => GatewayServer.http({ hosts: HOSTS, bind: '10.0.0.1' as never }), /ListenAddress\.ip\('10\.0\.0\.1'\)/],
    ['a protocol as text', () => GatewayServer.http({ hosts: HOSTS, protocol: 'grpc' as never }), /HttpServerProtocol\.GRPC/],
    ['no certificate', () => GatewayServer.https({ hosts: HOSTS } as never), /`certificate` of server 0 of the Gateway is not given/],
    ['a certificate as text', () => GatewayServer.https({ hosts: HOSTS, certificate: 'tls' as never }), /ServerCertificate\.secret\('tls'\)/],
    ['a Secret without a name', () => GatewayServer.https({ hosts: HOSTS, certificate: ServerCertificate.secret(undefined as never) }), /`certificate` of/],
    ['files without a key', () => GatewayServer.https({ hosts: HOSTS, certificate: ServerCertificate.files({ certificate: '/a' } as never) }), /certificate\.privateKey/],
    ['clients as text', () => GatewayServer.https({ hosts: HOSTS, certificate: ServerCertificate.secret('a'), clients: 'MUTUAL' as never }), /ClientVerification\.required/],
    ['a version as text', () => GatewayServer.istioMutual({ hosts: HOSTS, minVersion: '1.2' as never }), /TlsVersion/],
    ['a suite as text', () => GatewayServer.istioMutual({ hosts: HOSTS, cipherSuites: ['ALL' as never] }), /CipherSuite/],
  ])('%s is refused with what to write', (_, server, message) => {
    expect(refused(server)).toMatch(message);
  });
});

describe('ServerHost', () => {
  const hostOf = (host: (program: FakeProgram) => ServerHost) => host(fakeProgram()).text;

  test('hosts of one namespace, of the own one, of all', () => {
    expect(hostOf(({ mesh }) => ServerHost.ofNamespace(mesh.namespace('shop'), '*.example.com'))).toBe('shop/*.example.com');
    expect(hostOf(({ mesh }) => ServerHost.ofNamespace(mesh.namespace('shop')))).toBe('shop/*');
    expect(hostOf(() => ServerHost.ofOwnNamespace('a.example.com'))).toBe('./a.example.com');
    expect(hostOf(() => ServerHost.ofOwnNamespace())).toBe('./*');
    expect(hostOf(() => ServerHost.ANY)).toBe('*');
  });

  test('the host of a service', () => {
    expect(hostOf(({ mesh }) => ServerHost.service(mesh.addNamespace('shop').addService('reviews', { port: 80 })))).toBe('reviews.shop.svc.cluster.local');
  });

  test('a namespace within the text is refused with the factory for it', () => {
    expect(() => ServerHost.of('./a.example.com')).toThrow(/ServerHost\.ofOwnNamespace\('a\.example\.com'\)/);
    expect(() => ServerHost.of('shop/a.example.com')).toThrow(/ServerHost\.ofNamespace/);
    expect(() => ServerHost.of('')).toThrow(/traffic\/invalid-server-host/);
  });
});

describe('ListenAddress and CipherSuite', () => {
  test('sockets by path and by name', () => {
    expect(ListenAddress.socket('@app').text).toBe('unix://@app');
    expect(() => ListenAddress.socket('unix:///a')).toThrow(/write '\/a'/);
    expect(() => ListenAddress.ip('')).toThrow(/traffic\/invalid-listen-address/);
  });

  test('a suite needs a name', () => {
    expect(CipherSuite.of('-ALL').name).toBe('-ALL');
    expect(() => CipherSuite.of(undefined as never)).toThrow(/traffic\/invalid-cipher-suite/);
  });
});

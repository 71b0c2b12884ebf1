import type { IMeshGateway, IMeshNamespace, IMeshService } from 'cdk8s-ossm';
import {
  CipherSuite, ClientCa, ClientVerification, Gateway, GatewayServer, HttpServerProtocol, ListenAddress, ServerCertificate, ServerHost,
  TcpServerProtocol, TlsServerProtocol, TlsVersion, WorkloadSelector,
} from 'cdk8s-ossm';
import type { Construct } from 'constructs';

/** What the gateways of this example are made with. */
export interface GatewayHandles {
  /** Pods that take traffic in. */
  readonly edge: IMeshGateway;
  /** Pods of another program, which take what is no HTTP too. */
  readonly partners: IMeshGateway;
  /** The namespace of the `Gateway` objects. */
  readonly ingress: IMeshNamespace;
  /** Whose VirtualServices may bind to the shop's host. */
  readonly shop: IMeshNamespace;
  /** A service that other clusters reach. */
  readonly reviews: IMeshService;
}

/** The gateways of this example. */
export interface Gateways {
  /** `shop.example.com`, by HTTPS. */
  readonly web: Gateway;
  /** Everything but HTTP. */
  readonly bytes: Gateway;
}

/** What gateways listen for. The names of ports and the labels of the pods come from the library. */
export function gateways(scope: Construct, { edge, partners, ingress, shop, reviews }: GatewayHandles): Gateways {
  const shopHost = ServerHost.ofNamespace(shop, 'shop.example.com');

  const web = new Gateway(scope, 'web', { name: 'web', namespace: ingress, selector: WorkloadSelector.gateway(edge) });
  web.addServer(GatewayServer.http({ hosts: [shopHost], redirectToHttps: true }));
  web.addServer(GatewayServer.https({
    hosts: [shopHost],
    certificate: ServerCertificate.secret('shop-tls'),
    minVersion: TlsVersion.V1_2,
    maxVersion: TlsVersion.V1_3,
    cipherSuites: [CipherSuite.ECDHE_ECDSA_AES256_GCM_SHA384, CipherSuite.ECDHE_RSA_AES256_GCM_SHA384],
  }));
  // Partners show a certificate that their CA has signed; some clients may do without.
  web.addServer(GatewayServer.https({
    hosts: [ServerHost.ofOwnNamespace('partners.example.com')],
    certificate: ServerCertificate.secret('partners-tls'),
    clients: ClientVerification.required({ ca: ClientCa.secret('partners-ca'), subjectAltNames: ['orders.partner.example.com'] }),
  }));
  web.addServer(GatewayServer.https({
    hosts: [ServerHost.of('status.example.com')],
    // RSA for old clients, ECDSA for all others
    certificate: ServerCertificate.secrets('status-rsa', 'status-ecdsa'),
    clients: ClientVerification.optional(),
  }));
  // Mutual TLS of the mesh, for sidecars that send through this gateway.
  web.addServer(GatewayServer.istioMutual({ hosts: [ServerHost.of('api.example.org')] }));

  const bytes = new Gateway(scope, 'bytes', {
    name: 'bytes',
    namespace: ingress,
    selector: WorkloadSelector.gateway(partners),
    servers: [
      GatewayServer.http({ hosts: [ServerHost.of('rpc.example.com')], port: 8080, protocol: HttpServerProtocol.GRPC, portName: 'rpc', name: 'rpc' }),
      GatewayServer.tlsPassthrough({ hosts: [ServerHost.of('vault.example.com')], protocol: TlsServerProtocol.TLS }),
      GatewayServer.tls({
        hosts: [ServerHost.of('ledger.example.com')],
        certificate: ServerCertificate.files({ certificate: '/etc/ledger/tls.crt', privateKey: '/etc/ledger/tls.key' }),
        clients: ClientVerification.required({
          ca: ClientCa.files('/etc/ledger/ca.crt', '/etc/ledger/ca.crl'),
          publicKeyHashes: ['8Rw90Ej3Ttt8RRkrg+WYDS9n7IS03bk5bjP/UXPtaY8='],
        }),
      }),
      GatewayServer.tcp({ port: 27017, protocol: TcpServerProtocol.MONGO, hosts: [ServerHost.ANY] }),
      // other clusters, by the name of the service
      GatewayServer.autoPassthrough({ hosts: [ServerHost.service(reviews)] }),
      // for what runs in the pod itself
      GatewayServer.http({ hosts: [ServerHost.of('metrics.internal')], port: 9090, bind: ListenAddress.ip('127.0.0.1') }),
    ],
  });
  return { web, bytes };
}

import type { IMeshGateway, IMeshNamespace, IMeshService, InjectedGateway, MeshNamespace } from 'cdk8s-ossm';
import {
  CipherSuite, ClientCa, ClientVerification, Gateway, GatewayServer, HttpServerProtocol, ListenAddress, ServerCertificate, ServerHost,
  TcpServerProtocol, TlsServerProtocol, TlsVersion, WorkloadSelector,
} from 'cdk8s-ossm';
import type { Construct } from 'constructs';
import { certificate, fromVault, mountAt } from './secrets';

/** What the gateways of this example are made with. */
export interface GatewayHandles {
  /** Pods that take traffic in. */
  readonly edge: IMeshGateway;
  /** Pods that take what is no HTTP too. */
  readonly partners: InjectedGateway;
  /** The namespace of the first. */
  readonly ingress: MeshNamespace;
  /** The namespace of the second. */
  readonly outer: MeshNamespace;
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

/** What gateways listen for. Names of ports and labels of pods come from the library, which opens the ports in Services and NetworkPolicies, too. */
export function gateways(scope: Construct, { edge, partners, ingress, outer, shop, reviews }: GatewayHandles): Gateways {
  const shopHost = ServerHost.ofNamespace(shop, 'shop.example.com');

  const web = new Gateway(scope, 'web', { name: 'web', namespace: ingress, selector: WorkloadSelector.gateway(edge) });
  web.addServer(GatewayServer.http({ hosts: [shopHost], redirectToHttps: true }));
  web.addServer(GatewayServer.https({
    hosts: [shopHost],
    certificate: ServerCertificate.secret(certificate(ingress, 'shop-tls', ['shop.example.com'])),
    minVersion: TlsVersion.V1_2,
    maxVersion: TlsVersion.V1_3,
    cipherSuites: [CipherSuite.ECDHE_ECDSA_AES256_GCM_SHA384, CipherSuite.ECDHE_RSA_AES256_GCM_SHA384],
  }));
  // Partners show a certificate that their CA has signed; some clients may do without.
  web.addServer(GatewayServer.https({
    hosts: [ServerHost.ofOwnNamespace('partners.example.com')],
    certificate: ServerCertificate.secret(certificate(ingress, 'partners-tls', ['partners.example.com'])),
    clients: ClientVerification.required({ ca: ClientCa.secret(fromVault(ingress, 'partners-ca', ['ca.crt'])), subjectAltNames: ['orders.partner.example.com'] }),
  }));
  web.addServer(GatewayServer.https({
    hosts: [ServerHost.of('status.example.com')],
    // RSA for old clients, ECDSA for all others
    certificate: ServerCertificate.secrets(
      certificate(ingress, 'status-rsa', ['status.example.com']), certificate(ingress, 'status-ecdsa', ['status.example.com'], 'ECDSA'),
    ),
    clients: ClientVerification.optional(),
  }));
  // Mutual TLS of the mesh, for sidecars that send through this gateway.
  web.addServer(GatewayServer.istioMutual({ hosts: [ServerHost.of('api.example.org')] }));

  mountAt(partners, { secretName: fromVault(outer, 'ledger-tls', ['tls.crt', 'tls.key', 'ca.crt', 'ca.crl']), path: '/etc/ledger' });
  const bytes = new Gateway(scope, 'bytes', {
    name: 'bytes',
    namespace: outer,
    selector: WorkloadSelector.gateway(partners),
    servers: [
      GatewayServer.http({ hosts: [ServerHost.of('rpc.example.com')], port: 50051, protocol: HttpServerProtocol.GRPC, portName: 'rpc', name: 'rpc' }),
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
      // by IPv4 only
      GatewayServer.http({ hosts: [ServerHost.of('ledger.example.com')], port: 9090, bind: ListenAddress.ip('0.0.0.0') }),
    ],
  });
  return { web, bytes };
}

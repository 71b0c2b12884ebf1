import { Duration } from 'cdk8s';
import type { IMeshNamespace, IMeshService } from 'cdk8s-ossm';
import {
  AppProtocol, CaptureMode, ListenAddress, Sidecar, SidecarEgress, SidecarEndpoint, SidecarHost, SidecarOutboundTraffic, WorkloadSelector,
} from 'cdk8s-ossm';
import type { Construct } from 'constructs';

/** What the Sidecars of this example are made with. */
export interface SidecarHandles {
  /** The namespace whose proxies are told of less. */
  readonly shop: IMeshNamespace;
  /** The namespace of the control plane. */
  readonly root: IMeshNamespace;
  /** A service of the namespace. */
  readonly reviews: IMeshService;
  /** A service of another namespace that the shop sends to. */
  readonly ledger: IMeshService;
}

/** What proxies are told of: the less, the less memory they take. */
export function sidecars(scope: Construct, { shop, root, reviews, ledger }: SidecarHandles): void {
  // All of the namespace: its own services, what runs beside istiod, and one service of somebody else. The rest does not exist.
  new Sidecar(scope, 'shop-sidecar', {
    name: 'default',
    namespace: shop,
    egress: [SidecarEgress.hosts([SidecarHost.ownNamespace(), SidecarHost.namespace(root), SidecarHost.service(ledger)])],
    outboundTraffic: SidecarOutboundTraffic.REGISTRY_ONLY,
  });

  // One service: it has a port of its own for the ledger, takes requests for its workload at another port, and not too many of them.
  new Sidecar(scope, 'reviews-sidecar', {
    name: 'reviews',
    namespace: shop,
    selector: WorkloadSelector.service(reviews),
    egress: [
      SidecarEgress.port([SidecarHost.service(ledger)], { port: 7070, protocol: AppProtocol.HTTP, name: 'ledger', bind: ListenAddress.ip('127.0.0.1') }),
      SidecarEgress.socket([SidecarHost.ownNamespace()], ListenAddress.socket('/var/run/shop.sock'), { protocol: AppProtocol.HTTP }),
      SidecarEgress.hosts([SidecarHost.ownNamespace(), SidecarHost.namespace(root)], { captureMode: CaptureMode.IPTABLES }),
    ],
    ingress: [{
      port: 9080,
      protocol: AppProtocol.HTTP,
      name: 'http',
      endpoint: SidecarEndpoint.localhost(8080),
      connectionPool: { http: { http1MaxPendingRequests: 16, maxRequestsPerConnection: 100 } },
    }, {
      // TLS from outside the mesh, with a certificate that is mounted into the proxy
      port: 9443,
      protocol: AppProtocol.HTTPS,
      name: 'https',
      endpoint: SidecarEndpoint.localhost(8080),
      tls: { certificate: '/etc/reviews/tls.crt', privateKey: '/etc/reviews/tls.key', clients: { ca: '/etc/reviews/ca.crt' } },
    }],
    inboundConnectionPool: { tcp: { maxConnections: 200, connectTimeout: Duration.seconds(3) } },
    outboundTraffic: SidecarOutboundTraffic.ALLOW_ANY,
  });
}

import type { Gateway, MeshService } from 'cdk8s-ossm';
import { DestinationRule, MeshHost, RouteDestination, RouteGateway, VirtualService } from 'cdk8s-ossm';
import type { Construct } from 'constructs';
import type { Shop } from './shop';

/** What connections are made with. */
export interface ConnectionHandles {
  readonly shop: Shop;
  /** What listens for them. */
  readonly bytes: Gateway;
  /** A service of another team. */
  readonly ledger: MeshService;
}

/** Where connections go that hold no HTTP, or hide it. */
export function connections(scope: Construct, { shop: { namespace, web, prices, vault, catalogue }, bytes, ledger }: ConnectionHandles): void {
  // The vault ends TLS by itself: the gateway looks at the server name only.
  new VirtualService(scope, 'vault-routes', {
    name: 'vault', namespace, hosts: [MeshHost.of('vault.example.com')], gateways: [RouteGateway.gateway(bytes)],
  }).addTlsRoute({ matches: [{ sniHosts: [MeshHost.of('vault.example.com')], port: 443 }], destination: RouteDestination.service(vault) });

  // A new version of the database gets one connection in ten.
  const rule = new DestinationRule(scope, 'catalogue-versions', { name: 'catalogue', namespace, host: MeshHost.service(catalogue) });
  const [v6, v7] = ['v6', 'v7'].map((version) => rule.addSubset(version, { labels: { version } }));
  new VirtualService(scope, 'catalogue-routes', {
    name: 'catalogue', namespace, hosts: [MeshHost.service(catalogue)], gateways: [RouteGateway.MESH, RouteGateway.gateway(bytes)],
  }).addTcpRoute({
    matches: [{ port: 27017, sourceNamespace: web.namespace, gateways: [RouteGateway.MESH] }, { port: 27017, destinationSubnets: ['10.0.0.0/8'] }],
    destinations: [{ destination: RouteDestination.subset(v6), weight: 90 }, { destination: RouteDestination.subset(v7), weight: 10 }],
  });

  // The gateway ends TLS for the ledger, and passes on what was inside; port 9090 has it in plain text. Calls by gRPC are requests as others are.
  const books = new VirtualService(scope, 'ledger-routes', {
    name: 'ledger', namespace, hosts: [MeshHost.of('ledger.example.com')], gateways: [RouteGateway.gateway(bytes)],
  });
  books.addTcpRoute({ matches: [{ port: 443 }], destination: RouteDestination.service(ledger) });
  books.addHttpRoute({ matches: [{ port: 9090 }], destination: RouteDestination.service(ledger) });
  new VirtualService(scope, 'rpc-routes', {
    name: 'rpc', namespace, hosts: [MeshHost.of('rpc.example.com')], gateways: [RouteGateway.gateway(bytes)],
  }).addHttpRoute({ destination: RouteDestination.service(prices) });
}

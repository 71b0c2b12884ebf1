import { Duration } from 'cdk8s';
import type { MeshService } from 'cdk8s-ossm';
import {
  ConsistentHash, DestinationRule, Distribution, ExportTo, Failover, FailoverKey, H2UpgradePolicy, HashAlgorithm, LoadBalancer, LocalityLoadBalancing,
  MeshHost, OutlierDetection, Percentage, WorkloadSelector,
} from 'cdk8s-ossm';
import type { Construct } from 'constructs';
import type { Shop } from './shop';

/** How much of a service its clients may ask for, and which of its pods they ask. */
export function limits(scope: Construct, { namespace, web, cart, search, prices, vault }: Shop, ledger: MeshService): void {
  // A customer's cart is in the memory of one pod.
  new DestinationRule(scope, 'cart-traffic', {
    name: 'cart',
    namespace,
    host: MeshHost.service(cart),
    trafficPolicy: {
      loadBalancer: LoadBalancer.consistentHash(
        ConsistentHash.cookie('cart', { path: '/', ttl: Duration.hours(1), attributes: { SameSite: 'Strict' } }, HashAlgorithm.maglev(65537)),
      ),
      outlierDetection: OutlierDetection.afterGatewayErrors(5, { ejectionTime: Duration.minutes(1), maxEjectionPercent: 50, minHealthPercent: 30 }),
    },
  });

  // Searches are many: what is beyond the limits is refused at once, and retries are a fraction.
  new DestinationRule(scope, 'search-traffic', {
    name: 'search',
    namespace,
    host: MeshHost.service(search),
    trafficPolicy: {
      loadBalancer: LoadBalancer.roundRobin({ locality: LocalityLoadBalancing.failover([Failover.between('eu-west', 'eu-north')], [FailoverKey.CLUSTER]) }),
      connectionPool: {
        tcp: {
          maxConnections: 500,
          connectTimeout: Duration.millis(500),
          maxConnectionDuration: Duration.hours(1),
          idleTimeout: Duration.minutes(10),
          tcpKeepalive: { probes: 3, time: Duration.minutes(2), interval: Duration.seconds(75) },
        },
        http: {
          http1MaxPendingRequests: 100,
          http2MaxRequests: 1000,
          maxRequestsPerConnection: 100,
          idleTimeout: Duration.minutes(5),
          h2UpgradePolicy: H2UpgradePolicy.UPGRADE,
          maxConcurrentStreams: 200,
        },
      },
      outlierDetection: OutlierDetection.after5xx(5),
      retryBudget: { percentage: Percentage.of(15), minRetryConcurrency: 5 },
    },
  });

  // Prices by the client, whichever pod of the web it is; the port of gRPC keeps few connections.
  new DestinationRule(scope, 'prices-traffic', {
    name: 'prices',
    namespace,
    host: MeshHost.service(prices),
    trafficPolicy: {
      loadBalancer: LoadBalancer.consistentHash(ConsistentHash.header('x-customer', HashAlgorithm.ringHash(2048))),
      portLevelSettings: [{
        port: 50051,
        loadBalancer: LoadBalancer.consistentHash(ConsistentHash.sourceIp()),
        connectionPool: { http: { maxRetries: 3, useClientProtocol: true } },
      }],
    },
  });

  // The ledger keeps clients in its region, and tells them apart by a parameter. Only what the web sends.
  new DestinationRule(scope, 'ledger-traffic', {
    name: 'ledger',
    namespace,
    host: MeshHost.service(ledger),
    exportTo: [ExportTo.OWN_NAMESPACE],
    workloadSelector: WorkloadSelector.service(web),
    trafficPolicy: {
      loadBalancer: LoadBalancer.consistentHash(ConsistentHash.queryParameter('account'), {
        locality: LocalityLoadBalancing.distribute([Distribution.of('eu-west/*', { 'eu-west/*': 90, 'eu-north/*': 10 })]),
      }),
    },
  });

  // The vault is in one place: where that is makes no difference.
  new DestinationRule(scope, 'vault-traffic', {
    name: 'vault',
    namespace,
    host: MeshHost.service(vault),
    trafficPolicy: { loadBalancer: LoadBalancer.random({ locality: LocalityLoadBalancing.disabled() }) },
  });
}

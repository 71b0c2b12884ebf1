import { Duration } from 'cdk8s';
import {
  DestinationRule, ExportTo, FaultAbort, GrpcStatus, HttpRetry, LoadBalancer, MeshHost, OutlierDetection, Percentage, RetryOn, RouteDestination,
  RouteGateway, StringMatch, VirtualService, WorkloadSelector,
} from 'cdk8s-ossm';
import type { Construct } from 'constructs';
import type { Shop } from './shop';

/** A release of `reviews`, step by step: the versions, and who gets which. */
export function versions(scope: Construct, { namespace, web, reviews, search, prices }: Shop): void {
  const rule = new DestinationRule(scope, 'reviews-versions', {
    name: 'reviews',
    namespace,
    host: MeshHost.service(reviews),
    trafficPolicy: { outlierDetection: OutlierDetection.after5xxOrGatewayErrors(7, 3, { interval: Duration.seconds(5), connectionFailures: 5 }) },
  });
  const v1 = rule.addSubset('v1', { labels: { version: 'v1' } });
  // new pods get little at first
  const v2 = rule.addSubset('v2', {
    labels: { version: 'v2' },
    trafficPolicy: { loadBalancer: LoadBalancer.leastRequest({ warmup: { duration: Duration.minutes(2), minimumPercent: 5, aggression: 1.5 } }) },
  });
  const v3 = rule.addSubset('v3', { labels: { version: 'v3' } });
  const shadow = rule.addSubset('shadow', { labels: { version: 'shadow' } });

  const routes = new VirtualService(scope, 'reviews-routes', {
    name: 'reviews', namespace, hosts: [MeshHost.service(reviews)], gateways: [RouteGateway.MESH], exportTo: [ExportTo.ALL_NAMESPACES],
  });
  // Testers see the next version, and what becomes of the shop when it is slow.
  routes.addHttpRoute({
    name: 'testers',
    matches: [
      { name: 'by-header', headers: { 'end-user': StringMatch.exact('jason') }, withoutHeaders: { 'x-region': StringMatch.prefix('eu-') } },
      { name: 'by-query', queryParams: { preview: StringMatch.exact('v3') }, presentHeaders: ['x-tester'], absentHeaders: ['x-bot'] },
    ],
    destination: RouteDestination.subset(v3),
    fault: {
      delay: { duration: Duration.seconds(7), percentage: Percentage.of(10) },
      abort: FaultAbort.http(503, Percentage.of(0.5)),
    },
  });
  // Everybody else: one in ten gets the new version, and all is shown to one that nobody sees.
  routes.addHttpRoute({
    name: 'canary',
    matches: [{ source: WorkloadSelector.service(web), sourceNamespace: namespace, port: 9080, statPrefix: 'reviews-of-web' }],
    destinations: [
      { destination: RouteDestination.subset(v1), weight: 90 },
      { destination: RouteDestination.subset(v2), weight: 10, headers: { response: { add: { 'x-reviews-version': 'v2' } } } },
    ],
    mirrors: [{ destination: RouteDestination.subset(shadow, { port: 9080 }), percentage: Percentage.of(20) }],
    timeout: Duration.seconds(5),
    retries: HttpRetry.attempts(3, {
      perTryTimeout: Duration.seconds(1),
      retryOn: [RetryOn.GATEWAY_ERROR, RetryOn.CONNECT_FAILURE, RetryOn.REFUSED_STREAM, RetryOn.status(409)],
      backoff: Duration.millis(100),
      remoteLocalities: true,
      ignorePreviousHosts: false,
    }),
  });
  routes.addHttpRoute({ name: 'others', destination: RouteDestination.subset(v1), retries: HttpRetry.none() });

  // Searches are safe to try again as often as one likes; prices are not, and sometimes fail on purpose.
  new VirtualService(scope, 'search-routes', { name: 'search', namespace, hosts: [MeshHost.service(search)] }).addHttpRoute({
    destination: RouteDestination.service(search), retries: HttpRetry.attempts(5),
  });
  new VirtualService(scope, 'prices-routes', { name: 'prices', namespace, hosts: [MeshHost.service(prices)] }).addHttpRoute({
    destination: RouteDestination.service(prices, { port: 50051 }), fault: { abort: FaultAbort.grpc(GrpcStatus.UNAVAILABLE, Percentage.of(0.1)) },
  });
}

import { Duration } from 'cdk8s';
import { MeshMetric, MetricTag, Percentage, PolicyTarget, ProviderRef, Telemetry, TraceTag, WorkloadMode, WorkloadSelector } from 'cdk8s-ossm';
import type { Shop } from './shop';

const OTEL = ProviderRef.of('otel');
/** What a policy with the action AUDIT leaves behind at a request. */
const AUDITED = "metadata.filter_metadata['envoy.common']['access_log_hint'] == true";

/** What is seen of all that. The nearer object is laid over those that are farther. */
export function telemetry({ root, front, cart, back, waypoint }: Shop): void {
  // For the mesh: errors, and what is audited; one trace in a hundred; metrics without what nobody looks at.
  new Telemetry(root, 'telemetry', {
    name: 'mesh',
    namespace: root,
    accessLogging: [{ providers: [ProviderRef.ENVOY], filter: `response.code >= 400 || ${AUDITED}` }],
    tracing: { provider: OTEL, sampling: Percentage.of(1) },
    metrics: [{
      providers: [ProviderRef.PROMETHEUS],
      overrides: [
        { metric: MeshMetric.ALL, tags: { source_canonical_revision: MetricTag.REMOVE, destination_canonical_revision: MetricTag.REMOVE } },
        { metric: MeshMetric.REQUEST_SIZE, mode: WorkloadMode.CLIENT, disabled: true },
      ],
      reportingInterval: Duration.seconds(15),
    }],
  });

  // The front's calls are logged where they arrive.
  new Telemetry(front, 'telemetry', {
    name: 'front',
    namespace: front,
    accessLogging: [{ mode: WorkloadMode.CLIENT, disabled: true }],
    metrics: [{ overrides: [{ metric: MeshMetric.REQUEST_COUNT, mode: WorkloadMode.SERVER, tags: { request_method: MetricTag.upsert('request.method') } }] }],
  });

  // A cart is asked for so often that its spans say nothing; those of what it calls are kept.
  new Telemetry(cart, 'telemetry', {
    name: 'cart',
    namespace: front,
    selector: WorkloadSelector.service(cart),
    tracing: { mode: WorkloadMode.SERVER, disableSpanReporting: true },
  });

  // At the waypoint orders and money are looked at more closely. Traces end here: the bank is not told of them.
  new Telemetry(waypoint, 'telemetry', {
    name: 'waypoint',
    namespace: back,
    targets: [PolicyTarget.waypoint(waypoint)],
    tracing: {
      provider: OTEL,
      sampling: Percentage.of(12.5),
      customTags: {
        part: TraceTag.literal('back'),
        pod: TraceTag.environment('POD_NAME', 'unknown'),
        customer: TraceTag.header('x-customer', 'nobody'),
        path: TraceTag.formatter('%REQ(:PATH)%'),
      },
      enableIstioTags: false,
      useRequestIdForTraceSampling: false,
      disableContextPropagation: true,
    },
  });
}

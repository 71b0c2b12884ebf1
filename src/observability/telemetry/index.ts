export { type AccessLogging } from './access-logging';
export { MeshMetric, type MetricOverride, type Metrics, MetricTag } from './metrics';
export * from './telemetry';
export { TraceTag, type Tracing } from './tracing';

import type { Report } from '../report';
import { checkDuration, durationSyntaxProblem } from '../syntax/durations';
import { mapAt, mapsAt, valueAt, type PlainObject } from '../syntax/values';

/*
 * Fields that istiod has a narrower type for than the CRD of the operator. One that it cannot read makes it refuse the whole mesh
 * configuration, even where it is only logged when the field has a wrong value.
 */

/** Durations without another rule than to be one; the CRD has them as strings. */
const DURATIONS = [
  'hboneIdleTimeout', 'dnsRefreshRate', 'tcpKeepalive.time', 'tcpKeepalive.interval', 'ca.requestTimeout',
  'defaultHttpRetryPolicy.perTryTimeout', 'defaultHttpRetryPolicy.backoff',
  'defaultConfig.discoveryRefreshDelay', 'defaultConfig.terminationDrainDuration', 'defaultConfig.fileFlushInterval',
  'defaultConfig.envoyAccessLogService.tcpKeepalive.time', 'defaultConfig.envoyAccessLogService.tcpKeepalive.interval',
  'defaultConfig.envoyMetricsService.tcpKeepalive.time', 'defaultConfig.envoyMetricsService.tcpKeepalive.interval',
  'extensionProviders[].envoyExtAuthzHttp.timeout', 'extensionProviders[].envoyExtAuthzGrpc.timeout', 'extensionProviders[].zipkin.timeout',
  'extensionProviders[].opentelemetry.http.timeout', 'extensionProviders[].opentelemetry.grpc.timeout',
  'extensionProviders[].opentelemetry.dynatraceSampler.httpService.http.timeout',
];

/** Numbers that are unsigned; the CRD has them as integers. */
const UNSIGNED = [
  'tcpKeepalive.probes', 'defaultConfig.tracing.maxPathTagLength', 'defaultConfig.envoyAccessLogService.tcpKeepalive.probes',
  'defaultConfig.envoyMetricsService.tcpKeepalive.probes', 'defaultConfig.gatewayTopology.numTrustedProxies', 'defaultConfig.fileFlushMinSizeKb',
  'defaultConfig.readinessProbe.httpGet.port', 'defaultConfig.readinessProbe.tcpSocket.port', 'defaultConfig.readinessProbe.grpc.port',
  ...['envoyExtAuthzHttp', 'envoyExtAuthzGrpc'].map((provider) => `extensionProviders[].${provider}.includeRequestBodyInCheck.maxRequestBytes`),
  ...['zipkin', 'lightstep', 'datadog', 'stackdriver', 'opencensus', 'opentelemetry'].map((provider) => `extensionProviders[].${provider}.maxTagLength`),
  ...[
    'envoyExtAuthzHttp', 'envoyExtAuthzGrpc', 'zipkin', 'lightstep', 'datadog', 'opencensus', 'skywalking', 'opentelemetry',
    'envoyHttpAls', 'envoyTcpAls', 'envoyOtelAls', 'sds', 'opentelemetry.dynatraceSampler.httpService',
  ].map((provider) => `extensionProviders[].${provider}.port`),
  'extensionProviders[].opentelemetry.dynatraceSampler.rootSpansPerMinute',
];

/** Ports that the CRD lets be a name, as in the probes of a Pod. */
const NAMED_PORTS = ['defaultConfig.readinessProbe.httpGet.port', 'defaultConfig.readinessProbe.tcpSocket.port'];
const MAX_UNSIGNED = 2 ** 32 - 1;

/** The check of one field; the report stands at the message that has it. */
type FieldCheck = (holder: PlainObject, field: string, report: Report) => void;

const CHECKS: readonly (readonly [path: readonly string[], check: FieldCheck])[] = [
  ...DURATIONS.map((path) => [path.split('.'), checkAnyDuration] as const),
  ...UNSIGNED.map((path) => [path.split('.'), checkUnsigned] as const),
  ...NAMED_PORTS.map((path) => [path.split('.'), checkNoName] as const),
];

/** Durations and unsigned numbers of a mesh configuration. The report stands at it. */
export function checkPlainFields(config: PlainObject, report: Report): void {
  for (const [path, check] of CHECKS) visit(config, path, report, check);
}

/** Goes to every place of a path; `[]` after a name stands for each item of a list. */
function visit(holder: PlainObject, [name, ...rest]: readonly string[], report: Report, check: FieldCheck): void {
  if (rest.length === 0) {
    check(holder, name, report);
  } else if (name.endsWith('[]')) {
    const list = name.slice(0, -2);
    for (const [i, item] of mapsAt(holder, list)) visit(item, rest, report.in(list, i), check);
  } else {
    const next = mapAt(holder, name);
    if (next) visit(next, rest, report.in(name), check);
  }
}

function checkAnyDuration(holder: PlainObject, field: string, report: Report): void {
  checkDuration(holder, field, report, durationSyntaxProblem);
}

function checkUnsigned(holder: PlainObject, field: string, report: Report): void {
  const value = valueAt(holder, field);
  if (typeof value !== 'number' || (value >= 0 && value <= MAX_UNSIGNED)) return;
  report.in(field).error({
    code: 'mesh-config/unsigned',
    what: `${field} is ${value}, and istiod cannot read the mesh configuration`,
    expected: `a number from 0 to ${MAX_UNSIGNED}`,
    fix: 'write such a number, or leave it out for the default',
  });
}

function checkNoName(holder: PlainObject, field: string, report: Report): void {
  const value = valueAt(holder, field);
  if (typeof value !== 'string' || (/^(0|[1-9]\d*)$/.test(value) && Number(value) <= MAX_UNSIGNED)) return;
  report.in(field).error({
    code: 'mesh-config/named-port',
    what: `the port of the probe is '${value}', and istiod cannot read the mesh configuration`,
    expected: 'the number of a port: names of ports are for the probes of a Pod',
    fix: 'write the number of the port',
  });
}

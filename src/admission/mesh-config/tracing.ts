import { proxyAddressProblem, unusableAddress } from './proxy-address';
import { istioAtLeast, type AdmissionContext } from '../context';
import type { Report } from '../report';
import { checkClientTls } from '../syntax/client-tls';
import { isPresent, mapAt, textAt, valueAt, type PlainObject } from '../syntax/values';

/** In the order of the API: of several that come together, istiod keeps the last. */
const TRACERS = ['zipkin', 'lightstep', 'datadog', 'stackdriver', 'openCensusAgent'];
/** Those that the chart writes when `global.proxy.tracer` names them, each with the address that it has then. */
const OF_CHART: Readonly<Record<string, string>> = { zipkin: 'zipkin.istio-system:9411', lightstep: '', datadog: '$(HOST_IP):8126', stackdriver: '' };
const WITH_ADDRESS = ['zipkin', 'lightstep', 'datadog'];
const OF_STACKDRIVER = ['debug', 'maxNumberOfAttributes', 'maxNumberOfAnnotations', 'maxNumberOfMessageEvents'];

/**
 * Where proxies send traces: `meshConfig.defaultConfig.tracing`, over what the chart makes of `global.proxy.tracer` and `global.tracer`
 * (istio/istio manifests/charts/istio-control/istio-discovery/templates/configmap.yaml). The report stands at the values.
 *
 * @see istio/istio pkg/config/validation/agent/validation.go (ValidateMeshConfigProxyConfig)
 */
export function checkTracing(values: PlainObject, report: Report, context: AdmissionContext): void {
  const global = mapAt(values, 'global');
  const tracing = mapAt(mapAt(mapAt(values, 'meshConfig'), 'defaultConfig'), 'tracing');
  const tracingAt = report.in('meshConfig', 'defaultConfig', 'tracing');
  // Its exporter left Envoy before Istio 1.25.
  if (istioAtLeast(context, '1.25')) {
    checkStackdriver(mapAt(tracing, 'stackdriver'), tracingAt.in('stackdriver'));
    checkStackdriver(mapAt(mapAt(global, 'tracer'), 'stackdriver'), report.in('global', 'tracer', 'stackdriver'));
  }
  const chosen = textAt(mapAt(global, 'proxy'), 'tracer');
  if (chosen === 'lightstep' && !isPresent(mapAt(global, 'tracer'), 'lightstep')) {
    report.in('global', 'proxy', 'tracer').error({
      code: 'mesh-config/tracer-without-settings',
      what: 'the tracer is lightstep, and global.tracer.lightstep, which the chart reads, is missing',
      expected: 'address and accessToken under global.tracer.lightstep',
      fix: 'add global.tracer.lightstep, or use an extension provider and a Telemetry',
    });
    return;
  }
  const fromChart = Object.hasOwn(OF_CHART, chosen) ? chosen : undefined;
  const tracer = [...TRACERS].reverse().find((name) => isPresent(tracing, name) || name === fromChart);
  if (tracer !== undefined && WITH_ADDRESS.includes(tracer)) checkTracer(tracer, values, tracer === fromChart, report);

  const tls = mapAt(tracing, 'tlsSettings');
  if (tls) checkTracingTls(tls, tracingAt.in('tlsSettings'));
}

/** Settings that the chart refuses to render (templates/NOTES.txt). */
function checkStackdriver(stackdriver: PlainObject | undefined, report: Report): void {
  for (const field of OF_STACKDRIVER.filter((name) => isPresent(stackdriver, name))) {
    report.in(field).error({
      code: 'mesh-config/removed-tracer',
      what: `${field} is set for the tracer stackdriver, which is removed, and the chart is not rendered`,
      expected: 'an extension provider and a Telemetry',
      fix: `remove ${field}, and send traces by opentelemetry`,
    });
  }
}

function checkTracer(tracer: string, values: PlainObject, isFromChart: boolean, report: Report): void {
  const address = settingOf(values, tracer, 'address', isFromChart ? OF_CHART[tracer] : undefined, report);
  if (address !== undefined) {
    const wrong = address.text === '' ? 'it is empty' : proxyAddressProblem(tracer === 'lightstep' ? address.text : address.text.replace('$(HOST_IP)', '127.0.0.1'));
    if (wrong !== undefined) address.at.error(unusableAddress(`the address of ${tracer}`, wrong));
  }
  const token = tracer === 'lightstep' ? settingOf(values, tracer, 'accessToken', isFromChart ? '' : undefined, report) : undefined;
  if (token?.text !== '') return;
  token.at.error({
    code: 'mesh-config/no-access-token',
    what: 'the tracer lightstep has no accessToken',
    expected: 'the token of the satellite pool',
    fix: 'set accessToken',
  });
}

/**
 * A setting of a tracer, and where it is written: in the mesh configuration, else, where the chart writes the tracer, under `global.tracer`.
 * `undefined` where it is of a wrong type, which the schema checks tell of.
 *
 * @param fallback what the chart writes without one; `undefined` where the chart does not write the tracer
 */
function settingOf(values: PlainObject, tracer: string, field: string, fallback: string | undefined, report: Report) {
  const own = mapAt(mapAt(mapAt(mapAt(values, 'meshConfig'), 'defaultConfig'), 'tracing'), tracer);
  const isOwn = isPresent(own, field) || fallback === undefined;
  const written = isOwn ? valueAt(own, field) ?? '' : valueAt(mapAt(mapAt(mapAt(values, 'global'), 'tracer'), tracer), field) ?? fallback;
  const at = isOwn ? report.in('meshConfig', 'defaultConfig', 'tracing', tracer, field) : report.in('global', 'tracer', tracer, field);
  // An empty one is absent to a template.
  return typeof written === 'string' ? { text: written || (isOwn ? '' : fallback), at } : undefined;
}

/** No object of the cluster stands behind these settings, so that they can name no ConfigMap of its namespace. */
function checkTracingTls(tls: PlainObject, report: Report): void {
  const credential = textAt(tls, 'credentialName');
  if (!credential.startsWith('configmap://')) {
    checkClientTls(tls, '', report);
    return;
  }
  report.in('credentialName').error({
    code: 'mesh-config/tracing-config-map',
    what: `credentialName is '${credential}', and the mesh configuration can name no ConfigMap`,
    expected: 'a Secret, or caCertificates with the path of a file',
    fix: 'set caCertificates instead',
  });
}

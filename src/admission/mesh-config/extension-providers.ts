import { checkExtAuthz } from './ext-authz';
import type { Report } from '../report';
import { isIpAddress } from '../syntax/addresses';
import { fqdnProblem } from '../syntax/hosts';
import { isPort } from '../syntax/ports';
import { egressHostProblem } from '../syntax/scoped-hosts';
import { isPresent, mapAt, mapsAt, presentOf, textAt, valueAt, type PlainObject } from '../syntax/values';

/** Types whose provider is a service of its own. */
const SERVICES = [
  'envoyExtAuthzHttp', 'envoyExtAuthzGrpc', 'zipkin', 'lightstep', 'datadog', 'opencensus', 'skywalking', 'opentelemetry',
  'envoyHttpAls', 'envoyTcpAls', 'envoyOtelAls',
];
const OTHERS = ['prometheus', 'stackdriver', 'envoyFileAccessLog', 'sds'];

/**
 * Extension providers. istiod goes on without one that is wrong, so that all of this is a warning: what names the provider does nothing,
 * and an AuthorizationPolicy with it denies every request. The report stands at the mesh configuration.
 *
 * @see istio/istio pkg/config/validation/agent/extensionprovider.go
 */
export function checkExtensionProviders(config: PlainObject, report: Report): void {
  const names = new Set<string>();
  for (const [i, provider] of mapsAt(config, 'extensionProviders')) {
    const at = report.in('extensionProviders', i);
    checkName(provider, names, at.in('name'));
    if (presentOf(provider, [...SERVICES, ...OTHERS]).length === 0) {
      at.warning({
        code: 'extension-provider/no-type',
        what: `the provider '${textAt(provider, 'name')}' says nothing beside its name`,
        expected: `one of ${[...SERVICES, ...OTHERS].join(', ')}`,
        fix: 'add the settings of the provider, or remove it',
      });
    }
    for (const type of SERVICES) {
      const settings = mapAt(provider, type);
      if (settings) checkService(type, settings, at.in(type));
    }
  }
}

/** The names of providers, which policies and Telemetries refer to. A missing one is for the schema to tell. */
function checkName(provider: PlainObject, names: Set<string>, report: Report): void {
  const name = valueAt(provider, 'name');
  if (typeof name !== 'string') return;
  if (name === '') {
    report.warning({
      code: 'extension-provider/no-name',
      what: 'the provider has an empty name',
      expected: 'a name that policies can refer to',
      fix: 'name the provider',
    });
  } else if (names.has(name)) {
    report.warning({
      code: 'extension-provider/duplicate-name',
      what: `there are several providers '${name}', of which istiod keeps the settings of the last`,
      expected: 'a name for each',
      fix: 'rename one of them, or remove it',
    });
  }
  names.add(name);
}

function checkService(type: string, settings: PlainObject, report: Report): void {
  const service = valueAt(settings, 'service');
  const wrong = typeof service === 'string' ? serviceProblem(service) : undefined;
  if (wrong !== undefined) {
    report.in('service').warning({
      code: 'extension-provider/service',
      what: `service: ${wrong}`,
      expected: '<host> or <namespace>/<host>, where the host is the whole DNS name of a service or of a ServiceEntry',
      fix: "write a host like 'otel-collector.observability.svc.cluster.local'",
    });
  }
  const port = valueAt(settings, 'port');
  // A negative one makes the whole configuration unreadable, which is told as such.
  if (typeof port === 'number' && port >= 0 && !isPort(port)) {
    report.in('port').warning({
      code: 'extension-provider/port',
      what: `the port is ${port}`,
      expected: 'a number from 1 to 65535',
      fix: 'write the port of the service',
    });
  }
  if (type === 'lightstep' && textAt(settings, 'accessToken') === '') {
    report.in('accessToken').warning({
      code: 'extension-provider/no-access-token',
      what: 'the provider has no accessToken',
      expected: 'the token of the satellite pool',
      fix: 'set accessToken',
    });
  }
  if (type === 'opentelemetry' && isPresent(settings, 'grpc') && isPresent(settings, 'http')) {
    report.warning({
      code: 'extension-provider/grpc-and-http',
      what: 'the provider has grpc and http',
      expected: 'one of the two; without both, spans are exported by gRPC',
      fix: 'remove one of the two',
    });
  }
  if (type === 'envoyExtAuthzHttp' || type === 'envoyExtAuthzGrpc') checkExtAuthz(settings, report);
}

function serviceProblem(service: string): string | undefined {
  if (service.includes('/')) return egressHostProblem(service, true);
  return isIpAddress(service) ? undefined : fqdnProblem(service);
}

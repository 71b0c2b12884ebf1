import { checkBindAddress, checkListenerPort, portRegister } from './listener';
import type { AdmissionContext } from '../context';
import { checkConnectionPool } from '../destination-rule/connection-pool';
import type { Report } from '../report';
import { isUnixAddress, splitHostPort, unixAddressProblem } from '../syntax/addresses';
import { checkPortNumber, isPort, unsignedAt } from '../syntax/ports';
import { isHttp, isTls } from '../syntax/protocols';
import { checkServerTls, serverTlsModeOf } from '../syntax/tls';
import { flagAt, mapAt, mapsAt, textAt, type PlainObject } from '../syntax/values';
import { isFilled, isMissing } from '../syntax/written';

/** Where a sidecar may hand inbound traffic to: its own workload. */
const LOCAL_HOSTS = ['', '127.0.0.1', '0.0.0.0', '::1', '::'];
/** Parts of the TLS settings of a gateway that a sidecar does not have. */
const GATEWAY_ONLY = ['subjectAltNames', 'credentialName', 'credentialNames', 'tlsCertificates'];

/** The listeners for inbound traffic. The report stands at the spec. */
export function checkIngress(spec: PlainObject, report: Report, context: AdmissionContext): void {
  const register = portRegister();
  for (const [i, listener] of mapsAt(spec, 'ingress')) {
    const at = report.in('ingress', i);
    const port = mapAt(listener, 'port');
    if (isMissing(listener, 'port')) {
      at.in('port').error({
        code: 'sidecar/no-port',
        what: 'the ingress listener has no port',
        expected: 'a port with number and protocol',
        fix: 'add it',
      });
    }
    if (!port) continue; // istiod looks no further
    const number = unsignedAt(port, 'number');
    checkListenerPort(port, at.in('port'));
    checkPortNumber(number, at.in('port', 'number'));
    register(number, at.in('port', 'number'));
    checkBindAddress(textAt(listener, 'bind'), at.in('bind'));
    checkDefaultEndpoint(textAt(listener, 'defaultEndpoint'), at.in('defaultEndpoint'));
    const tls = mapAt(listener, 'tls');
    if (tls) checkTls(tls, textAt(port, 'protocol'), at.in('tls'), context);
    const pool = mapAt(listener, 'connectionPool');
    if (pool) checkPool(pool, textAt(port, 'protocol'), at.in('connectionPool'));
  }
}

function checkDefaultEndpoint(endpoint: string, report: Report): void {
  if (endpoint === '') return;
  const wrong = isUnixAddress(endpoint) ? unixAddressProblem(endpoint) : endpointProblem(endpoint);
  if (!wrong) return;
  report.error({
    code: 'sidecar/default-endpoint',
    what: `defaultEndpoint is '${endpoint}': ${wrong}`,
    expected: "127.0.0.1, 0.0.0.0, [::1] or [::] with ':' and a port, ':' and a port alone, or 'unix://' and the full path of a socket",
    fix: "write it like '127.0.0.1:8080'",
  });
}

function endpointProblem(endpoint: string): string | undefined {
  const parts = splitHostPort(endpoint);
  if (!parts) return 'it is no host and port';
  if (!LOCAL_HOSTS.includes(parts.host)) return `'${parts.host}' is not the workload itself`;
  if (!/^[+-]?\d+$/.test(parts.port)) return `the port '${parts.port}' is no number`;
  return isPort(Number(parts.port)) ? undefined : `${parts.port} is no port`;
}

function checkTls(tls: PlainObject, protocol: string, report: Report, context: AdmissionContext): void {
  for (const field of GATEWAY_ONLY.filter((name) => isFilled(tls, name))) {
    report.in(field).error({
      code: 'sidecar/gateway-tls-field',
      what: `the ingress listener has tls.${field}, which only gateways have`,
      expected: 'serverCertificate, privateKey and caCertificates: files in the proxy',
      fix: `remove ${field}`,
    });
  }
  if (flagAt(tls, 'httpsRedirect')) {
    report.in('httpsRedirect').error({
      code: 'sidecar/https-redirect',
      what: 'the ingress listener has httpsRedirect, which only gateways have',
      expected: 'no redirect in a Sidecar',
      fix: 'remove httpsRedirect',
    });
  }
  const mode = serverTlsModeOf(tls);
  if (mode === 'ISTIO_MUTUAL' || mode === 'AUTO_PASSTHROUGH') {
    report.in('mode').error({
      code: 'sidecar/tls-mode',
      what: `the ingress listener has TLS mode ${mode}`,
      expected: 'SIMPLE, MUTUAL, OPTIONAL_MUTUAL or PASSTHROUGH',
      fix: mode === 'ISTIO_MUTUAL' ? 'remove tls: PeerAuthentication decides about the mutual TLS of Istio' : 'use another mode',
    });
  }
  if (!isTls(protocol)) {
    report.error({
      code: 'sidecar/tls-without-tls-protocol',
      what: protocol === '' ? 'the ingress listener has tls and no protocol' : `the ingress listener has tls and the protocol ${protocol}`,
      expected: 'the protocol HTTPS or TLS where there are TLS settings',
      fix: 'use protocol HTTPS or TLS, or remove tls',
    });
  }
  checkServerTls(tls, report, context);
}

function checkPool(pool: PlainObject, protocol: string, report: Report): void {
  checkConnectionPool(pool, report);
  if (!mapAt(pool, 'http') || isHttp(protocol)) return;
  report.in('http').warning({
    code: 'sidecar/http-pool-without-http',
    what: `the connection pool has limits for HTTP, and the port ${protocol === '' ? 'no protocol' : `the protocol ${protocol}`}: only those for TCP apply`,
    expected: 'limits for HTTP on a port for HTTP',
    fix: 'remove http, or set the protocol of the port',
  });
}

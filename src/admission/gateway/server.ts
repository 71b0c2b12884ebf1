import type { AdmissionContext } from '../context';
import type { Report } from '../report';
import { isIpAddress, isUnixAddress, unixAddressProblem } from '../syntax/addresses';
import { checkPortNumber, unknownProtocol, unsignedAt } from '../syntax/ports';
import { isHttp, isKnownProtocol, isTls } from '../syntax/protocols';
import { gatewayHostProblem } from '../syntax/scoped-hosts';
import { checkServerTls, serverTlsModeOf } from '../syntax/tls';
import { flagAt, mapAt, textAt, textsAt, type PlainObject } from '../syntax/values';
import { isBlank, isEmptyList, isFilled, isMissing } from '../syntax/written';

/** What a server is judged by beside itself. */
interface ServerRules {
  readonly isOfGatewayApi: boolean;
  readonly context: AdmissionContext;
}

/** One server of a Gateway. The report stands at it. */
export function checkServer(server: PlainObject, report: Report, { isOfGatewayApi, context }: ServerRules): void {
  checkHosts(server, report, isOfGatewayApi);
  const port = mapAt(server, 'port');
  const tls = mapAt(server, 'tls');
  const bind = textAt(server, 'bind');

  if (isMissing(server, 'port')) {
    report.in('port').error({
      code: 'gateway/no-port',
      what: 'the server has no port',
      expected: 'a port with number, name and protocol',
      fix: 'add it',
    });
  }
  if (port) checkPort(port, bind, report.in('port'));
  checkBind(bind, port, report.in('bind'));
  if (tls) checkServerTls(tls, report.in('tls'), context);
  if (port) checkTlsFitsPort(server, textAt(port, 'protocol'), tls, report);
}

function checkHosts(server: PlainObject, report: Report, isOfGatewayApi: boolean): void {
  if (isEmptyList(server, 'hosts')) {
    report.in('hosts').error({
      code: 'gateway/no-host',
      what: 'the server has no hosts',
      expected: 'at least one',
      fix: "list the hosts that it serves, or '*' for any",
    });
  }
  for (const [i, host] of textsAt(server, 'hosts')) {
    const wrong = gatewayHostProblem(host, isOfGatewayApi);
    if (!wrong) continue;
    report.in('hosts', i).error({
      code: 'gateway/invalid-host',
      what: `'${host}' is not usable as a host of a Gateway: ${wrong}`,
      expected: "a full domain name, '*' or '*.' and a domain; before it, if wanted, a namespace, '.' or '*' and a slash",
      fix: "write it like 'api.example.com', '*.example.com' or 'shop/api.example.com'",
    });
  }
}

function checkPort(port: PlainObject, bind: string, report: Report): void {
  const protocol = textAt(port, 'protocol');
  if (isBlank(port, 'protocol') || (protocol !== '' && !isKnownProtocol(protocol))) report.in('protocol').error(unknownProtocol(protocol));

  const number = unsignedAt(port, 'number');
  if (number !== 0 || !isUnixAddress(bind)) checkPortNumber(number, report.in('number'));
  if ((unsignedAt(port, 'targetPort') ?? 0) > 0) {
    report.in('targetPort').error({
      code: 'gateway/target-port',
      what: 'the port has a targetPort, which means nothing in a Gateway',
      expected: 'the port that the gateway listens on, as number',
      fix: 'remove targetPort; routes say where requests go',
    });
  }
  if (isBlank(port, 'name')) {
    report.in('name').error({
      code: 'gateway/no-port-name',
      what: 'the port has no name',
      expected: 'a name that no other port of the Gateway has',
      fix: "give it one, like 'http' or 'https-api'",
    });
  }
}

function checkBind(bind: string, port: PlainObject | undefined, report: Report): void {
  if (bind === '') return;
  if (!isUnixAddress(bind)) {
    if (!isIpAddress(bind)) report.error(invalidBind(bind, 'it is no IP address'));
    return;
  }
  const wrong = unixAddressProblem(bind);
  if (wrong) report.error(invalidBind(bind, wrong));
  const number = unsignedAt(port, 'number') ?? 0;
  if (number !== 0) {
    report.error({
      code: 'gateway/socket-with-port',
      what: `the server is bound to the socket '${bind}' and to port ${number}`,
      expected: 'one of the two',
      fix: 'write 0 for the port number, or remove bind',
    });
  }
}

function invalidBind(bind: string, wrong: string) {
  return {
    code: 'gateway/invalid-bind',
    what: `the server is bound to '${bind}': ${wrong}`,
    expected: "an IP address, or 'unix://' and the full path of a socket",
    fix: 'change it, or remove bind to listen on all addresses',
  };
}

/** TLS settings are there exactly where the protocol is TLS. A redirect to HTTPS is written in them too, and has no certificates. */
function checkTlsFitsPort(server: PlainObject, protocol: string, tls: PlainObject | undefined, report: Report): void {
  if (tls && flagAt(tls, 'httpsRedirect') && !isHttp(protocol)) {
    report.in('tls', 'httpsRedirect').warning({
      code: 'gateway/redirect-without-http',
      what: `httpsRedirect is on for the protocol '${protocol}'`,
      expected: 'it on a server for HTTP: there is nothing to redirect elsewhere',
      fix: 'remove it, or move it to the server for HTTP',
    });
  }
  if (!isKnownProtocol(protocol)) return;
  if (isTls(protocol)) {
    if (isMissing(server, 'tls')) {
      report.in('tls').error({
        code: 'gateway/no-tls',
        what: `the server has protocol ${protocol} and no tls`,
        expected: 'TLS settings where the protocol is HTTPS or TLS',
        fix: 'add tls with its mode, and credentialName unless the mode is PASSTHROUGH',
      });
    }
    return;
  }
  if (!tls) return;
  const mode = serverTlsModeOf(tls);
  const files = ['caCertificates', 'privateKey', 'serverCertificate'].filter((field) => isFilled(tls, field));
  const terminates = mode !== 'PASSTHROUGH' && mode !== 'AUTO_PASSTHROUGH';
  if (isHttp(protocol) && !terminates && files.length === 0) return;
  report.in('tls').error({
    code: 'gateway/tls-without-tls-protocol',
    what: `the server has TLS settings${terminates && mode ? ` of mode ${mode}` : ''} and the protocol ${protocol}`,
    expected: isHttp(protocol) ? 'at most httpsRedirect in the TLS settings of an HTTP server' : 'TLS settings where the protocol is HTTPS or TLS',
    fix: isHttp(protocol) ? 'use protocol HTTPS, or remove tls' : 'use protocol TLS or HTTPS, or remove tls',
  });
}

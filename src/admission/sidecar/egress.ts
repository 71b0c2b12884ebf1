import { checkEgressHosts } from './egress-hosts';
import { checkBindAddress, checkListenerPort, portRegister } from './listener';
import type { AdmissionContext } from '../context';
import type { Report } from '../report';
import { isUnixAddress, unixAddressProblem } from '../syntax/addresses';
import { checkPortNumber, unsignedAt } from '../syntax/ports';
import { listAt, mapAt, mapsAt, textAt, type PlainObject } from '../syntax/values';
import { enumAt, isMissing } from '../syntax/written';

const CAPTURE_MODES = ['DEFAULT', 'IPTABLES', 'NONE'] as const;

/** The listeners for outbound traffic. The report stands at the spec. */
export function checkEgress(spec: PlainObject, report: Report, namespace: string, context: AdmissionContext): void {
  const last = listAt(spec, 'egress').length - 1;
  const register = portRegister();
  const sockets = new Set<string>();
  for (const [i, listener] of mapsAt(spec, 'egress')) {
    const at = report.in('egress', i);
    const port = mapAt(listener, 'port');
    if (isMissing(listener, 'port') && i !== last) {
      at.error({
        code: 'sidecar/catch-all-not-last',
        what: `egress[${i}] has no port, so it is for all traffic that no other listener takes, and is not the last`,
        expected: 'one listener without port at most, after all others',
        fix: 'move it to the end of the list, or give it a port',
      });
    }
    if (port) {
      const number = unsignedAt(port, 'number');
      checkListenerPort(port, at.in('port'));
      if (number === 0) checkSocket(listener, sockets, at);
      else if (number !== undefined) checkAddress(number, textAt(listener, 'bind'), at);
      register(number, at.in('port', 'number'));
    }
    checkEgressHosts(listener, at, namespace, context);
  }
}

function checkAddress(number: number, bind: string, report: Report): void {
  checkPortNumber(number, report.in('port', 'number'));
  checkBindAddress(bind, report.in('bind'));
}

/** A port without number is that of a unix domain socket. */
function checkSocket(listener: PlainObject, sockets: Set<string>, report: Report): void {
  const bind = textAt(listener, 'bind');
  const wrong = isUnixAddress(bind) ? unixAddressProblem(bind) : bind === '' ? 'bind is not set' : 'it is no socket';
  if (wrong) {
    report.in('bind').error({
      code: 'sidecar/no-socket',
      what: `the port has no number, so the listener is a unix domain socket, but ${bind === '' ? wrong : `bind is '${bind}': ${wrong}`}`,
      expected: "'unix://' and the full path of the socket",
      fix: 'write the number of the port, or bind the listener to a socket',
    });
  }
  const mode = enumAt(listener, 'captureMode', CAPTURE_MODES);
  if (mode === 'IPTABLES') {
    report.in('captureMode').error({
      code: 'sidecar/socket-captured',
      what: 'captureMode is IPTABLES for a unix domain socket, to which nothing is redirected',
      expected: 'captureMode DEFAULT or NONE',
      fix: 'remove captureMode',
    });
  }
  if (sockets.has(bind) && !wrong) {
    report.in('bind').error({
      code: 'sidecar/duplicate-socket',
      what: `another listener is bound to '${bind}' as well`,
      expected: 'a socket of its own for each listener',
      fix: 'change one of the two, or join the listeners',
    });
  }
  sockets.add(bind);
}

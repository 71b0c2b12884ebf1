import type { Report } from '../report';
import { isIpAddress } from '../syntax/addresses';
import { checkPortName, checkPortProtocol, unsignedAt } from '../syntax/ports';
import { textAt, type PlainObject } from '../syntax/values';

/** The port of a listener, whatever its direction; its number is another matter. The report stands at the port. */
export function checkListenerPort(port: PlainObject, report: Report): void {
  const name = textAt(port, 'name');
  if (name !== '') checkPortName(name, report.in('name'));
  checkPortProtocol(port, report);
  if ((unsignedAt(port, 'targetPort') ?? 0) > 0) {
    report.in('targetPort').error({
      code: 'sidecar/target-port',
      what: 'the port has a targetPort, which means nothing in a Sidecar',
      expected: 'the port that the proxy listens on, as number',
      fix: 'remove targetPort',
    });
  }
}

/** The address that a listener is bound to, where it is no unix domain socket. The report stands at `bind`. */
export function checkBindAddress(bind: string, report: Report): void {
  if (bind === '' || isIpAddress(bind)) return;
  report.error({
    code: 'sidecar/invalid-bind',
    what: `the listener is bound to '${bind}', which is no IP address`,
    expected: 'an IP address',
    fix: 'change it, or remove bind',
  });
}

/** Finds numbers of ports that a list has twice. */
export function portRegister(): (number: number | undefined, report: Report) => void {
  const taken = new Set<number>();
  return (number, report) => {
    // One that is absent is told of as such.
    if (!number) return;
    if (taken.has(number)) {
      report.error({
        code: 'sidecar/duplicate-port',
        what: `another listener has port ${number} as well`,
        expected: 'a port of its own for each listener of a direction',
        fix: 'change the number, or join the two listeners',
      });
    }
    taken.add(number);
  };
}

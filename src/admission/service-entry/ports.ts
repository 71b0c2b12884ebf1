import type { Resolution } from './resolution';
import { istioAtLeast, type AdmissionContext } from '../context';
import type { AdmittedObject } from '../kind-check';
import type { Report } from '../report';
import { checkPortName, checkPortNumber, checkPortProtocol, unsignedAt } from '../syntax/ports';
import { mapsAt, textAt, type PlainObject } from '../syntax/values';
import { isBlank, isFilled } from '../syntax/written';

/** Opts a ServiceEntry out of addresses that istiod makes up. */
const AUTO_ALLOCATE = 'networking.istio.io/enable-autoallocate-ip';

/** The ports of the service. The report stands at the spec. */
export function checkPorts(
  spec: PlainObject, resolution: Resolution | undefined, report: Report, object: AdmittedObject, context: AdmissionContext,
): void {
  const hasAddress = isFilled(spec, 'addresses') || resolution === undefined || isAllocated(resolution, object, context);
  const names = new Set<string>();
  const numbers = new Set<number>();
  for (const [i, port] of mapsAt(spec, 'ports')) {
    const at = report.in('ports', i);
    const name = textAt(port, 'name');
    if (names.has(name) && name !== '') duplicate('name', `'${name}'`, at);
    else if (name !== '' || isBlank(port, 'name')) checkPortName(name, at.in('name'));
    names.add(name);

    const number = unsignedAt(port, 'number');
    checkPortNumber(number, at.in('number'));
    if (number && numbers.has(number)) duplicate('number', String(number), at);
    if (number) numbers.add(number);

    const target = unsignedAt(port, 'targetPort');
    if (target !== 0) checkPortNumber(target, at.in('targetPort'));
    checkPortProtocol(port, at);
    if (!hasAddress) warnOfSharedPort(port, at);
  }
}

/** The names of the ports. */
export function portNamesOf(spec: PlainObject): ReadonlySet<string> {
  return new Set(mapsAt(spec, 'ports').map(([, port]) => textAt(port, 'name')));
}

/**
 * Whether istiod gives the service an address of its own, where it has none. By default it does since 1.25
 * (istio/istio pilot/pkg/networking/serviceentry/ip_autoallocation.go, PILOT_ENABLE_IP_AUTOALLOCATE).
 */
function isAllocated(resolution: Resolution, { labels }: AdmittedObject, context: AdmissionContext): boolean {
  return istioAtLeast(context, '1.25') && resolution !== 'NONE' && labels[AUTO_ALLOCATE]?.toLowerCase() !== 'false';
}

function warnOfSharedPort(port: PlainObject, report: Report): void {
  const protocol = textAt(port, 'protocol');
  if (protocol !== 'TCP' && !isBlank(port, 'protocol')) return;
  report.warning({
    code: 'service-entry/tcp-without-address',
    what: `the ServiceEntry has no addresses, and a port ${protocol ? 'for TCP' : 'without protocol'}: its traffic cannot be told from others' on that port`,
    expected: 'addresses where the protocol has no host names and istiod allocates no address',
    fix: 'add addresses, or set the protocol to HTTP or TLS',
  });
}

function duplicate(field: 'name' | 'number', value: string, report: Report): void {
  report.in(field).error({
    code: `service-entry/duplicate-port-${field}`,
    what: `another port has the ${field} ${value} as well`,
    expected: `a ${field} of its own for each port`,
    fix: 'change one of the two',
  });
}

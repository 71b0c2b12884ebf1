import type { Report } from '../report';
import { isIpAddress, splitHostPort } from '../syntax/addresses';
import { fqdnProblem } from '../syntax/hosts';
import { isPort } from '../syntax/ports';
import { textAt, type PlainObject } from '../syntax/values';

/**
 * What is wrong with an address that proxies connect to: a host or an IP address, and a port.
 * @see istio/istio pkg/config/validation/agent/validation.go (ValidateProxyAddress)
 */
export function proxyAddressProblem(address: string): string | undefined {
  const parts = splitHostPort(address);
  if (parts === undefined) return `'${address}' is not of the form <host>:<port>`;
  if (!/^[+-]?\d+$/.test(parts.port) || !isPort(Number(parts.port))) return `'${parts.port}' in '${address}' is no number of a port`;
  return isIpAddress(parts.host) || fqdnProblem(parts.host) === undefined ? undefined : `'${parts.host}' in '${address}' is neither a DNS name nor an IP address`;
}

/** A field with such an address, where it is written; an empty one is none. The report stands at the message that has the field. */
export function checkProxyAddress(parent: PlainObject | undefined, key: string, report: Report): void {
  const address = textAt(parent, key);
  const wrong = address === '' ? undefined : proxyAddressProblem(address);
  if (wrong !== undefined) report.in(key).error(unusableAddress(key, wrong));
}

/** An address that istiod refuses. */
export function unusableAddress(field: string, wrong: string) {
  return {
    code: 'mesh-config/address',
    what: `${field}: ${wrong}`,
    expected: 'a DNS name or an IP address, a colon and a port',
    fix: "write the address without a scheme, like 'collector.observability.svc.cluster.local:9411'",
  };
}

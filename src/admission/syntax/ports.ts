import { isDnsLabel } from './labels';
import { isKnownProtocol, PROTOCOL_NAMES } from './protocols';
import { textAt, valueAt, type PlainObject } from './values';
import type { Report } from '../report';

const MAX_PORT = 65535;

/** Whether a number is one of a port. */
export function isPort(number: number): boolean {
  return Number.isInteger(number) && number >= 1 && number <= MAX_PORT;
}

/** A number that the API has as unsigned, 0 where it is absent; `undefined` where it is none, which the schema checks tell. */
export function unsignedAt(parent: PlainObject | undefined, key: string): number | undefined {
  const value = valueAt(parent, key) ?? 0;
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) && number >= 0 ? number : undefined;
}

/** A port number; one that is absent counts as 0. The report stands at the number. */
export function checkPortNumber(number: number | undefined, report: Report): void {
  if (number === undefined || isPort(number)) return;
  report.error({
    code: 'port/number-out-of-range',
    what: number === 0 ? 'the port has no number, or 0' : `the port number is ${number}`,
    expected: `a number from 1 to ${MAX_PORT}`,
    fix: 'write the number of a port',
  });
}

/** The name of a port, which may be empty where the API has it as optional. The report stands at the name. */
export function checkPortName(name: string, report: Report): void {
  if (isDnsLabel(name)) return;
  report.error({
    code: 'port/invalid-name',
    what: name === '' ? 'the port has no name' : `'${name}' is not usable as the name of a port`,
    expected: "letters, digits and '-', at most 63 characters, with a letter or digit at both ends",
    fix: "give it a name like 'http' or 'https-api'",
  });
}

/** The protocol of a port. Without one, istiod finds out from the traffic. The report stands at the port. */
export function checkPortProtocol(port: PlainObject, report: Report): void {
  const protocol = textAt(port, 'protocol');
  if (protocol === '' || isKnownProtocol(protocol)) return;
  report.in('protocol').error(unknownProtocol(protocol));
}

/** A protocol that istiod does not know. */
export function unknownProtocol(protocol: string) {
  return {
    code: 'port/unknown-protocol',
    what: protocol === '' ? 'the port has no protocol' : `istiod knows no protocol '${protocol}'`,
    expected: `one of ${PROTOCOL_NAMES}`,
    fix: 'write one of these; for a protocol that istiod does not know, TCP or TLS',
  };
}

import type { Report } from '../report';
import type { PlainObject } from '../syntax/values';
import { isFilled } from '../syntax/written';

const FORBIDDEN = [
  { field: 'gateways', why: 'the VirtualService that hands over to it decides about gateways' },
  { field: 'tls', why: 'only http routes are handed over' },
  { field: 'tcp', why: 'only http routes are handed over' },
];

/** A VirtualService without hosts: another one hands over to it, which only http routes can do. */
export function checkDelegate(spec: PlainObject, report: Report): void {
  for (const { field, why } of FORBIDDEN.filter((f) => isFilled(spec, f.field))) {
    report.in(field).error({
      code: 'virtual-service/delegate-field',
      what: `the VirtualService has no hosts, so it is a delegate, and has ${field}`,
      expected: `a delegate without ${field}: ${why}`,
      fix: `name hosts, or remove ${field}`,
    });
  }
}

import { saysNothing } from './source';
import { ANY_TEXT, checkValues, PATHS, PORTS, type ValueRule } from './values';
import type { Report } from '../report';
import type { PlainObject } from '../syntax/values';

const FIELDS: Readonly<Record<string, ValueRule>> = {
  hosts: ANY_TEXT, notHosts: ANY_TEXT, ports: PORTS, notPorts: PORTS, methods: ANY_TEXT, notMethods: ANY_TEXT, paths: PATHS, notPaths: PATHS,
};

/** What a request does. The report stands at the operation. */
export function checkOperation(operation: PlainObject, report: Report): void {
  if (saysNothing(operation, Object.keys(FIELDS))) {
    report.error({
      code: 'authorization-policy/empty-operation',
      what: 'the operation says nothing',
      expected: 'at least one field with a value',
      fix: 'write hosts, ports, methods or paths, or leave out to for all',
    });
  }
  for (const [field, rule] of Object.entries(FIELDS)) checkValues(operation, field, rule, report);
}

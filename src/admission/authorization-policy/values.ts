import type { Report } from '../report';
import { isCidr, isIpAddress } from '../syntax/addresses';
import { pathTemplateProblem } from '../syntax/path-template';
import { trustDomainPatternProblem, wildcardValueProblem } from '../syntax/trust-domains';
import { textsAt, type PlainObject } from '../syntax/values';

/*
 * Values that the rules of a policy are written with (istio/istio pkg/config/security/security.go). A rule is `undefined` for what keeps it,
 * otherwise a clause that says what is wrong.
 */

const MAX_ACCOUNTS = 16;
const MAX_ACCOUNT = 320;

/** A rule for each value of a list, and what it expects. */
export interface ValueRule {
  readonly problem: (value: string) => string | undefined;
  readonly expected: string;
  readonly fix: string;
  /** How many values there may be. */
  readonly most?: number;
}

const VALUE = { expected: 'values that are not empty', fix: 'write the value, or remove it from the list' };
const notEmpty = (value: string) => (value === '' ? 'it is empty' : undefined);

export const ANY_TEXT: ValueRule = { ...VALUE, problem: notEmpty };
export const ADDRESSES: ValueRule = {
  problem: (value) => notEmpty(value) ?? addressProblem(value), expected: 'IP addresses and CIDR blocks', fix: "write, for instance, '10.1.2.3' or '10.1.0.0/16'",
};
export const PORTS: ValueRule = {
  problem: (value) => notEmpty(value) ?? portProblem(value), expected: 'numbers up to 65535 in quotes', fix: "write the number of a port, like '8080'",
};
export const PATHS: ValueRule = {
  problem: (value) => notEmpty(value) ?? pathTemplateProblem(value), expected: "paths in which '{*}' is one whole part and '{**}' the last one", fix: "write, for instance, '/orders/{*}/items' or '/orders/{**}'",
};
export const WILDCARDS: ValueRule = { problem: wildcardValueProblem, expected: "values with one '*' at most, at an end", fix: "write, for instance, 'example.*' or '*'" };
export const TRUST_DOMAINS: ValueRule = { problem: trustDomainPatternProblem, expected: "trust domains, with one '*' at most at an end", fix: "write, for instance, 'cluster.local'" };
export const ACCOUNTS: ValueRule = {
  problem: accountProblem, most: MAX_ACCOUNTS, expected: '<service account> or <namespace>/<service account>', fix: 'write the whole name of each service account',
};

/** A list of values under a field of a message. The report stands at the message. */
export function checkValues(parent: PlainObject, field: string, { problem, expected, fix, most }: ValueRule, report: Report): void {
  const values = textsAt(parent, field);
  if (most !== undefined && values.length > most) {
    report.in(field).error({
      code: 'authorization-policy/too-many-values',
      what: `${field} has ${values.length} values`,
      expected: `${most} at most`,
      fix: 'write a second rule, or a namespace in their place',
    });
  }
  for (const [i, value] of values) {
    const wrong = problem(value);
    if (wrong !== undefined) {
      report.in(field, i).error({
        code: 'authorization-policy/value',
        what: `a value of ${field} is unusable: ${wrong}`,
        expected,
        fix,
      });
    }
  }
}

function addressProblem(value: string): string | undefined {
  if (value.includes('/')) return isCidr(value) ? undefined : `'${value}' is no CIDR block`;
  return isIpAddress(value) ? undefined : `'${value}' is no IP address`;
}

function portProblem(value: string): string | undefined {
  return /^\d+$/.test(value) && Number(value) <= 65535 ? undefined : `'${value}' is no port`;
}

function accountProblem(value: string): string | undefined {
  if (value === '') return 'it is empty';
  if (value.includes('*')) return `'${value}' has '*', and service accounts are named as a whole`;
  const parts = value.split('/');
  if (parts.length > 2) return `'${value}' has more than one slash`;
  if (parts.includes('')) return `'${value}' has nothing before or after the slash`;
  return Buffer.byteLength(value) > MAX_ACCOUNT ? `it has more than ${MAX_ACCOUNT} characters` : undefined;
}

import { isIP } from 'net';
import { duplicate, has, list, oneOf, quoted, required, second, shown } from './common';
import { nanoseconds } from './duration';
import { HTTP_PATH_RULES } from './http-path';
import { size } from './istio';
import { LISTENER_RULES } from './listeners';
import type { Broken, Checked, RuleMaker } from './types';

const HOST = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const QUALIFIED_KEY = /^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/)?([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]$/;

/** Rules of the kinds of the Gateway API. */
export const GATEWAY_API_RULES: Readonly<Record<string, RuleMaker>> = {
  ...LISTENER_RULES,
  ...HTTP_PATH_RULES,

  'hostname-address': () => (address: Checked) => {
    const { type, value } = address;
    if (type !== 'Hostname' || value === undefined || HOST.test(value.startsWith('*.') ? value.slice(2) : value)) return undefined;
    return pattern(['value'], `${shown(value)} is no host name`, 'lower-case letters, digits, hyphens and dots, perhaps with *. in front', 'write a host name, or another type');
  },

  'qualified-keys': () => (map: Checked) => {
    const wrong = Object.keys(map).find((key) => !QUALIFIED_KEY.test(key));
    return wrong === undefined ? undefined : pattern([wrong], `the key ${shown(wrong)} is no qualified name`, 'a name of at most 63 characters, perhaps with a DNS subdomain and a slash in front', 'write such a name');
  },

  'short-prefixes': () => (map: Checked) => {
    const wrong = Object.keys(map).find((key) => size(key.split('/')[0]) >= 253);
    return wrong === undefined ? undefined : pattern([wrong], `the key ${shown(wrong)} has too long a prefix`, 'a prefix of fewer than 253 characters', 'shorten the prefix');
  },

  'parents-told-apart': (...parts) => (references: Checked[]) => {
    const first = new Map<string, Checked>();
    for (const [i, reference] of references.entries()) {
      const target = targetOf(reference);
      const before = first.get(target);
      if (before && parts.some((part) => isSet(before[part]) !== isSet(reference[part]))) {
        return { ...required(`${shown(reference.name)} is referred to twice, once without ${list(parts, 'or')}`, `${list(parts, 'or')} in each of several references to one object`, `say in each reference which ${list(parts, 'or')} it means`), at: [i] };
      }
      if (!before) first.set(target, reference);
    }
    return undefined;
  },

  'parents-unique': (...parts) => (references: Checked[]) => {
    const twice = second(references, (reference) => JSON.stringify([targetOf(reference), ...parts.map((part) => (isSet(reference[part]) ? reference[part] : ''))]));
    return twice === undefined ? undefined : duplicate([twice], `the reference to ${shown(references[twice].name)} stands here a second time`, `another ${list(parts, 'or')} in each of several references to one object`, 'remove one of them');
  },

  'matches-in-all': (most) => (rules: Checked[]) => {
    const count = rules.reduce<number>((sum, rule) => sum + (rule.matches?.length ?? 0), 0);
    return count <= Number(most) ? undefined : { code: 'schema/bounds', what: `all rules together have ${count} matches`, expected: `at most ${most} matches in a route`, fix: 'split the route in two' };
  },

  'service-port': () => (reference: Checked) => (reference.group !== '' || reference.kind !== 'Service' || has(reference, 'port')
    ? undefined
    : required(`the Service ${shown(reference.name)} is referred to without a port`, 'the port of the Service', `set ${quoted('port')}`)),

  'service-or-method': () => (method: Checked) => (!has(method, 'type') || has(method, 'service') || has(method, 'method')
    ? undefined
    : required('neither `service` nor `method` is set', '`service`, `method`, or both', 'set one of them')),

  'grpc-service': () => (method: Checked) => grpcName(method, 'service', /^\.?[a-z_][a-z_0-9]*(\.[a-z_][a-z_0-9]*)*$/i, 'names of letters, digits and underscores with dots between them'),
  'grpc-method': () => (method: Checked) => grpcName(method, 'method', /^[A-Za-z_][A-Za-z_0-9]*$/, 'letters, digits and underscores'),

  'timeouts-in-order': () => (timeouts: Checked) => {
    if (!has(timeouts, 'request') || !has(timeouts, 'backendRequest')) return undefined;
    const [request, backend] = [nanoseconds(timeouts.request), nanoseconds(timeouts.backendRequest)];
    if (request === undefined || backend === undefined || request === 0 || backend <= request) return undefined;
    return {
      code: 'schema/bounds',
      at: ['backendRequest'],
      what: `${quoted('backendRequest')} is ${shown(timeouts.backendRequest)}, longer than ${quoted('request')}, which is ${shown(timeouts.request)}`,
      expected: `a ${quoted('backendRequest')} no longer than ${quoted('request')}`,
      fix: `shorten ${quoted('backendRequest')}, or lengthen ${quoted('request')}`,
    };
  },

  'permanent-cookie': () => (persistence: Checked) => (persistence.cookieConfig?.lifetimeType !== 'Permanent' || has(persistence, 'absoluteTimeout')
    ? undefined
    : required('the cookie is permanent, and `absoluteTimeout` is not set', '`absoluteTimeout`, the life of a permanent cookie', 'set `absoluteTimeout`')),

  'ca-not-both': () => (validation: Checked) => (!validation.caCertificateRefs?.length || !isSet(validation.wellKnownCACertificates)
    ? undefined
    : oneOf('`caCertificateRefs` and `wellKnownCACertificates` are set together', 'one of the two', 'remove one of them')),

  'ca-given': () => (validation: Checked) => (validation.caCertificateRefs?.length || isSet(validation.wellKnownCACertificates)
    ? undefined
    : required('neither `caCertificateRefs` nor `wellKnownCACertificates` is set', 'what the certificate of the backend is checked by', 'set one of them')),

  'fraction': () => (fraction: Checked) => (fraction.numerator <= fraction.denominator ? undefined : {
    code: 'schema/bounds', at: ['numerator'], what: `${fraction.numerator} of ${fraction.denominator} is more than all`, expected: 'a numerator no greater than the denominator, which is 100 by default', fix: 'correct one of the two',
  }),

  'star-alone': () => (values: string[]) => (values.length < 2 || !values.includes('*')
    ? undefined
    : { ...oneOf('"*" stands beside other values', '"*" alone, or values without it', 'remove "*", or all others'), at: [values.indexOf('*')] }),

  'no-ip-hosts': () => (hosts: string[]) => host(hosts, (name) => isIP(name) !== 0, 'is an IP address', 'host names'),
  'plain-hosts': () => (hosts: string[]) => host(hosts, (name) => !name.includes('*') && !HOST.test(name), 'is no host name', 'lower-case letters, digits, hyphens and dots'),
  'wildcard-hosts': () => (hosts: string[]) => host(hosts, (name) => name.includes('*') && !(name.startsWith('*.') && HOST.test(name.slice(2))),
    'has a wildcard in a place where it means nothing', '*. in front of a host name'),
};

function targetOf({ group, kind, name, namespace }: Checked): string {
  return JSON.stringify([group, kind, name, namespace ?? '']);
}

/** Whether a part of a reference is given. CEL takes what is empty, or zero, for absent here. */
function isSet(part: unknown): boolean {
  return part !== undefined && part !== '' && part !== 0;
}

function pattern(at: Broken['at'], what: string, expected: string, fix: string): Broken {
  return { code: 'schema/pattern', at, what, expected, fix };
}

function grpcName(method: Checked, field: string, allowed: RegExp, expected: string): Broken | undefined {
  if ((method.type ?? 'Exact') !== 'Exact' || !has(method, field) || allowed.test(method[field])) return undefined;
  return pattern([field], `${shown(method[field])} is no name of a gRPC ${field}`, expected, `correct ${quoted(field)}, or set ${quoted('type')} to RegularExpression`);
}

function host(hosts: readonly string[], isWrong: (name: string) => boolean, problem: string, expected: string): Broken | undefined {
  const at = hosts.findIndex(isWrong);
  return at < 0 ? undefined : pattern([at], `${shown(hosts[at])} ${problem}`, expected, 'write a host name');
}

import { isIP } from 'net';

/**
 * What Kubernetes accepts as a name, each rule as one function: `undefined` where the value keeps it, otherwise a clause
 * that says what is wrong and, where there is one, a value that would do.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
 */

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const QUALIFIED_NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

/** The longest DNS label, and the longest value of a label. */
export const MAX_LABEL = 63;
/** The longest DNS subdomain. */
export const MAX_SUBDOMAIN = 253;
/** The longest name of a container port. */
export const MAX_PORT_NAME = 15;

/** A DNS label (RFC 1123): namespaces, ServiceAccounts' parts of identities, names that become host names. */
export function dnsLabelProblem(name: string): string | undefined {
  if (typeof name !== 'string') return notText(name);
  if (name.length <= MAX_LABEL && LABEL.test(name)) return undefined;
  return labelProblem(name, 'a DNS label', MAX_LABEL, toLabel(name, MAX_LABEL), dnsLabelProblem);
}

/** A DNS label that starts with a letter (RFC 1035): Services. */
export function dns1035LabelProblem(name: string): string | undefined {
  if (typeof name !== 'string') return notText(name);
  const suggestion = toLabel(name.replace(/^[^A-Za-z]+/, ''), MAX_LABEL);
  if (name.length > MAX_LABEL || !LABEL.test(name)) return labelProblem(name, 'the name of a Service', MAX_LABEL, suggestion, dns1035LabelProblem);
  if (/^[a-z]/.test(name)) return undefined;
  return `it starts with '${name[0]}', but the name of a Service starts with a letter${hint(suggestion, dns1035LabelProblem)}`;
}

/** A DNS subdomain (RFC 1123): most objects. */
export function dnsSubdomainProblem(name: string): string | undefined {
  if (typeof name !== 'string') return notText(name);
  if (name.length <= MAX_SUBDOMAIN && name.split('.').every((part) => LABEL.test(part))) return undefined;
  const wrong = characters(name, /[-.a-z0-9]/, "lower-case letters, digits, '-' and '.'") ?? 'a part of it between dots is empty, or starts or ends with \'-\'';
  const suggestion = name.split('.').map((part) => toLabel(part, MAX_SUBDOMAIN)).filter(Boolean).join('.').slice(0, MAX_SUBDOMAIN);
  return problem(name, 'a DNS subdomain', MAX_SUBDOMAIN, wrong, suggestion, dnsSubdomainProblem);
}

/** A qualified name, with an optional DNS prefix: keys of labels and annotations. */
export function labelKeyProblem(key: string): string | undefined {
  if (typeof key !== 'string') return notText(key);
  const slash = key.indexOf('/');
  const prefix = key.slice(0, Math.max(slash, 0));
  const name = key.slice(slash + 1);
  if (slash >= 0) {
    const wrong = dnsSubdomainProblem(prefix);
    if (wrong) return `the prefix '${prefix}' of the key is no DNS subdomain: ${wrong}`;
  }
  return qualifiedNameProblem(name, slash < 0 ? 'the key' : `'${name}' after the prefix`);
}

/** The value of a label. An empty one is allowed. */
export function labelValueProblem(value: string): string | undefined {
  if (typeof value !== 'string') return notText(value);
  return value === '' ? undefined : qualifiedNameProblem(value, 'the value of a label');
}

/** The name of a container port, and of a Service's target port: an IANA service name. */
export function portNameProblem(name: string): string | undefined {
  if (typeof name !== 'string') return notText(name);
  const suggestion = toLabel(name, MAX_PORT_NAME).replace(/-{2,}/g, '-');
  if (name.length > 0 && name.length <= MAX_PORT_NAME && LABEL.test(name)) {
    if (name.includes('--')) return `it holds '--', a port name has single hyphens${hint(suggestion, portNameProblem)}`;
    return /[a-z]/.test(name) ? undefined : 'it has no letter, a port name needs one';
  }
  return labelProblem(name, 'a port name', MAX_PORT_NAME, suggestion, portNameProblem);
}

/** The name of an RBAC object: anything that can be a segment of a URL path. */
export function pathSegmentProblem(name: string): string | undefined {
  if (typeof name !== 'string') return notText(name);
  if (name === '') return 'it is empty';
  if (name === '.' || name === '..') return `it is '${name}'`;
  const wrong = /[/%]/.exec(name);
  return wrong ? `it holds '${wrong[0]}', which a segment of a URL path cannot${hint(name.replace(/[/%]/g, '-'), pathSegmentProblem)}` : undefined;
}

/** An address range: an IP address, a slash, and how many bits of it are fixed. */
export function cidrProblem(range: string): string | undefined {
  if (typeof range !== 'string') return notText(range);
  const [, address, prefix] = /^([^/]+)\/(\d{1,3})$/.exec(range) ?? [];
  const family = address === undefined ? 0 : isIP(address);
  if (family === 0) return 'it is no CIDR: an IP address, a slash and a number, like 10.128.0.0/14';
  const bits = family === 4 ? 32 : 128;
  return Number(prefix) > bits ? `its prefix ${prefix} is longer than the ${bits} bits of the address` : undefined;
}

/** A DNS host name without a wildcard. */
export function hostProblem(host: string): string | undefined {
  if (typeof host !== 'string') return notText(host);
  if (host.includes('*')) return "it holds '*', here a wildcard has no meaning";
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(host)) return `it is a URL, expected the host alone${hint(host.replace(/^[^/]*\/\//, '').replace(/[:/].*$/, ''), hostProblem)}`;
  const long = host.split('.').find((part) => part.length > MAX_LABEL);
  if (long) return `its part '${long}' has ${long.length} characters, DNS allows ${MAX_LABEL}`;
  return dnsSubdomainProblem(host);
}

/** A DNS host name whose first label may be `*`. */
export function wildcardHostProblem(host: string): string | undefined {
  if (typeof host !== 'string') return notText(host);
  if (host === '*') return "it is '*' alone, a wildcard needs a domain, like '*.example.com'";
  return hostProblem(host.startsWith('*.') ? host.slice(2) : host);
}

/**
 * Whether a name leaves room for what is made of it.
 *
 * @param name what a person gave
 * @param suffix what is put after it, for instance `-istio`
 * @param max how long the whole may be
 */
export function checkDerived(name: string, suffix: string, max: number): string | undefined {
  const length = name.length + suffix.length;
  if (length <= max) return undefined;
  return `'${name}${suffix}' is made of it, which has ${length} characters where ${max} are allowed: at most ${max - suffix.length} are left for the name`;
}

function labelProblem(name: string, subject: string, max: number, suggestion: string, rule: (s: string) => string | undefined): string {
  const wrong = characters(name, /[-a-z0-9]/, "lower-case letters, digits and '-'") ?? ends(name, 'a letter or digit');
  return problem(name, subject, max, wrong, suggestion, rule);
}

function qualifiedNameProblem(name: string, subject: string): string | undefined {
  if (name.length <= MAX_LABEL && QUALIFIED_NAME.test(name)) return undefined;
  const wrong = characters(name, /[-A-Za-z0-9_.]/, "letters, digits, '-', '_' and '.'") ?? ends(name, 'a letter or digit');
  const suggestion = name.replace(/[^-A-Za-z0-9_.]+/g, '-').replace(/^[^A-Za-z0-9]+/, '').slice(0, MAX_LABEL).replace(/[^A-Za-z0-9]+$/, '');
  return problem(name, subject, MAX_LABEL, wrong, suggestion, (s) => (QUALIFIED_NAME.test(s) ? undefined : s));
}

/** The sentence that the rules have in common. Empty and too long come first: they are the plainest. */
function problem(
  name: string, subject: string, max: number, otherwise: string | undefined, suggestion: string, rule: (s: string) => string | undefined,
): string {
  if (name === '') return `it is empty, ${subject} has at least one character`;
  const long = name.length > max ? `it has ${name.length} characters, ${subject} has at most ${max}` : undefined;
  return `${[long, otherwise].filter(Boolean).join('; ')}${hint(suggestion, rule)}`;
}

function characters(name: string, allowed: RegExp, words: string): string | undefined {
  const wrong = [...new Set([...name].filter((c) => !allowed.test(c)))];
  return wrong.length ? `it holds ${wrong.slice(0, 4).map((c) => `'${c}'`).join(', ')}, only ${words} are allowed` : undefined;
}

function ends(name: string, words: string): string | undefined {
  if (name === '') return undefined;
  return /^[A-Za-z0-9].*[A-Za-z0-9]$|^[A-Za-z0-9]$/s.test(name) ? undefined : `it does not start and end with ${words}`;
}

function toLabel(name: string, max: number): string {
  return name.toLowerCase().replace(/[^a-z0-9-]+/g, '-').replace(/^-+/, '').slice(0, max).replace(/-+$/, '');
}

/** A value that would do; none where what is left of the name is not usable either. */
function hint(suggestion: string, rule: (s: string) => string | undefined): string {
  return suggestion !== '' && rule(suggestion) === undefined ? ` ('${suggestion}' would do)` : '';
}

/** Hosts of other languages, and JavaScript, may pass anything. */
function notText(value: unknown): string {
  return value === undefined || value === null ? 'it is missing' : `it is ${JSON.stringify(value)}, a ${typeof value}, and no text`;
}

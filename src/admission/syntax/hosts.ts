import { isDnsLabel, isWildcardDnsLabel } from './labels';

/**
 * Host names as Istio judges them. A rule is `undefined` for a name that keeps it, otherwise a clause that says what is wrong.
 * @see istio/istio pkg/config/validation/agent/validation.go, pkg/config/host/name.go
 */

const MAX_NAME = 255;
const OUTBOUND = 'outbound';

/** A fully qualified domain name. One label is enough; a dot may close it. */
export function fqdnProblem(name: string): string | undefined {
  return lengthProblem(name) ?? labelsProblem(name, name);
}

/** A domain name whose first label may be, or start with, `*`. */
export function wildcardDomainProblem(name: string): string | undefined {
  const wrong = lengthProblem(name);
  if (wrong) return wrong;
  const [first, rest] = splitOnce(name, '.');
  if (!isWildcardDnsLabel(first)) return noLabel(first, name);
  return rest === undefined ? undefined : labelsProblem(rest, name);
}

/** `*` may only stand for all, or for whole labels: `*` or `*.example.com`. */
export function partialWildcardProblem(name: string): string | undefined {
  return name.includes('*') && name !== '*' && !name.startsWith('*.') ? `'${name}' has '*' for a part of a label` : undefined;
}

/**
 * The host of a VirtualService that is bound to a gateway alone.
 *
 * @param isSni whether it may be a name that istiod makes for gateways between networks: `outbound_.<port>_.<subset>_.<host>`
 */
export function gatewayBoundHostProblem(isSni: boolean, name: string): string | undefined {
  const wrong = lengthProblem(name);
  if (wrong) return wrong;
  if (!isSni || !name.startsWith(`${OUTBOUND}_`)) return wildcardDomainProblem(name);
  const [, port, , host] = name.split('_');
  if (host === undefined || !/\d/.test(port) || !/[a-zA-Z]/.test(host)) return `'${name}' is not of the form outbound_.<port>_.<subset>_.<host>`;
  return undefined;
}

/** Whether a host stands for many. */
export function isWildcardHost(host: string): boolean {
  return host.startsWith('*');
}

/** Whether every host that `narrow` stands for is one that `wide` stands for. */
export function hostCovers(wide: string, narrow: string): boolean {
  if (!isWildcardHost(wide)) return wide === narrow;
  if (!isWildcardHost(narrow)) return narrow.endsWith(wide.slice(1));
  return narrow.length >= wide.length && narrow.slice(1).endsWith(wide.slice(1));
}

/** Whether two hosts have a host in common. */
export function hostsOverlap(one: string, other: string): boolean {
  return hostCovers(one, other) || hostCovers(other, one);
}

function lengthProblem(name: string): string | undefined {
  if (name === '') return 'it is empty';
  const length = Buffer.byteLength(name);
  return length > MAX_NAME ? `it has ${length} characters, a domain name has at most ${MAX_NAME}` : undefined;
}

function labelsProblem(part: string, whole: string): string | undefined {
  const labels = part.split('.');
  const last = labels[labels.length - 1];
  if (/^[+-]?\d+$/.test(last) && isInt64(last)) return `'${last}', the top-level domain of '${whole}', has digits only`;
  if (last === '') labels.pop(); // a dot closes the name
  const wrong = labels.find((label) => !isDnsLabel(label));
  return wrong === undefined ? undefined : noLabel(wrong, whole);
}

function noLabel(part: string, whole: string): string {
  return `'${part}'${part === whole ? '' : ` in '${whole}'`} is no label of a DNS name`;
}

/** Go's `strconv.Atoi` takes what fits 64 bits; longer rows of digits count as a label. */
function isInt64(digits: string): boolean {
  const number = BigInt(digits.replace(/^\+/, ''));
  return number === BigInt.asIntN(64, number);
}

function splitOnce(text: string, separator: string): readonly [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + separator.length)];
}

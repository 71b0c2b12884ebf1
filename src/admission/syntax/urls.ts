import { isIPv4 } from 'net';
import { isIpAddress } from './addresses';

/** The part of a URL that Istio's rules look at. */
export interface ParsedUrl {
  /** In small letters, empty where there is none. */
  readonly scheme: string;
  /** Digits, empty where there are none. */
  readonly port: string;
}

/*
 * URLs as Go's `net/url` reads them, which differs from WHATWG's in nearly everything: it takes texts without scheme, opaque ones and
 * unknown schemes, and refuses escapes and hosts that browsers mend. A reader gives the URL, or a clause that says what is wrong.
 */

const PERCENT = /%(?![\da-fA-F]{2})/;
/** ASCII that a host may not have unless escaped; and escapes that a host may not have: only those of other characters, and of `%`. */
const NOT_IN_HOST = /[\x00-\x20\x23\x2f\x3f\x40\x5c\x5e\x60\x7b-\x7d\x7f]/; // eslint-disable-line no-control-regex
const ASCII_ESCAPE = /%(?!25)[0-7]/;
const USER = /^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/;

/** Any URL or reference, with or without a fragment (`url.Parse`). */
export function parseUrl(text: string): ParsedUrl | string {
  const hash = text.indexOf('#');
  const parsed = parse(hash < 0 ? text : text.slice(0, hash), false);
  if (typeof parsed === 'string') return parsed;
  return hash >= 0 && PERCENT.test(text.slice(hash)) ? "its fragment has a '%' that begins no escape" : parsed;
}

/** An absolute URL or path, as requests have it (`url.ParseRequestURI`). */
export function parseRequestUri(text: string): ParsedUrl | string {
  return text === '' ? 'it is empty' : parse(text, true);
}

function parse(text: string, isOfRequest: boolean): ParsedUrl | string {
  // eslint-disable-next-line no-control-regex -- they are what is looked for
  if (/[\x00-\x1f\x7f]/.test(text)) return 'it has a control character';
  if (text === '*') return { scheme: '', port: '' };
  if (text.startsWith(':')) return 'nothing stands before the colon';

  const [, name] = /^([A-Za-z][A-Za-z0-9+\-.]*):/.exec(text) ?? [];
  const scheme = name?.toLowerCase() ?? '';
  const [rest] = text.slice(name === undefined ? 0 : name.length + 1).split('?');
  if (!rest.startsWith('/')) {
    if (scheme !== '') return { scheme, port: '' };
    if (isOfRequest) return 'it has neither a scheme nor a slash at its beginning';
    return rest.split('/')[0].includes(':') ? 'its first part has a colon' : pathProblem(rest) ?? { scheme, port: '' };
  }
  const hasAuthority = rest.startsWith('//') && (scheme !== '' || (!isOfRequest && !rest.startsWith('///')));
  const [authority, path] = hasAuthority ? splitAuthority(rest) : ['', rest];
  return authorityProblem(scheme, authority) ?? pathProblem(path) ?? { scheme, port: /:(\d+)$/.exec(authority)?.[1] ?? '' };
}

function splitAuthority(rest: string): readonly [authority: string, path: string] {
  const slash = rest.indexOf('/', 2);
  return slash < 0 ? [rest.slice(2), ''] : [rest.slice(2, slash), rest.slice(slash)];
}

function pathProblem(path: string): string | undefined {
  return PERCENT.test(path) ? "its path has a '%' that begins no escape" : undefined;
}

function authorityProblem(scheme: string, authority: string): string | undefined {
  const at = authority.lastIndexOf('@');
  const user = authority.slice(0, Math.max(at, 0));
  return hostProblem(scheme, authority.slice(at + 1)) ?? (!USER.test(user) || PERCENT.test(user) ? 'the user before its host is not usable' : undefined);
}

function hostProblem(scheme: string, host: string): string | undefined {
  const bracket = host.lastIndexOf('[');
  if (bracket > 0) return "its host has a '[' in the middle";
  if (bracket === 0) return bracketedProblem(host);
  const colon = scheme === 'http' || scheme === 'https' ? host.indexOf(':') : host.lastIndexOf(':');
  return portProblem(colon < 0 ? '' : host.slice(colon)) ?? hostTextProblem(host);
}

function bracketedProblem(host: string): string | undefined {
  const close = host.lastIndexOf(']');
  if (close < 0) return "its host has no ']'";
  const inner = host.slice(1, close);
  const zone = inner.indexOf('%25');
  const innerProblem = zone < 0 ? hostTextProblem(inner) : hostTextProblem(inner.slice(0, zone)) ?? zoneProblem(inner.slice(zone));
  const wrong = portProblem(host.slice(close + 1)) ?? innerProblem;
  if (wrong) return wrong;
  const name = zone < 0 ? inner : inner.slice(0, zone);
  const address = zone < 0 ? inner : `${name}%${inner.slice(zone + 3)}`;
  return name.includes('%') || isIPv4(address) || !isIpAddress(address) ? `'${inner}' in brackets is no IPv6 address` : undefined;
}

function portProblem(colonAndPort: string): string | undefined {
  return /^(?::\d*)?$/.test(colonAndPort) ? undefined : `'${colonAndPort.slice(1)}' is no port`;
}

function hostTextProblem(host: string): string | undefined {
  return PERCENT.test(host) || ASCII_ESCAPE.test(host) || NOT_IN_HOST.test(host) ? `'${host}' is no host` : undefined;
}

/** A zone may have more escapes: of what may stand in a host, of a blank and of `%`. */
function zoneProblem(zone: string): string | undefined {
  const escapes = [...zone.matchAll(/%([\da-fA-F]{2})/g)].map(([, digits]) => String.fromCharCode(Number.parseInt(digits, 16)));
  const isWrong = PERCENT.test(zone) || NOT_IN_HOST.test(zone) || escapes.some((char) => char > '\x7f' || (char !== ' ' && NOT_IN_HOST.test(char)));
  return isWrong ? `'${zone}' is no zone of an address` : undefined;
}

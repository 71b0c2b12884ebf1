import { isIPv6 } from 'net';

/** Whether a text is a URL for CEL's `isURL`, which asks Go's `url.ParseRequestURI`: it has a scheme, or begins with a slash. */
export function isUrl(text: string): boolean {
  if (text === '*') return true;
  if (text === '' || hasControlCharacters(text)) return false;
  const { scheme, rest } = split(text);
  if (!rest.startsWith('/')) return scheme !== '';
  return scheme === '' || !rest.startsWith('//') ? hasOnlyWholeEscapes(rest) : isAuthorityAndPath(rest, scheme);
}

/**
 * The scheme of a URL, empty for a path; undefined where CEL's `url` fails. That asks Go's `url.Parse` as well, to which a fragment is none
 * of the path, and a host may stand without a scheme.
 */
export function schemeOf(text: string): string | undefined {
  if (!isUrl(text)) return undefined;
  const [beforeFragment, ...fragment] = text.split('#');
  const { scheme, rest } = split(beforeFragment);
  const isWhole = scheme !== '' || !/^\/\/(?!\/)/.test(rest) || isAuthorityAndPath(rest, scheme);
  return isWhole && hasOnlyWholeEscapes(fragment.join('#')) ? scheme : undefined;
}

/** Scheme and rest of a URL, without its query. */
function split(text: string): { readonly scheme: string; readonly rest: string } {
  const [, scheme = '', rest = text] = /^([A-Za-z][A-Za-z0-9+.-]*):(.*)$/s.exec(text) ?? [];
  return { scheme: scheme.toLowerCase(), rest: rest.split('?')[0] };
}

function isAuthorityAndPath(rest: string, scheme: string): boolean {
  const [, authority, path] = /^\/\/([^/]*)(.*)$/s.exec(rest)!;
  return isAuthority(authority, scheme) && hasOnlyWholeEscapes(path);
}

function isAuthority(authority: string, scheme: string): boolean {
  const at = authority.lastIndexOf('@');
  const user = authority.slice(0, Math.max(at, 0));
  const host = authority.slice(at + 1);
  return /^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(user) && hasOnlyWholeEscapes(user) && isHost(host, scheme);
}

function isHost(host: string, scheme: string): boolean {
  if (host.lastIndexOf('[') > 0) return false;
  if (host.startsWith('[')) {
    const [, address, zone] = /^\[([^\]%]*)(%25.*)?\](?::\d*)?$/.exec(host) ?? [];
    return address !== undefined && isIPv6(address) && (zone === undefined || (zone !== '%25' && hasOnlyWholeEscapes(zone)));
  }
  const colon = ['http', 'https'].includes(scheme) ? host.indexOf(':') : host.lastIndexOf(':');
  if (colon >= 0 && !/^:\d*$/.test(host.slice(colon))) return false;
  // Of bytes of ASCII, only the percent sign may be escaped in a host.
  return /^(?:[A-Za-z0-9\-_.~!"$&'()*+,;<=>:\]]|[^\x00-\x7f]|%25|%[89a-fA-F][0-9a-fA-F])*$/.test(host); // eslint-disable-line no-control-regex
}

function hasOnlyWholeEscapes(text: string): boolean {
  return !/%(?![0-9a-fA-F]{2})/.test(text);
}

function hasControlCharacters(text: string): boolean {
  return /[\x00-\x1f\x7f]/.test(text); // eslint-disable-line no-control-regex
}

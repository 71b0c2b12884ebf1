import { isIPv6 } from 'net';

/**
 * What Go's `net/url` makes of a text, as far as CEL asks for it (`isURL`, `url().getScheme()`): the scheme, empty for a path; undefined
 * where the text is no URL. A URL has a scheme or begins with a slash.
 */
export function schemeOf(text: string): string | undefined {
  if (text === '' || hasControlCharacters(text)) return undefined;
  if (text === '*') return '';
  const [, scheme = '', rest = text] = /^([A-Za-z][A-Za-z0-9+.-]*):(.*)$/s.exec(text) ?? [];
  const beforeQuery = rest.split('?')[0];
  if (!beforeQuery.startsWith('/')) return scheme === '' ? undefined : scheme.toLowerCase();
  const [, authority, path = beforeQuery] = (scheme !== '' && /^\/\/([^/]*)(.*)$/s.exec(beforeQuery)) || [];
  if (authority !== undefined && !isAuthority(authority, scheme.toLowerCase())) return undefined;
  const fragment = text.slice((text.indexOf('#') + 1) || text.length);
  return hasOnlyWholeEscapes(path) && hasOnlyWholeEscapes(fragment) ? scheme.toLowerCase() : undefined;
}

function isAuthority(authority: string, scheme: string): boolean {
  const at = authority.lastIndexOf('@');
  const user = authority.slice(0, Math.max(at, 0));
  const host = authority.slice(at + 1);
  return /^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(user) && hasOnlyWholeEscapes(user) && isHost(host, scheme);
}

function isHost(host: string, scheme: string): boolean {
  if (host.includes('[')) {
    const [, address, zone] = /^\[([^\]%]*)(%25[^\]]*)?\](?::\d*)?$/.exec(host) ?? [];
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

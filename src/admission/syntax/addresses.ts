import { isIP, isIPv4, isIPv6 } from 'net';

/**
 * Addresses as istiod reads them: IP addresses and CIDR blocks by the rules of Go's `net/netip`, which are stricter than most
 * (no leading zeros, no short forms), and unix domain sockets.
 */

const UNIX_PREFIX = 'unix://';

/** Whether the text is an IPv4 or IPv6 address. An IPv6 address may name a zone, which may be any text. */
export function isIpAddress(text: string): boolean {
  const zone = text.indexOf('%');
  if (zone < 0) return isIP(text) !== 0;
  return isIPv6(text.slice(0, zone)) && zone < text.length - 1;
}

/** Whether the text is an address, a slash, and as many bits as such an address may have at most. Zones are not allowed. */
export function isCidr(text: string): boolean {
  const slash = text.lastIndexOf('/');
  if (slash < 0) return false;
  const address = text.slice(0, slash);
  const bits = text.slice(slash + 1);
  return isIP(address) !== 0 && !address.includes('%') && /^(0|[1-9]\d{0,2})$/.test(bits) && Number(bits) <= (isIPv4(address) ? 32 : 128);
}

/** What is wrong with a range of addresses: one address, or a CIDR block. */
export function ipOrCidrProblem(text: string): string | undefined {
  if (text.split('/').length === 2) return isCidr(text) ? undefined : `'${text}' is no CIDR block`;
  return isIpAddress(text) ? undefined : `'${text}' is no IP address`;
}

/** Whether the text names a unix domain socket rather than an address. */
export function isUnixAddress(text: string): boolean {
  return text.startsWith(UNIX_PREFIX);
}

/** What is wrong with a unix domain socket; `undefined` where nothing is. Abstract sockets begin with '@' and are not checked further. */
export function unixAddressProblem(text: string): string | undefined {
  const path = text.slice(UNIX_PREFIX.length);
  if (path === '') return 'it names no socket';
  if (path.startsWith('@')) return undefined;
  if (!path.startsWith('/')) return `the path '${path}' does not begin with a slash`;
  return path.endsWith('/') ? `the path '${path}' is a directory` : undefined;
}

/** A host and a port, as text. */
export interface HostAndPort {
  readonly host: string;
  readonly port: string;
}

/**
 * Takes `host:port` apart as Go's `net.SplitHostPort` does: IPv6 addresses are in brackets, both parts may be empty.
 * `undefined` where the text has no such form.
 */
export function splitHostPort(text: string): HostAndPort | undefined {
  const match = /^(?:\[([^[\]]*)\]|([^:[\]]*)):([^:[\]]*)$/s.exec(text);
  return match ? { host: match[1] ?? match[2], port: match[3] } : undefined;
}

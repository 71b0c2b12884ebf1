import { isIP } from 'net';

/** Whether a text is an IP address, as Go's `netip.ParseAddr` reads it: a zone may follow an IPv6 address. */
export function isIpAddress(text: string): boolean {
  const percent = text.indexOf('%');
  if (percent < 0) return isIP(text) !== 0;
  return percent < text.length - 1 && isIP(text.slice(0, percent)) === 6;
}

/** What is wrong with an address range: an IP address, or one with a slash and how many bits of it are fixed. */
export function ipOrCidrProblem(text: string): string | undefined {
  const parts = text.split('/');
  if (parts.length !== 2) return isIpAddress(text) ? undefined : `'${text}' is no IP address`;
  const family = isIP(parts[0]);
  // Go reads the bits without sign and leading zeros, and takes no zone in a prefix.
  const good = family !== 0 && !parts[0].includes('%') && /^(0|[1-9]\d{0,2})$/.test(parts[1]) && Number(parts[1]) <= (family === 4 ? 32 : 128);
  return good ? undefined : `'${text}' is no CIDR`;
}

/** Whether a number is a port. */
export function isPort(number: number): boolean {
  return number >= 1 && number <= 65535;
}

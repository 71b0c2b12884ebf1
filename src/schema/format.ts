import { isIPv4, isIPv6 } from 'net';

interface Format {
  readonly name: string;
  readonly expected: string;
  readonly holds: (text: string) => boolean;
}

/** Formats of text in the tables, as the API server reads them (k8s.io/kube-openapi pkg/validation/strfmt): numbers with zeros in front are addresses. */
const FORMATS: Readonly<Record<string, Format>> = {
  byte: { name: 'base64', expected: 'bytes in base64', holds: (text) => /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$/.test(text) },
  ipv4: { name: 'IPv4 address', expected: 'an address like 192.0.2.1', holds: (text) => isIPv4(text.replace(/(^|\.)0+(?=\d)/g, '$1')) || (isAddress6(text) && text.includes('.')) },
  ipv6: { name: 'IPv6 address', expected: 'an address like 2001:db8::1', holds: isAddress6 },
};

/** The format that a text does not have; undefined where it has it, or where the format is about numbers. */
export function formatProblem(text: string, format: string): Format | undefined {
  const known = FORMATS[format];
  return known && !known.holds(text) ? known : undefined;
}

/** Go knows no zones in addresses. */
function isAddress6(text: string): boolean {
  return isIPv6(text) && !text.includes('%');
}

import { isIP } from 'net';
import { hostProblem } from '../kube/names';

/**
 * What is wrong with an address by which other clusters reach something: it is an IP address or a DNS name. Undefined where
 * nothing is.
 */
export function addressProblem(address: string): string | undefined {
  if (address === '') return 'it is empty';
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(address)) return 'it is a URL, expected the address alone';
  const held = placeholderProblem(address);
  if (held) return held;
  if (/\s/.test(address)) return 'it holds white space';
  if (isIP(address) !== 0) return ipProblem(address);
  if (/^\[.*\]/.test(address)) return 'it is in brackets or has a port, expected the IP address alone';
  if (/:\d+$/.test(address)) return `it has a port, expected the address alone ('${address.replace(/:\d+$/, '')}')`;
  if (/^[\d.]+$/.test(address)) return 'it looks like an IPv4 address, and is none';
  if (/^\d+(\.\d+){3}[a-z]/i.test(address)) return 'it is an IP address and a name run together: the load balancer has both, take one';
  const wrong = hostProblem(address);
  if (wrong) return wrong;
  if (/^localhost$|\.localhost$|^localhost\./.test(address)) return 'it means the machine that asks, whichever that is';
  return address.includes('.') ? undefined : 'it is a name without a domain, which means something else in every cluster';
}

/** What only stands for a value that somebody is to write: `<pending>`, `$ADDR`, `{{ addr }}`. */
export function placeholderProblem(text: string): string | undefined {
  if (/[<>{}]|\$/.test(text) || /^(pending|none|null|nil|undefined|todo|tbd|changeme|replace[-_]?me|example)$/i.test(text.trim())) {
    return 'it only stands for a value that is to be written there';
  }
  return undefined;
}

function ipProblem(ip: string): string | undefined {
  if (ip === '0.0.0.0' || /^[0:]+$/.test(ip)) return 'it means no address at all';
  if (ip.startsWith('127.') || /^(0*:)+:?0*1$/.test(ip) || /^::ffff:127\./i.test(ip)) return 'it is a loopback address, which means the machine that asks';
  if (ip.includes('%')) return 'it has a zone, which means something on one machine only';
  if (/^::ffff:.*\./i.test(ip)) return `it is an IPv4 address written as IPv6, which charts take for a host name ('${ip.slice(7)}' would do)`;
  if (/^(22[4-9]|23\d|255\.255\.255\.255)(\.|$)/.test(ip) || /^ff[0-9a-f]{2}:/i.test(ip)) return 'it is an address of many machines, and a connection goes to one';
  if (ip.startsWith('169.254.') || /^fe[89ab][0-9a-f]:/i.test(ip)) return 'it is a link-local address, which no other network reaches';
  return undefined;
}

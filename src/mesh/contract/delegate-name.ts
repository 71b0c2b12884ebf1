import { createHash } from 'crypto';
import { dnsLabelProblem } from '../../kube/names';

/**
 * The name of the VirtualService in which a tenant routes a prefix of a host. It depends on nothing but these three, so that no other
 * grant changes it, and two prefixes never have one name.
 *
 * @param hostName the name of the host's own objects
 * @param prefix as `PathMatch.prefix` has it, not `/`
 */
export function delegateName(tenant: string, hostName: string, prefix: string): string {
  const segments = prefix.slice(1).split('/');
  const plain = segments.map((s) => s.toLowerCase().replace(/[^a-z0-9-]+/g, '-').replace(/^-+|-+$/g, '') || 'x');
  const name = `${tenant}-${hostName}-${plain.join('.')}`;
  const isExact = plain.every((s, i) => s === segments[i] && dnsLabelProblem(s) === undefined);
  return isExact ? name : `${name}-${createHash('sha256').update(prefix).digest('hex').slice(0, 8)}`;
}

import { istioAtLeast, type AdmissionContext } from '../context';
import type { Report } from '../report';
import { egressHostProblem } from '../syntax/scoped-hosts';
import { textsAt, type PlainObject } from '../syntax/values';
import { isEmptyList } from '../syntax/written';

/** The hosts that a listener for outbound traffic knows. The report stands at the listener. */
export function checkEgressHosts(listener: PlainObject, report: Report, namespace: string, context: AdmissionContext): void {
  if (isEmptyList(listener, 'hosts')) {
    report.in('hosts').error({
      code: 'sidecar/no-host',
      what: 'the egress listener has no hosts',
      expected: 'at least one',
      fix: "list hosts as namespace/host, like './*'; '~/*' is none at all",
    });
  }
  const canExclude = istioAtLeast(context, '1.31');
  const hosts = textsAt(listener, 'hosts');
  for (const [i, host] of hosts) {
    const wrong = egressHostProblem(host, canExclude);
    if (!wrong) continue;
    report.in('hosts', i).error({
      code: 'sidecar/invalid-host',
      what: `'${host}' is not usable as a host of egress: ${wrong}`,
      expected: "namespace/host: the namespace by name, '.', '*' or '~'; the host as a full domain name, '*' or '*.' and a domain",
      fix: "write it like './*', 'shop/reviews.shop.svc.cluster.local' or '*/*.example.com'",
    });
  }
  // What is taken out is compared with nothing.
  warnOfRepetitions(canExclude ? hosts.filter(([, host]) => !host.startsWith('~')) : hosts, report, namespace);
}

/** Warns of hosts that the list has already, by themselves or by a `*` of their namespace. */
function warnOfRepetitions(hosts: readonly (readonly [number, string])[], report: Report, namespace: string): void {
  const byNamespace = new Map<string, Set<string>>();
  for (const [i, entry] of hosts) {
    const slash = entry.indexOf('/');
    if (slash < 0) continue;
    const scope = entry.slice(0, slash) === '.' ? namespace || '.' : entry.slice(0, slash);
    const host = entry.slice(slash + 1);
    const known = byNamespace.get(scope) ?? new Set();
    byNamespace.set(scope, known);
    const isRepeated = host === '*' ? known.size > 0 : known.has(host) || known.has('*');
    if (isRepeated) {
      report.in('hosts', i).warning({
        code: 'sidecar/duplicate-host',
        what: known.has(host) ? `'${entry}' is in the list twice` : `'${entry}' overlaps with what the list has of its namespace already`,
        expected: "each host once, and '*' alone in its namespace",
        fix: 'remove what is there twice',
      });
    }
    known.add(host);
  }
  if (byNamespace.get('*')?.has('*') && byNamespace.size > 1) {
    report.in('hosts').warning({
      code: 'sidecar/all-and-some',
      what: "'*/*' is beside other hosts, and has them all",
      expected: "'*/*' alone, or hosts without it",
      fix: "remove '*/*', or all others",
    });
  }
}

import type { Report } from '../report';
import { fqdnProblem, wildcardDomainProblem } from '../syntax/hosts';
import { isDnsLabel } from '../syntax/labels';
import { checkPortNumber, unsignedAt } from '../syntax/ports';
import { mapAt, textAt, valueAt, type PlainObject } from '../syntax/values';
import { enumAt, isMissing } from '../syntax/written';

const MODES = ['REGISTRY_ONLY', 'ALLOW_ANY'] as const;
/** A mode of the mesh config, by name and number. */
const DYNAMIC_DNS: readonly unknown[] = ['ALLOW_ANY_DYNAMIC_DNS', 2];

/** What becomes of traffic to hosts that nobody declared. The report stands at the policy. */
export function checkOutboundTrafficPolicy(policy: PlainObject, report: Report): void {
  if (DYNAMIC_DNS.includes(valueAt(policy, 'mode'))) {
    report.in('mode').error({
      code: 'sidecar/dynamic-dns',
      what: 'the mode of outboundTrafficPolicy is ALLOW_ANY_DYNAMIC_DNS, which the mesh config has alone',
      expected: 'REGISTRY_ONLY or ALLOW_ANY',
      fix: 'use ALLOW_ANY, or set meshConfig.outboundTrafficPolicy for the whole mesh',
    });
    return;
  }
  const proxy = mapAt(policy, 'egressProxy');
  if (!proxy) return;
  const mode = enumAt(policy, 'mode', MODES);
  if (mode === 'REGISTRY_ONLY') {
    report.in('egressProxy').error({
      code: 'sidecar/egress-proxy-unused',
      what: 'egressProxy is set with mode REGISTRY_ONLY, which sends nothing to unknown hosts',
      expected: 'egressProxy with mode ALLOW_ANY only',
      fix: 'write mode: ALLOW_ANY, or remove egressProxy',
    });
    return;
  }
  checkProxy(proxy, report.in('egressProxy'));
}

function checkProxy(proxy: PlainObject, report: Report): void {
  const host = textAt(proxy, 'host');
  const wrong = fqdnProblem(host) ?? (host === '*' ? 'it is all hosts' : wildcardDomainProblem(host));
  if (wrong && (valueAt(proxy, 'host') === undefined || typeof proxy.host === 'string')) {
    report.in('host').error({
      code: 'sidecar/egress-proxy-host',
      what: host === '' ? 'egressProxy has no host' : `the host of egressProxy is '${host}': ${wrong}`,
      expected: 'the full domain name of the Service of an egress gateway',
      fix: "write it like 'egress.istio-egress.svc.cluster.local'",
    });
  }
  if (isMissing(proxy, 'port')) {
    report.in('port').error({
      code: 'sidecar/egress-proxy-port',
      what: 'egressProxy has no port',
      expected: 'the number of a port of the proxy',
      fix: 'add port: { number: ... }',
    });
  }
  const port = mapAt(proxy, 'port');
  if (port) checkPortNumber(unsignedAt(port, 'number'), report.in('port', 'number'));
  const subset = textAt(proxy, 'subset');
  if (subset !== '' && !isDnsLabel(subset)) {
    report.in('subset').error({
      code: 'sidecar/egress-proxy-subset',
      what: `the subset of egressProxy is '${subset}'`,
      expected: "letters, digits and '-', at most 63 characters, with a letter or digit at both ends",
      fix: "write the name as the DestinationRule's subset has it",
    });
  }
}

import type { Attachment } from './attachment';
import type { Report } from '../report';
import { isIpAddress } from '../syntax/addresses';
import { gatewayBoundHostProblem, hostsOverlap, wildcardDomainProblem } from '../syntax/hosts';
import { textsAt, type PlainObject } from '../syntax/values';

/** `spec.hosts`: names, wildcards or addresses, of which no two mean the same host. */
export function checkHosts(spec: PlainObject, attachment: Attachment, report: Report): void {
  const hosts = textsAt(spec, 'hosts');
  const verdicts = hosts.map(([index, host]) => checkHost(host, attachment, report.in('hosts', index)));
  if (!verdicts.every(Boolean)) return;

  hosts.forEach(([index, host], i) => {
    for (const [, other] of hosts.slice(0, i).filter(([, o]) => hostsOverlap(o, host))) {
      report.in('hosts', index).error({
        code: 'virtual-service/overlapping-hosts',
        what: other === host ? `the host '${host}' is named twice` : `the hosts '${other}' and '${host}' overlap`,
        expected: 'hosts of which none covers another',
        fix: 'remove one of the two, or give one a VirtualService of its own',
      });
      return;
    }
  });
}

function checkHost(host: string, attachment: Attachment, report: Report): boolean {
  const wrong = attachment.isGatewayOnly ? gatewayBoundHostProblem(attachment.isSni, host) : wildcardDomainProblem(host);
  if (wrong !== undefined) {
    if (isIpAddress(host)) return true;
    report.error({
      code: 'virtual-service/host-syntax',
      what: host === '' ? 'a host is empty' : `'${host}' is no host: ${wrong}`,
      expected: "a DNS name, '*.' and a DNS name, or an IP address",
      fix: 'write the name that clients ask for, without scheme, port or path',
    });
    return false;
  }
  if (attachment.isGatewayOnly || host !== '*') return true;
  report.error({
    code: 'virtual-service/all-hosts-in-mesh',
    what: "the host is '*', and the VirtualService is for sidecars",
    expected: "'*' only where spec.gateways names gateways, and not 'mesh'",
    fix: 'name the hosts, or bind the VirtualService to a gateway',
  });
  return false;
}

import type { Resolution } from './resolution';
import type { Report } from '../report';
import { ipOrCidrProblem } from '../syntax/addresses';
import { partialWildcardProblem, wildcardDomainProblem } from '../syntax/hosts';
import { textsAt, type PlainObject } from '../syntax/values';
import { isEmptyList } from '../syntax/written';

/** The hosts of the service. The report stands at the spec. */
export function checkHosts(spec: PlainObject, resolution: Resolution | undefined, report: Report): void {
  if (isEmptyList(spec, 'hosts')) {
    report.in('hosts').error({
      code: 'service-entry/no-host',
      what: 'the ServiceEntry has no hosts',
      expected: 'at least one',
      fix: 'list the domain names of the service',
    });
  }
  for (const [i, host] of textsAt(spec, 'hosts')) {
    const wrong = hostProblem(host);
    if (wrong) {
      report.in('hosts', i).error({
        code: 'service-entry/invalid-host',
        what: `'${host}' is not usable as a host of a ServiceEntry: ${wrong}`,
        expected: "a domain name, or '*.' and one",
        fix: "write it like 'api.example.com' or '*.example.com'",
      });
    } else if (resolution !== 'DYNAMIC_DNS' && partialWildcardProblem(host)) {
      report.in('hosts', i).warning({
        code: 'service-entry/partial-wildcard',
        what: `'${host}' has '*' for a part of a label, which matches nothing`,
        expected: "'*' for whole labels, as in '*.example.com'",
        fix: 'change the host',
      });
    }
  }
}

/** What is wrong with one host. */
export function hostProblem(host: string): string | undefined {
  return host === '*' ? 'it is all hosts' : wildcardDomainProblem(host);
}

/** The addresses of the service. The report stands at the spec. */
export function checkAddresses(spec: PlainObject, resolution: Resolution | undefined, report: Report): void {
  const addresses = textsAt(spec, 'addresses');
  for (const [i, address] of addresses) {
    const wrong = ipOrCidrProblem(address);
    if (!wrong) continue;
    report.in('addresses', i).error({
      code: 'service-entry/invalid-address',
      what: `an address of the ServiceEntry is not usable: ${wrong}`,
      expected: 'an IP address, or a CIDR block like 10.1.0.0/16',
      fix: 'change it; domain names go to hosts',
    });
  }
  const block = addresses.find(([, address]) => address.includes('/'));
  if (!block || resolution === 'NONE' || resolution === 'STATIC' || resolution === 'DYNAMIC_DNS' || resolution === undefined) return;
  report.in('addresses', block[0]).error({
    code: 'service-entry/block-with-dns',
    what: `the address '${block[1]}' is a block, and the resolution is ${resolution}`,
    expected: 'blocks with resolution NONE or STATIC only',
    fix: 'use resolution NONE to let connections go where they are meant to, or write single addresses',
  });
}

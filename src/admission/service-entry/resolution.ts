import { checkDynamicDns } from './dynamic-dns';
import { hostProblem } from './hosts';
import { portNamesOf } from './ports';
import type { AdmittedObject } from '../kind-check';
import type { Report } from '../report';
import { fqdnProblem } from '../syntax/hosts';
import { checkLabels } from '../syntax/labels';
import { isHttp, isKnownProtocol, isTcp, isTls } from '../syntax/protocols';
import { listAt, mapAt, mapsAt, textAt, textsAt, type PlainObject } from '../syntax/values';
import { enumAt, isBlank, isEmptyList, isFilled } from '../syntax/written';
import { checkAddress, checkEndpoint, checkEndpointPorts } from '../workload-entry/endpoint';

const RESOLUTIONS = ['NONE', 'STATIC', 'DNS', 'DNS_ROUND_ROBIN', 'DYNAMIC_DNS'] as const;

/** How a proxy finds where a connection goes. */
export type Resolution = (typeof RESOLUTIONS)[number];

/** NONE where the field is left out; `undefined` where it has no such value. */
export function resolutionOf(spec: PlainObject): Resolution | undefined {
  return enumAt(spec, 'resolution', RESOLUTIONS);
}

/** Whether endpoints, hosts and ports fit the resolution. The report stands at the spec. */
export function checkResolution(spec: PlainObject, resolution: Resolution | undefined, report: Report, object: AdmittedObject): void {
  if (resolution === 'NONE') checkNone(spec, report);
  if (resolution === 'STATIC') {
    const servicePorts = portNamesOf(spec);
    for (const [i, endpoint] of mapsAt(spec, 'endpoints')) checkEndpoint(endpoint, report.in('endpoints', i), { takesNames: false, servicePorts });
  }
  if (resolution === 'DNS' || resolution === 'DNS_ROUND_ROBIN') checkDns(spec, resolution, report);
  if (resolution === 'DYNAMIC_DNS') checkDynamicDns(spec, report, object);
  if (resolution !== 'NONE' && resolution !== undefined) checkHostsOfPorts(spec, report);
}

function checkNone(spec: PlainObject, report: Report): void {
  if (isFilled(spec, 'endpoints')) {
    report.in('endpoints').error({
      code: 'service-entry/endpoints-without-resolution',
      what: 'the ServiceEntry has endpoints, and the resolution is NONE: connections go where they were meant to',
      expected: 'no endpoints with resolution NONE',
      fix: 'write resolution: STATIC for IP addresses or DNS for names, or remove endpoints',
    });
  }
  if (mapAt(spec, 'workloadSelector')) {
    report.in('workloadSelector').warning({
      code: 'service-entry/selector-without-resolution',
      what: 'the ServiceEntry selects workloads, and the resolution is NONE: connections go where they were meant to',
      expected: 'a workloadSelector with resolution STATIC',
      fix: 'write resolution: STATIC, or remove workloadSelector',
    });
  }
}

function checkDns(spec: PlainObject, resolution: Resolution, report: Report): void {
  const endpoints = mapsAt(spec, 'endpoints');
  if (isEmptyList(spec, 'endpoints')) {
    const unresolvable = textsAt(spec, 'hosts').find(([, host]) => !hostProblem(host) && fqdnProblem(host));
    if (unresolvable) {
      report.in('hosts', unresolvable[0]).error({
        code: 'service-entry/wildcard-with-dns',
        what: `the host '${unresolvable[1]}' stands for many, and there are no endpoints to resolve in its place`,
        expected: `hosts that can be resolved, or endpoints, with resolution ${resolution}`,
        fix: 'write single hosts, add an endpoint, or use resolution NONE',
      });
    }
  }
  if (resolution === 'DNS_ROUND_ROBIN' && listAt(spec, 'endpoints').length > 1) {
    report.in('endpoints').error({
      code: 'service-entry/several-endpoints',
      what: `the ServiceEntry has ${listAt(spec, 'endpoints').length} endpoints, and the resolution is DNS_ROUND_ROBIN`,
      expected: 'one endpoint at most',
      fix: 'use resolution DNS, or keep one endpoint',
    });
  }
  const servicePorts = portNamesOf(spec);
  for (const [i, endpoint] of endpoints) {
    const at = report.in('endpoints', i);
    if (isBlank(endpoint, 'address')) {
      at.in('address').error({
        code: 'service-entry/endpoint-without-address',
        what: 'the endpoint has no address',
        expected: `an IP address or a domain name, with resolution ${resolution}`,
        fix: 'set address',
      });
    } else {
      checkAddress(textAt(endpoint, 'address'), at.in('address'), true);
    }
    checkLabels(endpoint, 'labels', at);
    checkEndpointPorts(endpoint, at, servicePorts);
  }
  const hasTcp = mapsAt(spec, 'ports').some(([, port]) => isTcp(textAt(port, 'protocol')));
  if (isFilled(spec, 'addresses') && hasTcp && listAt(spec, 'hosts').length > 1) {
    report.in('hosts').warning({
      code: 'service-entry/hosts-with-address',
      what: 'the ServiceEntry has several hosts beside addresses and a port for TCP: all of them have the same addresses',
      expected: 'one host where there are addresses and TCP',
      fix: 'make a ServiceEntry for each host',
    });
  }
}

/** HTTP and TLS tell the host that is meant; any other protocol does not. */
function checkHostsOfPorts(spec: PlainObject, report: Report): void {
  if (listAt(spec, 'hosts').length < 2) return;
  const blind = mapsAt(spec, 'ports').find(([, port]) => {
    const protocol = textAt(port, 'protocol');
    return (isBlank(port, 'protocol') || isKnownProtocol(protocol)) && !isHttp(protocol) && !isTls(protocol);
  });
  if (!blind) return;
  const [i, port] = blind;
  const protocol = textAt(port, 'protocol');
  report.in('ports', i, 'protocol').error({
    code: 'service-entry/hosts-without-http',
    what: `the ServiceEntry has several hosts, and a port ${protocol ? `for ${protocol}` : 'without protocol'}, where nothing tells which of them is meant`,
    expected: 'HTTP or TLS on all ports, or one host, or resolution NONE',
    fix: 'make a ServiceEntry for each host, or set the protocol',
  });
}

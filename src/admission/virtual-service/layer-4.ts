import type { Attachment } from './attachment';
import { checkRouteDestinations } from './destinations';
import { checkGatewayNames } from './gateway-names';
import type { Report } from '../report';
import { ipOrCidrProblem, isIpAddress } from '../syntax/addresses';
import { gatewayBoundHostProblem, hostCovers, wildcardDomainProblem } from '../syntax/hosts';
import { checkLabels } from '../syntax/labels';
import { checkPortNumber, unsignedAt } from '../syntax/ports';
import { mapsAt, textsAt, type PlainObject } from '../syntax/values';
import { isEmptyList } from '../syntax/written';

/** A route of TLS that is passed through, by the name that the client asks for. */
export function checkTlsRoute(route: PlainObject, attachment: Attachment, report: Report): void {
  if (isEmptyList(route, 'match')) {
    report.in('match').error({
      code: 'virtual-service/tls-without-match',
      what: 'the tls route has no match',
      expected: 'at least one match with sniHosts',
      fix: 'add match: [{ sniHosts: [<host>] }]',
    });
  }
  for (const [i, match] of mapsAt(route, 'match')) {
    const at = report.in('match', i);
    checkSniHosts(match, attachment, at);
    checkConnection(match, at, 'warns');
  }
  checkTarget('tls', route, attachment, report);
}

/** A route of TCP. */
export function checkTcpRoute(route: PlainObject, attachment: Attachment, report: Report): void {
  for (const [i, match] of mapsAt(route, 'match')) checkConnection(match, report.in('match', i), 'passes');
  checkTarget('tcp', route, attachment, report);
}

function checkTarget(kind: 'tls' | 'tcp', route: PlainObject, attachment: Attachment, report: Report): void {
  if (isEmptyList(route, 'route')) {
    report.error({
      code: 'virtual-service/no-action',
      what: `the ${kind} route has no route`,
      expected: 'where the connections go',
      fix: 'add route: [{ destination: { host: <host> } }]',
    });
  }
  checkRouteDestinations(route, attachment, report);
}

function checkConnection(match: PlainObject, report: Report, legacyGateways: 'warns' | 'passes'): void {
  for (const [i, subnet] of textsAt(match, 'destinationSubnets')) {
    const wrong = ipOrCidrProblem(subnet);
    if (wrong === undefined) continue;
    report.in('destinationSubnets', i).error({
      code: 'virtual-service/destination-subnet',
      what: wrong,
      expected: 'an IP address, or one with a slash and the length of its prefix',
      fix: "write it like '10.0.0.0/8' or '10.1.2.3'",
    });
  }
  const port = unsignedAt(match, 'port');
  if (port !== 0) checkPortNumber(port, report.in('port'));
  checkLabels(match, 'sourceLabels', report);
  checkGatewayNames(match, report, false, legacyGateways);
}

function checkSniHosts(match: PlainObject, attachment: Attachment, report: Report): void {
  if (isEmptyList(match, 'sniHosts')) {
    report.in('sniHosts').error({
      code: 'virtual-service/no-sni-hosts',
      what: 'the tls match has no sniHosts',
      expected: 'at least one host',
      fix: 'name hosts of the VirtualService under sniHosts; without a host, write a tcp route',
    });
  }
  for (const [i, host] of textsAt(match, 'sniHosts')) checkSniHost(host, attachment, report.in('sniHosts', i));
}

function checkSniHost(host: string, { hosts, gateways }: Attachment, report: Report): void {
  // Here a VirtualService without gateways counts as one of a gateway, unlike everywhere else.
  const wrong = gateways.includes('mesh') ? wildcardDomainProblem(host) : gatewayBoundHostProblem(true, host);
  if (wrong !== undefined && isIpAddress(host)) {
    report.warning({
      code: 'virtual-service/sni-address',
      what: `the SNI host '${host}' is an IP address, which clients do not send as SNI`,
      expected: 'a DNS name',
      fix: 'write the name that clients ask for, or a tcp route with destinationSubnets',
    });
  } else if (wrong !== undefined) {
    report.error({
      code: 'virtual-service/sni-host-syntax',
      what: host === '' ? 'an SNI host is empty' : `'${host}' is no SNI host: ${wrong}`,
      expected: "a DNS name, or '*.' and a DNS name",
      fix: 'write the name that clients ask for',
    });
  } else if (!hosts.some((wide) => hostCovers(wide, host))) {
    report.error({
      code: 'virtual-service/sni-host-not-covered',
      what: `the SNI host '${host}' is not covered by the hosts of the VirtualService: ${hosts.join(', ') || 'there are none'}`,
      expected: 'a host out of spec.hosts, or one that a wildcard there covers',
      fix: `add '${host}' to spec.hosts`,
    });
  }
}

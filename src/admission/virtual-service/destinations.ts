import type { Attachment } from './attachment';
import { checkHeaderOperations } from './header-operations';
import type { Report } from '../report';
import { wildcardDomainProblem } from '../syntax/hosts';
import { isDnsLabel } from '../syntax/labels';
import { checkPortNumber, unsignedAt } from '../syntax/ports';
import { mapAt, mapsAt, numberAt, textAt, valueAt, type PlainObject } from '../syntax/values';
import { isMissing } from '../syntax/written';

/** The weighted destinations of a route. The report stands at the route. */
export function checkRouteDestinations(route: PlainObject, { isFromGatewayApi }: Attachment, report: Report): void {
  const destinations = mapsAt(route, 'route');
  for (const [index, weighted] of destinations) {
    const at = report.in('route', index);
    const destination = mapAt(weighted, 'destination');
    if (isMissing(weighted, 'destination')) missingDestination(at.in('destination'));
    if (destination && !isFromGatewayApi) checkDestination(destination, at.in('destination'));
    const headers = mapAt(weighted, 'headers');
    if (headers) checkHeaderOperations(headers, at.in('headers'));
    checkWeight(numberAt(weighted, 'weight'), at.in('weight'));
  }
  const total = destinations.reduce((sum, [, weighted]) => sum + numberAt(weighted, 'weight'), 0);
  if (destinations.length > 1 && total === 0) {
    report.in('route').error({
      code: 'virtual-service/no-weight',
      what: `the ${destinations.length} destinations of the route have a weight of 0 together`,
      expected: 'at least one weight above 0 where there are several destinations',
      fix: 'give each destination its weight, for instance 90 and 10',
    });
  }
}

/** Where requests go: a host, perhaps a subset of it and one of its ports. */
export function checkDestination(destination: PlainObject, report: Report): void {
  const host = textAt(destination, 'host');
  const wrong = valueAt(destination, 'host') === undefined ? 'it is missing'
    : host === '*' ? 'it is all hosts' : typeof destination.host === 'string' ? wildcardDomainProblem(host) : undefined;
  if (wrong !== undefined) {
    report.in('host').error({
      code: 'virtual-service/destination-host',
      what: host === '' ? 'a destination has no host' : `'${host}' is no host of a destination: ${wrong}`,
      expected: 'the name of a Service or of a ServiceEntry\'s host',
      fix: 'write the host alone; the port goes to destination.port.number',
    });
  }
  checkSubsetName(textAt(destination, 'subset'), report.in('subset'));
  const port = mapAt(destination, 'port');
  if (port) checkPortNumber(unsignedAt(port, 'number'), report.in('port', 'number'));
}

/** The destination that a route or a mirror has to have. */
export function missingDestination(report: Report): void {
  report.error({
    code: 'virtual-service/no-destination',
    what: 'the destination is missing',
    expected: 'the host that requests go to',
    fix: 'add destination: { host: <host> }',
  });
}

function checkSubsetName(subset: string, report: Report): void {
  if (subset === '' || isDnsLabel(subset)) return;
  report.error({
    code: 'virtual-service/subset-name',
    what: `'${subset}' is no name of a subset`,
    expected: "letters, digits and '-', at most 63 characters, with a letter or digit at both ends",
    fix: "write the name as the DestinationRule's subset has it",
  });
}

function checkWeight(weight: number, report: Report): void {
  if (weight >= 0) return;
  report.error({
    code: 'virtual-service/negative-weight',
    what: `the weight is ${weight}`,
    expected: 'a weight of 0 or more',
    fix: 'write the share of requests that goes to this destination',
  });
}

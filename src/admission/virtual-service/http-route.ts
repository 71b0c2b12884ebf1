import type { Attachment } from './attachment';
import { checkCorsPolicy } from './cors';
import { checkRouteDestinations } from './destinations';
import { checkDirectResponse } from './direct-response';
import { checkFault } from './fault';
import { checkHeaderOperations } from './header-operations';
import { checkHttpMatch } from './http-match';
import { checkMirrors } from './mirrors';
import { checkRedirect } from './redirect';
import { checkRetries } from './retries';
import { checkAuthorityOnce, checkRewrite } from './rewrite';
import type { Report } from '../report';
import { checkDuration } from '../syntax/durations';
import { isPresent, mapAt, mapsAt, type PlainObject } from '../syntax/values';
import { isEmptyList, isFilled } from '../syntax/written';

/** One http route. */
export function checkHttpRoute(route: PlainObject, attachment: Attachment, report: Report): void {
  checkAction(route, attachment, report);
  for (const [i, match] of mapsAt(route, 'match')) checkHttpMatch(match, attachment, report.in('match', i));

  const parts: readonly (readonly [string, (part: PlainObject, at: Report) => void])[] = [
    ['headers', checkHeaderOperations],
    ['corsPolicy', checkCorsPolicy],
    ['fault', checkFault],
    ['redirect', (redirect, at) => checkRedirect(redirect, route, at)],
    ['directResponse', checkDirectResponse],
    ['retries', checkRetries],
    ['rewrite', checkRewrite],
  ];
  for (const [field, check] of parts) {
    const part = mapAt(route, field);
    if (part) check(part, report.in(field));
  }
  checkMirrors(route, report);
  checkAuthorityOnce(route, report);
  checkRouteDestinations(route, attachment, report);
  checkDuration(route, 'timeout', report);
}

/** What is done with a request is one thing: hand it over, redirect it, answer it, or route it. */
function checkAction(route: PlainObject, { isDelegate }: Attachment, report: Report): void {
  if (isPresent(route, 'delegate') && !isDelegate) {
    exclude('delegate', ['redirect', 'route'].filter((field) => isSet(route, field)), report);
    return;
  }
  if (isPresent(route, 'delegate')) {
    report.in('delegate').error({
      code: 'virtual-service/nested-delegate',
      what: 'a VirtualService without hosts, a delegate, hands over to another one',
      expected: 'a chain of two: one with hosts, and its delegates',
      fix: 'name the delegate in the VirtualService that has the hosts',
    });
  }
  if (isPresent(route, 'redirect')) {
    exclude('redirect', ['route', 'fault', 'rewrite', 'directResponse'].filter((field) => isSet(route, field)), report);
  } else if (isPresent(route, 'directResponse')) {
    exclude('directResponse', ['route', 'fault', 'rewrite'].filter((field) => isSet(route, field)), report);
  } else if (isEmptyList(route, 'route')) {
    report.error({
      code: 'virtual-service/no-action',
      what: 'the http route has no route, redirect or directResponse',
      expected: 'what to do with the requests',
      fix: 'add route: [{ destination: { host: <host> } }]',
    });
  }
  if (isPresent(route, 'mirror') && isFilled(route, 'mirrors')) exclude('mirrors', ['mirror'], report);
}

function isSet(route: PlainObject, field: string): boolean {
  return field === 'route' ? isFilled(route, field) : isPresent(route, field);
}

function exclude(field: string, others: readonly string[], report: Report): void {
  if (others.length === 0) return;
  report.in(field).error({
    code: 'virtual-service/exclusive-actions',
    what: `the http route has ${field} and ${others.join(' and ')}`,
    expected: `${field} without ${others.join(', ')}`,
    fix: `remove ${field}, or ${others.join(' and ')}; a second http route with its own match may have the other`,
  });
}

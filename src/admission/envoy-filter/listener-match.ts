import type { ApplyTo } from './apply-to';
import { CANONICAL_NAMES, CONNECTION_MANAGER } from './filter-names';
import type { Report } from '../report';
import { mapAt, textAt, type PlainObject } from '../syntax/values';
import { isBlank } from '../syntax/written';

/** A match by listener, and by a filter of one of its filter chains. The report stands at it; false where istiod looks no further. */
export function checkListenerMatch(listener: PlainObject, applyTo: ApplyTo, report: Report): boolean {
  const filter = mapAt(mapAt(listener, 'filterChain'), 'filter');
  if (!filter) return true;
  const at = report.in('filterChain', 'filter');
  if (applyTo === 'LISTENER' || applyTo === 'FILTER_CHAIN') {
    at.warning({
      code: 'envoy-filter/filter-match-unused',
      what: `the patch is applied to ${applyTo}, for which the match by filter means nothing`,
      expected: 'a match by filter for NETWORK_FILTER and HTTP_FILTER only',
      fix: 'remove filter from the match',
    });
  }
  if (isBlank(filter, 'name')) {
    at.in('name').error(unnamed('filter'));
    return false;
  }
  const name = textAt(filter, 'name');
  const inner = mapAt(filter, 'subFilter');
  if (inner && !checkSubFilter(inner, name, applyTo, at.in('subFilter'))) return false;
  warnOfOldName(name, at.in('name'));
  warnOfOldName(textAt(inner, 'name'), at.in('subFilter', 'name'));
  return true;
}

function checkSubFilter(inner: PlainObject, name: string, applyTo: ApplyTo, report: Report): boolean {
  if (applyTo !== 'HTTP_FILTER') {
    report.error({
      code: 'envoy-filter/sub-filter-without-http',
      what: `the patch is applied to ${applyTo}, and matches by subFilter`,
      expected: 'a match by subFilter where the patch is applied to HTTP_FILTER',
      fix: 'remove subFilter, or change applyTo',
    });
    return false;
  }
  if (name !== CONNECTION_MANAGER && CANONICAL_NAMES.get(name) !== CONNECTION_MANAGER) {
    report.error({
      code: 'envoy-filter/sub-filter-of-another-filter',
      what: `the match has a subFilter of '${name}'`,
      expected: `HTTP filters in ${CONNECTION_MANAGER}`,
      fix: `write filter.name: ${CONNECTION_MANAGER}`,
    });
    return false;
  }
  if (!isBlank(inner, 'name')) return true;
  report.in('name').error(unnamed('subFilter'));
  return false;
}

function unnamed(field: string) {
  return {
    code: 'envoy-filter/unnamed-filter-match',
    what: `the match by ${field} has no name`,
    expected: 'the name of a filter',
    fix: `add its name, or remove ${field}`,
  };
}

function warnOfOldName(name: string, report: Report): void {
  const now = CANONICAL_NAMES.get(name);
  if (!now) return;
  report.warning({
    code: 'envoy-filter/old-filter-name',
    what: `the match uses the old name '${name}' of a filter`,
    expected: `'${now}'`,
    fix: `write '${now}'`,
  });
}

import { hasMatches, routeName } from './attachment';
import type { Report } from '../report';
import { isMap, type PlainObject } from '../syntax/values';

/** Fields of matches that are maps: empty, they are absent. An empty message is not. */
const MAPS = ['headers', 'withoutHeaders', 'queryParams', 'sourceLabels'];

/**
 * Warns of routes that no request reaches: behind one that matches everything, or with matches that an earlier route has.
 *
 * @param routes as they stand, also what is none, so that numbers are right
 * @returns the matches that are the first of their kind and are looked at, with their places
 */
export function warnOfUnreachableRules(routes: readonly unknown[], report: Report): readonly PlacedMatch[] {
  const seen = new Map<string, number>();
  const reached: PlacedMatch[] = [];
  let catchAll: number | undefined;

  routes.forEach((route, index) => {
    if (!isMap(route)) return;
    if (catchAll !== undefined) {
      unreachable(route, index, `route ${routeName(routes[catchAll], catchAll)} before it has no match, and takes everything`, report);
    }
    if (!hasMatches(route)) {
      catchAll = index;
      return;
    }
    if (catchAll !== undefined) return;
    const matches = Array.isArray(route.match) ? route.match : [];
    const duplicates: (readonly [match: number, earlier: number])[] = [];
    matches.forEach((match, i) => {
      const key = canonical(match);
      const earlier = seen.get(key);
      if (earlier !== undefined) {
        duplicates.push([i, earlier]);
        return;
      }
      seen.set(key, index);
      if (isMap(match)) reached.push({ match, route: index, index: i });
    });
    if (duplicates.length > 0 && duplicates.length === matches.length) {
      unreachable(route, index, 'routes before it have all its matches', report);
      return;
    }
    for (const [i, earlier] of duplicates) {
      report.in(index, 'match', i).warning({
        code: 'virtual-service/ineffective-match',
        what: `match ${i} of route ${routeName(route, index)} is one of route ${routeName(routes[earlier], earlier)} too`,
        expected: 'each match once: the first route that has it gets the requests',
        fix: 'remove the match, or make it narrower and put it first',
      });
    }
  });
  return reached;
}

/** A match and where it stands. */
export interface PlacedMatch {
  readonly match: PlainObject;
  readonly route: number;
  readonly index: number;
}

function unreachable(route: PlainObject, index: number, why: string, report: Report): void {
  report.in(index).warning({
    code: 'virtual-service/unreachable-rule',
    what: `no request reaches route ${routeName(route, index)}: ${why}`,
    expected: 'routes from narrow to wide',
    fix: 'move it up, or remove it',
  });
}

/** Matches are equal where they decode to equal messages: names do not count, nor do zero values and the order of keys. */
function canonical(match: unknown): string {
  if (!isMap(match)) return 'null';
  const fields = Object.entries(match).filter(([field, value]) => field !== 'name' && !isZero(value) && !(MAPS.includes(field) && isEmptyMap(value)));
  return JSON.stringify(sorted(Object.fromEntries(fields)));
}

function isEmptyMap(value: unknown): boolean {
  return isMap(value) && Object.keys(value).length === 0;
}

function isZero(value: unknown): boolean {
  return value === undefined || value === null || value === '' || value === 0 || value === false || (Array.isArray(value) && value.length === 0);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
}

import { routeName } from './attachment';
import { warnOfUnreachableRules, type PlacedMatch } from './unreachable';
import type { Report } from '../report';
import { entriesAt, isMap, mapAt, numberAt, textAt, type PlainObject } from '../syntax/values';

/** What Istio compares of a match of a path by prefix. Texts are written `exact:x` or `prefix:x`, empty where neither is asked for. */
interface PrefixMatch extends PlacedMatch {
  readonly prefix: string;
  readonly port: number;
  readonly method: string;
  readonly authority: string;
  readonly maps: readonly Readonly<Record<string, string>>[];
}

/** Warns of http routes that no request reaches, and of prefixes that lie behind a shorter one. */
export function warnOfUnreachableHttpRules(routes: readonly unknown[], report: Report): void {
  const prefixes = warnOfUnreachableRules(routes, report).flatMap(prefixMatch);
  const told = new Set<PrefixMatch>();
  prefixes.forEach((wide, i) => {
    for (const narrow of prefixes.slice(i + 1).filter((later) => !told.has(later) && covers(wide, later))) {
      told.add(narrow);
      report.in(narrow.route, 'match', narrow.index).warning({
        code: 'virtual-service/ineffective-match',
        what: `the prefix '${narrow.prefix}' of route ${routeName(routes[narrow.route], narrow.route)} lies behind the prefix '${wide.prefix}'`
          + ` of route ${routeName(routes[wide.route], wide.route)}`,
        expected: 'longer prefixes before shorter ones: the first that fits gets the requests',
        fix: 'move the longer prefix up, or remove it',
      });
    }
  });
}

function prefixMatch(placed: PlacedMatch): readonly PrefixMatch[] {
  const { match } = placed;
  const prefix = textAt(mapAt(match, 'uri'), 'prefix');
  if (prefix === '') return [];
  return [{
    ...placed,
    prefix,
    port: numberAt(match, 'port'),
    method: asked(mapAt(match, 'method')) || 'exact:GET',
    authority: asked(mapAt(match, 'authority')),
    maps: ['headers', 'queryParams', 'withoutHeaders'].map((field) => askedByName(match, field)),
  }];
}

/**
 * Whether a match takes all that a later one takes, as Istio compares them: the conditions of the earlier start with those of the later.
 * @see istio/istio pkg/config/validation/validation.go (coveredValidation)
 */
function covers(wide: PrefixMatch, narrow: PrefixMatch): boolean {
  return wide.prefix !== narrow.prefix
    && narrow.prefix.startsWith(wide.prefix)
    && narrow.port === wide.port
    && wide.method.startsWith(narrow.method)
    && wide.authority.startsWith(narrow.authority)
    && wide.maps.every((map, i) => mapCovers(map, narrow.maps[i]));
}

function mapCovers(wide: Readonly<Record<string, string>>, narrow: Readonly<Record<string, string>>): boolean {
  const keys = Object.keys(wide);
  return keys.length === Object.keys(narrow).length && keys.every((key) => Object.hasOwn(narrow, key) && wide[key].startsWith(narrow[key]));
}

function askedByName(match: PlainObject, field: string): Readonly<Record<string, string>> {
  return Object.fromEntries(entriesAt(match, field).map(([name, value]) => [name, asked(isMap(value) ? value : undefined)]));
}

function asked(match: PlainObject | undefined): string {
  const exact = textAt(match, 'exact');
  const prefix = textAt(match, 'prefix');
  return exact ? `exact:${exact}` : prefix ? `prefix:${prefix}` : '';
}

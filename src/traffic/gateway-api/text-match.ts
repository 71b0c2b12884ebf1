import { type KindRow, MAP, stated } from '../../analysis/kinds';
import { type StringMatch, StringMatchKind } from '../../vocabulary/string-match';
import { ValueError } from '../../vocabulary/value-error';
import { STRING_MATCH } from '../kinds';

/** What such a map must be. */
export function textMatchKinds(at: string, map: { readonly [name: string]: StringMatch } | undefined): KindRow[] {
  const entries = MAP.is(map) ? Object.entries(map!) : [];
  return [[at, map, MAP], ...entries.map(([name, match]): KindRow => [`${at}['${name}']`, match, STRING_MATCH])];
}

/** A map of texts to match, as a list. Gateway API has no match by prefix. */
export function textMatches(what: string, map: { readonly [name: string]: StringMatch } | undefined): object[] | undefined {
  return map && Object.entries(stated(map)).map(([name, match]) => ({ name, type: typeOf(what, name, match), value: match.text }));
}

/** Exact is what the API fills in. */
function typeOf(what: string, name: string, { kind, text }: StringMatch): string | undefined {
  if (kind === StringMatchKind.EXACT) return undefined;
  if (kind === StringMatchKind.REGEX) return 'RegularExpression';
  throw new ValueError({
    code: 'traffic/no-such-match',
    what: `the ${what} '${name}' is to begin with '${text}', and Gateway API has no such match`,
    expected: 'StringMatch.exact(...) or StringMatch.regex(...)',
    fix: `write StringMatch.regex('${text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}.*')`,
  }, textMatches);
}

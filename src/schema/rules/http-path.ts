import { has, oneOf, quoted, shown } from './common';
import type { Broken, Checked, RuleMaker } from './types';

const PLAIN_TYPES = ['Exact', 'PathPrefix'];

/** Rules of paths in HTTPRoutes: how they are matched, and how they are rewritten. */
export const HTTP_PATH_RULES: Readonly<Record<string, RuleMaker>> = {
  'path-absolute': () => (match: Checked) => plain(match, (path) => !path.startsWith('/'), 'does not start with a slash', 'a path that starts with a slash'),
  'path-without': (text) => (match: Checked) => plain(match, (path) => path.includes(text), `holds ${shown(text)}`, `a path without ${shown(text)}`),
  'path-not-ending': (text) => (match: Checked) => plain(match, (path) => path.endsWith(text), `ends with ${shown(text)}`, `a path that does not end with ${shown(text)}`),
  'path-characters': () => (match: Checked) => plain(match, (path) => !/^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|%[0-9a-fA-F]{2})+$/.test(path),
    'holds characters that a path cannot', 'letters, digits, the signs that URLs allow, and escapes like %20'),

  'path-type': () => (match: Checked) => ([...PLAIN_TYPES, 'RegularExpression'].includes(match.type) ? undefined : {
    code: 'schema/enum', at: ['type'], what: `${shown(match.type)} is no type of a match`, expected: 'one of Exact, PathPrefix, RegularExpression', fix: 'write one of these',
  }),

  'redirect-without-backends': () => (rule: Checked) => (!rule.backendRefs?.length || !(rule.filters as Checked[] | undefined)?.some((filter) => has(filter, 'requestRedirect'))
    ? undefined
    : oneOf('requests are redirected and sent to backends', 'a redirect without `backendRefs`', 'remove the filter, or `backendRefs`')),

  'not-both-types': (one, other) => (filters: Checked[]) => ([one, other].every((type) => filters.some((filter) => filter.type === type))
    ? oneOf(`there are filters of type ${one} and of type ${other}`, 'one of the two', 'remove one of them')
    : undefined),

  /** CEL asks whether exactly one item rewrites a prefix; where several do, another rule refuses the repeated filter. */
  'prefix-match': (where, filter) => (rule: Checked) => {
    const rewrites = (filters: Checked[] | undefined) => filters?.filter((f) => f[filter]?.path?.type === 'ReplacePrefixMatch' && has(f[filter].path, 'replacePrefixMatch')).length === 1;
    const asks = where === 'filters' ? rewrites(rule.filters) : (rule.backendRefs as Checked[] | undefined)?.filter(({ filters }) => rewrites(filters)).length === 1;
    if (!asks || (rule.matches?.length === 1 && rule.matches[0].path?.type === 'PathPrefix')) return undefined;
    return {
      ...oneOf(`${quoted(filter)} replaces the prefix that was matched, and the rule does not match by one prefix`, 'one match, with a path of type PathPrefix', 'write one such match, or replace the full path'), at: ['matches'],
    };
  },
};

function plain(match: Checked, isWrong: (path: string) => boolean, problem: string, expected: string): Broken | undefined {
  if (!PLAIN_TYPES.includes(match.type) || !isWrong(match.value)) return undefined;
  return { code: 'schema/pattern', at: ['value'], what: `the path ${shown(match.value)} ${problem}`, expected, fix: `correct the path, or set ${quoted('type')} to RegularExpression` };
}

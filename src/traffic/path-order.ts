import { type PathMatch, PathMatchKind } from '../vocabulary/path-match';

/** A condition on the path as a VirtualService has it; its `prefix` goes by characters. */
export interface UriMatch {
  readonly exact?: string;
  readonly prefix?: string;
}

/**
 * The conditions that say the same in a VirtualService. A prefix by segments takes two, since `prefix: /x` there also
 * matches `/xyz`.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#StringMatch
 */
export function uriMatches(match: PathMatch): UriMatch[] {
  switch (match.kind) {
    case PathMatchKind.EXACT: return [{ exact: match.path }];
    case PathMatchKind.STRING_PREFIX: return [{ prefix: match.path }];
    case PathMatchKind.PREFIX: return matchesEverything(match) ? [{ prefix: '/' }] : [{ exact: match.path }, { prefix: `${match.path}/` }];
  }
}

/**
 * Orders matches so that none hides a more specific one: exact before prefix, longer before shorter, by segments before by
 * characters. Zero where the order makes no difference.
 */
export function compareSpecificity(a: PathMatch, b: PathMatch): number {
  return rank(a) - rank(b) || b.path.length - a.path.length || kindRank(a) - kindRank(b);
}

/** The same for two matches that match the same paths. */
export function matchKey(match: PathMatch): string {
  return matchesEverything(match) ? 'every path' : match.toString();
}

/** Whether every path that the inner one matches is matched by the outer one too, which is a prefix by segments. */
export function covers(outer: PathMatch, inner: PathMatch): boolean {
  if (matchesEverything(outer)) return true;
  if (inner.kind === PathMatchKind.STRING_PREFIX) return inner.path.startsWith(`${outer.path}/`);
  return inner.path === outer.path || inner.path.startsWith(`${outer.path}/`);
}

function matchesEverything(match: PathMatch): boolean {
  return match.path === '/' && match.kind !== PathMatchKind.EXACT;
}

function rank(match: PathMatch): number {
  return match.kind === PathMatchKind.EXACT ? 0 : 1;
}

function kindRank(match: PathMatch): number {
  return match.kind === PathMatchKind.STRING_PREFIX ? 1 : 0;
}

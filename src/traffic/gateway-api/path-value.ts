import { type PathMatch, PathMatchKind } from '../../vocabulary/path-match';
import { ValueError } from '../../vocabulary/value-error';

/** A path as HTTPRoute writes it; its prefix goes by segments, as ours does. */
export function pathValue({ kind, path }: PathMatch): object {
  if (kind === PathMatchKind.PREFIX) return { type: 'PathPrefix', value: path };
  if (kind === PathMatchKind.EXACT) return { type: 'Exact', value: path };
  throw new ValueError({
    code: 'traffic/no-such-match',
    what: `paths are to begin with the characters '${path}', and Gateway API has no such match`,
    expected: 'PathMatch.prefix(...), which goes by segments, or PathMatch.exact(...)',
    fix: `write PathMatch.prefix('${path}'), or \`pathRegex\` where it must be by characters`,
  }, pathValue);
}

import { compareSpecificity, covers, matchKey, uriMatches } from '../../src/traffic/path-order';
import { PathMatch } from '../../src/vocabulary/path-match';

describe('a match in a VirtualService', () => {
  test('a prefix by segments is the path itself and everything below it', () => {
    expect(uriMatches(PathMatch.prefix('/x'))).toEqual([{ exact: '/x' }, { prefix: '/x/' }]);
    expect(uriMatches(PathMatch.prefix('/x/'))).toEqual([{ exact: '/x' }, { prefix: '/x/' }]);
  });

  test('the prefix / is every path', () => {
    expect(uriMatches(PathMatch.prefix('/'))).toEqual([{ prefix: '/' }]);
  });

  test('exact stays exact, a prefix by characters stays one', () => {
    expect(uriMatches(PathMatch.exact('/x'))).toEqual([{ exact: '/x' }]);
    expect(uriMatches(PathMatch.stringPrefix('/x'))).toEqual([{ prefix: '/x' }]);
  });
});

/** Whether a path matches, by the rules of a VirtualService. */
function isMatch(match: PathMatch, path: string): boolean {
  return uriMatches(match).some(({ exact, prefix }) => (exact !== undefined ? path === exact : path.startsWith(prefix!)));
}

const PATHS = ['/', '/x', '/x/', '/xyz', '/x/y', '/x/yz', '/x/y/z', '/xy', '/xy/z', '/x/yy'];
const MATCHES = ['/', '/x', '/x/', '/x/y', '/xy', '/xyz'].flatMap((p) => [PathMatch.prefix(p), PathMatch.exact(p), PathMatch.stringPrefix(p)]);

describe('the order of matches', () => {
  test('exact before prefix, longer before shorter, segments before characters', () => {
    const sorted = [
      PathMatch.stringPrefix('/x'), PathMatch.prefix('/'), PathMatch.prefix('/x'), PathMatch.exact('/'), PathMatch.prefix('/x/y'), PathMatch.exact('/x/y'),
    ].sort(compareSpecificity);
    expect(sorted.map(String)).toEqual(['exact /x/y', 'exact /', 'prefix /x/y', 'prefix /x', 'stringPrefix /x', 'prefix /']);
  });

  test('no match comes after one that matches everything it matches and more', () => {
    const sorted = [...MATCHES].sort(compareSpecificity);
    sorted.forEach((match, i) => {
      const mine = PATHS.filter((p) => isMatch(match, p));
      for (const before of sorted.slice(0, i)) {
        expect(mine).not.toEqual([]);
        const hidden = mine.every((p) => isMatch(before, p)) && PATHS.filter((p) => isMatch(before, p)).length > mine.length;
        expect({ match: String(match), before: String(before), hidden }).toEqual({ match: String(match), before: String(before), hidden: false });
      }
    });
  });
});

test('matches of the same paths have the same key, others do not', () => {
  expect(matchKey(PathMatch.stringPrefix('/'))).toBe(matchKey(PathMatch.prefix('/')));
  expect(matchKey(PathMatch.prefix('/x/'))).toBe(matchKey(PathMatch.prefix('/x')));
  expect(matchKey(PathMatch.exact('/'))).not.toBe(matchKey(PathMatch.prefix('/')));
  expect(matchKey(PathMatch.stringPrefix('/x/'))).not.toBe(matchKey(PathMatch.prefix('/x')));
});

describe('what a delegated prefix covers', () => {
  const api = PathMatch.prefix('/api');

  test('itself and what is below it', () => {
    for (const m of [api, PathMatch.prefix('/api/v1'), PathMatch.exact('/api'), PathMatch.exact('/api/x'), PathMatch.stringPrefix('/api/v')]) {
      expect(covers(api, m)).toBe(true);
    }
  });

  test('neither its neighbours nor what is above it', () => {
    for (const m of [PathMatch.prefix('/'), PathMatch.prefix('/apis'), PathMatch.exact('/apix'), PathMatch.stringPrefix('/api')]) {
      expect(covers(api, m)).toBe(false);
    }
  });

  test('everything, where it is /', () => {
    expect(MATCHES.every((m) => covers(PathMatch.prefix('/'), m))).toBe(true);
  });
});

import { ValueError } from './value-error';

/** How a `PathMatch` compares. */
export enum PathMatchKind {
  /** By whole path segments. */
  PREFIX = 'prefix',
  /** The whole path. */
  EXACT = 'exact',
  /** By characters. */
  STRING_PREFIX = 'stringPrefix',
}

/**
 * What the path of a request must look like.
 *
 * One meaning on every API: `prefix` goes by segments, whatever the API below calls prefix.
 */
export class PathMatch {
  /**
   * The path itself and everything below it: `/x` matches `/x`, `/x/` and `/x/y`, never `/xyz`. `/` matches every path.
   *
   * @param path starts with `/`; a slash at its end means nothing
   * @throws if it does not start with `/`, or holds `?`, `#` or white space
   */
  public static prefix(path: string): PathMatch {
    const checked = check(path, PathMatch.prefix);
    return new PathMatch(PathMatchKind.PREFIX, checked.length > 1 ? checked.replace(/\/+$/, '') || '/' : checked);
  }

  /**
   * This path and no other.
   *
   * @param path starts with `/`
   * @throws if it does not start with `/`, or holds `?`, `#` or white space
   */
  public static exact(path: string): PathMatch {
    return new PathMatch(PathMatchKind.EXACT, check(path, PathMatch.exact));
  }

  /**
   * Every path that begins with these characters: `/x` matches `/xyz` too. Gateway API has no such match.
   *
   * @param path starts with `/`
   * @throws if it does not start with `/`, or holds `?`, `#` or white space
   */
  public static stringPrefix(path: string): PathMatch {
    return new PathMatch(PathMatchKind.STRING_PREFIX, check(path, PathMatch.stringPrefix));
  }

  private constructor(
    /** How the path compares. */
    public readonly kind: PathMatchKind,
    /** The path it compares with. */
    public readonly path: string,
  ) {}

  /** Reads as in a sentence, for instance `prefix /reviews`. */
  public toString(): string {
    return `${this.kind} ${this.path}`;
  }
}

function check(path: string, below: Function): string {
  if (typeof path !== 'string' || !path.startsWith('/') || /[\s?#]/.test(path)) {
    throw new ValueError({
      code: 'vocabulary/invalid-path',
      what: `'${String(path)}' is not a path to match`,
      expected: "a path that starts with '/' and holds no '?', '#' or white space",
      fix: typeof path === 'string' && /^[^\s?#/][^\s?#]*$/.test(path) ? `write '/${path}'` : "write one like '/reviews'",
    }, below);
  }
  return path;
}

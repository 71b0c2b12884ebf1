import { checkHandle } from '../../vocabulary/check-handle';
import { type PathMatch, PathMatchKind } from '../../vocabulary/path-match';
import { ValueError } from '../../vocabulary/value-error';

/**
 * What the path of a request must look like for a policy, which compares by characters: normalised by the mesh before, without
 * query.
 *
 * @see https://istio.io/latest/docs/reference/config/security/authorization-policy/#Operation
 */
export class PathPattern {
  /** Every path. */
  public static readonly ANY = new PathPattern(['*']);

  /**
   * A path as routes match it. A prefix goes by segments: it becomes two patterns, `/x` and `/x/*`.
   *
   * @param match the path
   */
  public static of(match: PathMatch): PathPattern {
    checkHandle('path', match, PathPattern.of);
    const { kind, path } = match;
    if (kind === PathMatchKind.EXACT) return new PathPattern([path]);
    if (kind === PathMatchKind.STRING_PREFIX) return new PathPattern([`${path}*`]);
    return new PathPattern(path === '/' ? ['/*'] : [path, `${path}/*`]);
  }

  /**
   * Every path with this end.
   *
   * @param end the characters it ends with, for instance `/info`
   * @throws if it is no text, empty, or holds `*`
   */
  public static suffix(end: string): PathPattern {
    if (typeof end !== 'string' || end === '' || end.includes('*')) throw invalid(end, "an end like '/info'", PathPattern.suffix);
    return new PathPattern([`*${end}`]);
  }

  /**
   * A path with holes: `{*}` is one segment, `{**}` any number of them. Needs Istio 1.22, which every release has.
   *
   * @param template for instance `/users/{*}/orders`
   * @throws if it does not start with `/`, or has no hole
   */
  public static template(template: string): PathPattern {
    if (typeof template !== 'string' || !template.startsWith('/') || !/\{\*\*?\}/.test(template)) {
      throw invalid(template, "a path with `{*}` or `{**}` in place of segments, like '/users/{*}/orders'", PathPattern.template);
    }
    return new PathPattern([template]);
  }

  private constructor(
    /** As the policy writes it; any of them is enough. */
    public readonly patterns: string[],
  ) {}
}

function invalid(given: unknown, expected: string, below: Function): ValueError {
  return new ValueError({
    code: 'security/invalid-path-pattern',
    what: `${JSON.stringify(given) ?? String(given)} is no such pattern of a path`,
    expected,
    fix: 'write one like it, or PathPattern.of(PathMatch.prefix(...))',
  }, below);
}

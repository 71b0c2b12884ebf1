import type { IConstruct } from 'constructs';
import type { RenderedMatch } from './http-match';
import { required, TEXT } from '../../analysis/kinds';
import { checkShape } from '../../analysis/shape';
import type { MeshHost } from '../../vocabulary/mesh-host';
import { MESH_HOST } from '../kinds';

/** What else is rewritten. */
export interface HttpRewriteOptions {
  /**
   * The host that the destination sees as asked for.
   * @default - that of the client
   */
  readonly authority?: MeshHost;
}

interface Parts extends HttpRewriteOptions {
  readonly path?: string;
  readonly expression?: string;
  readonly substitution?: string;
}

/**
 * What requests look like when they get to their destination.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRewrite
 */
export class HttpRewrite {
  /**
   * Another path in place of that which the match compares with: of a prefix the prefix, otherwise the whole. With the match
   * `PathMatch.prefix('/shop')` and the path `/v2`, `/shop/cart` becomes `/v2/cart`. A match without a path is one of the prefix `/`.
   *
   * @param path the new path, or prefix of it
   * @param options the host
   */
  public static path(path: string, options: HttpRewriteOptions = {}): HttpRewrite {
    return new HttpRewrite('path', { ...options, path });
  }

  /**
   * Another path by a regular expression.
   *
   * @param expression an RE2 regular expression; what it matches of the path is replaced, query excluded
   * @param substitution what comes in its place; `\1` is what the first group has matched
   * @param options the host
   */
  public static pathRegex(expression: string, substitution: string, options: HttpRewriteOptions = {}): HttpRewrite {
    return new HttpRewrite('pathRegex', { ...options, expression, substitution });
  }

  /**
   * Another host, and the same path.
   *
   * @param authority the host that the destination sees as asked for
   */
  public static authority(authority: MeshHost): HttpRewrite {
    return new HttpRewrite('authority', { authority });
  }

  private constructor(
    private readonly kind: 'path' | 'pathRegex' | 'authority',
    private readonly parts: Parts,
  ) {}

  /** As the API has it, for what a match replaces. @internal */
  public _json(replaced: RenderedMatch['replaced']): object {
    const { authority, path, expression, substitution } = this.parts;
    return {
      authority: authority?.host,
      // of `/shop/` a prefix by segments replaces the slash too, so the new prefix ends with one
      uri: path !== undefined && replaced === 'segments' && !path.endsWith('/') ? `${path}/` : path,
      uriRegexRewrite: this.kind === 'pathRegex' ? { match: expression, rewrite: substitution } : undefined,
    };
  }

  /** Whether every match takes the same. @internal */
  public get _isUniform(): boolean {
    return this.parts.path?.endsWith('/') ?? true;
  }

  /** Fails at what is of a wrong type. @internal */
  public _check(at: IConstruct, code: string, subject: string): void {
    checkShape<Parts>(at, code, `the HttpRewrite of ${subject}`, this.parts, {
      path: this.kind === 'path' ? required(TEXT) : TEXT,
      expression: this.kind === 'pathRegex' ? required(TEXT) : TEXT,
      substitution: this.kind === 'pathRegex' ? required(TEXT) : TEXT,
      authority: this.kind === 'authority' ? required(MESH_HOST) : MESH_HOST,
    });
  }
}

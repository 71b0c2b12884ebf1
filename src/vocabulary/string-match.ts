import { ValueError } from './value-error';

/** How a `StringMatch` compares. */
export enum StringMatchKind {
  /** The whole text. */
  EXACT = 'exact',
  /** By characters, from the start. */
  PREFIX = 'prefix',
  /** The whole text, by an RE2 regular expression. */
  REGEX = 'regex',
}

/**
 * What a text must look like: a header, a query parameter, a method.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#StringMatch
 */
export class StringMatch {
  /**
   * This text and no other.
   *
   * @param text the text
   * @throws if it is no text
   */
  public static exact(text: string): StringMatch {
    return new StringMatch(StringMatchKind.EXACT, check(text, StringMatch.exact));
  }

  /**
   * Every text that begins with these characters.
   *
   * @param text the characters
   * @throws if it is no text
   */
  public static prefix(text: string): StringMatch {
    return new StringMatch(StringMatchKind.PREFIX, check(text, StringMatch.prefix));
  }

  /**
   * Every text that the expression matches as a whole.
   *
   * @param expression an RE2 regular expression: no look-around, no back references
   * @throws if it is no text
   * @see https://github.com/google/re2/wiki/Syntax
   */
  public static regex(expression: string): StringMatch {
    return new StringMatch(StringMatchKind.REGEX, check(expression, StringMatch.regex));
  }

  private constructor(
    /** How the text compares. */
    public readonly kind: StringMatchKind,
    /** The text or the expression it compares with. */
    public readonly text: string,
  ) {}

  /** Reads as in a sentence, for instance `prefix /reviews`. */
  public toString(): string {
    return `${this.kind} ${this.text}`;
  }

  /** As Istio's resources write it. @internal */
  public get _istio(): { readonly [kind: string]: string } {
    return { [this.kind]: this.text };
  }
}

function check(text: string, below: Function): string {
  if (typeof text === 'string') return text;
  throw new ValueError({
    code: 'vocabulary/invalid-match',
    what: `${String(text)} is not a text to match`,
    expected: 'a string',
    fix: typeof text === 'number' || typeof text === 'boolean' ? `write '${String(text)}'` : 'write one',
  }, below);
}

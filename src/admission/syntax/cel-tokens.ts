/** A word of the Common Expression Language. */
export interface CelToken {
  readonly kind: 'int' | 'uint' | 'double' | 'string' | 'name' | 'escaped name' | 'sign' | 'end';
  readonly text: string;
}

const ESCAPE = String.raw`\\(?:[abfnrtv"'\\?` + '`' + String.raw`]|[xX][\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[0-3][0-7]{2})`;
const STRING = [
  `"""(?:${ESCAPE}|[^\\\\])*?"""`, `'''(?:${ESCAPE}|[^\\\\])*?'''`,
  `"(?:${ESCAPE}|[^\\\\"\\n\\r])*"`, `'(?:${ESCAPE}|[^\\\\'\\n\\r])*'`,
  String.raw`[rR]"""[^]*?"""`, String.raw`[rR]'''[^]*?'''`, String.raw`[rR]"[^"\n\r]*"`, String.raw`[rR]'[^'\n\r]*'`,
].join('|');

/** Longest first where two begin alike. */
const KINDS: readonly (readonly [kind: CelToken['kind'] | undefined, pattern: RegExp])[] = [
  [undefined, /(?:[\t \r\n\f]|\/\/[^\n]*)+/y],
  ['string', new RegExp(`[bB]?(?:${STRING})`, 'yu')],
  ['double', /\d+\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+|\.\d+(?:[eE][+-]?\d+)?/y],
  ['uint', /(?:0x[\da-fA-F]+|\d+)[uU]/y],
  ['int', /0x[\da-fA-F]+|\d+/y],
  ['name', /[A-Za-z_]\w*/y],
  ['escaped name', /`[\w.\-/ ]+`/y],
  ['sign', /==|!=|<=|>=|&&|\|\||[<>[\]{}().,\-!?:+*/%]/y],
];

/** The words of an expression, closed by one of the kind `end`; where it has something else, a clause that says what is wrong. */
export function celTokens(expression: string): readonly CelToken[] | string {
  const tokens: CelToken[] = [];
  let at = 0;
  while (at < expression.length) {
    const found = KINDS.find(([, pattern]) => {
      pattern.lastIndex = at;
      return pattern.test(expression);
    });
    if (!found) return `'${expression.slice(at, at + 20)}' is no word of the language`;
    const [kind, pattern] = found;
    const text = expression.slice(at, pattern.lastIndex);
    const wrong = kind && literalProblem(kind, text);
    if (wrong) return wrong;
    if (kind) tokens.push({ kind, text });
    at = pattern.lastIndex;
  }
  return [...tokens, { kind: 'end', text: '' }];
}

function literalProblem(kind: CelToken['kind'], text: string): string | undefined {
  if (kind === 'uint' && BigInt(text.slice(0, -1)) >= 2n ** 64n) return `${text} is more than 64 bits hold`;
  if (kind === 'double' && !Number.isFinite(Number(text))) return `${text} is more than a double holds`;
  if (kind !== 'string' || /^[bB]?[rR]/.test(text)) return undefined;
  const escapes = [...text.matchAll(/\\(?:u(.{4})|U(.{8})|[^])/g)].flatMap(([, short, long]) => short ?? long ?? []);
  if (escapes.length === 0) return undefined;
  if (/^[bB]/.test(text)) return 'bytes have an escape of Unicode';
  return escapes.every((digits) => isScalar(Number.parseInt(digits, 16))) ? undefined : `${text} has an escape of no character`;
}

/** Whether a number is one of a character: Unicode keeps some for halves of pairs. */
function isScalar(code: number): boolean {
  return code <= 0x10FFFF && !(code >= 0xD800 && code <= 0xDFFF);
}

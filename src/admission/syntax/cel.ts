import { celTokens, type CelToken } from './cel-tokens';

/**
 * Whether an expression can be read as the Common Expression Language. Istio's webhook asks no more: neither types nor names.
 *
 * The parsers that npm has take and refuse other expressions than Google's for Go, which istiod uses: they check no macros and no bounds of
 * numbers, and know fewer forms. The grammar is small, and follows cel-go parser/gen/CEL.g4, parser/parser.go and parser/macro.go; optional
 * fields (`a.?b`, `[?a]`) are off there.
 */
export function celProblem(expression: string): string | undefined {
  if ([...expression].length > MAX_CHARACTERS) return `it has more than ${MAX_CHARACTERS} characters`;
  const tokens = celTokens(expression);
  if (typeof tokens === 'string') return tokens;
  try {
    new CelReader(tokens).read();
    return undefined;
  } catch (error) {
    if (error instanceof CelError) return error.message;
    throw error;
  }
}

const MAX_CHARACTERS = 100_000;
/** How deep an expression may be nested, both while it is read and as a tree. */
const MAX_DEPTH = 250;

/** Names that may be fields and functions of values, but neither variables nor functions of their own. */
const RESERVED = new Set([
  'as', 'break', 'const', 'continue', 'else', 'for', 'function', 'if', 'import', 'let', 'loop', 'package', 'namespace', 'return', 'var', 'void', 'while',
]);
/** Words that are no names at all. */
const KEYWORDS = new Set(['true', 'false', 'null', 'in']);
const RELATIONS = new Set(['<', '<=', '>=', '>', '==', '!=', 'in']);
/** Macros of a value by name and number of arguments: the first one names a variable. */
const MACROS = new Set(['all/2', 'exists/2', 'exists_one/2', 'map/2', 'map/3', 'filter/2']);
const ACCUMULATOR = '__result__';

/** What the parent of an expression may want to know of it. */
interface Expression {
  readonly form: 'name' | 'field' | 'other';
  /** With the dot before it, where it is a name. */
  readonly name?: string;
  readonly depth: number;
}

/** The rules that recur in themselves. */
type Recursive = 'expression' | 'relation' | 'calculation';

class CelError extends Error {}

class CelReader {
  private at = 0;
  private readonly open: Record<Recursive, number> = { expression: 0, relation: 0, calculation: 0 };

  public constructor(private readonly tokens: readonly CelToken[]) {}

  public read(): void {
    this.expression();
    if (this.next.kind !== 'end') throw this.unexpected();
  }

  private expression(): Expression {
    return this.nested('expression', () => {
      const condition = this.chain('||', () => this.chain('&&', () => this.relation()));
      if (!this.takes('?')) return condition;
      const branches = [this.chain('||', () => this.chain('&&', () => this.relation()))];
      this.expect(':');
      branches.push(this.expression());
      return this.above([condition, ...branches]);
    });
  }

  /** Operands of a logical operator, which make no deeper tree: cel-go balances it. */
  private chain(operator: string, operand: () => Expression): Expression {
    const operands = [operand()];
    while (this.takes(operator)) operands.push(operand());
    return operands.length === 1 ? operands[0] : { form: 'other', depth: Math.max(...operands.map(({ depth }) => depth)) };
  }

  private relation(): Expression {
    return this.nested('relation', () => {
      let left = this.calculation(0);
      while (this.isSign(RELATIONS)) {
        this.at++;
        left = this.above([left, this.nested('relation', () => this.calculation(0))]);
      }
      return left;
    });
  }

  private calculation(precedence: number): Expression {
    return this.nested('calculation', () => {
      let left = this.unary();
      for (;;) {
        const level = /^[*/%]$/.test(this.next.text) ? 2 : /^[+-]$/.test(this.next.text) ? 1 : 0;
        if (this.next.kind !== 'sign' || level === 0 || level <= precedence) return left;
        this.at++;
        left = this.above([left, this.calculation(level)]);
      }
    });
  }

  private unary(): Expression {
    const operator = ['!', '-'].find((sign) => this.isNext(sign));
    if (operator === undefined || (operator === '-' && this.isNumber(1))) return this.member();
    let count = 0;
    while (this.takes(operator)) count++;
    const operand = this.member();
    return count % 2 === 0 ? operand : { form: 'other', depth: operand.depth };
  }

  private member(): Expression {
    let value = this.primary();
    for (;;) {
      if (this.takes('[')) {
        value = this.above([value, this.expression()]);
        this.expect(']');
      } else if (this.takes('.')) {
        const isEscaped = this.next.kind === 'escaped name';
        const name = this.fieldName();
        if (!isEscaped && this.takes('(')) {
          const parts = this.list(')', () => this.expression(), 'no comma at the end');
          if (MACROS.has(`${name}/${parts.length}`)) checkVariable(parts[0], name);
          value = this.above([value, ...parts]);
        } else {
          value = { ...this.above([value]), form: 'field' };
        }
      } else {
        return value;
      }
    }
  }

  private primary(): Expression {
    if (this.takes('(')) {
      const inner = this.expression();
      this.expect(')');
      return inner;
    }
    if (this.takes('[')) return this.above(this.list(']', () => this.expression()), 0);
    if (this.takes('{')) return this.above(this.list('}', () => [this.expression(), this.afterColon()]).flat(), 0);
    if (this.isMessage()) return this.message();
    const hasDot = this.takes('.');
    if (this.isName()) return this.nameOrCall(hasDot);
    if (hasDot) throw this.unexpected();
    return this.literal();
  }

  /** Whether names with dots between them and a brace come next: `google.rpc.Status{`. */
  private isMessage(): boolean {
    let at = this.at + (this.isNext('.') ? 1 : 0);
    while (this.isName(at) && this.tokens[at + 1].text === '.' && this.tokens[at + 1].kind === 'sign') at += 2;
    return this.isName(at) && this.tokens[at + 1].text === '{' && this.tokens[at + 1].kind === 'sign';
  }

  private message(): Expression {
    while (!this.takes('{')) this.at++;
    return this.above(this.list('}', () => {
      this.fieldName();
      return this.afterColon();
    }), 0);
  }

  private nameOrCall(hasDot: boolean): Expression {
    const { text } = this.next;
    if (RESERVED.has(text)) throw new CelError(`'${text}' is reserved`);
    this.at++;
    if (!this.takes('(')) return { form: 'name', name: hasDot ? `.${text}` : text, depth: 0 };
    const parts = this.list(')', () => this.expression(), 'no comma at the end');
    if (text !== 'has' || hasDot || parts.length !== 1) return this.above(parts, 0);
    if (parts[0].form !== 'field') throw new CelError('has() is asked of something else than a field, like has(request.headers)');
    return { ...this.above(parts, 0), form: 'field' };
  }

  private literal(): Expression {
    const sign = this.isNumber(1) && this.takes('-') ? '-' : '';
    const { kind, text } = this.next;
    const isLiteral = kind === 'int' || kind === 'uint' || kind === 'double' || kind === 'string'
      || (kind === 'name' && KEYWORDS.has(text) && text !== 'in');
    if (!isLiteral) throw this.unexpected();
    if (kind === 'int' && BigInt(text) >= 2n ** 63n + (sign ? 1n : 0n)) throw new CelError(`${sign}${text} is more than 64 bits hold`);
    this.at++;
    return { form: 'other', depth: 0 };
  }

  /** Whether a number follows a minus sign, so that the sign is a part of it. */
  private isNumber(ahead: number): boolean {
    const kind = this.tokens[this.at + ahead]?.kind;
    return this.isNext('-') && (kind === 'int' || kind === 'double');
  }

  private list<T>(close: string, item: () => T, end: 'a comma may close it' | 'no comma at the end' = 'a comma may close it'): T[] {
    const items: T[] = [];
    while (!this.takes(close)) {
      if (items.length > 0) this.expect(',');
      if (end === 'a comma may close it' && this.takes(close)) return items;
      if (end === 'a comma may close it' && items.length === 0 && this.takes(',')) {
        this.expect(close);
        return items;
      }
      items.push(item());
    }
    return items;
  }

  private afterColon(): Expression {
    this.expect(':');
    return this.expression();
  }

  private fieldName(): string {
    if (!this.isName() && this.next.kind !== 'escaped name') throw this.unexpected();
    return this.tokens[this.at++].text;
  }

  private nested<T>(rule: Recursive, read: () => T): T {
    if (++this.open[rule] > MAX_DEPTH) throw tooDeep();
    const result = read();
    this.open[rule]--;
    return result;
  }

  /** The expression that has these as its parts, so many levels above the deepest of them. */
  private above(parts: readonly Expression[], levels = 1): Expression {
    const depth = Math.max(0, ...parts.map((part) => part.depth)) + levels;
    if (depth > MAX_DEPTH) throw tooDeep();
    return { form: 'other', depth };
  }

  private get next(): CelToken {
    return this.tokens[this.at];
  }

  private isName(at = this.at): boolean {
    return this.tokens[at].kind === 'name' && !KEYWORDS.has(this.tokens[at].text);
  }

  private isNext(sign: string): boolean {
    return this.next.kind === 'sign' && this.next.text === sign;
  }

  private isSign(signs: ReadonlySet<string>): boolean {
    return (this.next.kind === 'sign' || this.next.text === 'in') && signs.has(this.next.text);
  }

  private takes(sign: string): boolean {
    if (!this.isNext(sign)) return false;
    this.at++;
    return true;
  }

  private expect(sign: string): void {
    if (!this.takes(sign)) throw new CelError(`${this.found()} stands where '${sign}' is expected`);
  }

  private unexpected(): CelError {
    return new CelError(`${this.found()} is not expected there`);
  }

  private found(): string {
    return this.next.kind === 'end' ? 'the end' : `'${this.next.text}'`;
  }
}

function checkVariable({ form, name }: Expression, macro: string): void {
  if (form !== 'name') throw new CelError(`the first argument of ${macro}() is no name of a variable`);
  if (name === ACCUMULATOR) throw new CelError(`'${ACCUMULATOR}' is a variable that ${macro}() uses itself`);
}

function tooDeep(): CelError {
  return new CelError(`it is nested deeper than ${MAX_DEPTH} levels`);
}

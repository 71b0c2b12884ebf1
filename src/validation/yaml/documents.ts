// eslint-disable-next-line import/no-extraneous-dependencies -- it is bundled
import { Composer, type CST, type Document, type Node, Parser, Lexer, type YAMLError } from 'yaml';
import { offsetOf } from './origins';
import { MAX_DEPTH, syntaxProblem, tooDeep } from './problems';
import { ValueMaker } from './value';
import type { Problem } from '../../analysis/finding';
import type { SourceDocument, TextProblem } from '../document';
import { Lines } from '../position';

/** `failsafe`: scalars are left as they are written, and resolved here. Double keys are looked for here, too: the parser's search is quadratic. */
const OPTIONS = { schema: 'failsafe', resolveKnownTags: false, uniqueKeys: false, keepSourceTokens: false, prettyErrors: false, logLevel: 'silent' } as const;

/** The documents of a YAML or JSON text. Those without content, such as comments between two `---`, are left out. */
export function* documentsOf(text: string, file: string): Generator<SourceDocument> {
  const lines = new Lines(text);
  const composer = new Composer(OPTIONS);
  try {
    for (const token of tokens(text)) {
      for (const document of composer.next(token)) yield* read(document, text, file, lines);
    }
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error;
    for (const document of composer.end()) yield* read(document, text, file, lines);
    const position = lines.position(error.offset);
    yield { file, problems: [{ ...tooDeep(), position }], locate: () => position };
    return;
  }
  for (const document of composer.end(true, text.length)) yield* read(document, text, file, lines);
}

class TooDeep extends Error {
  public constructor(public readonly offset: number) {
    super();
  }
}

/** The parser keeps its own stack, whoever reads what it makes does not: so depth is judged while it parses. */
function* tokens(text: string): Generator<CST.Token> {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme);
    if (parser.stack.length > MAX_DEPTH) throw new TooDeep(parser.offset);
  }
  yield* parser.end();
}

function* read(document: Document.Parsed, text: string, file: string, lines: Lines): Generator<SourceDocument> {
  const problems: TextProblem[] = [];
  const report = (problem: Problem, offset: number, at?: TextProblem['at']) => problems.push({ ...problem, position: lines.position(offset), at });
  const { contents, errors } = document;
  const start = (contents as Node | null)?.range?.[0] ?? document.range[0];

  if (errors.length > 0) {
    // What follows the first one is its consequence.
    const [{ code, message, pos }] = [...errors].sort((a: YAMLError, b: YAMLError) => a.pos[0] - b.pos[0]);
    const lineEnd = text.indexOf('\n', pos[0]);
    report(syntaxProblem(code, message, text.slice(document.range[0], lineEnd < 0 ? undefined : lineEnd)), pos[0]);
    yield { file, problems, locate: () => problems[0].position };
    return;
  }
  if (isEmpty(contents)) return;
  const maker = new ValueMaker({ report, line: (offset) => lines.position(offset).line });
  const made = maker.make(contents);
  yield {
    file,
    content: made?.value,
    problems,
    locate: (path) => lines.position(offsetOf(path, made?.value, start, maker.origins)),
  };
}

/** Nothing, or nothing but comments. */
function isEmpty(contents: Node | null): boolean {
  return contents === null || ('source' in contents && contents.source === '' && (contents as { type?: string }).type === 'PLAIN');
}

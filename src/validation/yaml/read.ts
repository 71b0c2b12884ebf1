import { documentsOf } from './documents';
import { decode } from './text';
import type { SourceDocument } from '../document';

/** The documents of a file. One that is no text is one document with a problem. */
export function* readDocuments(bytes: Uint8Array, file: string): Generator<SourceDocument> {
  const decoded = decode(bytes);
  if ('text' in decoded) {
    yield* documentsOf(decoded.text, file);
    return;
  }
  const position = { line: decoded.line, column: decoded.column };
  yield { file, problems: [{ ...decoded.problem, position }], locate: () => position };
}

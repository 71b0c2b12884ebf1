import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'fs';
import * as path from 'path';
import { isRecord, type Shape, type ShapeProblem, problemAt, shapeProblems } from './shape';
import type { Finding } from '../../analysis/finding';
import { MeshError } from '../../analysis/mesh-error';
import { formatFindings } from '../../analysis/report';

/** How many formats back are still read. */
const FORMATS_BACK = 2;

/** Turns a document of one format into the same document of the next. Fields that it does not know stay. */
export type Migration = (document: { [key: string]: unknown }) => { [key: string]: unknown };

/** A kind of file that programs exchange. */
export interface DocumentKind {
  /** As messages name it, for instance `mesh contract`. */
  readonly name: string;
  /** The prefix of its error codes. */
  readonly code: string;
  /** How a good file of this kind comes to be. */
  readonly source: string;
  /** The format that this library writes. */
  readonly format: number;
  /** The way up from older formats: the migration of each format that was written before, to the next. */
  readonly migrations: { readonly [from: number]: Migration };
  readonly shape: Shape;
  /** What no shape of a single value can say: names that refer to nothing, things that are there twice. */
  coherence(document: { [key: string]: unknown }): ShapeProblem[];
}

/**
 * Reads a document: checks its format, brings it to the present one, and checks all of it.
 *
 * @param where what messages show, the name of the file
 * @throws one report with everything that is wrong
 */
export function readDocument(kind: DocumentKind, content: string, where: string): { [key: string]: unknown } {
  const parsed = parse(kind, content, where);
  const format = readableFormat(kind, parsed, where);
  let document = parsed;
  for (let from = format; from < kind.format; from++) document = { ...kind.migrations[from](document), format: from + 1 };
  const shape = shapeProblems(document, kind.shape);
  // a reference can be followed only where the parts have their shape
  const problems = shape.length > 0 ? shape : kind.coherence(document);
  if (problems.length > 0) {
    refuse(where, problems.map((p) => ({
      code: `${kind.code}-invalid`,
      what: `${p.path} is ${p.value}`,
      expected: p.expected,
      fix: `take the file as its program wrote it (${kind.source}), rather than edit it`,
      cause: p.path,
    })));
  }
  return document;
}

/** The text of a file; a file that is not there is an error that says how it comes to be. */
export function readFile(kind: DocumentKind, file: string): string {
  if (typeof file !== 'string' || file === '') refuseType(kind, 'the path of the file', file);
  if (existsSync(file) && statSync(file).isFile()) return readFileSync(file, 'utf8');
  return refuse(file, [{
    code: `${kind.code}-missing`,
    what: existsSync(file) ? 'this is not a file' : `there is no such file below ${path.isAbsolute(file) ? path.parse(file).root : 'the working directory'}`,
    expected: `the path of a ${kind.name}, absolute or relative to the directory in which the program runs`,
    fix: `copy the file here; ${kind.source}`,
  }]);
}

/** Writes a file, and the folders above it. */
export function writeFile(file: string, content: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
}

function parse(kind: DocumentKind, content: string, where: string): { [key: string]: unknown } {
  if (typeof content !== 'string') refuseType(kind, 'the text', content);
  let parsed: unknown;
  try {
    parsed = JSON.parse(content.replace(/^\uFEFF/, ''));
  } catch (e) {
    refuse(where, [{
      code: `${kind.code}-not-json`,
      what: `this is not JSON: ${(e as Error).message}`,
      expected: `a ${kind.name}`,
      fix: `take the file as its program wrote it (${kind.source})`,
    }]);
  }
  if (isRecord(parsed)) return parsed;
  const { value } = problemAt('', parsed, '');
  return refuse(where, [{
    code: `${kind.code}-invalid`,
    what: `the file holds ${value}`,
    expected: `a ${kind.name}: a map with \`format\` and more`,
    fix: `take the file as its program wrote it (${kind.source})`,
  }]);
}

function readableFormat(kind: DocumentKind, document: { [key: string]: unknown }, where: string): number {
  const { format, oldestReader } = document;
  for (const [field, value] of Object.entries({ format, oldestReader })) {
    if (Number.isInteger(value) && (value as number) >= 1) continue;
    refuse(where, [{
      code: `${kind.code}-invalid`,
      what: `${field} is ${JSON.stringify(value) ?? 'missing'}`,
      expected: `a whole number, 1 or more: without it this file is no ${kind.name}`,
      fix: `take the file as its program wrote it (${kind.source})`,
    }]);
  }
  if ((oldestReader as number) > kind.format) {
    refuse(where, [{
      code: `${kind.code}-too-new`,
      what: `this ${kind.name} has format ${format} and is meant for readers of format ${oldestReader} or later`,
      expected: `format ${kind.format} at most: this version of cdk8s-ossm reads no later one`,
      fix: 'update cdk8s-ossm in this program; the version that wrote the file is new enough',
    }]);
  }
  const oldest = Math.max(1, kind.format - FORMATS_BACK);
  if ((format as number) < oldest) {
    refuse(where, [{
      code: `${kind.code}-too-old`,
      what: `this ${kind.name} has format ${format}`,
      expected: `format ${oldest} or later: this version of cdk8s-ossm reads ${FORMATS_BACK} formats back`,
      fix: `have it written anew by a present version of cdk8s-ossm: ${kind.source}`,
    }]);
  }
  return format as number;
}

/** A compiler refuses such a value, JavaScript does not. */
function refuseType(kind: DocumentKind, what: string, value: unknown): never {
  return refuse(kind.name, [{
    code: `${kind.code}-not-text`,
    what: `${what} is ${value === undefined || value === null ? 'not given' : value === '' ? 'empty' : `a ${Array.isArray(value) ? 'list' : typeof value === 'object' ? 'map' : typeof value}`}`,
    expected: 'a string that is not empty',
    fix: `take the file as its program wrote it (${kind.source}), and name it or hand over its text`,
  }]);
}

function refuse(where: string, problems: Array<Omit<Finding, 'severity' | 'path'>>): never {
  throw new MeshError(formatFindings(problems.map((p) => ({ ...p, severity: 'error', path: where }))));
}

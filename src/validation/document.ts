import type { Position } from './position';
import type { Problem } from '../analysis/finding';
import type { ObjectPath } from '../analysis/violation';

/** One document of a file, as it was read. */
export interface SourceDocument {
  /** How messages name the file. */
  readonly file: string;
  /** What it holds; undefined where it could not be read. */
  readonly content?: unknown;
  /** What is wrong with its text, each at its place. */
  readonly problems: readonly TextProblem[];
  /** The place of a field or list item; of the nearest one around it where there is no such. */
  locate(path: ObjectPath): Position;
}

/** What is wrong with a text. */
export interface TextProblem extends Problem {
  readonly position: Position;
  /** The place inside the document's value, where there is one. */
  readonly at?: ObjectPath;
}

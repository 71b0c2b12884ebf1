import type { ObjectIdentity } from './objects';
import type { Position } from './position';
import type { Severity } from '../analysis/finding';

/** What is wrong in a set of manifests, and where. */
export interface ManifestFinding {
  /** Stable, readable and unique: `<kind or room>/<problem>`. */
  readonly code: string;
  readonly severity: Severity;
  /** What is wrong, and what is expected. */
  readonly message: string;
  readonly fix: string;
  /** Its parts are undefined where the object does not say them. */
  readonly object: ObjectIdentity;
  /** Inside the object, for instance `spec.http[0].timeout`; empty for the object as a whole. */
  readonly path: string;
  readonly source: SourcePlace;
}

/** A place in a file, from 1 on. */
export interface SourcePlace extends Position {
  readonly file: string;
}

/** By file, then place, then path, then code: the same order whatever found them first. */
export function sorted(findings: readonly ManifestFinding[]): ManifestFinding[] {
  return [...findings].sort((a, b) =>
    compare(a.source.file, b.source.file) || a.source.line - b.source.line || a.source.column - b.source.column
    || compare(a.path, b.path) || compare(a.code, b.code) || compare(a.message, b.message));
}

/** By code units: the same on every machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

import type { Problem, Severity } from './finding';

/** A place inside an object: names of fields and numbers of list items, from its top. */
export type ObjectPath = readonly (string | number)[];

/** What is wrong with a plain object, at a place inside it. */
export interface Violation extends Problem {
  readonly severity: Severity;
  /** Where in the object; empty for the object as a whole. */
  readonly at: ObjectPath;
  /**
   * Of a field that is not known: whether it is one that is known, misspelt, or in a place above or below its own. Otherwise it may be newer
   * than what is known.
   */
  readonly mistaken?: boolean;
}

/** A path as messages show it: `spec.http[0].match[1].headers["x-user.id"]`; empty for the object as a whole. */
export function formatPath(path: ObjectPath): string {
  return path.reduce<string>((before, part) => {
    if (typeof part === 'number') return `${before}[${part}]`;
    if (!/^[A-Za-z_][\w-]*$/.test(part)) return `${before}[${JSON.stringify(part)}]`;
    return before ? `${before}.${part}` : part;
  }, '');
}

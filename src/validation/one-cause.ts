import type { ObjectPath, Violation } from '../analysis/violation';

/**
 * Schema and admission both judge an object, and may stumble over the same thing. What is kept:
 *
 * - Where the schema says that a value is of no use (a wrong type, a field that is not known), admission says nothing about it and what is in it:
 *   it took the value for absent.
 * - Where a field is missing, the one that asks for it at the outermost place speaks: what would be in it is missing only therefore.
 * - Otherwise, of two errors at one place, admission's: it knows what the value is for, and not only what it may look like.
 * - What is said twice in the same words at one place is said once.
 *
 * Warnings stay, unless they are about a value that is of no use.
 */
export function oneCauseEach(schema: readonly Violation[], admission: readonly Violation[]): Violation[] {
  const useless = schema.filter((v) => isError(v) && OF_NO_USE.test(v.code));
  const meant = admission.filter((v) => !useless.some(({ at }) => isAtOrIn(v.at, at)));
  const missing = [...schema, ...meant].filter((v) => isError(v) && MISSING.test(v.code));
  const kept = [
    ...schema.filter((v) => !isError(v) || OF_NO_USE.test(v.code) || !meant.some((other) => isError(other) && isSame(v.at, other.at))),
    ...meant,
  ].filter((v) => !missing.some(({ at }) => isAtOrIn(v.at, at) && !isSame(v.at, at)));
  const seen = new Set<string>();
  return kept.filter((v) => {
    const said = JSON.stringify([v.at, v.code, v.what]);
    return !seen.has(said) && seen.add(said);
  });
}

/** Codes of the schema room after which the value counts as absent. */
const OF_NO_USE = /^schema\/(?:wrong-type|unknown-field|not-in-release)$/;
const MISSING = /^schema\/required$/;

const isError = ({ severity }: Violation) => severity === 'error';

function isSame(a: ObjectPath, b: ObjectPath): boolean {
  return a.length === b.length && isAtOrIn(a, b);
}

function isAtOrIn(path: ObjectPath, outer: ObjectPath): boolean {
  return outer.length <= path.length && outer.every((part, i) => path[i] === part);
}

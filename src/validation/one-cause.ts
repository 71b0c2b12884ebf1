import { isMap, type PlainMap } from './objects';
import type { ObjectPath, Violation } from '../analysis/violation';

/**
 * Schema and admission both judge an object, and may stumble over the same thing. What is kept:
 *
 * - Where the schema says that a value is of no use (a wrong type, a field that is not known), admission says nothing about it and what is
 *   in it: it took the value for absent.
 * - Where a field is missing, what would be in it is missing only therefore. Where it is misspelt, it is missing only therefore.
 * - Otherwise, of two errors at one place, admission's: it knows what the value is for, and not only what it may look like. The same where
 *   the schema says which fields exclude each other, and admission names them all.
 * - What is said twice in the same words at one place is said once.
 *
 * Warnings stay, unless they are about a value that is of no use.
 */
export function oneCauseEach(object: PlainMap, schema: readonly Violation[], admission: readonly Violation[]): Violation[] {
  const useless = schema.filter((v) => isError(v) && OF_NO_USE.test(v.code)).map(({ at }) => at);
  const meant = admission.filter((v) => !useless.some((at) => isAtOrIn(v.at, at)));
  const meantErrors = meant.filter(isError);
  const isSaidBetter = (v: Violation) => meantErrors.some((other) => isSame(v.at, other.at) || isSameChoice(v, other));
  const own = schema.filter((v) => !isError(v) || OF_NO_USE.test(v.code) || !isSaidBetter(v));

  const all = [...own, ...meant];
  const missing = all.filter((v) => v.code === 'schema/required' && valueAt(object, v.at) === undefined).map(({ at }) => at);
  const misspelt = schema.map(meantField).filter((at) => at !== undefined && valueAt(object, at) === undefined) as ObjectPath[];
  const kept = all.filter(({ at }) =>
    !missing.some((outer) => isAtOrIn(at, outer) && !isSame(at, outer)) && !misspelt.some((outer) => isAtOrIn(at, outer)));

  const seen = new Set<string>();
  return kept.filter((v) => {
    const said = JSON.stringify([v.at, v.code, v.what]);
    return !seen.has(said) && seen.add(said);
  });
}

/** Codes of the schema room after which the value counts as absent. */
const OF_NO_USE = /^schema\/(?:wrong-type|unknown-field|not-in-release)$/;

const isError = ({ severity }: Violation) => severity === 'error';

/** The field that an unknown one was meant to be. */
function meantField({ code, at, fix }: Violation): ObjectPath | undefined {
  const [, name] = code === 'schema/unknown-field' ? /^write `([^`]+)`$/.exec(fix) ?? [] : [];
  return name === undefined ? undefined : [...at.slice(0, -1), name];
}

/** Whether what admission says of a field is about the fields of which the schema takes one. */
function isSameChoice(schema: Violation, admission: Violation): boolean {
  if (schema.code !== 'schema/one-of' || !isAtOrIn(admission.at, schema.at) || admission.at.length > schema.at.length + 1) return false;
  const names = [...schema.what.matchAll(/`(\w+)`/g)].map(([, name]) => name);
  return names.length > 1 && names.every((name) => new RegExp(`\\b${name}\\b`).test(admission.what));
}

function valueAt(object: unknown, path: ObjectPath): unknown {
  return path.reduce<unknown>((value, part) => {
    if (Array.isArray(value)) return value[part as number];
    return isMap(value) && Object.hasOwn(value, part) ? value[part] : undefined;
  }, object);
}

function isSame(a: ObjectPath, b: ObjectPath): boolean {
  return a.length === b.length && isAtOrIn(a, b);
}

function isAtOrIn(path: ObjectPath, outer: ObjectPath): boolean {
  return outer.length <= path.length && outer.every((part, i) => path[i] === part);
}

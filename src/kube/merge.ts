/** A map of a manifest: a plain object, whichever realm made it. */
export interface PlainMap {
  [key: string]: unknown;
}

/** Whether a value is a map of a manifest, that is neither a list nor an instance of a class. */
export function isPlainMap(x: unknown): x is PlainMap {
  if (x === null || typeof x !== 'object' || Array.isArray(x)) return false;
  const prototype = Object.getPrototypeOf(x);
  if (prototype === Object.prototype || prototype === null) return true;
  // an object of another realm (jest's sandbox, a jsii host) has a prototype of its own that is nobody's heir
  return Object.getPrototypeOf(prototype) === null;
}

/**
 * Lays one value over another: maps merge, lists and scalars are replaced, the upper one wins.
 *
 * Instances of classes (tokens that are resolved later) count as scalars and are passed through as they are; neither
 * argument is changed.
 */
export function merge(lower: unknown, upper: unknown): unknown {
  if (upper === undefined) return lower;
  if (!isPlainMap(lower) || !isPlainMap(upper)) return upper;
  const merged = new Map(Object.entries(lower));
  for (const [key, value] of Object.entries(upper)) merged.set(key, merged.has(key) ? merge(merged.get(key), value) : value);
  // not by assignment, which takes `__proto__` for what it means in JavaScript
  return Object.fromEntries(merged);
}

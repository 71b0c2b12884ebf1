import type { Problem } from '../analysis/finding';

/** What cannot be rendered, said by a function that does not know which construct it works for. */
export class RenderError extends Error {
  constructor(public readonly problem: Problem) {
    super(`${problem.what}: expected ${problem.expected}. ${problem.fix}`);
  }
}

/** A value as messages show it. */
export function show(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : JSON.stringify(value) ?? String(value);
}

/** A place inside an object as messages show it. */
export function showPath(path: readonly string[]): string {
  return path.length ? path.map((key) => (/^[\w-]+$/.test(key) ? key : `'${key}'`)).join('.') : 'the object';
}

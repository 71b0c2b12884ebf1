import type { IConstruct } from 'constructs';
import { fail } from './mesh-error';

/** Fails where a name is no text: a compiler refuses that, JavaScript does not, and an object without a name is none. */
export function requireText(at: IConstruct, what: string, value: unknown): void {
  if (typeof value === 'string' && value !== '') return;
  fail(at, {
    code: 'analysis/no-name',
    what: value === undefined || value === null || value === '' ? `the ${what} is not given` : `the ${what} is ${JSON.stringify(value) ?? String(value)}, a ${typeof value}`,
    expected: 'a string that is not empty',
    fix: typeof value === 'number' || typeof value === 'boolean' ? `write '${String(value)}'` : `state the ${what}`,
  });
}

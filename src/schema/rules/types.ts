import type { ObjectPath } from '../../analysis/violation';

/** What a rule found. */
export interface Broken {
  readonly code: string;
  /** Where, from the place that the rule is about. Default: that place. */
  readonly at?: ObjectPath;
  readonly what: string;
  readonly expected: string;
  readonly fix: string;
}

/** An object whose fields have the types that the schema says, with defaults filled in and unknown fields taken away. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Checked = any;

/**
 * A rule that CRDs state in CEL, at one place of an object. It is asked only where the value, and all in it, has the right types.
 *
 * @param value what stands at the place; the object as a whole has its metadata
 */
export type Rule = (value: Checked) => Broken | undefined;

/** Makes a rule of its arguments. */
export type RuleMaker = (...args: string[]) => Rule;

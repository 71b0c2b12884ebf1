import type availabilityJson from '../../imports/availability.json';
import type spellingJson from '../../imports/spelling.json';

/** Kind (`<group>/<Kind>`) to path pattern to what is known of that path. */
export type KindTable<T> = Readonly<Record<string, Readonly<Record<string, T>> | undefined>>;

/** The releases that have a field: from `since` on, up to and including `until`. */
export interface ReleaseBounds {
  readonly since?: string;
  readonly until?: string;
  readonly unreleased?: boolean;
}

/*
 * The `import type` above makes the compiler copy the files next to the compiled code; `require` inside the functions reads them when
 * the first object needs them, so that loading the package does not.
 */
/* eslint-disable @typescript-eslint/no-require-imports */

/** `imports/spelling.json`: path pattern in the types' names to the API's name of its last part. */
export function spellingTable(): KindTable<string> {
  return require('../../imports/spelling.json') as typeof spellingJson;
}

/** `imports/availability.json`; its shape is told at `unavailableFields`. */
export function availabilityTable(): KindTable<ReleaseBounds> {
  return require('../../imports/availability.json') as typeof availabilityJson;
}

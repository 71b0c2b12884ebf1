import type { ObjectPath } from '../../analysis/violation';

/** Where fields and list items of read values stand in their text: a number for each, under the same name. */
export type Origins = Map<object, Readonly<Record<string, number>> | readonly number[]>;

/** The offset of a place inside a value; of the nearest one around it where there is no such. */
export function offsetOf(path: ObjectPath, root: unknown, start: number, origins: Origins): number {
  let value = root;
  let offset = start;
  for (const part of path) {
    const inside = typeof value === 'object' && value !== null ? origins.get(value) as Readonly<Record<string, number>> | undefined : undefined;
    if (!inside || !Object.hasOwn(inside, part)) return offset;
    offset = inside[part];
    value = (value as Readonly<Record<string, unknown>>)[part];
  }
  return offset;
}

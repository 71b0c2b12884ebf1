/** An object as YAML or JSON gives it. */
export type PlainObject = Readonly<Record<string, unknown>>;

/*
 * Readers of input that may be anything. They see a field as the webhook sees it once the API server has pruned nulls and the protobuf
 * decoder has had it: an absent scalar is its zero value, an empty list is an absent one, an empty message is present.
 * A value of a wrong type counts as absent; the schema checks tell of it.
 */

type Parent = PlainObject | undefined;

/** Whether a value is a map, and no list. */
export function isMap(value: unknown): value is PlainObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a field is written at all, whatever its value; `null` is an absent field. */
export function isPresent(parent: Parent, key: string): boolean {
  return valueAt(parent, key) !== undefined;
}

/** The value of a field; `undefined` where it is absent or null. */
export function valueAt(parent: Parent, key: string): unknown {
  return parent && Object.hasOwn(parent, key) ? parent[key] ?? undefined : undefined;
}

/** A message: `undefined` where it is absent, `{}` where it is there and empty. */
export function mapAt(parent: Parent, key: string): PlainObject | undefined {
  const value = valueAt(parent, key);
  return isMap(value) ? value : undefined;
}

/** A list, empty where it is absent. */
export function listAt(parent: Parent, key: string): readonly unknown[] {
  const value = valueAt(parent, key);
  return Array.isArray(value) ? value : [];
}

/** The messages of a list, each with its number in it. */
export function mapsAt(parent: Parent, key: string): readonly (readonly [index: number, item: PlainObject])[] {
  return listAt(parent, key).flatMap((item, index) => (isMap(item) ? [[index, item] as const] : []));
}

/** The strings of a list, each with its number in it. */
export function textsAt(parent: Parent, key: string): readonly (readonly [index: number, item: string])[] {
  return listAt(parent, key).flatMap((item, index) => (typeof item === 'string' ? [[index, item] as const] : []));
}

/** A string, empty where it is absent. */
export function textAt(parent: Parent, key: string): string {
  const value = valueAt(parent, key);
  return typeof value === 'string' ? value : '';
}

/** A number, 0 where it is absent. Protobuf takes a number in quotes as well. */
export function numberAt(parent: Parent, key: string): number {
  const value = valueAt(parent, key);
  if (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)) return Number(value);
  return typeof value === 'number' ? value : 0;
}

/** A boolean, false where it is absent. */
export function flagAt(parent: Parent, key: string): boolean {
  return valueAt(parent, key) === true;
}

/** The entries of a map, whatever their values. */
export function entriesAt(parent: Parent, key: string): readonly (readonly [name: string, value: unknown])[] {
  return Object.entries(mapAt(parent, key) ?? {});
}

/** The entries of a map whose values are strings. */
export function textEntriesAt(parent: Parent, key: string): readonly (readonly [name: string, value: string])[] {
  return entriesAt(parent, key).filter((entry): entry is readonly [string, string] => typeof entry[1] === 'string');
}

/** Those of the fields that are written, in the order given: of a one-of there may be one. */
export function presentOf<K extends string>(parent: Parent, keys: readonly K[]): readonly K[] {
  return keys.filter((key) => isPresent(parent, key));
}

import { isPresent, valueAt, type PlainObject } from './values';

/*
 * What an author wrote, where taking a value of a wrong type as absent would tell of one mistake twice.
 */

type Parent = PlainObject | undefined;

/** Whether a string is absent or empty. A value of a wrong type is neither: the schema checks tell of it. */
export function isBlank(parent: Parent, key: string): boolean {
  const value = valueAt(parent, key);
  return value === undefined || value === '';
}

/** Whether a string or a list has anything in it. */
export function isFilled(parent: Parent, key: string): boolean {
  const value = valueAt(parent, key);
  return (typeof value === 'string' || Array.isArray(value)) && value.length > 0;
}

/** Whether a list is absent or empty. A value of a wrong type is neither. */
export function isEmptyList(parent: Parent, key: string): boolean {
  const value = valueAt(parent, key);
  return value === undefined || (Array.isArray(value) && value.length === 0);
}

/** Whether a message is absent. A value of a wrong type is not. */
export function isMissing(parent: Parent, key: string): boolean {
  return !isPresent(parent, key);
}

/**
 * A value of an enum, by its name. Protobuf takes its number as well, and the first one where the field is absent.
 * `undefined` where there is no such value: the schema checks tell of it.
 */
export function enumAt<T extends string>(parent: Parent, key: string, names: readonly T[]): T | undefined {
  const value = valueAt(parent, key) ?? 0;
  return typeof value === 'number' ? names[value] : names.find((name) => name === value);
}

import type { IConstruct } from 'constructs';
import { checkKinds, type Kind, listOf, MAP, required } from './kinds';

/** A map with properties of its own. */
interface Struct {
  readonly shape: Shape;
  readonly isRequired?: boolean;
}

/** A list of such maps. */
interface StructList {
  readonly items: Shape;
  readonly isRequired?: boolean;
}

/** A map by any key, each of whose values is of one kind. */
interface Dictionary {
  readonly entries: Kind;
}

type Field = Kind | Struct | StructList | Dictionary;
type Shape = { readonly [property: string]: Field };

/** The shape of a struct: a field for each of its properties, so that none is forgotten. */
export type ShapeOf<T> = { readonly [P in keyof Required<T>]: Field };

/** A map with properties of its own. */
export function struct<T>(shape: ShapeOf<T>): Field {
  return { shape };
}

/** The same, which must be there. */
export function requiredStruct<T>(shape: ShapeOf<T>): Field {
  return { shape, isRequired: true };
}

/** A list of maps with properties of their own. */
export function structs<T>(shape: ShapeOf<T>): Field {
  return { items: shape };
}

/** The same, which must be there. */
export function requiredStructs<T>(shape: ShapeOf<T>): Field {
  return { items: shape, isRequired: true };
}

/** A map by any key, each of whose values is of one kind. */
export function byKey(entries: Kind): Field {
  return { entries };
}

/**
 * Fails at the first property, however deep, that is not what it must be.
 *
 * @param subject what the properties are of, for messages
 * @param under what stands before the names of the properties, for instance `retries.`
 */
export function checkShape<T>(at: IConstruct, code: string, subject: string, value: T, shape: ShapeOf<T>, under = ''): void {
  const check = (property: string, given: unknown, kind: Kind) => checkKinds(at, code, subject, [[`${under}${property}`, given, kind]]);
  for (const [property, field] of Object.entries(shape as Shape)) {
    const given = (value as { readonly [property: string]: any })[property];
    if ('shape' in field) {
      check(property, given, field.isRequired ? required(MAP) : MAP);
      if (given) checkShape(at, code, subject, given, field.shape, `${under}${property}.`);
    } else if ('items' in field) {
      check(property, given, field.isRequired ? required(MAPS) : MAPS);
      (given as object[] | undefined)?.forEach((item, i) => checkShape(at, code, subject, item, field.items as ShapeOf<object>, `${under}${property}[${i}].`));
    } else if ('entries' in field) {
      check(property, given, MAP);
      for (const [key, entry] of Object.entries(given ?? {})) check(`${property}['${key}']`, entry, required(field.entries));
    } else {
      check(property, given, field);
    }
  }
}

const MAPS = listOf('maps', MAP);

/** A copy without what is `null`, which means unsaid; what classes hold is left alone. */
export function withoutNulls<T>(value: T): T {
  if (Array.isArray(value)) return value.map(withoutNulls) as T;
  if (typeof value !== 'object' || value === null || ![Object.prototype, null].includes(Object.getPrototypeOf(value))) return value;
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== null).map(([k, v]) => [k, withoutNulls(v)])) as T;
}

import type { IConstruct } from 'constructs';
import { fail } from './mesh-error';
import { notAMember } from '../vocabulary/members';
import { PathMatchKind } from '../vocabulary/path-match';

/** What a property must be: a compiler refuses anything else, JavaScript lets it through. */
export interface Kind {
  readonly is: (value: any) => boolean;
  readonly expected: string;
  readonly fix: (value: unknown) => string;
  /** Whether nothing can be made without it. */
  readonly isRequired?: boolean;
}

/** A property and what it must be. */
export type KindRow = readonly [property: string, value: unknown, kind: Kind];

export const TEXT: Kind = {
  is: (v) => typeof v === 'string' && v !== '',
  expected: 'a string that is not empty',
  fix: (v) => (isScalar(v) ? `write '${String(v)}'` : 'write a string'),
};
export const FLAG: Kind = { is: (v) => typeof v === 'boolean', expected: 'true or false', fix: () => 'write true or false' };
export const WHOLE: Kind = {
  is: Number.isInteger,
  expected: 'a whole number',
  fix: (v) => (typeof v === 'string' && /^\d+$/.test(v) ? `write ${v}` : 'write a number'),
};
export const MAP: Kind = { is: isMap, expected: 'a map like { key: ... }', fix: () => 'write a map' };
export const TEXTS_BY_KEY: Kind = {
  is: (v) => isMap(v) && Object.values(v).every((entry) => entry === undefined || typeof entry === 'string' || isLazy(entry)),
  expected: "a map of strings like { key: 'text' }",
  fix: () => 'write each of its values in quotes',
};
export const DURATION: Kind = {
  is: (v) => typeof v?.toMilliseconds === 'function',
  expected: 'a Duration of cdk8s',
  fix: (v) => `write Duration.seconds(${typeof v === 'number' && v > 0 ? v : '<number>'})`,
};
/** Zero would be no time at all. */
export const TIME_SPAN: Kind = {
  is: (v) => DURATION.is(v) && v.toMilliseconds() > 0,
  expected: 'a Duration of cdk8s above zero',
  fix: (v) => (DURATION.is(v) ? 'state a longer one, or leave it out' : DURATION.fix(v)),
};

export const NAMESPACE = made(
  'namespace of a mesh',
  (v) => (typeof v === 'string' ? `write mesh.addNamespace('${v}') or mesh.namespace('${v}')` : 'write what mesh.addNamespace(...) or mesh.namespace(...) returns'),
  (v) => typeof v?.namespaceName === 'string' && isMap(v._internals) && isMap(v.mesh?._facts),
);
export const SERVICE = made(
  'service of a mesh',
  () => 'write what namespace.addService(...) or namespace.serviceFromName(...) returns',
  (v) => typeof v?.host === 'string' && Array.isArray(v.ports) && NAMESPACE.is(v.namespace),
);
export const PATH_MATCH = made(
  'PathMatch',
  (v) => `write PathMatch.prefix('${typeof v === 'string' && v.startsWith('/') ? v : '/...'}')`,
  (v) => typeof v?.path === 'string' && Object.values(PathMatchKind).includes(v.kind),
);

/** Something that another part of this library makes, known by what is used of it: copies of this package may meet. */
export function made(what: string, fix: (value: unknown) => string, is: (value: any) => boolean): Kind {
  return { is, expected: `${/^[AEIO]/.test(what) ? 'an' : 'a'} ${what}`, fix };
}

/** A member of an enum, by its value. */
export function member(enumeration: string, members: { [name: string]: string }): Kind {
  return once(MEMBERS, members, () => {
    const values = new Set<unknown>(Object.values(members));
    return {
      is: (v) => values.has(v),
      expected: notAMember(enumeration, members, undefined)!.expected,
      fix: (v) => notAMember(enumeration, members, v)!.fix,
    };
  });
}

/** Kinds are asked for with every construct, and are the same each time. */
const MEMBERS = new WeakMap<object, Kind>();
const REQUIRED = new WeakMap<object, Kind>();

function once(cache: WeakMap<object, Kind>, key: object, make: () => Kind): Kind {
  if (!cache.has(key)) cache.set(key, make());
  return cache.get(key)!;
}

/** A list; its first wrong item says what to do. */
export function listOf(what: string, item: Kind): Kind {
  return {
    is: (v) => Array.isArray(v) && v.every(item.is),
    expected: `a list of ${what}, each ${item.expected}`,
    fix: (v) => {
      if (!Array.isArray(v)) return item.is(v) ? 'put it into a list: [...]' : 'write a list: [...]';
      const at = v.findIndex((i) => !item.is(i));
      return `correct item ${at}: ${item.fix(v[at])}`;
    },
  };
}

/** The same, which must be there. */
export function required(kind: Kind): Kind {
  return once(REQUIRED, kind, () => ({ ...kind, isRequired: true }));
}

/**
 * Fails at the first property that is not what it must be: nothing sound can be made of it. `null` of an optional one means
 * unsaid, as undefined does.
 *
 * @param subject what the properties are of, for messages
 */
export function checkKinds(at: IConstruct, code: string, subject: string, rows: readonly KindRow[]): void {
  for (const [property, value, kind] of rows) {
    if ((value ?? undefined) === undefined ? !kind.isRequired : kind.is(value)) continue;
    fail(at, { code, what: `\`${property}\` of ${subject} is ${shown(value)}`, expected: kind.expected, fix: kind.fix(value) });
  }
}

/** Options without those that are `null`, which means unsaid. */
export function stated<T extends object>(options: T): T {
  if (!Object.values(options).includes(null)) return options;
  return Object.fromEntries(Object.entries(options).filter(([, v]) => v !== null)) as T;
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return 'not given';
  if (typeof value === 'string') return `'${value}'`;
  if (isScalar(value)) return `${String(value)}, a ${typeof value}`;
  if (Array.isArray(value)) return value.every((v) => typeof v === 'string' || isScalar(v)) ? JSON.stringify(value) : 'a list';
  if (DURATION.is(value)) return `${(value as { toMilliseconds(): number }).toMilliseconds()} ms`;
  if (!isMap(value)) return `a ${typeof value}`;
  const type = value.constructor?.name ?? 'Object';
  if (type !== 'Object') return `an instance of ${type}`;
  return Object.keys(value).length === 0 ? 'a map without entries' : `a map of ${Object.keys(value).join(', ')}`;
}

function isScalar(value: unknown): boolean {
  return ['number', 'boolean', 'bigint'].includes(typeof value);
}

/** Options may be an instance of a class of the user's own. */
function isMap(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** cdk8s asks for the text of such a value when the program is complete. */
function isLazy(value: unknown): boolean {
  return typeof (value as { produce?: unknown } | null)?.produce === 'function';
}

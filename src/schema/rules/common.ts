import { nanoseconds } from './duration';
import type { Broken, Checked, RuleMaker } from './types';

/** Rules that several groups have, told apart by names of fields. */
export const COMMON_RULES: Readonly<Record<string, RuleMaker>> = {
  'at-most-one': (...fields) => (value) => {
    const set = fields.filter((field) => has(value, field));
    return set.length <= 1 ? undefined : oneOf(`${list(set, 'and')} are set together`, `at most one of ${list(fields, 'and')}`, `keep one of ${list(set, 'and')}`);
  },

  'exactly-one': (...fields) => (value) => {
    const set = fields.filter((field) => has(value, field));
    if (set.length === 1) return undefined;
    return set.length === 0
      ? oneOf(`neither ${list(fields, 'nor')} is set`, `exactly one of ${list(fields, 'and')}`, `set ${list(fields, 'or')}`)
      : oneOf(`${list(set, 'and')} are set together`, `exactly one of ${list(fields, 'and')}`, `keep one of ${list(set, 'and')}`);
  },

  'any-of': (...fields) => (value) => (fields.some((field) => has(value, field))
    ? undefined
    : required(`neither ${list(fields, 'nor')} is set`, `${list(fields, 'or')}`, `set ${list(fields, 'or')}`)),

  'only-with': (field, type, wanted) => (value) => (!has(value, field) || value[type] === wanted
    ? undefined
    : oneOf(`${quoted(field)} is set, and ${quoted(type)} is ${shown(value[type])}`, `${quoted(field)} only where ${quoted(type)} is ${shown(wanted)}`,
      `remove ${quoted(field)}, or set ${quoted(type)} to ${shown(wanted)}`)),

  'needed-with': (field, type, wanted) => (value) => (value[type] !== wanted || has(value, field)
    ? undefined
    : required(`${quoted(type)} is ${shown(wanted)}, and ${quoted(field)} is not set`, `${quoted(field)}, which this ${quoted(type)} is about`, `set ${quoted(field)}`)),

  'filled-with': (field, type, wanted) => (value) => (value[type] !== wanted || filled(value[field])
    ? undefined
    : required(`${quoted(type)} is ${shown(wanted)}, and ${quoted(field)} is not set`, `${quoted(field)}, which this ${quoted(type)} is about`, `set ${quoted(field)}`)),

  'filled-only-with': (field, type, wanted) => (value) => (value[type] === wanted || !filled(value[field])
    ? undefined
    : oneOf(`${quoted(field)} is set, and ${quoted(type)} is ${shown(value[type])}`, `${quoted(field)} only where ${quoted(type)} is ${shown(wanted)}`,
      `remove ${quoted(field)}, or set ${quoted(type)} to ${shown(wanted)}`)),

  'once': (field, wanted) => (items: Checked[]) => {
    const found = items.flatMap((item, i) => (item[field] === wanted ? [i] : []));
    return found.length <= 1 ? undefined : duplicate([found[1]], `${shown(wanted)} stands here a second time`, `one item whose ${quoted(field)} is ${shown(wanted)}`, 'keep one of them');
  },

  'unique': (field) => (items: Checked[]) => {
    const twice = second(items, (item) => (has(item, field) ? item[field] : undefined));
    if (twice === undefined) return undefined;
    return duplicate([twice, field], `${quoted(field)} ${shown(items[twice][field])} stands in two items`, `another ${quoted(field)} in each item`, 'rename one of them, or remove it');
  },

  /** Before Gateway API 1.4 the rule could not be evaluated where a value was missing, which counts as broken. */
  'unique-of-type': (field, type, need) => (items: Checked[]) => {
    const without = need === 'required' ? items.findIndex((item) => item.type === type && !has(item, field)) : -1;
    if (without >= 0) return { ...required(`${quoted(field)} is not set`, `${quoted(field)} of the ${type}`, `set ${quoted(field)}`), at: [without, field] };
    const twice = second(items, (item) => (item.type === type && has(item, field) ? item[field] : undefined));
    if (twice === undefined) return undefined;
    return duplicate([twice, field], `the ${type} ${shown(items[twice][field])} stands in two items`, `each ${type} once`, 'remove one of them');
  },

  'without': (text) => (value: string) => (value.includes(text) ? {
    code: 'schema/pattern', what: `${shown(value)} holds ${shown(text)}`, expected: 'a value that is compared as it is, without a wildcard', fix: `remove ${shown(text)}`,
  } : undefined),

  'not-value': (text) => (value: string) => (value === text ? {
    code: 'schema/pattern', what: `it is ${shown(text)} alone`, expected: `a value other than ${shown(text)}`, fix: 'name what is meant',
  } : undefined),

  'one-of-values': (...values) => (value: string) => (value === '' || values.includes(value) ? undefined : {
    code: 'schema/enum', what: `${shown(value)} is none of the values`, expected: `one of ${values.join(', ')}`, fix: `write one of ${values.join(', ')}`,
  }),

  'duration-from': (shortest, longest) => (value: string) => {
    const time = nanoseconds(value);
    const range = longest ? `from ${shortest} to ${longest}` : `of ${shortest} or more`;
    if (time === undefined) return { code: 'schema/duration', what: `${shown(value)} is no duration`, expected: `a duration ${range}, with units: 1h, 1m, 1s, 1ms`, fix: 'write a number and a unit, for instance 5s' };
    const fits = time >= nanoseconds(shortest)! && (!longest || time <= nanoseconds(longest)!);
    return fits ? undefined : { code: 'schema/duration', what: `${shown(value)} is out of range`, expected: `a duration ${range}`, fix: `write a duration ${range}` };
  },

  'duration-not-zero': (longest) => (value: string) => {
    const time = nanoseconds(value);
    if (time !== undefined && time !== 0 && time <= nanoseconds(longest)!) return undefined;
    return { code: 'schema/duration', what: `${shown(value)} is ${time === undefined ? 'no duration' : 'out of range'}`, expected: `a duration above zero, up to ${longest}`, fix: `write a duration up to ${longest}` };
  },
};

/** Whether a field is set. */
export function has(value: Checked, field: string): boolean {
  return value !== undefined && value !== null && typeof value === 'object' && Object.hasOwn(value, field);
}

/** The first item that has the same key as one before it. Items without a key count for nothing. */
export function second<T>(items: readonly T[], keyOf: (item: T) => unknown): number | undefined {
  const seen = new Set<unknown>();
  for (const [i, item] of items.entries()) {
    const key = keyOf(item);
    if (key !== undefined && seen.has(key)) return i;
    seen.add(key);
  }
  return undefined;
}

/** A value as messages show it, cut where it is long. */
export function shown(value: unknown): string {
  if (value === undefined) return 'not set';
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object';
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > 80 ? `${text.slice(0, 76)}..."` : text;
}

/** The name of a field as messages show it. */
export function quoted(field: string): string {
  return `\`${field}\``;
}

/** Names of fields as a sentence has them. */
export function list(fields: readonly string[], last: 'and' | 'or' | 'nor'): string {
  const names = fields.map(quoted);
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${last} ${names[names.length - 1]}`;
}

/** Fields that exclude each other, or do not fit each other. */
export function oneOf(what: string, expected: string, fix: string): Broken {
  return { code: 'schema/one-of', what, expected, fix };
}

/** A field that others make necessary. */
export function required(what: string, expected: string, fix: string): Broken {
  return { code: 'schema/required', what, expected, fix };
}

/** Items of a list that are too much alike. */
export function duplicate(at: Broken['at'], what: string, expected: string, fix: string): Broken {
  return { code: 'schema/duplicate-item', at, what, expected, fix };
}

function filled(value: unknown): boolean {
  return value !== undefined && value !== '';
}

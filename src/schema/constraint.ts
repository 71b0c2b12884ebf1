import { formatProblem } from './format';
import { shown } from './rules/common';
import { size } from './rules/istio';
import type { Constraint } from './table';
import type { Problem } from '../analysis/finding';

/** What a node says of a value, without what it says of places inside it. */
type OwnConstraint = Omit<Constraint, 'fields' | 'items'> & { readonly nullable?: boolean };

/** What a node says is wrong with a value of the right type, without the places inside it. */
export function valueProblem(value: unknown, node: OwnConstraint): Problem | undefined {
  if (node.enum && !node.enum.includes(value)) return enumProblem(value, node.enum);
  if (typeof value === 'string') return textProblem(value, node);
  if (typeof value === 'number') return numberProblem(value, node);
  if (Array.isArray(value)) return countProblem(value.length, node.minItems, node.maxItems, 'item');
  if (typeof value === 'object' && value !== null) return countProblem(Object.keys(value).length, node.minProperties, node.maxProperties, 'key');
  return undefined;
}

/** What kind of value stands where the node wants another; undefined where the type is right. */
export function typeProblem(value: unknown, { type, nullable }: OwnConstraint): Problem | undefined {
  if (type === undefined || TYPES[type].holds(value) || (value === null && nullable)) return undefined;
  return { code: 'schema/wrong-type', what: `it is ${typeText(value)}`, expected: TYPES[type].name, fix: typeFix(value, type) };
}

/** Whether a value keeps a node that stands under `oneOf` and the like. What has another type than a keyword is about keeps it. */
export function holds(value: unknown, node: Constraint): boolean {
  if (typeProblem(value, node) || valueProblem(value, node)) return false;
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const fields = value as Readonly<Record<string, unknown>>;
    if (node.required?.some((name) => !Object.hasOwn(fields, name))) return false;
    if (Object.entries(node.fields ?? {}).some(([name, child]) => Object.hasOwn(fields, name) && !holds(fields[name], child))) return false;
  }
  if (Array.isArray(value) && node.items && !value.every((item) => holds(item, node.items!))) return false;
  return holdsBranches(value, node);
}

/** Whether a value keeps `oneOf`, `anyOf`, `allOf` and `not`. */
export function holdsBranches(value: unknown, { oneOf, anyOf, allOf, not }: Pick<Constraint, 'oneOf' | 'anyOf' | 'allOf' | 'not'>): boolean {
  return !(oneOf && oneOf.filter((branch) => holds(value, branch)).length !== 1)
    && !(anyOf && !anyOf.some((branch) => holds(value, branch)))
    && !(allOf && !allOf.every((branch) => holds(value, branch)))
    && !(not && holds(value, not));
}

const INT64 = 2 ** 63;
const INT32 = 2 ** 31;
const NUMERIC = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

const isInteger = (value: unknown) => typeof value === 'number' && Number.isInteger(value) && value >= -INT64 && value < INT64;

const TYPES = {
  'object': { name: 'an object', holds: (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value) },
  'array': { name: 'a list', holds: (value: unknown) => Array.isArray(value) },
  'string': { name: 'text', holds: (value: unknown) => typeof value === 'string' },
  'boolean': { name: 'true or false', holds: (value: unknown) => typeof value === 'boolean' },
  'integer': { name: 'a whole number', holds: isInteger },
  'number': { name: 'a number', holds: (value: unknown) => typeof value === 'number' && Number.isFinite(value) },
  'int-or-string': { name: 'a whole number or text', holds: (value: unknown) => typeof value === 'string' || isInteger(value) },
} as const;

/** Most wrong types are quotes that are missing, or too many: YAML reads `yes` as true, and templates put quotes around numbers. */
function typeFix(value: unknown, type: keyof typeof TYPES): string {
  if (type === 'string' && (typeof value === 'number' || typeof value === 'boolean')) return 'put the value in quotes';
  if (typeof value === 'string' && NUMERIC.test(value) && TYPES[type].holds(Number(value))) return `write ${value} without quotes`;
  if (typeof value === 'string' && type === 'boolean' && (value === 'true' || value === 'false')) return `write ${value} without quotes`;
  return `write ${TYPES[type].name}`;
}

function typeText(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'string') return `the text ${shown(value)}`;
  return typeof value === 'number' ? `the number ${value}` : shown(value);
}

function enumProblem(value: unknown, values: readonly unknown[]): Problem {
  const meant = values.find((known) => String(known).toLowerCase() === String(value).toLowerCase());
  return {
    code: 'schema/enum',
    what: `${shown(value)} is none of the values`,
    expected: `one of ${values.map((v) => (v === '' ? '""' : String(v))).join(', ')}`,
    fix: meant === undefined ? 'write one of these' : `write ${String(meant)}`,
  };
}

function textProblem(value: string, node: Constraint): Problem | undefined {
  const { minLength, maxLength } = node;
  const length = minLength === undefined && maxLength === undefined ? 0 : size(value);
  const bounds = countProblem(length, minLength, maxLength, 'character');
  if (bounds) return bounds;
  if (node.pattern !== undefined && !regularExpression(node.pattern).test(value)) {
    return { code: 'schema/pattern', what: `${shown(value)} does not have the form`, expected: `text that matches ${node.pattern}`, fix: 'write it in that form' };
  }
  const problem = node.format && formatProblem(value, node.format);
  return problem ? { code: 'schema/format', what: `${shown(value)} is no ${problem.name}`, expected: problem.expected, fix: `write ${problem.expected}` } : undefined;
}

function numberProblem(value: number, { minimum, maximum, format }: Constraint): Problem | undefined {
  const least = Math.max(minimum ?? -Infinity, format === 'int32' ? -INT32 : -Infinity);
  const most = Math.min(maximum ?? Infinity, format === 'int32' ? INT32 - 1 : Infinity);
  if (value >= least && value <= most) return undefined;
  const from = least === -Infinity ? '' : `${least} or more`;
  const range = most === Infinity ? from : least === -Infinity ? `${most} or less` : `from ${least} to ${most}`;
  return { code: 'schema/bounds', what: `${value} is out of range`, expected: `a number ${from === range && from ? 'of ' : ''}${range}`, fix: `write a number ${range}` };
}

function countProblem(count: number, least: number | undefined, most: number | undefined, unit: string): Problem | undefined {
  if (count >= (least ?? 0) && count <= (most ?? Infinity)) return undefined;
  const few = count < (least ?? 0);
  const bound = few ? least! : most!;
  const units = bound === 1 ? unit : `${unit}s`;
  const has = count === 0 ? 'it is empty' : `it has ${count} ${count === 1 ? unit : `${unit}s`}`;
  return { code: 'schema/bounds', what: has, expected: `at ${few ? 'least' : 'most'} ${bound} ${units}`, fix: few ? `write at least ${bound} ${units}` : `leave ${bound} ${units} at most` };
}

const compiled = new Map<string, RegExp>();

function regularExpression(pattern: string): RegExp {
  let expression = compiled.get(pattern);
  if (!expression) compiled.set(pattern, expression = new RegExp(pattern, 'u'));
  return expression;
}

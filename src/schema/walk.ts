import { branchProblem } from './branches';
import { typeProblem, valueProblem } from './constraint';
import { absentEnumValue } from './other-releases';
import { shown } from './rules/common';
import { childOf, type ReadNode, type SchemaTable } from './table';
import type { Release } from './target';
import { unknownField } from './unknown-field';
import type { Problem } from '../analysis/finding';
import type { ObjectPath, Violation } from '../analysis/violation';

/** Where an object is looked up, and what was found in it. */
export interface Walk {
  readonly table: SchemaTable;
  readonly release: Release;
  readonly version: string;
  /** What rules about the object as a whole may ask for, though no node is about it. */
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly found: Violation[];
  /** How many of them keep rules from being asked about what they stand in. */
  hiding: number;
}

/**
 * Judges a value by a node, and all that is in it. Returns the value as the API server goes on with it: unknown fields and nulls taken
 * away, defaults filled in (k8s.io/apiextensions-apiserver pkg/apiserver/schema, `pruning` and `defaulting`).
 */
export function judge(walk: Walk, value: unknown, number: number, path: ObjectPath): unknown {
  const node = walk.table.node(number);
  const before = walk.hiding;
  const wrongType = typeProblem(value, node);
  if (wrongType) {
    add(walk, path, about(path, wrongType));
    return value;
  }
  const result = inside(walk, value, node, path);
  const problem = valueProblem(result, node);
  if (problem) add(walk, path, (problem.code === 'schema/enum' && absentEnumValue(walk, path, result)) || about(path, problem));
  const repeats = Array.isArray(result) && hasRepeats(walk, result, node, path);
  if (problem || repeats || walk.hiding > before) return result;
  const broken = branchProblem(result, node);
  if (broken) add(walk, [...path, ...broken.at], about([...path, ...broken.at], broken.problem));
  else applyRules(walk, result, node, path);
  return result;
}

/** Rules trust in types, and in fields that are required. */
const HIDES_RULES = ['schema/wrong-type', 'schema/required'];

/** A problem that says `it`, or only the value, with the name of what it is about. One that names fields already stays as it is. */
function about(path: ObjectPath, problem: Problem): Problem {
  if (problem.what.includes('`')) return problem;
  const last = path[path.length - 1];
  const field = [...path].reverse().find((part) => typeof part === 'string');
  const subject = typeof last === 'number' ? `item ${last + 1} of \`${field}\`` : field === undefined ? 'the object' : `\`${field}\``;
  return { ...problem, what: problem.what.startsWith('it ') ? problem.what.replace('it', () => subject) : `${problem.what}, in ${subject}` };
}

function inside(walk: Walk, value: unknown, node: ReadNode, path: ObjectPath): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const { items } = node;
    return items === undefined ? value : value.map((item, i) => judge(walk, item, items, [...path, i]));
  }
  return fields(walk, value as Readonly<Record<string, unknown>>, node, path);
}

function fields(walk: Walk, value: Readonly<Record<string, unknown>>, node: ReadNode, path: ObjectPath): object {
  if (node.fields === undefined && node.values === undefined && node.open) return value;
  const result: Record<string, unknown> = {};
  for (const [name, given] of Object.entries(value)) {
    const child = childOf(node, name);
    if (given === undefined) continue;
    if (child === undefined) {
      if (node.open) set(result, name, given);
      else walk.found.push({ ...unknownField(walk, path, name), severity: 'error', at: [...path, name] });
    } else if (given !== null || walk.table.node(child).nullable) {
      set(result, name, judge(walk, given, child, [...path, name]));
    }
  }
  for (const [name, fallback] of Object.entries(node.defaults ?? {})) {
    if (!Object.hasOwn(result, name)) set(result, name, judge(walk, fallback, node.fields![name], [...path, name]));
  }
  for (const name of node.required ?? []) {
    if (!Object.hasOwn(result, name)) {
      const isNull = Object.hasOwn(value, name) && value[name] === null;
      add(walk, [...path, name], {
        code: 'schema/required', what: isNull ? `\`${name}\` is null, which counts as not set` : `\`${name}\` is not set`, expected: `\`${name}\`, which is required`, fix: `set \`${name}\``,
      });
    }
  }
  return result;
}

/** Lists that are sets, or maps told apart by some fields (pkg/apiserver/schema/listtype). */
function hasRepeats(walk: Walk, items: readonly unknown[], { set: isSet, keys }: ReadNode, path: ObjectPath): boolean {
  if (!isSet && !keys) return false;
  const seen = new Set<string>();
  const before = walk.found.length;
  for (const [i, item] of items.entries()) {
    if (keys && (typeof item !== 'object' || item === null)) continue; // told as a wrong type
    const key = JSON.stringify(keys ? keys.map((name) => (item as Record<string, unknown> | null)?.[name]) : item);
    if (!seen.has(key)) {
      seen.add(key);
      continue;
    }
    const told = keys ? keys.map((name) => `\`${name}\` ${shown((item as Record<string, unknown>)[name])}`).join(', ') : shown(item);
    add(walk, [...path, i], {
      code: 'schema/duplicate-item',
      what: keys ? `an item with ${told} stands in the list already` : `${told} stands in the list already`,
      expected: keys ? `items that differ in ${keys.map((name) => `\`${name}\``).join(', ')}` : 'each item once',
      fix: 'change or remove one of them',
    });
  }
  return walk.found.length > before;
}

function applyRules(walk: Walk, value: unknown, node: ReadNode, path: ObjectPath): void {
  for (const rule of node.checks) {
    const broken = rule(path.length ? value : { ...value as object, metadata: walk.metadata });
    if (!broken) continue;
    const { at = [], ...problem } = broken;
    add(walk, [...path, ...at], typeof value === 'object' ? problem : about(path, problem));
  }
}

function add(walk: Walk, at: ObjectPath, problem: Problem): void {
  walk.found.push({ ...problem, severity: 'error', at });
  if (HIDES_RULES.includes(problem.code)) walk.hiding++;
}

/** A field called `__proto__` is a field like others. */
function set(target: Record<string, unknown>, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
}

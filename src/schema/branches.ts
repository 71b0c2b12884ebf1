import { holds, holdsBranches, typeProblem, valueProblem } from './constraint';
import type { Constraint } from './table';
import type { Problem } from '../analysis/finding';
import type { ObjectPath } from '../analysis/violation';

/** What `oneOf` and the like find wrong with a value, told in the words of the fields that they are about. */
export function branchProblem(value: unknown, node: Pick<Constraint, 'oneOf' | 'anyOf' | 'allOf' | 'not'>): Located | undefined {
  if (holdsBranches(value, node)) return undefined;
  for (const part of node.allOf ?? []) {
    const found = branchProblem(value, part) ?? reason(value, part);
    if (found) return found;
  }
  const branches = [node.oneOf, node.anyOf].find((all) => all && !holdsBranches(value, all === node.oneOf ? { oneOf: all } : { anyOf: all })) ?? [];
  return exclusive(value, branches) ?? nearest(value, branches) ?? {
    at: [], problem: { code: 'schema/one-of', what: 'it has a value that is excluded here', expected: 'another value', fix: 'change it' },
  };
}

/** A problem at a place inside the value. */
export interface Located {
  readonly at: ObjectPath;
  readonly problem: Problem;
}

/** Branches that each ask for one of several fields: fields that exclude each other. One that asks for none of them lets all be absent. */
function exclusive(value: unknown, branches: readonly Constraint[]): Located | undefined {
  const names = branches.flatMap(({ required }) => required ?? []);
  if (!names.length || typeof value !== 'object' || value === null) return undefined;
  const listed = names.map((name) => `\`${name}\``).join(', ');
  const present = names.filter((name) => Object.hasOwn(value, name));
  const mayBeAbsent = branches.some(({ required }) => !required);
  const expected = `${mayBeAbsent ? 'at most' : 'exactly'} one of ${listed}`;
  if (present.length > 1) {
    const set = present.map((name) => `\`${name}\``).join(' and ');
    return { at: [], problem: { code: 'schema/one-of', what: `${set} are set together`, expected, fix: `keep one of ${set}` } };
  }
  return present.length === 0 && !mayBeAbsent
    ? { at: [], problem: { code: 'schema/required', what: `none of ${listed} is set`, expected, fix: 'set one of them' } }
    : undefined;
}

/** What keeps a value from the branch that it comes nearest to: one that it leaves for another reason than a value that tells branches apart. */
function nearest(value: unknown, branches: readonly Constraint[]): Located | undefined {
  const reasons = branches.flatMap((branch) => reason(value, branch) ?? []);
  return reasons.find(({ problem }) => problem.code !== 'schema/enum') ?? reasons[0];
}

function reason(value: unknown, node: Constraint): Located | undefined {
  const problem = typeProblem(value, node) ?? valueProblem(value, node);
  if (problem) return { at: [], problem };
  if (typeof value === 'object' && value !== null) {
    const fields = value as Readonly<Record<string, unknown>>;
    for (const [name, child] of Object.entries(node.fields ?? {})) {
      const found = Object.hasOwn(fields, name) && !holds(fields[name], child) ? reason(fields[name], child) : undefined;
      if (found) return { at: [name, ...found.at], problem: found.problem };
    }
  }
  return holdsBranches(value, node) || node.not ? undefined : branchProblem(value, node);
}

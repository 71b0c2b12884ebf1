import type { ApiObject, IResolver } from 'cdk8s';
import { App, ResolutionContext } from 'cdk8s';
import { isPlainMap, type PlainMap } from './merge';
import { RenderError, showPath } from './render-error';

/** Deeper than any manifest goes: whoever gets here has a value that holds itself. */
const MAX_DEPTH = 200;

/**
 * Replaces everything late-bound in a value by what it stands for: `Lazy`, implicit tokens, what the app's own resolvers know,
 * and the int-or-string classes of generated types. The result shares no map or list with the value.
 */
export function resolve(value: unknown, object: ApiObject): unknown {
  return visit(value, { object, resolvers: App.of(object).resolvers }, []);
}

interface Resolution {
  readonly object: ApiObject;
  readonly resolvers: readonly IResolver[];
}

function visit(value: unknown, by: Resolution, path: string[]): unknown {
  if (value === null || value === undefined) return value;
  if (path.length > MAX_DEPTH) {
    throw new RenderError({
      code: 'kube/endless-value',
      what: `${showPath(path.slice(0, 6))}... is nested more than ${MAX_DEPTH} levels deep`,
      expected: 'a value that does not hold itself',
      fix: 'look for a map or list that was put into itself',
    });
  }
  // what a generated int-or-string class holds; cdk8s would make a map { value } of it, for the generated code to unpack
  if (isUnion(value)) return visit(value.value, by, path);

  for (const resolver of by.resolvers) {
    const context = new ResolutionContext(by.object, path, value);
    resolver.resolve(context);
    if (context.replaced) return visit(context.replacedValue, by, path);
  }
  if (Array.isArray(value)) return Array.from(value, (item, i) => visit(item, by, [...path, `${i}`]));
  if (isPlainMap(value)) {
    const resolved: PlainMap = {};
    for (const key of Object.keys(value)) resolved[key] = visit(value[key], by, [...path, key]);
    return resolved;
  }
  return value;
}

function isUnion(value: unknown): value is { readonly value: string | number } {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || isPlainMap(value)) return false;
  const keys = Object.keys(value);
  if (keys.length !== 1 || keys[0] !== 'value') return false;
  const held = (value as { value: unknown }).value;
  return typeof held === 'string' || typeof held === 'number';
}

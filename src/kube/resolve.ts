import type { ApiObject, IResolver } from 'cdk8s';
import { App, ImplicitTokenResolver, LazyResolver, NumberStringUnionResolver, ResolutionContext } from 'cdk8s';
import { isPlainMap, type PlainMap } from './merge';
import { RenderError, showPath } from './render-error';

/** Deeper than any manifest goes: whoever gets here has a value that holds itself. */
const MAX_DEPTH = 200;

/**
 * Replaces everything late-bound in a value by what it stands for: `Lazy`, implicit tokens, what the app's own resolvers know,
 * and the int-or-string classes of generated types. The result shares no map or list with the value.
 */
export function resolve(value: unknown, object: ApiObject): unknown {
  return new Resolution(object).visit(value);
}

class Resolution {
  private readonly path: string[] = [];
  private readonly resolvers: readonly IResolver[];
  /** Resolvers of the program's own may replace anything, those of cdk8s leave plain values alone. */
  private readonly mayReplacePlain: boolean;

  constructor(private readonly object: ApiObject) {
    this.resolvers = App.of(object).resolvers;
    this.mayReplacePlain = !this.resolvers.every((resolver) =>
      resolver instanceof LazyResolver || resolver instanceof ImplicitTokenResolver || resolver instanceof NumberStringUnionResolver);
  }

  public visit(value: unknown): unknown {
    if (value === null || value === undefined) return value;
    if (typeof value !== 'object') return this.mayReplacePlain ? this.replaced(value, () => value) : value;
    if (Array.isArray(value)) return this.mayReplacePlain ? this.replaced(value, () => this.list(value)) : this.list(value);
    if (isPlainMap(value) && !this.mayReplacePlain && typeof value.resolve !== 'function') return this.map(value);
    // what a generated int-or-string class holds; cdk8s would make a map { value } of it, for the generated code to unpack
    if (isUnion(value)) return this.visit(value.value);
    return this.replaced(value, () => (isPlainMap(value) ? this.map(value) : value));
  }

  private replaced(value: unknown, otherwise: () => unknown): unknown {
    for (const resolver of this.resolvers) {
      const context = new ResolutionContext(this.object, [...this.path], value);
      resolver.resolve(context);
      if (context.replaced) return this.visit(context.replacedValue);
    }
    return otherwise();
  }

  private list(list: readonly unknown[]): unknown[] {
    const resolved: unknown[] = [];
    for (let i = 0; i < list.length; i++) resolved.push(this.below(`${i}`, list[i]));
    return resolved;
  }

  private map(map: PlainMap): PlainMap {
    const resolved: PlainMap = {};
    for (const key of Object.keys(map)) resolved[key] = this.below(key, map[key]);
    return resolved;
  }

  private below(key: string, value: unknown): unknown {
    if (this.path.push(key) > MAX_DEPTH) this.failEndless();
    const resolved = this.visit(value);
    this.path.pop();
    return resolved;
  }

  private failEndless(): never {
    throw new RenderError({
      code: 'kube/endless-value',
      what: `${showPath(this.path.slice(0, 6))}... is nested more than ${MAX_DEPTH} levels deep`,
      expected: 'a value that does not hold itself',
      fix: 'look for a map or list that was put into itself',
    });
  }
}

function isUnion(value: object): value is { readonly value: string | number } {
  if (isPlainMap(value)) return false;
  const keys = Object.keys(value);
  if (keys.length !== 1 || keys[0] !== 'value') return false;
  const held = (value as { value: unknown }).value;
  return typeof held === 'string' || typeof held === 'number';
}

// eslint-disable-next-line import/no-extraneous-dependencies -- it is bundled
import { type Alias, isAlias, isMap, isScalar, isSeq, type Node, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Origins } from './origins';
import { badKey, badMerge, badScalar, duplicateKey, endlessAlias, MAX_ALIASED, tooManyAliases, unknownAlias } from './problems';
import { keyText, type Resolved, resolvePlain, resolveTagged } from './scalar';
import type { Problem } from '../../analysis/finding';
import type { ObjectPath } from '../../analysis/violation';

/** What the value of a document is told to. */
export interface ValueLog {
  /** Reports a problem at an offset of the text, and at a place inside the value. */
  report(problem: Problem, offset: number, at: ObjectPath): void;
  /** The line of an offset. */
  line(offset: number): number;
}

/** A value, and how many values it is made of. */
interface Made {
  readonly value: unknown;
  readonly size: number;
}

/** A map that is being filled, and where its keys stand. */
interface Filled {
  readonly value: Record<string, unknown>;
  readonly offsets: Record<string, number>;
}

/** Thrown where there is no use in going on. */
class Unreadable extends Error {}

/** Makes plain values of the nodes of one document, and keeps where they stand. Values of aliases are shared, not copied. */
export class ValueMaker {
  public readonly origins: Origins = new Map();
  private readonly anchors = new Map<string, Made | 'open'>();
  private aliased = 0;

  public constructor(private readonly log: ValueLog) {}

  /** The value of a document; undefined where it has none that can be used. */
  public make(node: Node | null): { readonly value: unknown } | undefined {
    try {
      return { value: node === null ? null : this.node(node, []).value };
    } catch (error) {
      if (error instanceof Unreadable) return undefined;
      throw error;
    }
  }

  private node(node: Node, at: ObjectPath): Made {
    if (isAlias(node)) return this.alias(node, at);
    const { anchor } = node as Scalar | YAMLMap | YAMLSeq;
    if (anchor) this.anchors.set(anchor, 'open');
    const made = isMap(node) ? this.map(node, at) : isSeq(node) ? this.list(node, at) : this.scalar(node as Scalar, at);
    if (anchor) this.anchors.set(anchor, made);
    return made;
  }

  private scalar(node: Scalar, at: ObjectPath): Made {
    const resolved = resolve(node);
    if ('wrong' in resolved) {
      this.log.report(badScalar(resolved.wrong), startOf(node), at);
      return { value: null, size: 1 };
    }
    return { value: resolved.value, size: 1 };
  }

  private list(node: YAMLSeq, at: ObjectPath): Made {
    const value: unknown[] = [];
    const offsets: number[] = [];
    let size = 1;
    for (const item of node.items as Node[]) {
      const made = this.node(item, [...at, value.length]);
      value.push(made.value);
      offsets.push(startOf(item));
      size += made.size;
    }
    this.origins.set(value, offsets);
    return { value, size };
  }

  private map(node: YAMLMap, at: ObjectPath): Made {
    const value: Record<string, unknown> = {};
    const offsets: Record<string, number> = {};
    const written = new Map<string, number>();
    let size = 1;
    for (const pair of node.items as { key: Node | null; value: Node | null }[]) {
      const { key } = pair;
      const offset = key ? startOf(key) : startOf(node);
      if (isScalar(key) && key.type === 'PLAIN' && key.value === '<<' && (!key.tag || key.tag.endsWith(':merge'))) {
        size += this.merge(pair.value, { value, offsets }, at, offset);
        continue;
      }
      const name = this.keyOf(key, offset, at);
      if (name === undefined) continue;
      const inside = [...at, name];
      const first = written.get(name);
      if (first !== undefined) this.log.report(duplicateKey(name, this.log.line(first)), offset, inside);
      else written.set(name, offset);
      const made = pair.value === null ? { value: null, size: 1 } : this.node(pair.value, inside);
      put(value, name, made.value);
      put(offsets, name, offset);
      size += made.size;
    }
    this.origins.set(value, offsets);
    return { value, size };
  }

  private keyOf(key: Node | null, offset: number, at: ObjectPath): string | undefined {
    const made = key === null ? { value: null } : isScalar(key) ? undefined : isAlias(key) ? this.alias(key, at) : { value: {} };
    const resolved: Resolved = made ? { value: typeof made.value === 'object' ? null : made.value as string } : resolve(key as Scalar);
    const name = keyText(resolved);
    if (name === undefined) {
      const what = 'wrong' in resolved ? resolved.wrong : isScalar(key) || key === null ? 'null' : 'a list or map';
      this.log.report(badKey(what), offset, at);
    }
    return name;
  }

  /** go-yaml v2 lays what is merged over the keys before it; keys after it win (`decode.go`, `mapping`). */
  private merge(node: Node | null, into: Filled, at: ObjectPath, offset: number): number {
    const sources = isSeq(node) ? [...node.items as Node[]].reverse() : [node];
    let size = 0;
    for (const source of sources) {
      const made = source === null ? { value: null, size: 0 } : this.node(source, at);
      if (typeof made.value !== 'object' || made.value === null || Array.isArray(made.value)) {
        this.log.report(badMerge(), source ? startOf(source) : offset, at);
        continue;
      }
      const from = this.origins.get(made.value) as Readonly<Record<string, number>>;
      for (const [name, value] of Object.entries(made.value)) {
        put(into.value, name, value);
        put(into.offsets, name, from[name]);
      }
      size += made.size;
    }
    return size;
  }

  private alias(node: Alias, at: ObjectPath): Made {
    const made = this.anchors.get(node.source);
    if (made === undefined || made === 'open') {
      this.log.report(made ? endlessAlias(node.source) : unknownAlias(node.source), startOf(node), at);
      throw new Unreadable();
    }
    this.aliased += made.size;
    if (this.aliased > MAX_ALIASED) {
      this.log.report(tooManyAliases(), startOf(node), at);
      throw new Unreadable();
    }
    return made;
  }
}

function resolve(node: Scalar): Resolved {
  const text = String(node.value);
  if (node.tag) return resolveTagged(text, node.tag);
  return node.type === 'PLAIN' ? resolvePlain(text) : { value: text };
}

function startOf(node: Node): number {
  return node.range![0];
}

/** A key may be called `__proto__`. */
function put<T>(map: Record<string, T>, name: string, value: T): void {
  if (name === '__proto__') Object.defineProperty(map, name, { value, enumerable: true, configurable: true, writable: true });
  else map[name] = value;
}

import { ruleNamed, type Rule } from './rules/rule';
import { SCHEMA_TABLES } from '../../imports/schema';

/** What a node under `oneOf` and the like, which only adds to what is told elsewhere, may say. */
export interface Constraint {
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean' | 'int-or-string';
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly required?: readonly string[];
  readonly fields?: Readonly<Record<string, Constraint>>;
  readonly items?: Constraint;
  readonly oneOf?: readonly Constraint[];
  readonly anyOf?: readonly Constraint[];
  readonly allOf?: readonly Constraint[];
  readonly not?: Constraint;
}

/** What the API server enforces at one place of an object. Children are numbers of other nodes. */
export interface SchemaNode extends Omit<Constraint, 'fields' | 'items'> {
  readonly nullable?: boolean;
  /** Fields that are not known are kept. */
  readonly open?: boolean;
  /** A list each of whose items is there once. */
  readonly set?: boolean;
  /** A list no two of whose items have the same values in these fields. */
  readonly keys?: readonly string[];
  readonly fields?: Readonly<Record<string, number>>;
  /** Of fields that are not set. */
  readonly defaults?: Readonly<Record<string, unknown>>;
  readonly items?: number;
  /** Of a map. */
  readonly values?: number;
  readonly rules?: readonly string[];
}

/** A node with the checks that its rules name. */
export interface ReadNode extends SchemaNode {
  readonly checks: readonly Rule[];
}

/** The node of a field; of a map, that of its values. */
export function childOf(node: SchemaNode, name: string): number | undefined {
  return node.fields && Object.hasOwn(node.fields, name) ? node.fields[name] : node.values;
}

/** The schemas of a kind in all releases. Nodes are read when a value asks for them. */
export class SchemaTable {
  private readonly read: ReadNode[] = [];

  public constructor(
    public readonly scope: string,
    /** What the names of the releases count. */
    public readonly product: string,
    /** Release to served version to the number of its root node; oldest release first within a channel. */
    public readonly roots: Readonly<Record<string, Readonly<Record<string, number>>>>,
    private readonly nodes: readonly string[],
  ) {}

  public node(number: number): ReadNode {
    return this.read[number] ??= withChecks(JSON.parse(this.nodes[number]) as SchemaNode);
  }
}

/** As `tools/imports/schema.ts` writes it. */
interface StoredTable {
  readonly scope: string;
  readonly product: string;
  readonly roots: Readonly<Record<string, unknown>>;
  readonly nodes: readonly string[] | string;
}

const tables = new Map<string, SchemaTable | undefined>();

/** The table of a kind, `<group>/<Kind>`; undefined where there is none. */
export function schemaTable(kind: string): SchemaTable | undefined {
  if (!tables.has(kind)) tables.set(kind, load(kind));
  return tables.get(kind);
}

function load(kind: string): SchemaTable | undefined {
  const stored = storedTable(kind);
  if (!stored) return undefined;
  const nodes = typeof stored.nodes === 'string' ? storedTable(stored.nodes)!.nodes as readonly string[] : stored.nodes;
  return new SchemaTable(stored.scope, stored.product, stored.roots as SchemaTable['roots'], nodes);
}

function storedTable(kind: string): StoredTable | undefined {
  const known: Readonly<Record<string, () => StoredTable>> = SCHEMA_TABLES;
  return Object.hasOwn(known, kind) ? known[kind]() : undefined;
}

function withChecks(node: SchemaNode): ReadNode {
  return { ...node, checks: (node.rules ?? []).map(ruleNamed) };
}

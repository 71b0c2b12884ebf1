import type { Crd, CrdLibrary, Schema } from './crd';
import { patternInJavaScript } from './patterns';
import { ruleOf } from './rules';
import { filesOf, type SourceRow } from './sources';

/**
 * The schemas of one kind in all its releases, as `src/schema/table.ts` reads them.
 *
 * A node is a line: what the API server enforces at one place, with children by number. Equal nodes are one line, so that a kind that
 * hardly changes from release to release hardly grows, and a part that stands in many places is told once.
 */
interface KindTable {
  readonly scope: 'Namespaced' | 'Cluster';
  /** What the names of the releases count. */
  readonly product: string;
  /** Release to served version to the number of its root node. */
  readonly roots: Record<string, Record<string, number>>;
  /** The nodes, or the kind in whose table they stand. */
  readonly nodes: readonly string[] | string;
}

/** Kinds whose nodes stand in the table of another, since they are nearly the same. */
const SHARED: Readonly<Record<string, string>> = { 'sailoperator.io/IstioRevision': 'sailoperator.io/Istio' };

/** File name to text: one table a kind, and `index.ts`, which knows them all and reads none. */
export async function schemaTables(rows: readonly SourceRow[], library: CrdLibrary): Promise<ReadonlyMap<string, string>> {
  const tables = new Map<string, TableBuilder>();
  const linesOf = new Map<string, Lines>();
  const lines = (kind: string) => linesOf.get(kind) ?? linesOf.set(kind, new Lines()).get(kind)!;
  for (const row of rows) {
    for (const [file, releases] of filesOf(row)) {
      for (const release of releases) {
        const name = row.channel ? `${release.name}/${row.channel}` : release.name;
        for (const crd of await library.crdsOf(row, release, file)) {
          const kind = `${crd.spec.group}/${crd.spec.names.kind}`;
          const builder = tables.get(kind) ?? new TableBuilder(kind, row.product, crd, lines(SHARED[kind] ?? kind));
          tables.set(kind, builder);
          builder.add(name, crd);
        }
      }
    }
  }
  const kinds = [...tables.keys()].sort();
  const files = new Map(kinds.map((kind) => [fileOf(kind), printed(tables.get(kind)!.table)]));
  files.set('index.ts', index(kinds, rows));
  return files;
}

/** Keywords that stand in a node as they stand in the CRD. */
const COPIED = [
  'enum', 'nullable', 'minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties',
] as const;
/** Keywords that say nothing about what is accepted, or are told in another way. */
const READ = [
  'description', 'default', 'type', 'format', 'pattern', 'required', 'properties', 'items', 'additionalProperties', 'oneOf', 'anyOf', 'allOf', 'not',
  'x-kubernetes-int-or-string', 'x-kubernetes-preserve-unknown-fields', 'x-kubernetes-list-type', 'x-kubernetes-list-map-keys',
  'x-kubernetes-map-type', 'x-kubernetes-validations',
];
/** Formats that `src/schema/format.ts` knows. */
const FORMATS = ['int32', 'int64', 'byte', 'ipv4', 'ipv6'];
/** Formats that the API server does not look at (k8s.io/apiextensions-apiserver pkg/apiserver/validation/formats.go), or that every number has. */
const UNCHECKED_FORMATS = ['binary', 'double', 'float'];

/** Node after node, each once. */
class Lines {
  public readonly all: string[] = [];
  private readonly known = new Map<string, number>();

  public numberOf(line: string): number {
    const number = this.known.get(line) ?? this.all.push(line) - 1;
    this.known.set(line, number);
    return number;
  }
}

class TableBuilder {
  public readonly table: KindTable;

  public constructor(private readonly kind: string, product: string, { spec: { scope } }: Crd, private readonly lines: Lines) {
    this.table = { scope, product, roots: {}, nodes: SHARED[kind] ?? lines.all };
  }

  public add(release: string, crd: Crd): void {
    if (crd.spec.scope !== this.table.scope) throw new Error(`${this.kind} changes its scope; the table cannot say that`);
    const served = crd.spec.versions.filter((v) => v.served).sort((a, b) => (a.name < b.name ? -1 : 1));
    this.table.roots[release] = Object.fromEntries(served.map((v) => [v.name, this.root(v.schema.openAPIV3Schema)]));
  }

  /** `status` is written by controllers, which this is no check of; what every object has is not told by the CRD. */
  private root({ properties = {}, ...others }: Schema): number {
    const { apiVersion: _apiVersion, kind: _kind, metadata: _metadata, status, ...own } = properties;
    const open = { 'type': 'object', 'x-kubernetes-preserve-unknown-fields': true } as const;
    return this.node({ ...others, properties: { ...own, ...(status && { status: open }) } }, '');
  }

  private node(schema: Schema, path: string): number {
    const node = this.enforced(schema, path);
    const { items, properties, additionalProperties } = schema;
    if (schema['x-kubernetes-preserve-unknown-fields']) node.open = true;
    if (schema['x-kubernetes-list-type'] === 'set') node.set = true;
    if (schema['x-kubernetes-list-type'] === 'map') node.keys = schema['x-kubernetes-list-map-keys'];
    const rules = ((schema['x-kubernetes-validations'] ?? []) as { rule: string }[]).flatMap(({ rule }) => ruleOf(rule, this.kind, path) ?? []);
    if (rules.length) node.rules = rules;
    if (items?.default !== undefined || (additionalProperties as Schema)?.default !== undefined) {
      throw new Error(`${this.kind}${path}: a default of list items or map values, which the table cannot say`);
    }
    if (items) node.items = this.node(items, `${path}[]`);
    if (additionalProperties === true) throw new Error(`${this.kind}${path}: additionalProperties: true, which the table cannot say`);
    if (typeof additionalProperties === 'object') node.values = this.node(additionalProperties, `${path}.*`);
    if (properties) {
      const names = Object.keys(properties).sort();
      const defaults = names.filter((name) => properties[name].default !== undefined).map((name) => [name, properties[name].default]);
      if (defaults.length) node.defaults = Object.fromEntries(defaults);
      node.fields = Object.fromEntries(names.map((name) => [name, this.node(properties[name], `${path}.${name}`)]));
    }

    return this.lines.numberOf(JSON.stringify(node));
  }

  /** What a node enforces itself. Under `oneOf` and the like a node adds constraints only, and is written out in full. */
  private enforced(schema: Schema, path: string): Record<string, unknown> {
    const keywords = schema as Readonly<Record<string, any>>;
    const unknown = Object.keys(schema).filter((key) => !READ.includes(key) && !(COPIED as readonly string[]).includes(key));
    if (unknown.length) throw new Error(`${this.kind}${path}: ${unknown.join(', ')}, which the schema tables do not know; say in tools/imports/schema.ts what they mean`);
    const intOrString = schema['x-kubernetes-int-or-string'] === true;
    const node: Record<string, unknown> = {};
    if (intOrString) node.type = 'int-or-string';
    else if (keywords.type) node.type = keywords.type;
    if (keywords.format && !UNCHECKED_FORMATS.includes(keywords.format)) {
      if (!FORMATS.includes(keywords.format)) throw new Error(`${this.kind}${path}: the format ${keywords.format}, which src/schema/format.ts does not know`);
      node.format = keywords.format;
    }
    if (keywords.pattern) node.pattern = patternInJavaScript(keywords.pattern);
    for (const key of COPIED) if (keywords[key] !== undefined) node[key] = keywords[key];
    if (keywords.required?.length) node.required = keywords.required;
    for (const key of ['oneOf', 'anyOf', 'allOf']) {
      const branches = ((keywords[key] ?? []) as Schema[]).filter((branch) => !(intOrString && saysIntOrString(branch)));
      // Of an int-or-string, `anyOf` says no more than the flag.
      if (branches.length && !(intOrString && key === 'anyOf')) node[key] = branches.map((branch) => this.constraint(branch, path));
    }
    if (keywords.not) node.not = this.constraint(keywords.not, path);
    return node;
  }

  private constraint(schema: Schema, path: string): object {
    const node = this.enforced(schema, path);
    if (schema.items) node.items = this.constraint(schema.items, `${path}[]`);
    if (schema.properties) {
      node.fields = Object.fromEntries(Object.entries(schema.properties).map(([name, child]) => [name, this.constraint(child, `${path}.${name}`)]));
    }
    return node;
  }
}

function saysIntOrString({ anyOf }: Readonly<Record<string, any>>): boolean {
  return Array.isArray(anyOf) && anyOf.length === 2 && anyOf.every((branch) => ['integer', 'string'].includes(branch.type));
}

/** `networking.istio.io/Gateway` to `Gateway.networking.istio.io.json`. */
function fileOf(kind: string): string {
  const [group, name] = kind.split('/');
  return `${name}.${group}.json`;
}

function printed({ nodes, roots, ...head }: KindTable): string {
  const releases = Object.entries(roots).map(([release, versions]) => `    ${JSON.stringify(release)}: ${JSON.stringify(versions)}`);
  const lines = typeof nodes === 'string' ? JSON.stringify(nodes) : `[\n${nodes.map((node) => `    ${JSON.stringify(node)}`).join(',\n')}\n  ]`;
  const fields = Object.entries(head).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  return `{\n${fields.join(',\n')},\n  "roots": {\n${releases.join(',\n')}\n  },\n  "nodes": ${lines}\n}\n`;
}

function index(kinds: readonly string[], rows: readonly SourceRow[]): string {
  const releases = Object.fromEntries(rows.map((row) => [row.product, row.releases.map(({ name }) => name)]));
  return [
    '// Generated by `npm run imports`. Do not edit: change imports/sources.json or tools/imports and run it again.',
    '// The schema table of each kind, read when the first object of the kind asks for it. The type makes the compiler copy the tables.',
    '/* eslint-disable */',
    ...kinds.map((kind, i) => `import type t${i} from './${fileOf(kind)}';`),
    '',
    'export const SCHEMA_TABLES = {',
    ...kinds.map((kind, i) => `  '${kind}': () => require('./${fileOf(kind)}') as typeof t${i},`),
    '};',
    '',
    '// The releases that the tables are of, oldest first.',
    `export const SCHEMA_RELEASES = ${JSON.stringify(releases, undefined, 2)};`,
    '',
  ].join('\n');
}

import { parseAllDocuments } from 'yaml';
import type { CrdReader } from './fetch';
import { releasesOf, type KindRow, type ReleaseSource, type SourceRow } from './sources';

/** The part of a CRD schema that the generator reads. */
export interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly enum?: readonly (string | number | null)[];
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly [extension: `x-kubernetes-${string}`]: unknown;
}

/** A parsed CustomResourceDefinition. */
export interface Crd {
  readonly spec: {
    readonly group: string;
    readonly scope: 'Namespaced' | 'Cluster';
    readonly names: { readonly kind: string };
    readonly versions: readonly { readonly name: string; readonly served: boolean; readonly schema: { readonly openAPIV3Schema: Schema } }[];
  };
  readonly [key: string]: unknown;
}

/** One kind in one release, at the version to use there. */
export interface KindInRelease {
  readonly release: ReleaseSource;
  readonly version: string;
  readonly crd: Crd;
  /** Schema of `spec`. */
  readonly spec: Schema;
}

/** All CRDs of a YAML text, other documents left out. */
export function parseCrds(text: string): readonly Crd[] {
  return parseAllDocuments(text).map((d) => d.toJS()).filter((d) => d?.kind === 'CustomResourceDefinition');
}

/** Reads kinds release by release; each file is parsed once. */
export class CrdLibrary {
  private readonly files = new Map<string, Promise<readonly Crd[]>>();

  constructor(private readonly reader: CrdReader) {}

  /** All CRDs of a file. */
  async crdsOf(row: SourceRow, release: ReleaseSource, file: string): Promise<readonly Crd[]> {
    const where = `${release.folder}/${file}`;
    const found = this.files.get(where) ?? this.reader.read(row, release, file).then(parseCrds);
    this.files.set(where, found);
    return found;
  }

  /** The kind in every release that has it, oldest first. */
  async history(kind: KindRow): Promise<readonly KindInRelease[]> {
    return Promise.all(releasesOf(kind).map((release) => this.at(kind, release)));
  }

  private async at(kind: KindRow, release: ReleaseSource): Promise<KindInRelease> {
    const where = `${release.folder}/${kind.source.file}`;
    const crds = await this.crdsOf(kind.row, release, kind.source.file);
    const crd = crds.find((c) => c.spec.group === kind.group && c.spec.names.kind === kind.kind);
    if (!crd) throw new Error(`${where}: no CRD of ${kind.group}/${kind.kind}; say in imports/sources.json since which release there is one`);
    const version = kind.source.formerly?.[release.name] ?? kind.source.version;
    const found = crd.spec.versions.find((v) => v.name === version);
    if (!found?.served) {
      const served = crd.spec.versions.filter((v) => v.served).map((v) => v.name).join(', ');
      throw new Error(`${where}: ${kind.kind} does not serve ${version}, only ${served}; correct imports/sources.json`);
    }
    const { spec, ...others } = found.schema.openAPIV3Schema.properties ?? {};
    const unknown = Object.keys(others).filter((k) => !['apiVersion', 'kind', 'metadata', 'status'].includes(k));
    if (!spec || unknown.length) throw new Error(`${where}: ${kind.kind} has fields beside spec (${unknown.join(', ')}), which the generator cannot import`);
    return { release, version, crd, spec };
  }
}

/**
 * The CRD as the importer shall see it: one version; no descriptions, which are upstream's prose; no status; `date-time` as a plain string,
 * since a `Date` in a body cannot be rendered; enum and default of the widened paths dropped.
 */
export function filtered({ crd, version, spec }: KindInRelease, widen: readonly string[]): object {
  const widened = widen.reduce((s, path) => widenAt(s, path.split('.').slice(1)), stripped(spec));
  const { group, scope, names } = crd.spec;
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${(names as { plural?: string }).plural}.${group}` },
    spec: {
      group,
      scope,
      names,
      versions: [{ name: version, served: true, storage: true, schema: { openAPIV3Schema: { type: 'object', properties: { spec: widened } } } }],
    },
  };
}

/**
 * The properties that get a name of their own in the types. Of two spellings of one field (VirtualService has `mirrorPercent` and
 * `mirror_percent`) the camel-case one stays; the other can still be written raw.
 */
export function importable(properties: Readonly<Record<string, Schema>>): readonly [string, Schema][] {
  const camel = new Set(Object.keys(properties).filter((name) => !name.includes('_')).map((name) => name.toLowerCase()));
  return Object.entries(properties).filter(([name]) => !name.includes('_') || !camel.has(name.replace(/_/g, '').toLowerCase()));
}

/** What must be written: the API server fills in defaults before it asks for required fields. */
export function requiredOf({ required = [], properties = {} }: Schema): readonly string[] {
  return required.filter((name) => properties[name]?.default === undefined);
}

const KEPT = ['type', 'enum', 'x-kubernetes-int-or-string', 'x-kubernetes-preserve-unknown-fields'];
const INT_OR_STRING = [{ type: 'integer' }, { type: 'string' }];

function stripped(schema: Schema): Schema {
  const out: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(schema)) {
    if (KEPT.includes(key)) out[key] = value;
  }
  if (schema.required) out.required = requiredOf(schema);
  if (schema.properties) out.properties = Object.fromEntries(importable(schema.properties).map(([k, v]) => [k, stripped(v)]));
  if (schema.items) out.items = stripped(schema.items);
  if (schema['x-kubernetes-int-or-string']) out.anyOf = INT_OR_STRING;
  if (typeof schema.additionalProperties === 'object') out.additionalProperties = stripped(schema.additionalProperties);
  return out as Schema;
}

function widenAt(schema: Schema, path: readonly string[]): Schema {
  const [head, ...rest] = path;
  if (head === undefined) {
    const { enum: _enum, default: _default, ...open } = schema;
    return open;
  }
  const child = schema.properties?.[head];
  return child ? { ...schema, properties: { ...schema.properties, [head]: widenAt(child, rest) } } : schema;
}

import { readFileSync } from 'fs';
import * as path from 'path';
import { parseAllDocuments } from 'yaml';

interface Node {
  readonly type?: string;
  readonly properties?: { readonly [field: string]: Node };
  readonly items?: Node;
  readonly additionalProperties?: Node | boolean;
  readonly enum?: readonly string[];
}

/**
 * The fields of a kind's spec that hold no other field, and the members of enums (`spec.mode=STRICT`). Items of lists and entries of maps are `*`.
 *
 * @param file the CRDs, below the folder of all CRDs
 */
export function fieldsOf(root: string, file: string, group: string, kind: string): string[] {
  const crds = parseAllDocuments(readFileSync(path.join(root, file), 'utf-8')).map((d) => d.toJS());
  const crd = crds.find((c) => c?.spec?.group === group && c.spec.names.kind === kind);
  const version = crd.spec.versions.find((v: { storage: boolean }) => v.storage);
  return leaves(version.schema.openAPIV3Schema.properties.spec, 'spec').sort();
}

function leaves(node: Node, at: string): string[] {
  if (node.enum) return node.enum.map((member) => `${at}=${member}`);
  if (node.items) return leaves(node.items, `${at}.*`);
  if (typeof node.additionalProperties === 'object') return leaves(node.additionalProperties, `${at}.*`);
  if (!node.properties) return [at];
  return Object.entries(node.properties).flatMap(([field, below]) => leaves(below, `${at}.${field}`));
}

/** Those of the fields that at least one of the objects has. */
export function fieldsIn(fields: readonly string[], objects: readonly object[]): Set<string> {
  return new Set(fields.filter((field) => {
    const [at, member] = field.split('=');
    return objects.some((object) => found(object, at.split('.')).some((value) => member === undefined || String(value) === member));
  }));
}

function found(value: any, steps: readonly string[]): unknown[] {
  if (value === undefined || value === null) return [];
  if (steps.length === 0) return [value];
  const [step, ...rest] = steps;
  if (step === '*') return Object.values(value).flatMap((item) => found(item, rest));
  return found(value[step], rest);
}

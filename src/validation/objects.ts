import type { SourceDocument } from './document';
import type { Position } from './position';
import { notAnObject } from './yaml/problems';
import type { Problem } from '../analysis/finding';
import type { ObjectPath } from '../analysis/violation';

/** How an object is known in its cluster. */
export interface ObjectIdentity {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly namespace?: string;
  readonly name?: string;
}

/** Something with fields. */
export type PlainMap = Readonly<Record<string, unknown>>;

/** One object of the set, be it a document or an item of a list. */
export interface ManifestObject {
  readonly object: PlainMap;
  readonly identity: ObjectIdentity;
  readonly file: string;
  locate(path: ObjectPath): Position;
}

/** What is no object of a cluster. */
export interface NoObject {
  readonly problem: Problem;
  readonly identity: ObjectIdentity;
  readonly file: string;
  readonly position: Position;
}

/** What became of a document or list item: an object, something that is none though it should be, or nothing for a cluster. */
export type Found = ManifestObject | NoObject | 'other';

/** The objects of a document. Lists are taken apart, in the order of their items. */
export function* objectsOf(document: SourceDocument): Generator<Found> {
  if (document.content === undefined) return;
  yield* found(document.content, [], document, {});
}

/**
 * @param defaults what items of a typed list, such as `VirtualServiceList`, need not say (apimachinery, `decodeToList`)
 */
function* found(value: unknown, at: ObjectPath, document: SourceDocument, defaults: ObjectIdentity): Generator<Found> {
  const place = { file: document.file, locate: (path: ObjectPath) => document.locate([...at, ...path]) };
  if (!isMap(value)) {
    yield { ...place, problem: inList(notAnObject(described(value)), at), identity: {}, position: place.locate([]) };
    return;
  }
  const object = typeof value.kind !== 'string' && typeof value.apiVersion !== 'string' && defaults.kind !== undefined ? { ...defaults, ...value } : value;
  if (isList(object)) {
    const items = object.items as readonly unknown[];
    const typed = object.kind === 'List' ? {} : { apiVersion: object.apiVersion as string, kind: (object.kind as string).slice(0, -'List'.length) };
    for (let i = 0; i < items.length; i++) yield* found(items[i], [...at, 'items', i], document, typed);
    return;
  }
  const identity = identityOf(object);
  const missing = ['apiVersion', 'kind'].find((field) => typeof object[field] !== 'string' || object[field] === '');
  if (missing === undefined) yield { ...place, object, identity };
  else if (looksLikeObject(object)) yield { ...place, problem: withoutType(missing, object), identity, position: place.locate([missing]) };
  else yield 'other';
}

/** As kubectl has it: anything with `items` that are a list (apimachinery, `IsList`), where its kind agrees. */
function isList(object: PlainMap): boolean {
  return typeof object.kind === 'string' && object.kind.endsWith('List') && typeof object.apiVersion === 'string' && Array.isArray(object.items);
}

/** Files of other tools (values, charts, workflows) stand beside manifests: what is meant for a cluster has two of these. */
function looksLikeObject(object: PlainMap): boolean {
  return ['apiVersion', 'kind', 'metadata', 'spec'].filter((field) => Object.hasOwn(object, field)).length >= 2;
}

function withoutType(field: string, object: PlainMap): Problem {
  const misspelt = Object.keys(object).find((key) => key !== field && key.toLowerCase() === field.toLowerCase());
  const value = object[field];
  const what = value === undefined || value === null ? `the object has no \`${field}\`` : `\`${field}\` is ${described(value)}`;
  return {
    code: `object/no-${field === 'kind' ? 'kind' : 'api-version'}`,
    what: misspelt === undefined ? what : `${what}, but \`${misspelt}\``,
    expected: '`apiVersion` and `kind` as texts, without them nothing tells what the object is',
    fix: misspelt === undefined ? `write \`${field}\`` : `rename \`${misspelt}\` to \`${field}\``,
  };
}

function identityOf(object: PlainMap): ObjectIdentity {
  const metadata = isMap(object.metadata) ? object.metadata : {};
  return { apiVersion: text(object.apiVersion), kind: text(object.kind), namespace: text(metadata.namespace), name: text(metadata.name) };
}

/** Names that are numbers are told by the schema; here they are shown. */
function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : ['number', 'boolean'].includes(typeof value) ? String(value) : undefined;
}

function inList(problem: Problem, at: ObjectPath): Problem {
  return at.length === 0 ? problem : { ...problem, what: problem.what.replace('the document', `item ${at[at.length - 1]} of the list`), fix: problem.fix.replace('the document', 'it') };
}

function described(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (isMap(value)) return 'a map';
  return typeof value === 'string' ? 'a text' : `the ${typeof value} ${String(value)}`;
}

/** Whether a value has fields. */
export function isMap(value: unknown): value is PlainMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

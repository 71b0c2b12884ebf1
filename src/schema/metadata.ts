import { typeProblem } from './constraint';
import { shown } from './rules/common';
import { editDistance } from './spelling';
import type { Problem } from '../analysis/finding';
import type { ObjectPath, Violation } from '../analysis/violation';
import { dnsLabelProblem, dnsSubdomainProblem, labelKeyProblem, labelValueProblem } from '../kube/names';

type FieldType = Exclude<Parameters<typeof typeProblem>[1]['type'], undefined> | 'time' | 'any';
type FieldTypes = Readonly<Record<string, FieldType>>;

/** Fields of `metadata` and what stands in them (k8s.io/apimachinery pkg/apis/meta/v1, `ObjectMeta`). Null counts as not set in all of them. */
const FIELDS: FieldTypes = {
  name: 'string',
  generateName: 'string',
  namespace: 'string',
  labels: 'object',
  annotations: 'object',
  finalizers: 'array',
  ownerReferences: 'array',
  managedFields: 'array',
  creationTimestamp: 'time',
  deletionTimestamp: 'time',
  deletionGracePeriodSeconds: 'integer',
  generation: 'integer',
  resourceVersion: 'string',
  selfLink: 'string',
  uid: 'string',
};
const OWNER: FieldTypes = { apiVersion: 'string', kind: 'string', name: 'string', uid: 'string', controller: 'boolean', blockOwnerDeletion: 'boolean' };
const MANAGED: FieldTypes = { manager: 'string', operation: 'string', apiVersion: 'string', time: 'time', fieldsType: 'string', fieldsV1: 'any', subresource: 'string' };
/** How much of `generateName` is used. */
const MAX_GENERATED = 58;
/** Keys and values of all annotations together, in bytes. */
const MAX_ANNOTATIONS = 256 * 1024;

/**
 * What the API server checks of the metadata of every object, whatever its kind. A namespace that is missing is filled in by whoever
 * applies; one too many is dropped by the API server, which is a warning.
 */
export function metadataViolations(metadata: unknown, scope: string, kind: string): readonly Violation[] {
  const found: Violation[] = [];
  const add: Add = (at, problem) => found.push({ severity: 'error', ...problem, at: ['metadata', ...at] });
  const given = metadata ?? {};
  const wrongType = typeProblem(given, { type: 'object' });
  if (wrongType) {
    add([], wrongType);
    return found;
  }
  const fields = wellTyped(given as Fields, FIELDS, 'metadata', [], add);
  // A name of another type is a name all the same.
  if (!found.some(({ at: [, field] }) => field === 'name' || field === 'generateName')) nameViolations(fields, add);
  if (fields.namespace !== undefined && fields.namespace !== '') namespaceViolation(fields.namespace as string, scope, kind, add);
  labelViolations((fields.labels ?? {}) as Fields, add);
  annotationViolations((fields.annotations ?? {}) as Fields, add);
  for (const [i, finalizer] of ((fields.finalizers ?? []) as unknown[]).entries()) finalizerViolation(finalizer, i, add);
  ownerViolations((fields.ownerReferences ?? []) as unknown[], add);
  managerViolations((fields.managedFields ?? []) as unknown[], add);
  return found;
}

type Fields = Readonly<Record<string, unknown>>;
type Add = (at: ObjectPath, problem: Problem) => void;

/** The fields that have the right type; what is wrong with the others is added. */
function wellTyped(given: Fields, types: FieldTypes, where: string, path: ObjectPath, add: Add): Fields {
  const right: [string, unknown][] = [];
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || value === null) continue;
    const wrongType = Object.hasOwn(types, name) ? fieldProblem(value, types[name]) : unknownField(name, Object.keys(types), where);
    if (wrongType) add([...path, name], { ...wrongType, what: wrongType.what.replace(/^it is /, `\`${name}\` is `) });
    else right.push([name, value]);
  }
  return Object.fromEntries(right);
}

function fieldProblem(value: unknown, type: FieldType): Problem | undefined {
  if (type === 'any') return undefined;
  const wrongType = typeProblem(value, { type: type === 'time' ? 'string' : type });
  if (wrongType || type !== 'time' || isTime(value as string)) return wrongType;
  return { code: 'schema/format', what: `${shown(value)} is no time`, expected: 'a time like 2006-01-02T15:04:05Z', fix: 'remove it: the API server fills it in' };
}

function isTime(text: string): boolean {
  const [, day, hour, minute, second] = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})(?:[.,]\d+)?(?:Z|[+-]\d{2}:\d{2})$/.exec(text) ?? [];
  if (day === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return false;
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

function unknownField(name: string, known: readonly string[], where: string): Problem {
  const near = known.find((field) => field.toLowerCase() === name.toLowerCase()) ?? known.find((field) => editDistance(field, name) <= 2);
  return {
    code: 'schema/unknown-field',
    what: `\`${name}\` is no field of ${where}; the API server drops it`,
    expected: near ? `\`${near}\`, which it looks like` : `one of ${known.map((field) => `\`${field}\``).join(', ')}`,
    fix: near ? `write \`${near}\`` : 'remove it, or write it where it belongs',
  };
}

function nameViolations({ name = '', generateName = '' }: Fields, add: Add): void {
  if (generateName !== '') {
    const problem = generatedNameProblem(generateName as string, name === '');
    if (problem) add(['generateName'], wrongName(generateName, 'is no beginning of a name', problem));
  }
  if (name === '') {
    if (generateName === '') add(['name'], { code: 'schema/required', what: 'the object has no name', expected: '`metadata.name`', fix: 'give it a name' });
    return;
  }
  const problem = dnsSubdomainProblem(name as string);
  if (problem) add(['name'], wrongName(name, 'is no name of an object', problem));
}

/** The last two characters of a beginning are not looked at where it ends with a hyphen (k8s.io/apimachinery pkg/api/validation); the whole name is. */
function generatedNameProblem(beginning: string, isUsed: boolean): string | undefined {
  const masked = beginning.length > 1 && beginning.endsWith('-') ? `${beginning.slice(0, -2)}a` : beginning;
  return dnsSubdomainProblem(masked) ?? (isUsed ? dnsSubdomainProblem(`${beginning.slice(0, MAX_GENERATED)}xxxxx`) : undefined);
}

function wrongName(name: unknown, what: string, problem: string): Problem {
  return { code: 'schema/name', what: `${shown(name)} ${what}: ${problem}`, expected: 'a DNS subdomain: lower-case letters, digits, hyphens and dots', fix: 'rename the object' };
}

function namespaceViolation(namespace: string, scope: string, kind: string, add: Add): void {
  const problem = dnsLabelProblem(namespace);
  if (scope === 'Cluster') {
    add(['namespace'], { severity: 'warning', code: 'schema/cluster-scoped', what: `it names the namespace ${shown(namespace)}`, expected: `no namespace: objects of the kind ${kind} stand in none`, fix: 'remove `metadata.namespace`' });
  } else if (problem) {
    add(['namespace'], { code: 'schema/name', what: `${shown(namespace)} is no name of a namespace: ${problem}`, expected: 'a DNS label', fix: 'correct the name' });
  }
}

function labelViolations(labels: Fields, add: Add): void {
  for (const [key, value] of texts(labels, 'labels', add)) {
    const keyProblem = labelKeyProblem(key);
    if (keyProblem) add(['labels', key], { code: 'schema/label', what: `${shown(key)} is no key of a label: ${keyProblem}`, expected: 'a name, perhaps with a DNS subdomain and a slash in front', fix: 'correct the key' });
    const valueProblem = labelValueProblem(value);
    if (valueProblem) add(['labels', key], { code: 'schema/label', what: `${shown(value)} is no value of a label: ${valueProblem}`, expected: 'at most 63 letters, digits, hyphens, underscores and dots', fix: 'correct the value, or write it as an annotation' });
  }
}

function annotationViolations(annotations: Fields, add: Add): void {
  let size = 0;
  for (const [key, value] of texts(annotations, 'annotations', add)) {
    size += Buffer.byteLength(key) + Buffer.byteLength(value);
    // Letters in keys of annotations may be upper-case everywhere.
    const problem = labelKeyProblem(key.toLowerCase());
    if (problem) add(['annotations', key], { code: 'schema/annotation', what: `${shown(key)} is no key of an annotation: ${problem}`, expected: 'a name, perhaps with a DNS subdomain and a slash in front', fix: 'correct the key' });
  }
  if (size > MAX_ANNOTATIONS) {
    add(['annotations'], { code: 'schema/bounds', what: `all annotations together have ${size} bytes`, expected: `at most ${MAX_ANNOTATIONS} bytes`, fix: 'keep long texts in a ConfigMap' });
  }
}

/** The entries of a map of texts. Null is the empty text. */
function texts(map: Fields, where: string, add: Add): readonly [string, string][] {
  return Object.entries(map).flatMap(([key, value]) => {
    if (value === undefined) return [];
    const wrongType = typeProblem(value ?? '', { type: 'string' });
    if (!wrongType) return [[key, (value ?? '') as string] as [string, string]];
    add([where, key], { ...wrongType, fix: typeof value === 'object' ? wrongType.fix : `put ${String(value)} in quotes` });
    return [];
  });
}

function finalizerViolation(finalizer: unknown, i: number, add: Add): void {
  const problem = typeProblem(finalizer ?? '', { type: 'string' });
  if (problem) {
    add(['finalizers', i], problem);
    return;
  }
  const wrong = labelKeyProblem((finalizer ?? '') as string);
  if (wrong) add(['finalizers', i], { code: 'schema/finalizer', what: `${shown(finalizer)} is no name of a finalizer: ${wrong}`, expected: 'a qualified name, like example.com/cleanup', fix: 'correct the name' });
}

/** The items of a list of objects, with the fields of each that have the right type. */
function entries(items: readonly unknown[], types: FieldTypes, list: string, add: Add): readonly Fields[] {
  return items.map((item, i) => {
    const wrongType = typeProblem(item ?? {}, { type: 'object' });
    if (!wrongType) return wellTyped((item ?? {}) as Fields, types, `an item of \`${list}\``, [list, i], add);
    add([list, i], wrongType);
    return {};
  });
}

function ownerViolations(owners: readonly unknown[], add: Add): void {
  const controllers: number[] = [];
  for (const [i, fields] of entries(owners, OWNER, 'ownerReferences', add).entries()) {
    for (const name of ['apiVersion', 'kind', 'name', 'uid'].filter((field) => isEmpty(owners[i], field))) {
      add(['ownerReferences', i, name], { code: 'schema/required', what: `\`${name}\` is not set`, expected: `\`${name}\` of the owner`, fix: `set \`${name}\`` });
    }
    if (fields.controller === true) controllers.push(i);
  }
  if (controllers.length > 1) {
    add(['ownerReferences', controllers[1], 'controller'], { code: 'schema/one-of', what: 'a second owner is the controller', expected: 'one controller at most', fix: 'leave `controller` to one owner' });
  }
}

function isEmpty(item: unknown, field: string): boolean {
  if (typeof item !== 'object' || Array.isArray(item)) return false;
  return ((item as Fields | null)?.[field] ?? '') === '';
}

/** Who set which field. The API server writes it; it stands in manifests that were read from a cluster. */
function managerViolations(managers: readonly unknown[], add: Add): void {
  for (const [i, { operation = '', fieldsType = '' }] of entries(managers, MANAGED, 'managedFields', add).entries()) {
    const wrong = (field: string, value: unknown, expected: string) => add(['managedFields', i, field], {
      code: 'schema/enum', what: `${shown(value)} is no value of \`${field}\``, expected, fix: 'remove `metadata.managedFields`, which the API server writes',
    });
    if (operation !== 'Apply' && operation !== 'Update') wrong('operation', operation, 'Apply or Update');
    if (fieldsType !== '' && fieldsType !== 'FieldsV1') wrong('fieldsType', fieldsType, 'FieldsV1');
  }
}

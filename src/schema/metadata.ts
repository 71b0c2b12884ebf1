import { typeProblem } from './constraint';
import { shown } from './rules/common';
import { editDistance } from './spelling';
import type { Problem } from '../analysis/finding';
import type { ObjectPath, Violation } from '../analysis/violation';
import { dnsLabelProblem, dnsSubdomainProblem, labelKeyProblem, labelValueProblem } from '../kube/names';

type Type = Parameters<typeof typeProblem>[1]['type'];

/** Fields of `metadata` and what stands in them (k8s.io/apimachinery pkg/apis/meta/v1, `ObjectMeta`). Null counts as not set in all of them. */
const FIELDS: Readonly<Record<string, Type>> = {
  name: 'string',
  generateName: 'string',
  namespace: 'string',
  labels: 'object',
  annotations: 'object',
  finalizers: 'array',
  ownerReferences: 'array',
  managedFields: 'array',
  creationTimestamp: 'string',
  deletionTimestamp: 'string',
  deletionGracePeriodSeconds: 'integer',
  generation: 'integer',
  resourceVersion: 'string',
  selfLink: 'string',
  uid: 'string',
};
/** Of one item of `ownerReferences`; all but the last two are required. */
const OWNER_FIELDS: Readonly<Record<string, Type>> = {
  apiVersion: 'string', kind: 'string', name: 'string', uid: 'string', controller: 'boolean', blockOwnerDeletion: 'boolean',
};
/** Keys and values of all annotations together, in bytes. */
const MAX_ANNOTATIONS = 256 * 1024;

/** What the API server checks of the metadata of every object, whatever its kind. A namespace that is missing is filled in by whoever applies. */
export function metadataViolations(metadata: unknown, scope: string, kind: string): readonly Violation[] {
  const found: Violation[] = [];
  const add = (at: ObjectPath, problem: Problem) => found.push({ ...problem, severity: 'error', at: ['metadata', ...at] });
  const given = metadata ?? {};
  const wrongType = typeProblem(given, { type: 'object' });
  if (wrongType) {
    add([], wrongType);
    return found;
  }
  const fields = wellTyped(given as Fields, FIELDS, 'metadata', [], add);
  nameViolations(fields, add);
  if (fields.namespace !== undefined && fields.namespace !== '') namespaceViolation(fields.namespace as string, scope, kind, add);
  labelViolations((fields.labels ?? {}) as Fields, add);
  annotationViolations((fields.annotations ?? {}) as Fields, add);
  for (const [i, finalizer] of ((fields.finalizers ?? []) as unknown[]).entries()) finalizerViolation(finalizer, i, add);
  ownerViolations((fields.ownerReferences ?? []) as unknown[], add);
  return found;
}

type Fields = Readonly<Record<string, unknown>>;
type Add = (at: ObjectPath, problem: Problem) => void;

/** The fields that have the right type; what is wrong with the others is added. */
function wellTyped(given: Fields, types: Readonly<Record<string, Type>>, where: string, path: ObjectPath, add: Add): Fields {
  const right: [string, unknown][] = [];
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || value === null) continue;
    const wrongType = Object.hasOwn(types, name) ? typeProblem(value, { type: types[name] }) : unknownField(name, Object.keys(types), where);
    if (wrongType) add([...path, name], wrongType);
    else right.push([name, value]);
  }
  return Object.fromEntries(right);
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
    const problem = dnsSubdomainProblem((generateName as string).replace(/-$/, 'a'));
    if (problem) add(['generateName'], wrongName(generateName, 'is no beginning of a name', problem));
  }
  if (name === '') {
    if (generateName === '') add(['name'], { code: 'schema/required', what: 'the object has no name', expected: '`metadata.name`', fix: 'give it a name' });
    return;
  }
  const problem = dnsSubdomainProblem(name as string);
  if (problem) add(['name'], wrongName(name, 'is no name of an object', problem));
}

function wrongName(name: unknown, what: string, problem: string): Problem {
  return { code: 'schema/name', what: `${shown(name)} ${what}: ${problem}`, expected: 'a DNS subdomain: lower-case letters, digits, hyphens and dots', fix: 'rename the object' };
}

function namespaceViolation(namespace: string, scope: string, kind: string, add: Add): void {
  const problem = dnsLabelProblem(namespace);
  if (scope === 'Cluster') {
    add(['namespace'], { code: 'schema/cluster-scoped', what: `it names the namespace ${shown(namespace)}`, expected: `no namespace: objects of the kind ${kind} stand in none`, fix: 'remove `metadata.namespace`' });
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

function ownerViolations(owners: readonly unknown[], add: Add): void {
  const controllers: number[] = [];
  for (const [i, owner] of owners.entries()) {
    const wrongType = typeProblem(owner ?? {}, { type: 'object' });
    if (wrongType) {
      add(['ownerReferences', i], wrongType);
      continue;
    }
    const fields = wellTyped((owner ?? {}) as Fields, OWNER_FIELDS, 'an owner reference', ['ownerReferences', i], add);
    for (const name of ['apiVersion', 'kind', 'name', 'uid']) {
      const tried = (owner as Fields | null)?.[name];
      if ((fields[name] ?? '') === '' && (tried === undefined || tried === null || tried === '')) {
        add(['ownerReferences', i, name], { code: 'schema/required', what: `\`${name}\` is not set`, expected: `\`${name}\` of the owner`, fix: `set \`${name}\`` });
      }
    }
    if (fields.controller === true) controllers.push(i);
  }
  if (controllers.length > 1) {
    add(['ownerReferences', controllers[1], 'controller'], { code: 'schema/one-of', what: 'a second owner is the controller', expected: 'one controller at most', fix: 'leave `controller` to one owner' });
  }
}

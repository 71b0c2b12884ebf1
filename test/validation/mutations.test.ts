import * as fc from 'fast-check';
import { stringify } from 'yaml';
import { VALID, VALID_TEXT } from './valid-manifests';
import { formatPath, type ObjectPath } from '../../src/analysis/violation';
import { childOf, schemaTable } from '../../src/schema/table';
import type { SourceDocument } from '../../src/validation/document';
import type { ManifestFinding } from '../../src/validation/finding';
import { JUDGES } from '../../src/validation/judges';
import { validateDocuments } from '../../src/validation/validate';
import { documentsOf } from '../../src/validation/yaml/documents';
import { readDocuments } from '../../src/validation/yaml/read';

const TARGET = { release: '3.4', openshift: '4.22' };
/** In all: some on objects, some on their text. */
const [ON_OBJECTS, ON_TEXT] = [10_000, 1_500];

jest.setTimeout(300_000);

const document = (content: unknown): SourceDocument => ({ file: 'f', content, problems: [], locate: () => ({ line: 1, column: 1 }) });
const findingsOf = (documents: Iterable<SourceDocument>) => validateDocuments(documents, TARGET, JUDGES).findings;

type Container = Record<string | number, any>;
interface Place { readonly parent: ObjectPath; readonly key: string | number }

/** Every field and list item of an object. */
function placesOf(value: Container, parent: ObjectPath = []): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const keys = Array.isArray(value) ? value.map((_, i) => i) : Object.keys(value);
  return keys.flatMap((key) => [{ parent, key }, ...placesOf(value[key], [...parent, key])]);
}
const at = (object: Container, path: ObjectPath): Container => path.reduce<any>((value, part) => value[part], object);

/** Something to do to one place; it says where a field came to be that was not there. */
type Mutation = (object: Container, place: Place, random: { value: unknown; other: Place; name: string }) => ObjectPath | undefined;

function remove(holder: Container, key: string | number) {
  if (Array.isArray(holder)) holder.splice(key as number, 1);
  else delete holder[key];
}

const MUTATIONS: Readonly<Record<string, Mutation>> = {
  delete(object, { parent, key }) {
    remove(at(object, parent), key);
    return undefined;
  },
  retype(object, { parent, key }, { value }) {
    at(object, parent)[key] = value;
    return undefined;
  },
  rename(object, { parent, key }, { name }) {
    const holder = at(object, parent);
    if (Array.isArray(holder)) return undefined;
    holder[name] = holder[key];
    delete holder[key];
    return [...parent, name];
  },
  duplicate(object, { parent, key }, { name }) {
    const holder = at(object, parent);
    const copy = structuredClone(holder[key]);
    if (Array.isArray(holder)) {
      holder.push(copy);
      return undefined;
    }
    holder[name] = copy;
    return [...parent, name];
  },
  move(object, { parent, key }, { other }) {
    const holder = at(object, parent);
    const value = structuredClone(holder[key]);
    const target = at(object, other.parent);
    if (Array.isArray(target)) {
      target.push(value);
      return undefined;
    }
    // not over what is there, and not into itself
    if (Array.isArray(holder) || Object.hasOwn(target, key) || other.parent.join().startsWith([...parent, key].join())) return undefined;
    target[key] = value;
    delete holder[key];
    return [...other.parent, key];
  },
};

const METADATA = ['name', 'generateName', 'namespace', 'labels', 'annotations', 'finalizers', 'ownerReferences', 'managedFields', 'creationTimestamp',
  'deletionTimestamp', 'deletionGracePeriodSeconds', 'generation', 'resourceVersion', 'selfLink', 'uid'];

/** Whether the schema of the kind knows a field at a place. Where it knows nothing of the place, a finding is due all the same. */
function isKnown({ apiVersion, kind }: Container, path: ObjectPath): boolean {
  const [first, second] = path;
  if (first === 'metadata') return path.length === 2 ? METADATA.includes(second as string) : second === 'labels' || second === 'annotations';
  if (path.length === 1 && ['apiVersion', 'kind', 'status'].includes(first as string)) return true;
  const [group, version] = apiVersion.split('/');
  const table = schemaTable(`${group}/${kind}`)!;
  let node = table.roots[table.product === 'OSSM' ? '3.4' : 'v1.4.1/standard'][version];
  for (const part of path) {
    const { open, items, ...fields } = table.node(node);
    const next = typeof part === 'number' ? items : childOf(fields, part);
    if (next === undefined) return open === true;
    node = next;
  }
  return true;
}

function expectWellFormed(findings: readonly ManifestFinding[]) {
  for (const { code, message, fix, severity, source } of findings) {
    expect(code).toMatch(/^[a-z0-9-]+\/[a-z0-9-]+$/);
    expect(message).toMatch(/\S.*; expected: \S/s);
    expect(fix).toMatch(/\S/);
    expect(['error', 'warning']).toContain(severity);
    expect(Math.min(source.line, source.column)).toBeGreaterThanOrEqual(1);
  }
}

const arbitrary = fc.record({
  object: fc.constantFrom(...VALID),
  mutation: fc.constantFrom(...Object.keys(MUTATIONS)),
  place: fc.nat(),
  other: fc.nat(),
  name: fc.stringMatching(/^zz[a-z]{3,9}$/),
  value: fc.oneof(
    fc.constantFrom<unknown>(null, true, false, 0, -1, 1.5, 1e30, '', ' ', '*', '5s', '-1s', 'http://[', '(', '[a-', '{{', '\u0000', '💥'.repeat(100), [], {}, [null], [[]], { a: null }),
    fc.anything({ maxDepth: 3, withNullPrototype: false }).map((value) => JSON.parse(JSON.stringify({ value })).value ?? null),
  ),
});

function mutated({ object, mutation, place, other, name, value }: typeof arbitrary extends fc.Arbitrary<infer T> ? T : never) {
  const clone = structuredClone(object);
  const places = placesOf(clone);
  const chosen = places[place % places.length];
  return { clone, chosen, added: MUTATIONS[mutation](clone, chosen, { value, name, other: places[other % places.length] }) };
}

test('the manifests that are changed here are valid', () => {
  expect(findingsOf(documentsOf(VALID_TEXT, 'f')).map(({ code, path, message }) => `${code} ${path} ${message}`)).toEqual([]);
  expect(VALID.length).toBeGreaterThan(10);
});

test('ten thousand changes of valid manifests: never a crash, and no unknown field passes in silence', () => {
  const count = { unknown: 0, found: 0 };
  fc.assert(fc.property(arbitrary, (random) => {
    const { clone, added } = mutated(random);
    const findings = findingsOf([document(clone)]);
    expectWellFormed(findings);
    if (findings.length > 0) count.found++;
    const isObject = typeof clone.apiVersion === 'string' && typeof clone.kind === 'string';
    if (!added || !isObject || isKnown(random.object, added)) return;
    count.unknown++;
    const path = formatPath(added);
    const told = findings.filter((finding) => finding.severity === 'error' && (path === finding.path || path.startsWith(`${finding.path}.`) || path.startsWith(`${finding.path}[`)));
    if (told.length === 0) throw new Error(`nothing is said of ${path}: ${JSON.stringify(findings)}`);
  }), { seed: 20261127, numRuns: ON_OBJECTS });
  // the test itself is not empty
  expect(count.unknown).toBeGreaterThan(ON_OBJECTS / 5);
  expect(count.found).toBeGreaterThan(ON_OBJECTS / 2);
});

test('an object without its type is told, whatever else was done to it', () => {
  for (const object of VALID) {
    for (const field of ['apiVersion', 'kind']) {
      for (const value of [undefined, null, 7, [], {}, '']) {
        expect(findingsOf([document({ ...object, [field]: value })]).length).toBeGreaterThan(0);
      }
    }
  }
});

test('what is said of an object is said of its text, with the line', () => {
  fc.assert(fc.property(arbitrary, (random) => {
    const { clone } = mutated(random);
    const text = stringify(clone, { version: '1.1' });
    const findings = findingsOf(documentsOf(text, 'f'));
    expectWellFormed(findings);
    const plain = ({ code, path }: ManifestFinding) => `${code} ${path}`;
    expect(findings.map(plain).sort()).toEqual(findingsOf([document(JSON.parse(JSON.stringify(clone)))]).map(plain).sort());
    const lines = text.split('\n');
    for (const { source: { line, column } } of findings) expect(lines[line - 1].length).toBeGreaterThanOrEqual(column - 1);
  }), { seed: 20261127, numRuns: ON_TEXT / 3 });
});

test('changed texts: never a crash', () => {
  const bytes = Buffer.from(VALID_TEXT);
  const edit = fc.record({
    place: fc.nat(bytes.length),
    cut: fc.nat(20),
    put: fc.oneof(fc.constantFrom('\t', '\r', '\r\n', '\n', ' ', '---\n', '...\n', ':', ': ', '- ', '#', ' #', '"', "'", '[', ']', '{', '}', '&a ', '*a', '<<: ', '!!', '|\n', '>-\n', '%YAML 1.1\n', '\ufeff', '\0', '\\', ','), fc.string({ maxLength: 5 })),
  });
  const byte = fc.record({ place: fc.nat(bytes.length), cut: fc.nat(3), put: fc.uint8Array({ maxLength: 3 }) });
  fc.assert(fc.property(fc.array(fc.oneof(edit, byte), { minLength: 1, maxLength: 3 }), fc.nat(8), (edits, part) => {
    let text: Buffer = bytes.subarray(Math.floor(bytes.length * part / 9), Math.floor(bytes.length * (part + 1) / 9));
    for (const { place, cut, put } of edits) {
      const start = place % (text.length + 1);
      text = Buffer.concat([text.subarray(0, start), Buffer.from(put as string), text.subarray(start + cut)]);
    }
    expectWellFormed(findingsOf(readDocuments(text, 'f')));
  }), { seed: 20261127, numRuns: ON_TEXT });
});

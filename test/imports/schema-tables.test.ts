import { lampCrd, lampRow, object, readerOf } from './fixtures';
import { CrdLibrary } from '../../tools/imports/crd';
import { patternInJavaScript } from '../../tools/imports/patterns';
import { ruleOf } from '../../tools/imports/rules';
import { schemaTables } from '../../tools/imports/schema';
import { filesOf, readSources, type SourceRow } from '../../tools/imports/sources';

interface ParsedTable {
  readonly scope: string;
  readonly roots: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly nodes: readonly any[];
}

/** The table of Lamp over the schemas of its three releases. */
async function tableOf(specs: readonly object[], row: SourceRow = lampRow()): Promise<ParsedTable> {
  const texts = Object.fromEntries(row.releases.map((release, i) => [release.name, lampCrd(specs[Math.min(i, specs.length - 1)])]));
  const files = await schemaTables([row], new CrdLibrary(readerOf(texts)));
  const table = JSON.parse(files.get('Lamp.example.org.json')!);
  return { ...table, nodes: table.nodes.map((line: string) => JSON.parse(line)) };
}

/** The node of `spec.<field>` in the first release. */
async function nodeOf(schema: object, field = 'x') {
  const { roots, nodes } = await tableOf([object({ [field]: schema })]);
  const spec = nodes[nodes[roots['1.0'].v1].fields.spec];
  return { spec, node: nodes[spec.fields[field]] };
}

describe('a schema table', () => {
  test('tells of each release which versions are served, and by which node', async () => {
    const { roots, scope } = await tableOf([object({ colour: 'string' }), object({ colour: 'integer' })]);
    expect(scope).toBe('Namespaced');
    expect(Object.keys(roots)).toEqual(['1.0', '1.1', '1.2']);
    expect(Object.keys(roots['1.0'])).toEqual(['v1']);
    expect(roots['1.0'].v1).not.toBe(roots['1.1'].v1);
    expect(roots['1.1'].v1).toBe(roots['1.2'].v1);
  });

  test('has equal nodes once, wherever they stand', async () => {
    const bulb = object({ watt: { type: 'integer', minimum: 1 } });
    const { nodes } = await tableOf([object({ left: bulb, right: bulb, all: { type: 'array', items: bulb } })]);
    expect(nodes.filter(({ fields }) => fields?.watt !== undefined)).toHaveLength(1);
  });

  test('has what is enforced, and no prose', async () => {
    const schema = { type: 'string', description: 'The colour of a lamp.', enum: ['red', ''], minLength: 1, maxLength: 9, pattern: '^a', nullable: true, format: 'byte' };
    expect((await nodeOf(schema)).node).toEqual({ type: 'string', format: 'byte', pattern: '^a', enum: ['red', ''], nullable: true, minLength: 1, maxLength: 9 });
    expect((await nodeOf({ 'type': 'array', 'items': { type: 'string' }, 'x-kubernetes-list-type': 'set' })).node).toEqual(expect.objectContaining({ type: 'array', set: true }));
    expect((await nodeOf({ 'type': 'object', 'x-kubernetes-preserve-unknown-fields': true })).node).toEqual({ type: 'object', open: true });
    expect((await nodeOf({ 'x-kubernetes-int-or-string': true, 'anyOf': [{ type: 'integer' }, { type: 'string' }] })).node).toEqual({ type: 'int-or-string' });
  });

  test('has defaults with the object that they are of, and branches in full', async () => {
    expect((await nodeOf({ type: 'string', default: 'red' })).spec.defaults).toEqual({ x: 'red' });
    const branches = { type: 'object', properties: { a: { type: 'string' } }, oneOf: [{ required: ['a'] }, { not: { required: ['a'] } }] };
    expect((await nodeOf(branches)).node.oneOf).toEqual(branches.oneOf);
  });

  test('has the rules by the names of their checks', async () => {
    const rules = [{ rule: '(has(self.a)?1:0)+(has(self.b)?1:0)<=1', message: 'prose' }, { rule: 'self == oldSelf' }];
    expect((await nodeOf({ 'type': 'object', 'x-kubernetes-validations': rules })).node.rules).toEqual(['at-most-one a b']);
  });

  test.each([
    ['a keyword that nobody has heard of', { 'type': 'string', 'x-kubernetes-novelty': true }, 'Lamp.spec.x: x-kubernetes-novelty, which the schema tables do not know'],
    ['a format that is not known', { type: 'string', format: 'cidr' }, 'the format cidr'],
    ['a rule without a check', { 'type': 'string', 'x-kubernetes-validations': [{ rule: 'self.startsWith("lamp")' }] }, 'has a rule that no check is known for'],
    ['a map of anything', { type: 'object', additionalProperties: true }, 'additionalProperties: true'],
    ['a default of items', { type: 'array', items: { type: 'string', default: 'a' } }, 'a default of list items'],
  ])('cannot be made with %s', async (_what, schema, message) => {
    await expect(nodeOf(schema)).rejects.toThrow(message);
  });

  test('is made of files that have types, and of files that have none', () => {
    const row = { ...lampRow({ since: '1.1' }), schemaOnly: { 'torches.yaml': { until: '1.1' }, 'candles.yaml': { since: '1.2' } } };
    const files = [...filesOf(row)].map(([file, releases]) => [file, releases.map(({ name }) => name)]);
    expect(files).toEqual([['lamps.yaml', ['1.1', '1.2']], ['torches.yaml', ['1.0', '1.1']], ['candles.yaml', ['1.2']]]);
    expect(() => filesOf({ ...row, schemaOnly: { 'torches.yaml': { since: '9.9' } } })).toThrow('torches.yaml of example/shop is bound to releases');
  });

  test('covers both channels of the Gateway API', () => {
    expect(readSources().filter(({ product }) => product === 'Gateway API').map(({ channel }) => channel)).toEqual(['standard', 'experimental']);
  });
});

describe('a rule in CEL', () => {
  test('is the same however it is spaced and quoted', () => {
    for (const text of ["self != '*'", 'self!="*"', 'self  !=\n"*"']) expect(ruleOf(text, 'Lamp', '')).toBe('not-value *');
  });

  test('that compares with the stored object is left out', () => {
    expect(ruleOf('self == oldSelf', 'Lamp', '')).toBeUndefined();
  });

  test('that is new is an error which says what to add', () => {
    expect(() => ruleOf('self.on', 'example.org/Lamp', '.spec')).toThrow(/^example\.org\/Lamp\.spec has a rule that no check is known for; add '[0-9a-f]{8}' to tools\/imports\/rules\.ts: self\.on$/);
  });
});

describe('a pattern of Go', () => {
  test.each([
    ['^[a-z0-9]([-a-z0-9]*[a-z0-9])?$', ['a-b'], ['A', 'a-', 'a\n']],
    ['^a\\/b\\-[\\-.]$', ['a/b-.', 'a/b--'], ['ab']],
    ['^\\x60$', ['`'], ['x60']],
    ['^.$', ['a', '\r', '😀'], ['\n', 'ab']],
    ['^[^\\s]\\s$', ['a ', '\u00a0\t'], ['a\u00a0', '  ']],
    ['^[]a]$', [']', 'a'], ['b']],
  ])('%s means the same in JavaScript', (pattern, good, bad) => {
    const expression = new RegExp(patternInJavaScript(pattern), 'u');
    for (const text of good) expect(expression.test(text)).toBe(true);
    for (const text of bad) expect(expression.test(text)).toBe(false);
  });

  test.each(['^(?i)a$', '^[[:alpha:]]$', '^\\pL$', '(?P<name>a)'])('%s, which JavaScript reads otherwise, is an error', (pattern) => {
    expect(() => patternInJavaScript(pattern)).toThrow('tools/imports/patterns.ts does not know');
  });

  test('that would take JavaScript for ever is another one that accepts the same', () => {
    const expression = new RegExp(patternInJavaScript('^[!-~]+([\\t ]?[!-~]+)*$'), 'u');
    for (const text of ['a', 'a b', 'a\tb c']) expect(expression.test(text)).toBe(true);
    for (const text of ['', ' a', 'a ', 'a  b', `${'a'.repeat(5000)}\n`]) expect(expression.test(text)).toBe(false);
  });
});

import * as fs from 'fs';
import * as path from 'path';
import { cli, findings, Folders, GOOD } from './support';
import { displayName } from '../../src/cli/inputs';

const folders = new Folders();
afterAll(() => folders.remove());

/** Runs the program on one file. Nothing it is given may take long: the limit is far above what a slow machine needs. */
async function on(content: string | Uint8Array, name = 'f.yaml') {
  const cwd = folders.with({ [name]: content });
  const start = process.hrtime.bigint();
  const { code, stdout, stderr } = await cli(cwd, ['validate', name, '--format', 'json']);
  expect(Number(process.hrtime.bigint() - start) / 1e9).toBeLessThan(60);
  expect(stderr).toBe('');
  const { findings: found, summary } = JSON.parse(stdout);
  return { code, summary, found: found.map(({ code: c, source: { line, column } }: any) => `${line}:${column} ${c}`) };
}

jest.setTimeout(120_000);

describe('a clean pass', () => {
  const NOTHING = { files: 1, documents: 0, judged: 0, skipped: 0, errors: 0, warnings: 0 };
  const cleanly = (summary: object) => ({ code: 0, found: [], summary: { ...NOTHING, ...summary } });

  test.each([
    ['an empty file', ''], ['blanks', ' \n\n'], ['a byte order mark', '\ufeff'], ['comments', '# a\n---\n# b\n'], ['separators', '---\n---\n...\n'],
  ])('%s has no documents', async (_, content) => expect(await on(content)).toEqual(cleanly({})));

  test('lines that end in CRLF, and a byte order mark', async () => {
    expect(await on(`\ufeff${GOOD.replaceAll('\n', '\r\n')}`)).toEqual(cleanly({ documents: 1, judged: 1 }));
  });

  test('a thousand documents', async () => {
    expect(await on(Array.from({ length: 1000 }, () => GOOD).join('---\n'))).toEqual(cleanly({ documents: 1000, judged: 1000 }));
  });

  test.each([
    ['in a block', `  a: |\n${`    ${'x'.repeat(95)}\n`.repeat(100_000)}`],
    ['in quotes', `  a: "${'x'.repeat(10_000_000)}"\n`],
    ['in many keys', Array.from({ length: 100_000 }, (_, i) => `  key-${i}: ${'v'.repeat(90)}\n`).join('')],
  ])('a ConfigMap of 10 MB %s', async (_, data) => {
    expect(await on(`apiVersion: v1\nkind: ConfigMap\nmetadata: {name: big}\ndata:\n${data}`)).toEqual(cleanly({ documents: 1, skipped: 1 }));
  });

  test('a huge list in one line of JSON', async () => {
    const item = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: { text: 'x'.repeat(300) } };
    const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: Array.from({ length: 10_000 }, () => item) });
    expect(await on(list, 'f.json')).toEqual(cleanly({ documents: 1, skipped: 10_000 }));
  });

  test('anchors and merges', async () => {
    const merged = GOOD.replace('  - timeout: 5s\n    route:', '  - &first\n    timeout: 5s\n    route:');
    expect(await on(`${merged}  - <<: *first\n    name: second\n    match: [{uri: {prefix: /}}]\n`.replace('timeout: 5s', 'timeout: 5s\n    match: [{uri: {prefix: /a}}]')))
      .toEqual(cleanly({ documents: 1, judged: 1 }));
  });
});

describe('a sentence at its place', () => {
  test.each([
    ['a document that is a text', 'hello\n', ['1:1 yaml/not-an-object']],
    ['a document that is a number', '---\n\n7\n', ['3:1 yaml/not-an-object']],
    ['a document that is a list', '- a: 1\n', ['1:1 yaml/not-an-object']],
    ['tabs', 'a:\n\tb: 1\n', ['2:1 yaml/tab']],
    ['a key that is written twice', 'a: 1\na: 2\n', ['2:1 yaml/duplicate-key']],
    ['a template', '{{- if .Values.mesh }}\n', ['1:3 yaml/template']],
    ['a template whose values break', 'kind: A\nmetadata:\n  name: {{ .Values.name }}\n  labels:\n    {{- include "labels" . | nindent 4 }}\n', [expect.stringMatching(/ yaml\/template$/)]],
    ['a broken text with braces inside', 'a: "x {{ y }}"\nb: [\n', ['3:1 yaml/syntax']],
    ['binary', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2]), ['1:5 yaml/binary']],
    ['text that is not UTF-8', Buffer.from('a: h\xe9\n', 'latin1'), ['1:5 yaml/not-utf-8']],
    ['a bomb of aliases', `a: &a0 [x]\n${Array.from({ length: 40 }, (_, i) => `b${i}: &a${i + 1} [*a${i}, *a${i}]\n`).join('')}`, [expect.stringMatching(/yaml\/too-many-aliases$/)]],
    ['ten thousand levels', `${GOOD}---\nspec: ${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}\n`, [expect.stringMatching(/^\d+:\d+ yaml\/too-deep$/)]],
    ['a bracket that is not closed', '{"apiVersion": "v1", "kind": [', ['1:31 yaml/syntax']],
  ])('%s', async (_, content, expected) => {
    const { code, found } = await on(content as string | Uint8Array);
    expect(code).toBe(1);
    expect(found).toEqual(expected);
  });

  test('a spec that is null, and names that are numbers', async () => {
    const { found } = await on('apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata:\n  name: 7\n  namespace: 0x10\nspec:\n');
    expect(found).toEqual(['4:3 schema/wrong-type', '5:3 schema/wrong-type', '6:1 virtual-service/no-routes']);
    expect((await on('apiVersion: networking.istio.io/v1\nkind: Gateway\nmetadata:\nspec:\n')).found.length).toBeGreaterThan(0);
  });

  test('one broken document does not hide the others', async () => {
    const { found, summary } = await on(`${GOOD}---\na: [\n---\n${GOOD.replace('timeout: 5s', 'timout: 5s')}`);
    expect(summary).toMatchObject({ documents: 3, judged: 2, errors: 2 });
    expect(found).toEqual([expect.stringMatching(/^1\d:\d+ yaml\/syntax$/), '26:5 schema/unknown-field']);
  });
});

describe('the file system', () => {
  test('links that lead round in circles are walked once', async () => {
    const cwd = folders.with({ 'a/f.yaml': 'x: [\n', 'b/c/readme.md': '' });
    fs.symlinkSync('..', path.join(cwd, 'a/up'));
    fs.symlinkSync(cwd, path.join(cwd, 'b/c/top'));
    expect((await findings(cwd, ['.'])).map((line) => line.split(':')[0])).toEqual(['a/f.yaml']);
  });

  test('a link that leads to itself or nowhere is a sentence', async () => {
    const cwd = folders.with({ 'a/f.yaml': GOOD });
    fs.symlinkSync('self.yaml', path.join(cwd, 'a/self.yaml'));
    expect(await cli(cwd, ['validate', 'a'])).toMatchObject({ code: 2, stdout: '', stderr: "cdk8s-ossm: 'a/self.yaml' cannot be read: it is a link that leads round in circles\n" });
    fs.rmSync(path.join(cwd, 'a/self.yaml'));
    fs.symlinkSync('missing', path.join(cwd, 'a/lost.yaml'));
    expect(await cli(cwd, ['validate', 'a'])).toMatchObject({ code: 2, stderr: "cdk8s-ossm: 'a/lost.yaml' cannot be read: there is no such file or folder\n" });
  });

  test('a folder that is called like a file is walked', async () => {
    expect(await findings(folders.with({ 'x.yaml/f.yaml': 'x: [\n' }), ['.'])).toHaveLength(1);
  });

  test('names may be of any letters', async () => {
    expect(await findings(folders.with({ 'a b/é #1.yaml': 'x: [\n' }), ['.'])).toEqual([expect.stringMatching(/^a b\/é #1\.yaml:2:1 yaml\/syntax/)]);
  });

  test('paths of Windows are written with forward slashes', () => {
    const { win32 } = path;
    expect(displayName('C:\\work\\dist\\a.yaml', 'C:\\work', win32)).toBe('dist/a.yaml');
    expect(displayName('D:\\other\\a.yaml', 'C:\\work', win32)).toBe('D:/other/a.yaml');
    expect(displayName('C:\\a.yaml', 'C:\\work', win32)).toBe('C:/a.yaml');
    expect(displayName('C:\\work\\..x\\a.yaml', 'C:\\work', win32)).toBe('..x/a.yaml');
  });
});

import { BESIDE } from './beside';
import { fragmentFile, typeErrors } from './compile';
import { featureRows } from './features';
import { blocksOf } from '../../tools/docs/markdown';
import { pages } from '../../tools/docs/pages';
import { isProgram, runSnippet } from '../../tools/docs/snippet';

jest.setTimeout(300_000);

const SNIPPETS = pages().flatMap(({ file, text }) => blocksOf(text).filter((b) => b.language === 'ts')
  .map(({ text: code, line }) => ({ where: `${file}:${line}`, file, code, fails: failsOnPurpose(text, code) })));

/** Programs that are files of an example: those are run by the example's own test. */
const OWN = SNIPPETS.filter((s) => isProgram(s.code) && !s.file.startsWith('examples/'));

test('every TypeScript snippet of a page type-checks', () => {
  const sources = new Map(SNIPPETS.filter((s) => !s.file.startsWith('examples/') || !isImporting(s.code))
    .map((s) => [s.where, isImporting(s.code) ? s.code : fragmentFile(s.code)]));
  const rows = featureRows().map((row) => [`README.md, "${row.toGet}"`, fragmentFile(`${row.prelude}\n${row.line}`)] as const);
  expect(sources.size).toBeGreaterThan(6);
  expect(typeErrors(new Map([...sources, ...rows]))).toEqual([]);
});

test('a snippet with a wrong name or type is found', () => {
  const errors = typeErrors(new Map([['a', fragmentFile("mesh.addNamespce('shop');")], ['b', fragmentFile("shop.addService('web', { port: '80' });")]]));
  expect(errors).toEqual([expect.stringContaining("a:1: Property 'addNamespce' does not exist"), expect.stringContaining("b:1: Type 'string' is not assignable")]);
});

test.each(OWN.map((s) => [s.where, s] as const))('the program at %s synthesizes, unless its page says how it ends', (_, { code, fails }) => {
  const { error, files } = runSnippet(code, BESIDE);
  expect(error).toEqual(fails ? expect.stringContaining('Error: ') : '');
  if (!fails) expect(Object.keys(files).filter((f) => f.endsWith('.yaml')).length).toBeGreaterThan(1);
});

function isImporting(code: string): boolean {
  return /^import /m.test(code);
}

function failsOnPurpose(page: string, code: string): boolean {
  const [, after] = page.split(code);
  return /^```\n[^`]*<!-- generated: error -->/.test(after ?? '');
}

import { existsSync, readFileSync, statSync } from 'fs';
import * as path from 'path';
import { parseAllDocuments } from 'yaml';
import { generate } from '../../tools/docs/generators';
import { blocksOf, withGeneratedParts } from '../../tools/docs/markdown';
import { pages, upToDate } from '../../tools/docs/pages';
import { isProgram, runSnippet } from '../../tools/docs/snippet';
import { programs } from '../../tools/run-examples';

const ROOT = path.resolve(__dirname, '../..');
const PAGES = pages();
const page = (file: string) => PAGES.find((p) => p.file === file)!.text;

jest.setTimeout(300_000);

describe('what `npm run docs` writes', () => {
  test.each(PAGES.map((p) => [p.file, p] as const))('is up to date in %s', (_, p) => {
    expect(p.text).toBe(upToDate(p));
  });

  test('replaces what is between the comments, and nothing else', () => {
    const text = 'a\n<!-- generated: matrix -->\nold\n<!-- end -->\nb\n';
    expect(withGeneratedParts(text, ({ directive }) => `new ${directive}`)).toBe('a\n<!-- generated: matrix -->\n\nnew matrix\n\n<!-- end -->\nb\n');
  });

  test('a part that is not closed is an error', () => {
    expect(() => withGeneratedParts('<!-- generated: matrix -->\n', () => '')).toThrow('1 comments open a generated part, 0 end one');
  });

  test.each([
    ['weather today', "nothing generates 'weather today'"],
    ['manifests . Istio/other', '0 manifests are called Istio/other'],
    ['manifests . other:Istio/default', '0 manifests are called other:Istio/default'],
    ['file . nowhere.yaml', 'there is no file nowhere.yaml'],
    ['error', 'there is no program above'],
  ])('a part that asks for "%s" is an error', (directive, message) => {
    expect(() => generate({ directive, above: '' }, 'examples/bookinfo')).toThrow(message);
  });
});

describe('the README', () => {
  test('shows every manifest of its first mesh', () => {
    const [, first] = page('README.md').split('## A first mesh');
    const [shown] = first.split('### Apply it');
    const program = blocksOf(shown).find((b) => isProgram(b.text))!;
    expect(program.text.split('\n').length).toBeLessThanOrEqual(22);
    const objects = (yaml: string) => parseAllDocuments(yaml).map((d) => JSON.stringify(d.toJS())).filter((json) => json !== 'null');
    const written = Object.entries(runSnippet(program.text).files).filter(([file]) => file.endsWith('.yaml')).flatMap(([, text]) => objects(text));
    expect(written.length).toBeGreaterThan(10);
    expect(blocksOf(shown).filter((b) => b.language === 'yaml').flatMap((b) => objects(b.text)).sort()).toEqual(written.sort());
  });

  test('explains twelve words', () => {
    const [, words] = page('README.md').split('## Twelve words');
    expect(words.split('\n## ')[0].split('\n').filter((line) => /^\| (?!word \|)/.test(line))).toHaveLength(12);
  });
});

describe('the examples', () => {
  const names = [...new Set(programs().map((p) => p.name.split('/')[0]))];

  test.each(names)('%s has a page that shows its programs as they are', (name) => {
    expect(existsSync(path.join(ROOT, 'examples', name, 'README.md'))).toBe(true);
    const shown = blocksOf(page(`examples/${name}/README.md`)).filter((b) => b.language === 'ts').map((b) => b.text.trim());
    for (const { main } of programs(name)) expect(shown).toContain(readFileSync(main, 'utf-8').trim());
  });

  test('are on the path through them, each once', () => {
    const linked = [...page('examples/README.md').matchAll(/\]\(([\w-]+)\/README\.md\)/g)].map((m) => m[1]);
    expect([...linked].sort()).toEqual([...names].sort());
  });
});

describe('links', () => {
  test.each(PAGES.map((p) => [p.file, p.text] as const))('of %s lead to files and headings that exist', (file, text) => {
    const dead = [...text.matchAll(/\]\((?!https?:)([^)#\s]*)(#[^)\s]+)?\)/g)].filter(([, to, anchor]) => {
      const target = to === '' ? file : path.posix.join(path.posix.dirname(file), to);
      if (!statSync(path.join(ROOT, target), { throwIfNoEntry: false })) return true;
      return anchor !== undefined && !headings(readFileSync(path.join(ROOT, target), 'utf-8')).includes(anchor.slice(1));
    }).map(([link]) => link);
    expect(dead).toEqual([]);
  });
});

/** The anchors of a page, as GitHub names them. */
function headings(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map((m) => m[1].toLowerCase().replace(/[^\w\- ]/g, '').replace(/ /g, '-'));
}

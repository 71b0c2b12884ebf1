import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'fs';
import * as os from 'os';
import * as path from 'path';
import { differences } from '../../tools/bindings/compare';
import { withStatedVersions } from '../../tools/bindings/java';
import { demandVersions, statedByGoMod, statedByPom, statedByRequirements } from '../../tools/bindings/package-versions';
import { demandBuild } from '../../tools/bindings/pacmak';
import { missingTools } from '../../tools/bindings/shell';

let folder: string;
beforeEach(() => { folder = mkdtempSync(path.join(os.tmpdir(), 'cdk8s-ossm-bindings-')); });
afterEach(() => rmSync(folder, { recursive: true }));

/** Writes files below a folder of that name. */
function tree(name: string, files: { [file: string]: string | Buffer }): string {
  for (const [file, content] of Object.entries(files)) {
    const at = path.join(folder, name, file);
    mkdirSync(path.dirname(at), { recursive: true });
    writeFileSync(at, content);
  }
  return path.join(folder, name);
}

describe('comparing output', () => {
  const files = { 'mesh/01-base.k8s.yaml': '---\nkind: A\n', 'SUMMARY.txt': 'one\n', '.files': '{}' };

  test('equal folders have no differences', () => {
    expect(differences(tree('a', files), tree('b', files))).toEqual([]);
  });

  test.each([
    ['a changed line', { ...files, 'mesh/01-base.k8s.yaml': '---\nkind: B\n' },
      'mesh/01-base.k8s.yaml: line 2 is "kind: B", the TypeScript program writes "kind: A"'],
    ['a file that goes on', { ...files, 'SUMMARY.txt': 'one\ntwo' }, 'SUMMARY.txt: line 2 is "two", the TypeScript program writes ""'],
    ['a file that ends early', { ...files, 'SUMMARY.txt': 'one' }, 'SUMMARY.txt: line 2 is nothing, the TypeScript program writes ""'],
    ['another end of line', { ...files, 'SUMMARY.txt': 'one\r\n' }, 'SUMMARY.txt: line 1 is "one\\r", the TypeScript program writes "one"'],
    ['a missing file', { 'SUMMARY.txt': 'one\n', '.files': '{}' }, 'mesh/01-base.k8s.yaml: not written'],
    ['a missing hidden file', { 'mesh/01-base.k8s.yaml': '---\nkind: A\n', 'SUMMARY.txt': 'one\n' }, '.files: not written'],
    ['another file', { ...files, 'mesh/02.yaml': '' }, 'mesh/02.yaml: written, and the TypeScript program does not write it'],
  ])('%s is told', (_, actual, message) => {
    expect(differences(tree('a', files), tree('b', actual))).toEqual([message]);
  });

  test('bytes that are no text are compared as bytes', () => {
    expect(differences(tree('a', { f: Buffer.from([0xff]) }), tree('b', { f: Buffer.from([0xfe]) }))).toEqual(['f: differs in bytes that are no text']);
  });

  test('nothing to compare with is a difference, and so is no output', () => {
    expect(differences(path.join(folder, 'none'), tree('b', files))).toEqual([expect.stringContaining('has no files to compare with')]);
    expect(differences(tree('a', files), path.join(folder, 'none'))).toHaveLength(3);
  });
});

describe('versions', () => {
  test('are read from the project file of each language', () => {
    expect(statedByRequirements('cdk8s==2.70.0\ncdk8s-plus-28==2.5.6\n')).toEqual(new Map([['cdk8s', '2.70.0'], ['cdk8s-plus-28', '2.5.6']]));
    expect(statedByPom('<dependency><artifactId>cdk8s</artifactId>\n  <version>2.70.0</version></dependency>')).toEqual(new Map([['cdk8s', '2.70.0']]));
    expect(statedByGoMod('module example.com/mesh\n\ngo 1.25\n\nrequire (\n\texample.com/a/v2 v2.70.0\n)\n')).toEqual(new Map([['example.com/a/v2', '2.70.0']]));
  });

  test('that differ from those of the packages are told', () => {
    const wanted = new Map([['cdk8s', '2.70.0'], ['constructs', '10.4.0']]);
    expect(() => demandVersions('pom.xml', wanted, wanted)).not.toThrow();
    expect(() => demandVersions('pom.xml', new Map([['cdk8s', '2.71.0']]), wanted)).toThrow(
      'pom.xml states cdk8s 2.71.0, and the packages are made of 2.70.0: change the file\n'
      + 'pom.xml states constructs nowhere, and the packages are made of 10.4.0: change the file');
  });

  test('of a generated pom.xml are those that the program manages, not ranges', () => {
    const management = '<dependencyManagement>\n<dependency>cdk8s 2.70.0</dependency>\n</dependencyManagement>';
    const generated = '<version>0.1.0</version>\n  <dependencies>\n<artifactId>cdk8s</artifactId>\n<version>[2.70.0,3.0.0)</version>\n</dependencies>';
    expect(withStatedVersions(generated, `<project>${management}</project>`))
      .toBe(`<version>0.1.0</version>\n  ${management}\n  <dependencies>\n<artifactId>cdk8s</artifactId>\n</dependencies>`);
    expect(() => withStatedVersions(generated, '<project/>')).toThrow('has no <dependencyManagement>');
  });
});

describe('what must be there before', () => {
  const BUNDLED = '0 && (module.exports = { Mesh });';
  const COMPILED = '__exportStar(require("./release"), exports);';

  /** A library of which each part was written at that second. */
  function library(seconds: { [file: string]: number }, index: string): string {
    const root = tree('library', Object.fromEntries(Object.keys(seconds).map((file) => [file, file === 'lib/src/index.js' ? index : ''])));
    for (const [file, at] of Object.entries(seconds)) utimesSync(path.join(root, file), at, at);
    return root;
  }

  test('a library that is built of its source', () => {
    expect(() => demandBuild(library({ 'src/a.ts': 1, 'imports/b.ts': 1, '.jsii': 2, 'lib/src/index.js': 3 }, BUNDLED))).not.toThrow();
  });

  test.each([
    ['not compiled', { 'src/a.ts': 1, 'imports/b.ts': 1 }, BUNDLED, ".jsii is not there: run 'npm run build' first"],
    ['older than its source', { 'src/a.ts': 4, 'imports/b.ts': 1, '.jsii': 2, 'lib/src/index.js': 3 }, BUNDLED,
      "src/a.ts is newer than the compiled library: run 'npm run build' first"],
    ['compiled and not bundled', { 'src/a.ts': 1, 'imports/b.ts': 1, '.jsii': 2, 'lib/src/index.js': 3 }, COMPILED,
      "lib/src/index.js is compiled and not bundled: run 'npx projen post-compile' first"],
  ])('a library that is %s is refused', (_, files: { [file: string]: number }, index, message) => {
    expect(() => demandBuild(library(files, index))).toThrow(message);
  });

  test('a tool that is missing is named with what to install', () => {
    const there = { command: process.execPath, check: ['--version'], install: 'Node' };
    const missing = { command: 'no-such-tool', check: ['--version'], install: 'the toolbox' };
    expect(missingTools([there, missing])).toEqual(["'no-such-tool --version' does not run: install the toolbox"]);
  });
});

import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { OutputFolder } from '../../src/delivery/output-folder';

const files = (dir: string) => (fs.readdirSync(dir, { recursive: true, withFileTypes: true }))
  .filter((e) => e.isFile()).map((e) => path.relative(dir, path.join(e.parentPath, e.name))).sort();

describe('an output folder', () => {
  let dir: string;
  beforeEach(() => { dir = fs.mkdtempSync(path.join(os.tmpdir(), 'out-')); });
  afterEach(() => fs.rmSync(dir, { recursive: true }));
  const write = (...names: string[]) => new OutputFolder(dir).write(new Map(names.map((name) => [name, `${name}\n`])));

  test('holds the files and a list of them that nobody takes for a manifest', () => {
    expect(write('b/1.yaml', 'a/2.yaml')).toEqual([]);
    expect(files(dir)).toEqual(['.cdk8s-ossm-files', 'a/2.yaml', 'b/1.yaml']);
    expect(fs.readFileSync(path.join(dir, '.cdk8s-ossm-files'), 'utf8')).toMatch(/^#.*\na\/2\.yaml\nb\/1\.yaml\n$/);
  });

  test('loses files and folders that are no longer written, and nothing else', () => {
    write('a/1.yaml', 'b/c/1.yaml', 'b/2.yaml');
    fs.writeFileSync(path.join(dir, 'b', 'mine.yaml'), '');
    fs.mkdirSync(path.join(dir, 'empty'));
    expect(write('a/2.yaml').sort()).toEqual(['a/1.yaml', 'b/2.yaml', 'b/c/1.yaml']);
    expect(files(dir)).toEqual(['.cdk8s-ossm-files', 'a/2.yaml', 'b/mine.yaml']);
    expect(fs.existsSync(path.join(dir, 'b/c'))).toBe(false);
    expect(fs.existsSync(path.join(dir, 'empty'))).toBe(true);
  });

  test('never touches what is outside, whatever the list says', () => {
    const outside = path.join(path.dirname(dir), `${path.basename(dir)}-outside`);
    fs.writeFileSync(outside, 'x');
    fs.writeFileSync(path.join(dir, '.cdk8s-ossm-files'), ['..', `../${path.basename(outside)}`, outside, '.', '<<<<<<< conflict', 'gone.yaml', ''].join('\n'));
    expect(write('a.yaml')).toEqual([]);
    expect(fs.existsSync(outside)).toBe(true);
    fs.rmSync(outside);
  });

  test('writing the same twice changes no byte', () => {
    write('a/1.yaml', 'b.yaml');
    const before = files(dir).map((f) => fs.readFileSync(path.join(dir, f), 'utf8'));
    write('b.yaml', 'a/1.yaml');
    expect(files(dir).map((f) => fs.readFileSync(path.join(dir, f), 'utf8'))).toEqual(before);
  });
});

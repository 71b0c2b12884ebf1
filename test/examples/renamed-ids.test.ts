import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import * as path from 'path';
import { programs } from '../../tools/run-examples';
import { outputOf } from '../support/example';

/** The ids of constructs that a program makes itself: the second argument after `new X(scope,`. */
const IDS = /(new [\w.]+\(\s*\w+,\s*)(['`])/g;

const OUT = path.resolve(__dirname, '../../out');

/** A copy of an example in which every construct id has another name. */
function renamed(name: string): string {
  const folder = path.resolve(__dirname, '../../examples');
  // below the project, so that packages are found
  mkdirSync(OUT, { recursive: true });
  const copy = mkdtempSync(path.join(OUT, 'renamed-'));
  let ids = 0;
  const rename = (file: string): string => {
    const text = readFileSync(path.join(folder, file), 'utf-8').replace(IDS, (_, start, quote) => { ids += 1; return `${start}${quote}renamed-`; });
    const target = path.join(copy, file.replace(/\//g, '-'));
    const dir = path.dirname(file);
    writeFileSync(target, text.replace(/from '(\.[^']+)'/g, (_, relative) => `from '${rename(`${path.normalize(path.join(dir, relative))}.ts`)}'`));
    return target.replace(/\.ts$/, '');
  };
  const main = `${rename(`${name}/main.ts`)}.ts`;
  expect(ids).toBeGreaterThan(1);
  return main;
}

test.each(['bookinfo', 'ambient-bookinfo', 'multi-tenant', 'production-control-plane'])('renaming every construct id of %s changes no byte of a manifest', (name) => {
  const [program] = programs(name);
  const manifests = (files: { [file: string]: string }) => Object.fromEntries(Object.entries(files).filter(([f]) => f.endsWith('.yaml')));
  const before = manifests(outputOf(program).files);
  const main = renamed(name);
  const after = manifests(outputOf({ ...program, main }).files);
  rmSync(path.dirname(main), { recursive: true });
  expect(Object.keys(before).length).toBeGreaterThan(3);
  expect(after).toEqual(before);
});

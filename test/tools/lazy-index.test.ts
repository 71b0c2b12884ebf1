import { runInNewContext } from 'vm';
import { lazyIndex } from '../../tools/lazy-index';

const MODULES: { readonly [name: string]: object } = { './a': { A: 1, B: 2 }, '../types': { T: 3 } };

function run(source: string): { exports: any; loaded: string[] } {
  const loaded: string[] = [];
  const exports: any = {};
  const load = (name: string): object => {
    loaded.push(name);
    return MODULES[name];
  };
  runInNewContext(lazyIndex(source, (name) => Object.keys(MODULES[name])), { exports, require: load });
  return { exports, loaded };
}

test('a module runs when one of its names is asked for', () => {
  const { exports, loaded } = run("export * from './a';\nexport * as types from '../types';\n");
  expect(Object.keys(exports)).toEqual(['A', 'B', 'types']);
  expect(loaded).toEqual([]);
  expect([exports.B, exports.types]).toEqual([2, { T: 3 }]);
  expect(loaded).toEqual(['./a', '../types']);
});

test('a name that two modules export is there once', () => {
  expect(Object.keys(run("export * from './a';\nexport * from './a';").exports)).toEqual(['A', 'B']);
});

test('a line that is no export of a room stops the build', () => {
  expect(() => run("export { A } from './a';")).toThrow(/no export of a room/);
});

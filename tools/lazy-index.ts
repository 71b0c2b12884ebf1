/** One line of an index of rooms. */
interface Export {
  /** The module, as the index names it. */
  readonly from: string;
  /** The name of the namespace; undefined where all of its names are exported. */
  readonly as?: string;
}

/**
 * An index whose rooms run when one of their names is first asked for: a program that writes a policy needs neither topologies nor
 * the generated types.
 *
 * @param source the text of `index.ts`, which has nothing but `export * from` and `export * as ... from`
 * @param namesOf the names that a module exports
 * @returns CommonJS
 */
export function lazyIndex(source: string, namesOf: (module: string) => readonly string[]): string {
  const getters = new Map<string, string>();
  for (const { from, as } of exportsOf(source)) {
    const load = `require(${JSON.stringify(from)})`;
    const named = as === undefined ? namesOf(from).map((name) => [name, `${load}.${name}`]) : [[as, load]];
    // what a room passes on of another one is there already
    for (const [name, value] of named) if (!getters.has(name)) getters.set(name, getter(name, value));
  }
  return ['"use strict";', 'Object.defineProperty(exports, "__esModule", { value: true });', ...getters.values(), ''].join('\n');
}

function exportsOf(source: string): Export[] {
  return source.split('\n').filter((line) => line.trim() !== '').map((line) => {
    const match = /^export \* (?:as (\w+) )?from '([^']+)';$/.exec(line);
    if (!match) throw new Error(`src/index.ts has a line that is no export of a room: ${line}`);
    return { from: match[2], as: match[1] };
  });
}

function getter(name: string, value: string): string {
  return `Object.defineProperty(exports, ${JSON.stringify(name)}, { enumerable: true, get: () => ${value} });`;
}

import { spawnSync } from 'child_process';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'fs';
import * as path from 'path';

const ROOT = path.resolve(__dirname, '..');

/** One program of an example. An example of several programs has a folder for each. */
export interface Program {
  /** The folder below examples/, for instance `platform-and-app/platform`. */
  readonly name: string;
  readonly main: string;
  readonly outdir: string;
}

/** The programs of all examples, or of one; those of one example in the order in which they are run. */
export function programs(example?: string): Program[] {
  const folder = path.join(ROOT, 'examples');
  const examples = readdirSync(folder, { withFileTypes: true }).filter((d) => d.isDirectory() && d.name !== 'node_modules').map((d) => d.name);
  return examples.filter((name) => example === undefined || name === example).sort().flatMap((name) => {
    const below = readdirSync(path.join(folder, name), { withFileTypes: true }).filter((d) => d.isDirectory()).map((d) => `${name}/${d.name}`);
    return [name, ...below.sort(platformFirst)].filter((n) => existsSync(path.join(folder, n, 'main.ts'))).map((n) => ({
      name: n,
      main: path.join(folder, n, 'main.ts'),
      outdir: path.join(ROOT, 'out', 'examples', n),
    }));
  });
}

/** Runs a program as a user would, with its output in `outdir`; its standard output is returned. */
export function run(program: Program, outdir: string = program.outdir): string {
  rmSync(outdir, { recursive: true, force: true });
  mkdirSync(outdir, { recursive: true });
  const result = spawnSync(process.execPath, ['-r', 'ts-node/register/transpile-only', '-r', 'tsconfig-paths/register', program.main], {
    cwd: path.dirname(program.main),
    env: { ...process.env, CDK8S_OUTDIR: outdir, TS_NODE_PROJECT: path.join(ROOT, 'examples', 'tsconfig.json') },
    encoding: 'utf-8',
  });
  if (result.status !== 0) throw new Error(`examples/${program.name} failed:\n${result.stderr || result.stdout}`);
  return result.stdout;
}

/** The platform's program writes the contract that the others read. */
function platformFirst(a: string, b: string): number {
  const rank = (n: string): number => (n.endsWith('/platform') ? 0 : 1);
  return rank(a) - rank(b) || a.localeCompare(b);
}

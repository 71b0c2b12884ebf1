import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import * as path from 'path';
import { type Built, type Language, ROOT } from './language';
import { DEPENDENCIES, demandVersions, GENERATOR_VERSION, LIBRARY, statedByGoMod } from './package-versions';
import { pacmak } from './pacmak';
import { shell } from './shell';

const RUNTIME = 'github.com/aws/jsii-runtime-go';
const PROGRAMS = path.join(ROOT, 'bindings', 'go');

/** Modules that stand beside each other in a folder; only the runtime comes from the network. */
export const go: Language = {
  name: 'go',
  tools: [{ command: 'go', check: ['version'], install: 'Go 1.25 or newer' }],
  build,
};

function build(folder: string): Built {
  const modules = [...DEPENDENCIES, LIBRARY].map((pack) => ({
    version: pack.version,
    ...generatedModule(pacmak(pack, 'go', path.join(folder, 'packages', pack.name), '--code-only')),
  }));
  const goMod = readFileSync(path.join(PROGRAMS, 'go.mod'), 'utf-8');
  demandVersions('bindings/go/go.mod', statedByGoMod(goMod), new Map([
    ...modules.map((m): [string, string] => [m.module, m.version]), [RUNTIME, GENERATOR_VERSION],
  ]));

  // A go.mod of its own (-modfile), so that the one beside the programs is the one that a user writes.
  const modFile = path.join(folder, 'go.mod');
  const env = { GOWORK: 'off' };
  writeFileSync(modFile, `${goMod}\n${modules.map((m) => `replace ${m.module} => ${m.folder}`).join('\n')}\n`);
  const onModules = ['-mod=mod', `-modfile=${modFile}`];
  const bin = path.join(folder, 'bin');
  mkdirSync(bin);
  shell({ command: 'go', args: ['build', ...onModules, '-o', `${bin}${path.sep}`, './...'] }, { cwd: PROGRAMS, env });
  shell({ command: 'go', args: ['vet', ...onModules, './...'] }, { cwd: PROGRAMS, env });
  return { run: (program) => ({ command: path.join(bin, program), args: [] }) };
}

/** The module that was made: its path stands in its go.mod. */
function generatedModule(folder: string): { module: string; folder: string } {
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  if (folders.length !== 1) throw new Error(`expected one module in ${folder}, found ${folders.length}`);
  const made = path.join(folder, folders[0].name);
  const module = /^module (\S+)/m.exec(readFileSync(path.join(made, 'go.mod'), 'utf-8'))?.[1];
  if (!module) throw new Error(`${made}/go.mod names no module`);
  return { module, folder: made };
}

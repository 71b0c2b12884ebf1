import { spawnSync } from 'child_process';
import { mkdirSync } from 'fs';
import * as path from 'path';
import { missingTools } from './bindings/shell';

/**
 * `npm run conformance [-- --tests | <arguments>]`: builds the command of `conformance/` and runs it over `out/examples/`, or runs the
 * tests of the judges. `conformance/README.md` says what the arguments are.
 */
const ROOT = path.resolve(__dirname, '..');
const FOLDER = path.join(ROOT, 'conformance');
const PROGRAM = path.join(ROOT, 'out', 'conformance', 'conformance');

function main(args: readonly string[]): number {
  const missing = missingTools([{ command: 'go', check: ['version'], install: 'Go, version 1.21 or newer: it fetches the one that conformance/go.mod asks for' }]);
  if (missing.length > 0) throw new Error(missing.join('\n'));
  // The tests read manifests from outside the module, which Go's cache of results knows nothing of.
  if (args[0] === '--tests') return go(['test', '-count=1', ...(args.length > 1 ? args.slice(1) : ['./...'])]);
  mkdirSync(path.dirname(PROGRAM), { recursive: true });
  const built = go(['build', '-o', PROGRAM, './cmd/conformance']);
  return built === 0 ? status(spawnSync(PROGRAM, ['--root', ROOT, ...args], { stdio: 'inherit' })) : built;
}

function go(args: readonly string[]): number {
  // auto: an older Go fetches the toolchain that go.mod asks for, as a module.
  return status(spawnSync('go', args, { cwd: FOLDER, stdio: 'inherit', env: { ...process.env, GOWORK: 'off', GOTOOLCHAIN: 'auto' } }));
}

function status(result: ReturnType<typeof spawnSync>): number {
  if (result.error) throw result.error;
  return result.status ?? 1;
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  console.error(`npm run conformance: ${(error as Error).message}`);
  process.exitCode = 1;
}

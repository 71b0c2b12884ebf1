import { spawnSync } from 'child_process';
import { mkdirSync } from 'fs';
import * as path from 'path';
import { missingTools } from './bindings/shell';
import { differential } from './conformance/differential';
import { writeOwnVerdicts } from './conformance/own-verdicts';

/**
 * `npm run conformance [-- --tests | --differential [N] [SEED] | <arguments>]`: builds the command of `conformance/` and runs it over
 * `out/examples/`, with the library's own verdicts beside; or runs the tests of the judges; or asks both about objects that are almost right.
 * `conformance/README.md` says what the arguments are.
 */
const ROOT = path.resolve(__dirname, '..');
const FOLDER = path.join(ROOT, 'conformance');
const PROGRAM = path.join(ROOT, 'out', 'conformance', 'conformance');
const OURS = path.join(ROOT, 'out', 'verdicts', 'ours.json');

async function main(args: readonly string[]): Promise<number> {
  const missing = missingTools([{ command: 'go', check: ['version'], install: 'Go, version 1.21 or newer: it fetches the one that conformance/go.mod asks for' }]);
  if (missing.length > 0) throw new Error(missing.join('\n'));
  // The tests read manifests from outside the module, which Go's cache of results knows nothing of.
  if (args[0] === '--tests') return go(['test', '-count=1', ...(args.length > 1 ? args.slice(1) : ['./...'])]);
  mkdirSync(path.dirname(PROGRAM), { recursive: true });
  const built = go(['build', '-o', PROGRAM, './cmd/conformance']);
  if (built !== 0) return built;
  if (args[0] === '--differential') return differential(PROGRAM, ROOT, args.slice(1));
  writeOwnVerdicts(ROOT, process.env.CASES_DIR, OURS);
  return status(spawnSync(PROGRAM, ['--root', ROOT, '--ours', OURS, ...args], { stdio: 'inherit' }));
}

function go(args: readonly string[]): number {
  // auto: an older Go fetches the toolchain that go.mod asks for, as a module.
  return status(spawnSync('go', args, { cwd: FOLDER, stdio: 'inherit', env: { ...process.env, GOWORK: 'off', GOTOOLCHAIN: 'auto' } }));
}

function status(result: ReturnType<typeof spawnSync>): number {
  if (result.error) throw result.error;
  return result.status ?? 1;
}

main(process.argv.slice(2)).then((code) => { process.exitCode = code; }, (error: Error) => {
  console.error(`npm run conformance: ${error.message}`);
  process.exitCode = 1;
});

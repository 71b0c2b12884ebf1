import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { type Benchmark, compare, type Result } from './measure';

const REPOSITORY = path.resolve(__dirname, '..');
const ENTRY = path.join(REPOSITORY, 'lib/src/index.js');
const NOT_BUILT: Result = { value: 'not measured', detail: 'there is no lib/: run `npm run compile` first' };

/** Milliseconds that it takes a process of its own to load a module and to get names of it, as the first lines of a program do. */
function requireTime(module: string, names: string): number {
  const script = `const s = process.hrtime.bigint(); const { ${names} } = require(${JSON.stringify(module)}); console.log(Number(process.hrtime.bigint() - s) / 1e6)`;
  return Number(execFileSync(process.execPath, ['-e', script], { cwd: REPOSITORY, encoding: 'utf8' }));
}

export const loading: Benchmark = {
  name: 'Loading the package as far as Cluster, Mesh and MeshApp need, against loading cdk8s-plus-28',
  budget: 'at most 1.00 x',
  run: () => (fs.existsSync(ENTRY)
    ? compare(1, { ours: () => requireTime(ENTRY, 'Cluster, Mesh, MeshApp'), theirs: () => requireTime('cdk8s-plus-28', 'Deployment'), times: 11 })
    : NOT_BUILT),
};

export const tarball: Benchmark = {
  name: 'Size of the packed package',
  budget: 'under 1 MB',
  run: () => {
    if (!fs.existsSync(ENTRY)) return NOT_BUILT;
    const packed = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: REPOSITORY, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    const [{ size, unpackedSize, entryCount }] = JSON.parse(packed);
    return {
      value: `${(size / 1e6).toFixed(2)} MB`,
      withinBudget: size < 1e6,
      detail: `${entryCount} files, ${(unpackedSize / 1e6).toFixed(1)} MB unpacked`,
    };
  },
};

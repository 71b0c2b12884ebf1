import { readdirSync, readFileSync } from 'fs';
import * as path from 'path';
import { type Built, type Language, ROOT } from './language';
import { DEPENDENCIES, demandVersions, LIBRARY, statedByRequirements } from './package-versions';
import { pacmak } from './pacmak';
import { shell } from './shell';

/** A wheel, installed with what it asks for into an environment of its own. */
export const python: Language = {
  name: 'python',
  tools: [{ command: 'python3', check: ['-c', 'import ensurepip, venv'], install: 'Python 3.10 or newer with its venv module (Debian: python3-venv)' }],
  build,
};

function build(folder: string): Built {
  const programs = path.join(ROOT, 'bindings', 'python');
  const requirements = path.join(programs, 'requirements.txt');
  demandVersions('bindings/python/requirements.txt', statedByRequirements(readFileSync(requirements, 'utf-8')),
    new Map([...DEPENDENCIES, LIBRARY].map((p) => [p.targets.python.distName, p.version])));

  const dist = pacmak(LIBRARY, 'python', path.join(folder, 'packages'));
  const wheels = readdirSync(dist).filter((file) => file.endsWith('.whl'));
  if (wheels.length !== 1) throw new Error(`expected one wheel in ${dist}, found ${wheels.length}`);

  shell({ command: 'python3', args: ['-m', 'venv', 'venv'] }, { cwd: folder });
  const interpreter = path.join(folder, 'venv', 'bin', 'python');
  // The wheel as well as its name in requirements.txt: so the file at hand is meant, whatever an index has under that name.
  const args = ['-m', 'pip', 'install', '--quiet', '-r', requirements, path.join(dist, wheels[0])];
  shell({ command: interpreter, args }, { cwd: folder, env: { PIP_DISABLE_PIP_VERSION_CHECK: '1' } });

  // -B: no compiled files beside the programs.
  return { run: (program) => ({ command: interpreter, args: ['-B', path.join(programs, `${program.replace(/-/g, '_')}.py`)] }) };
}

import { mkdtempSync, readdirSync, readFileSync, statSync } from 'fs';
import * as os from 'os';
import * as path from 'path';
import { parseAllDocuments } from 'yaml';
import type { Rendered } from './objects';
import { type Program, programs } from '../../tools/run-examples';

/** What a program of an example has written. */
export interface ExampleOutput {
  /** Text by path below the output folder; everything but hidden files. */
  readonly files: { [file: string]: string };
  /** All manifests, in the order of the files. */
  readonly objects: Rendered[];
  /** What it printed, without the path of the output folder. */
  readonly stdout: string;
}

/** Runs the program of an example, as `npm run examples` does, into a folder of its own. */
export function exampleOutput(name: string): ExampleOutput {
  const program = programs(name.split('/')[0]).find((p) => p.name === name);
  if (!program) throw new Error(`there is no example ${name}`);
  return outputOf(program);
}

/** Runs a program into a folder of its own: in this process, since the tests have the library compiled already. */
export function outputOf(program: Program): ExampleOutput {
  const outdir = mkdtempSync(path.join(os.tmpdir(), 'cdk8s-ossm-example-'));
  const printed: string[] = [];
  const log = jest.spyOn(console, 'log').mockImplementation((text: string) => { printed.push(text); });
  const folder = process.cwd();
  const before = process.env.CDK8S_OUTDIR;
  try {
    process.env.CDK8S_OUTDIR = outdir;
    process.chdir(path.dirname(program.main));
    jest.isolateModules(() => jest.requireActual(program.main));
  } finally {
    process.chdir(folder);
    if (before === undefined) delete process.env.CDK8S_OUTDIR;
    else process.env.CDK8S_OUTDIR = before;
    log.mockRestore();
  }
  const stdout = printed.join('\n').split(outdir).join('<out>');
  const names = readdirSync(outdir, { recursive: true, encoding: 'utf-8' })
    .filter((f) => statSync(path.join(outdir, f)).isFile() && !path.basename(f).startsWith('.')).sort();
  const files = Object.fromEntries(names.map((f) => [f.split(path.sep).join('/'), readFileSync(path.join(outdir, f), 'utf-8').split(outdir).join('<out>')]));
  const objects = Object.entries(files).filter(([f]) => f.endsWith('.yaml'))
    .flatMap(([, text]) => parseAllDocuments(text).map((d) => d.toJS() as Rendered)).filter((o) => o !== null);
  return { files, objects, stdout };
}

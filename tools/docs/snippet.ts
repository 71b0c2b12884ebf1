import { spawnSync } from 'child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'fs';
import * as os from 'os';
import * as path from 'path';
import { blocksOf } from './markdown';

const ROOT = path.resolve(__dirname, '../..');

/** What a program has done. */
export interface Outcome {
  /** Text by path below the output folder. */
  readonly files: { [file: string]: string };
  readonly stdout: string;
  /** The message that it ended with, without the stack; empty where it did not fail. */
  readonly error: string;
}

/** Whether a block is a program that can be run as it stands, and not a part of one. */
export function isProgram(text: string): boolean {
  return /^import .* from 'cdk8s-ossm';$/m.test(text) && /^app\.synth\(\);$/m.test(text);
}

/** The last program above a place of a page. */
export function programAbove(above: string): string {
  const programs = blocksOf(above).filter((b) => b.language === 'ts' && isProgram(b.text));
  if (programs.length === 0) throw new Error('there is no program above');
  return programs[programs.length - 1].text;
}

const done = new Map<string, Outcome>();

/** Runs a program of a page in a folder of its own, as `main.ts`, with its output in `dist`, beside files that it reads. */
export function runSnippet(text: string, beside: { readonly [file: string]: string } = {}): Outcome {
  const key = JSON.stringify([text, beside]);
  if (!done.has(key)) done.set(key, runIn(mkdtempSync(path.join(os.tmpdir(), 'cdk8s-ossm-docs-')), text, beside));
  return done.get(key)!;
}

function runIn(folder: string, text: string, beside: { readonly [file: string]: string }): Outcome {
  for (const [file, content] of Object.entries({ 'main.ts': text, ...beside })) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), content);
  }
  const result = spawnSync(process.execPath, ['-r', 'ts-node/register/transpile-only', '-r', 'tsconfig-paths/register', 'main.ts'], {
    cwd: folder,
    // the packages of this repository, whatever folder the program is in
    env: {
      ...process.env,
      CDK8S_OUTDIR: 'dist',
      NODE_PATH: path.join(ROOT, 'node_modules'),
      TS_NODE_PROJECT: path.join(ROOT, 'examples/tsconfig.json'),
      TS_NODE_CWD: ROOT,
    },
    encoding: 'utf-8',
  });
  const files = filesBelow(path.join(folder, 'dist'));
  rmSync(folder, { recursive: true });
  if (result.status !== 0 && !/\w*Error: /.test(result.stderr)) throw new Error(`a program of a page could not be run:\n${result.stderr}`);
  const error = result.status === 0 ? '' : (/^\w*Error: [\s\S]*?(?=\n {4}at )/m.exec(result.stderr)?.[0] ?? result.stderr);
  return { files, stdout: result.stdout, error };
}

function filesBelow(folder: string): { [file: string]: string } {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return {};
  const names = readdirSync(folder, { recursive: true, encoding: 'utf-8' }).filter((f) => statSync(path.join(folder, f)).isFile()).sort();
  return Object.fromEntries(names.map((f) => [f.split(path.sep).join('/'), readFileSync(path.join(folder, f), 'utf-8')]));
}

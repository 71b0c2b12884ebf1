import { mkdirSync, rmSync } from 'fs';
import * as path from 'path';
import { differences, filesBelow } from './compare';
import { go } from './go';
import { java } from './java';
import { type Language, OUT, PROGRAMS, ROOT } from './language';
import { demandBuild } from './pacmak';
import { python } from './python';
import { missingTools, shell } from './shell';
import { programs, run } from '../run-examples';

/**
 * `npm run bindings [-- <language> ...]`: makes the library's packages for other languages, builds the programs of `bindings/` with
 * them, and compares what the programs write with what the same examples in TypeScript write, byte for byte.
 */
const LANGUAGES: readonly Language[] = [python, java, go];

function main(names: readonly string[]): void {
  const unknown = names.filter((name) => !LANGUAGES.some((language) => language.name === name));
  if (unknown.length > 0) throw new Error(`no such language: ${unknown.join(', ')}; there are ${LANGUAGES.map((l) => l.name).join(', ')}`);
  const languages = LANGUAGES.filter((language) => names.length === 0 || names.includes(language.name));
  const missing = missingTools(languages.flatMap((language) => language.tools));
  if (missing.length > 0) throw new Error(missing.join('\n'));
  demandBuild();

  const expected = output('typescript');
  rmSync(expected, { recursive: true, force: true });
  for (const name of PROGRAMS) run(programs(name)[0], path.join(expected, name));

  const started = Date.now();
  const failed = languages.filter((language) => !succeeds(language, expected));
  console.log(`${languages.length} languages in ${minutes(started)} minutes`);
  if (failed.length > 0) throw new Error(`failed: ${failed.map((language) => language.name).join(', ')}`);
}

function succeeds(language: Language, expected: string): boolean {
  const started = Date.now();
  const say = (text: string): void => console.log(`${language.name}: ${text} (${minutes(started)} minutes)`);
  try {
    say(proof(language, expected));
    return true;
  } catch (error) {
    say(`failed: ${(error as Error).message}`);
    return false;
  }
}

/** What was proved, in words. */
function proof(language: Language, expected: string): string {
  const folder = path.join(OUT, language.name);
  const actual = output(language.name);
  for (const made of [folder, actual]) rmSync(made, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });

  const built = language.build(folder);
  for (const name of PROGRAMS) {
    // In the folder of the example: what its program reads is there.
    shell(built.run(name), { cwd: path.join(ROOT, 'examples', name), env: { CDK8S_OUTDIR: path.join(actual, name) } });
  }
  const different = differences(expected, actual);
  if (different.length > 0) throw new Error(`the output differs:\n${different.map((text) => `  ${text}`).join('\n')}`);
  return `${PROGRAMS.length} programs, ${filesBelow(actual).length} files equal`;
}

/** Where the programs of a language write to, each into a folder of its own. */
function output(language: string): string {
  return path.join(OUT, 'output', language);
}

function minutes(since: number): string {
  return ((Date.now() - since) / 60_000).toFixed(1);
}

try {
  main(process.argv.slice(2));
} catch (error) {
  console.error(`npm run bindings: ${(error as Error).message}`);
  process.exitCode = 1;
}

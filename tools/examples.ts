import { readdirSync } from 'fs';
import * as path from 'path';
import { programs, run } from './run-examples';

/** Synthesizes every example, or those named as arguments, into out/examples/<name>/. */
const wanted = process.argv.slice(2);
const selected = wanted.length === 0 ? programs() : wanted.flatMap((name) => programs(name));
if (selected.length === 0) {
  console.error(`no such example: ${wanted.join(', ')}; there are ${[...new Set(programs().map((p) => p.name.split('/')[0]))].join(', ')}`);
  process.exit(1);
}
for (const program of selected) {
  run(program);
  const files = readdirSync(program.outdir, { recursive: true, encoding: 'utf-8' }).filter((f) => f.endsWith('.yaml'));
  console.log(`${path.relative(process.cwd(), program.outdir)}: ${files.length} files`);
}

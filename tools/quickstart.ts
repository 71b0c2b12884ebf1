import { readdirSync, readFileSync } from 'fs';
import * as path from 'path';
import { parseAllDocuments } from 'yaml';
import { programs, run } from './run-examples';

/** Synthesizes examples/bookinfo, and says what was written, where, and how to apply it. */
const [bookinfo] = programs('bookinfo');
const summary = run(bookinfo);
const out = path.relative(process.cwd(), bookinfo.outdir);
const files = readdirSync(bookinfo.outdir, { recursive: true, encoding: 'utf-8' }).filter((f) => f.endsWith('.yaml')).sort();

console.log(`A complete mesh, from examples/bookinfo/main.ts, in ${out}/:\n`);
for (const file of files) {
  const kinds = parseAllDocuments(readFileSync(path.join(bookinfo.outdir, file), 'utf-8'))
    .map((d) => d.toJS() as { kind?: string } | null).filter((d) => d?.kind).map((d) => d!.kind!);
  console.log(`  ${file}\n    ${counted(kinds)}`);
}
if (summary.trim()) console.log(`\n${summary.trim()}`);
console.log(`
To apply it, log in to a cluster that has the operator (package servicemeshoperator3). First the mesh, then, when it is ready to
inject proxies, what needs them:

  for f in ${out}/*/0[0-3]*.yaml; do oc apply -f "$f"; done
  oc wait --for=condition=Ready istios/default istiocnis/default --timeout=5m
  for f in ${out}/*/0[4-6]*.yaml; do oc apply -f "$f"; done

Read examples/bookinfo/README.md for what each object is for, and change examples/bookinfo/main.ts to try something else.`);

function counted(kinds: string[]): string {
  const counts = new Map<string, number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, n]) => (n === 1 ? kind : `${n} ${kind}`)).join(', ');
}

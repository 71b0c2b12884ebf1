import * as fs from 'fs';
import * as path from 'path';
import type { App } from 'cdk8s';
import { type PendingChart, pendingLines } from './pending';
import { Findings } from '../analysis/findings';
import { shortSummary, summaryLines } from '../analysis/summary';
import type { SynthResult } from '../kube/synth-hooks';

/** No YAML: whoever applies the folder takes that for manifests. */
export const SUMMARY_FILE = 'SUMMARY.txt';

/** Says what was written, what floats, what was decided by default and what is open: shortly on standard output, wholly in a file. */
export function reportSynth(app: App, result: SynthResult, exchanged: string[], pending: readonly PendingChart[]): void {
  const findings = Findings.of(app);
  const input = { findings: findings.all(), remarks: findings.allRemarks() };
  const outdir = shown(result.outdir);
  // The file says nothing of where it is: the same program writes the same bytes anywhere.
  const whole = summaryLines({ ...input, written: ['Written here:', ...writtenLines({ ...result, removed: [] }), ...pendingLines(pending, Infinity)] });
  fs.writeFileSync(path.join(result.outdir, SUMMARY_FILE), `${whole.join('\n')}\n`);
  const handed = exchanged.map((file) => `  ${shown(file)}, for the other program`);
  const written = [`Written to ${outdir}/:`, ...writtenLines(result), ...handed, ...pendingLines(pending, 4)];
  const short = shortSummary({ ...input, written, file: `${outdir}/${SUMMARY_FILE}` });
  console.log(short.join('\n'));
}

function writtenLines({ files, removed }: SynthResult): string[] {
  const folders = new Map<string, { files: number; objects: number }>();
  for (const file of files) {
    const folder = path.posix.dirname(file.path);
    const count = folders.get(folder) ?? { files: 0, objects: 0 };
    folders.set(folder, { files: count.files + 1, objects: count.objects + file.objects });
  }
  const lines = [...folders].map(([folder, n]) => `  ${folder}/: ${counted(n.objects, 'object')} in ${counted(n.files, 'file')}`);
  // A fleet's folders would leave no room for anything else.
  const listed = lines.length <= 8 ? lines : [...lines.slice(0, 7), `  and ${lines.length - 7} more folders`];
  const gone = removed.length > 0 ? [`  removed ${counted(removed.length, 'file')} that ${removed.length === 1 ? 'is' : 'are'} no longer part of it`] : [];
  return [...listed, ...gone];
}

/** Relative to the current folder where it is below it. */
function shown(folder: string): string {
  const relative = path.relative(process.cwd(), folder);
  return relative === '' ? '.' : relative.startsWith('../..') ? folder : relative.split(path.sep).join('/');
}

function counted(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

import type { Finding } from './finding';
import type { Remark } from './findings';
import { groupFindings } from './report';

/** The longest that the summary on standard output may get. */
export const MAX_SUMMARY_LINES = 25;

/** What a synth has to tell beside its manifests. */
export interface SummaryInput {
  /** The first lines: what was written, and where. */
  readonly written: string[];
  readonly findings: Finding[];
  readonly remarks: Remark[];
  /** Where the whole of it is, if it does not fit. */
  readonly file?: string;
}

const HEADINGS: ReadonlyArray<[Remark['kind'], string]> = [
  ['open', 'Not in force until the owner accepts it'],
  ['unaccepted', 'Asked by others, and not accepted'],
  ['precondition', 'To see to before applying'],
  ['floats', 'Floats'],
  ['decided', 'Decided by default'],
  ['accepted', 'Risks accepted'],
];

/** All lines of the summary, most urgent first. */
export function summaryLines({ written, findings, remarks }: SummaryInput): string[] {
  const lines = [...written];
  const warnings = groupFindings(findings.filter((f) => f.severity === 'warning'));
  if (warnings.length > 0) {
    lines.push('Warnings:');
    for (const { first, others } of warnings) {
      lines.push(`  [${first.code}] ${first.path}: ${first.what}; ${first.fix}${others.length ? ` (and at ${others.length} more)` : ''}`);
    }
  }
  for (const [kind, heading] of HEADINGS) {
    const texts = grouped(remarks.filter((r) => r.kind === kind));
    if (texts.length === 0) continue;
    lines.push(`${heading}:`, ...texts.map((t) => `  ${t}`));
  }
  return lines;
}

/** The most names that follow a line which stands for several. */
const MAX_NAMES = 4;

/** Each text once; texts that differ in their subject only are one line, with the other subjects after it. */
function grouped(remarks: readonly Remark[]): string[] {
  const groups = new Map<string, { text: string; others: string[] }>();
  const seen = new Set<string>();
  for (const { text, subject } of remarks) {
    if (seen.has(text)) continue;
    seen.add(text);
    const key = subject === undefined ? text : text.split(subject).join('\n');
    const group = groups.get(key);
    if (group) group.others.push(subject!);
    else groups.set(key, { text, others: [] });
  }
  return [...groups.values()].map(({ text, others }) => {
    if (others.length === 0) return text;
    const shown = others.length <= MAX_NAMES ? others : [...others.slice(0, MAX_NAMES - 1), `${others.length - MAX_NAMES + 1} more`];
    return `${text} (and the same for ${shown.join(', ')})`;
  });
}

/** The summary as standard output shows it: cut where it gets too long, with a line that says how much is left and where. */
export function shortSummary(input: SummaryInput): string[] {
  const lines = summaryLines(input);
  if (lines.length <= MAX_SUMMARY_LINES) return lines;
  const kept = lines.slice(0, MAX_SUMMARY_LINES - 1);
  return [...kept, `... and ${lines.length - kept.length} more lines${input.file ? ` in ${input.file}` : ''}`];
}

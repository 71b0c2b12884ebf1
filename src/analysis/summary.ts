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
    const texts = [...new Set(remarks.filter((r) => r.kind === kind).map((r) => r.text))];
    if (texts.length === 0) continue;
    lines.push(`${heading}:`, ...texts.map((t) => `  ${t}`));
  }
  return lines;
}

/** The summary as standard output shows it: cut where it gets too long, with a line that says how much is left and where. */
export function shortSummary(input: SummaryInput): string[] {
  const lines = summaryLines(input);
  if (lines.length <= MAX_SUMMARY_LINES) return lines;
  const kept = lines.slice(0, MAX_SUMMARY_LINES - 1);
  return [...kept, `... and ${lines.length - kept.length} more lines${input.file ? ` in ${input.file}` : ''}`];
}

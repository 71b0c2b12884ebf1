import type { Finding } from './finding';

/** Findings of one root cause: same code, same cause. */
export interface FindingGroup {
  readonly first: Finding;
  readonly others: Finding[];
}

/** Groups findings by root cause, in the order in which the causes were first met. */
export function groupFindings(findings: Finding[]): FindingGroup[] {
  const groups = new Map<string, { first: Finding; others: Finding[] }>();
  for (const finding of findings) {
    const key = `${finding.severity}\n${finding.code}\n${finding.cause ?? finding.what}`;
    const group = groups.get(key);
    if (!group) groups.set(key, { first: finding, others: [] });
    else if (!isSame(group.first, finding) && !group.others.some((o) => isSame(o, finding))) group.others.push(finding);
  }
  return [...groups.values()];
}

/** One paragraph a root cause. */
export function formatFindings(findings: Finding[]): string {
  return groupFindings(findings).map(formatGroup).join('\n');
}

/** A root cause as a paragraph: code, construct path, source, what, expected, fix. */
export function formatGroup({ first, others }: FindingGroup): string {
  const lines = [
    `[${first.code}] ${placeOf(first)}: ${first.what}`,
    `    expected: ${first.expected}`,
    `    fix: ${first.fix}`,
  ];
  if (first.risk) {
    lines.push(`    or accept it where it is: acknowledge: [Acknowledgement.of(Risk.${first.risk}, '<why that is fine here>')]`);
  }
  if (others.length > 0) {
    const shown = [...new Set(others.slice(0, 5).map(placeOf))];
    lines.push(`    also at: ${shown.join(', ')}${others.length > 5 ? ` and ${others.length - 5} more` : ''}`);
  }
  return lines.join('\n');
}

/** The construct path, and the place in the program where it is known. */
function placeOf(finding: Finding): string {
  const source = finding.source?.();
  return source === undefined ? finding.path : `${finding.path} (${source})`;
}

function isSame(a: Finding, b: Finding): boolean {
  return a.path === b.path && a.what === b.what;
}

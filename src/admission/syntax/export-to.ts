import { isDnsLabel } from './labels';
import { textsAt, type PlainObject } from './values';
import type { Report } from '../report';

/** How the kinds that have `exportTo` differ. */
export interface ExportRules {
  /** Whether `~`, nobody, is a value: ServiceEntries. */
  readonly allowsNobody?: boolean;
  /** Whether only the own namespace may be named: DestinationRules for chosen workloads. */
  readonly ownNamespaceOnly?: boolean;
}

/**
 * `spec.exportTo` of an object.
 *
 * @param namespace that of the object, empty where it is not known
 * @param report of the spec
 * @see istio/istio pkg/config/validation/validation.go (validateExportTo)
 */
export function checkExportTo(spec: PlainObject, namespace: string, report: Report, rules: ExportRules = {}): void {
  const own = namespace || '.';
  const entries = textsAt(spec, 'exportTo');
  const seen = new Set<string>();
  for (const [index, entry] of entries) {
    const at = report.in('exportTo', index);
    const target = entry === '.' ? own : entry;
    if (seen.has(target)) {
      at.error({
        code: 'export-to/duplicate',
        what: entry === target ? `exportTo names '${entry}' twice` : `exportTo names the own namespace '${own}' and '.', which is the same`,
        expected: 'each namespace once',
        fix: 'remove one of the two',
      });
    } else if (isTarget(entry, rules)) {
      seen.add(target);
    } else {
      at.error({
        code: 'export-to/unknown-target',
        what: `exportTo names '${entry}'`,
        expected: rules.allowsNobody ? "'.', '*', '~' or the name of a namespace" : "'.', '*' or the name of a namespace",
        fix: "write '.' for the own namespace, '*' for all, or the name of one",
      });
    }
  }
  const all = report.in('exportTo');
  if (rules.ownNamespaceOnly && seen.size > 0 && !isOwnOnly([...seen], namespace)) {
    all.error({
      code: 'export-to/beyond-own-namespace',
      what: `exportTo is ${list([...seen])} beside a workloadSelector`,
      expected: "'.' alone, since the selected workloads are in the own namespace",
      fix: "write exportTo: ['.'], or remove the workloadSelector",
    });
  } else if (seen.has('*') && entries.length > 1) {
    all.error({
      code: 'export-to/all-and-some',
      what: `exportTo is ${list(entries.map(([, entry]) => entry))}: '*' beside others`,
      expected: "'*' alone, or namespaces without '*'",
      fix: "remove '*', or all others",
    });
  }
  if (seen.has('~') && entries.length > 1) {
    all.error({
      code: 'export-to/nobody-and-some',
      what: `exportTo is ${list(entries.map(([, entry]) => entry))}: '~', nobody, beside others`,
      expected: "'~' alone, or namespaces without '~'",
      fix: "remove '~', or all others",
    });
  }
}

function isTarget(entry: string, { allowsNobody }: ExportRules): boolean {
  if (entry === '.' || entry === '*') return true;
  return entry === '~' ? allowsNobody === true : isDnsLabel(entry);
}

/** Whether the targets are the own namespace. One that is not known may be any. */
function isOwnOnly(targets: readonly string[], namespace: string): boolean {
  const [target] = targets;
  return targets.length === 1 && (namespace === '' ? target !== '*' : target === namespace);
}

function list(entries: readonly string[]): string {
  return `[${entries.join(', ')}]`;
}

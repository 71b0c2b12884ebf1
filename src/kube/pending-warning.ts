import { keyOf, type LateValue, namespaceOf, type PendingValue, pendingValues, withheldIn } from './late-value';
import type { Manifest } from './manifest';
import { writesFiles } from './output-files';
import type { Problem } from '../analysis/finding';
import { Findings } from '../analysis/findings';

const WARNED = Symbol.for('cdk8s-ossm.pending-warnings');
/** How many of the objects a warning names. */
const NAMED = 5;
const PENDING = {};

/**
 * Has a plain `App` say at synth which values its withheld objects wait for: one warning a value, at the first that waits for it.
 * A root that writes files says it there.
 */
export function warnWhilePending(manifest: Manifest, waitsFor: readonly LateValue[]): void {
  const root = manifest.node.root as typeof manifest.node.root & { [WARNED]?: Set<string> };
  if (!root[WARNED]) Object.defineProperty(root, WARNED, { value: new Set() });
  const findings = Findings.of(manifest);
  for (const late of waitsFor) {
    const key = keyOf(late);
    if (root[WARNED]!.has(key)) continue;
    root[WARNED]!.add(key);
    findings.checkAtSynth(manifest, () => {
      if (writesFiles(root)) return [];
      const pending = findings.oncePerSynth(PENDING, () => pendingValues(withheldIn(root)));
      return pending.filter((p) => keyOf(p.late) === key).map(warning);
    });
  }
}

/** An object as sentences name it. */
export function nameOf(manifest: Manifest): string {
  const namespace = namespaceOf(manifest);
  return `${manifest.kind} '${manifest.name}'${namespace ? ` of namespace '${namespace}'` : ''}`;
}

function warning({ late, waiting }: PendingValue): Problem {
  const names = waiting.slice(0, NAMED).map(nameOf);
  const more = waiting.length > NAMED ? ` and ${waiting.length - NAMED} more` : '';
  return {
    code: 'cluster/value-pending',
    severity: 'warning',
    what: `${late.what} is not known yet, so ${waiting.length === 1 ? 'one object is' : `${waiting.length} objects are`} not written: ${names.join(', ')}${more}`,
    expected: `\`${late.key}\` in the facts of cluster '${late.cluster}'${late.orElse ? `, or ${late.orElse}` : ''}`,
    fix: `read it with \`${late.command}\`, put it into the facts file, and run the program again`,
    cause: keyOf(late),
  };
}

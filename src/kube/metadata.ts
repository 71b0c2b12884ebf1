import { isPlainMap, type PlainMap } from './merge';
import { labelKeyProblem, labelValueProblem } from './names';
import { RenderError, show } from './render-error';

/**
 * Checks labels and annotations, which everybody can add to: a cluster refuses what is no string (`true` without quotes is
 * the usual one), and keys and label values that break their rules.
 *
 * @throws RenderError
 */
export function checkMetadata(metadata: PlainMap): void {
  for (const field of ['labels', 'annotations']) {
    const map = metadata[field];
    if (!isPlainMap(map)) continue;
    for (const [key, value] of Object.entries(map)) {
      if (value === undefined) continue;
      const problem = typeof value === 'string'
        ? keyProblem(key) ?? (field === 'labels' ? labelValueProblem(value) : undefined)
        : 'it is no string';
      if (!problem) continue;
      throw new RenderError({
        code: 'kube/invalid-metadata',
        what: `metadata.${field} has ${key}: ${show(value)}, which a cluster refuses: ${problem}`,
        expected: field === 'labels' ? 'a qualified name as key, a string of at most 63 characters as value' : 'a qualified name as key, a string as value',
        fix: typeof value === 'boolean' || typeof value === 'number' ? `write '${value}', in quotes` : 'change it',
      });
    }
  }
}

/** A program has few keys, and thousands of objects that carry them. */
const GOOD_KEYS = new Set<string>();

function keyProblem(key: string): string | undefined {
  if (GOOD_KEYS.has(key)) return undefined;
  const problem = labelKeyProblem(key);
  if (problem === undefined) GOOD_KEYS.add(key);
  return problem;
}

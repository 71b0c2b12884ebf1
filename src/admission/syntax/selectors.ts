import { entriesAt, isPresent, mapAt, type PlainObject } from './values';
import type { Report } from '../report';

/**
 * The selector of workloads: no empty key, no wildcard. The report stands at the selector.
 *
 * @param field `matchLabels` in policies and DestinationRules, `labels` in Sidecars and EnvoyFilters
 */
export function checkWorkloadSelector(selector: PlainObject, field: 'matchLabels' | 'labels', report: Report): void {
  const labels = entriesAt(selector, field);
  for (const [key, value] of labels) {
    const at = report.in(field, key);
    if (key === '') {
      at.error({
        code: 'selector/empty-key',
        what: `a label of the selector has no key, and the value '${String(value)}'`,
        expected: 'the key of a label',
        fix: 'name the label, or remove it',
      });
    }
    if (key.includes('*') || (typeof value === 'string' && value.includes('*'))) {
      at.error({
        code: 'selector/wildcard',
        what: `the selector has '${key}: ${String(value)}', and selects by equality only`,
        expected: "labels without '*'",
        fix: 'write the whole value, or select by another label',
      });
    }
  }
  if (labels.length === 0 && (!isPresent(selector, field) || mapAt(selector, field) !== undefined)) {
    report.warning({
      code: 'selector/no-labels',
      what: 'the selector has no labels',
      expected: 'labels of the workloads that are meant',
      fix: `name labels under ${field}, or remove the selector to mean all`,
    });
  }
}

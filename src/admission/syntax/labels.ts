import { entriesAt, type PlainObject } from './values';
import type { Report } from '../report';

/**
 * Labels as Istio judges them, which is not quite as Kubernetes does: upper case is a letter in its DNS labels.
 * @see istio/istio pkg/config/labels/instance.go
 */

const LABEL = '[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?';
const NAME = '(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const DNS_LABEL = new RegExp(`^${LABEL}$`);
const WILDCARD_LABEL = new RegExp(`^(?:\\*|(?:\\*|\\*-)?${LABEL})$`);
const KEY = new RegExp(`^(${LABEL}(?:\\.${LABEL})*/)?(${NAME})$`);
const VALUE = new RegExp(`^(?:${NAME})?$`);
const MAX_LABEL = 63;
const MAX_PREFIX = 253;

/** Whether a text is one label of a DNS name, in Istio's eyes. */
export function isDnsLabel(text: string): boolean {
  return text.length <= MAX_LABEL && DNS_LABEL.test(text);
}

/** Whether a text is a DNS label, `*`, or a label with `*` or `*-` before it. */
export function isWildcardDnsLabel(text: string): boolean {
  return text.length <= MAX_LABEL && WILDCARD_LABEL.test(text);
}

/** What is wrong with the key of a label. */
export function labelKeyProblem(key: string): string | undefined {
  const [, prefix, name] = KEY.exec(key) ?? [];
  if (name === undefined) return `'${key}' is no key of a label`;
  if (prefix && prefix.length - 1 > MAX_PREFIX) return `the prefix of the key has ${prefix.length - 1} characters, at most ${MAX_PREFIX} are allowed`;
  return name.length > MAX_LABEL ? `the name in the key '${key}' has ${name.length} characters, at most ${MAX_LABEL} are allowed` : undefined;
}

/** What is wrong with the value of a label. Istio sets it no limit of length; the API server does where it is one of an object. */
export function labelValueProblem(value: string): string | undefined {
  return VALUE.test(value) ? undefined : `'${value}' is no value of a label`;
}

/** A field that maps keys of labels to values. The report stands at the message that has the field. */
export function checkLabels(parent: PlainObject | undefined, field: string, report: Report): void {
  for (const [key, value] of entriesAt(parent, field)) {
    const wrong = labelKeyProblem(key) ?? (typeof value === 'string' ? labelValueProblem(value) : undefined);
    if (wrong === undefined) continue;
    report.in(field, key).error({
      code: 'label/invalid',
      what: `in ${field}, ${wrong}`,
      expected: "letters, digits, '-', '_' and '.', with a letter or digit at both ends; before the name of a key there may be a DNS name and '/'",
      fix: 'write the label as the workloads carry it',
    });
  }
}

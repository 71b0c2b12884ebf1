import { labelKeyProblem, labelValueProblem } from '../../kube/names';
import type { Report } from '../report';
import { mapsAt, textAt, textEntriesAt, textsAt, valueAt, type PlainObject } from '../syntax/values';

const WITH_VALUES = ['In', 'NotIn'];
const WITHOUT_VALUES = ['Exists', 'DoesNotExist'];

/**
 * A label selector of Kubernetes, which the CRD leaves unchecked. The report stands at the selector.
 *
 * @param effect what istiod does with one that it cannot read, as a clause
 * @see istio/istio pkg/config/mesh/labelselector, k8s.io/apimachinery pkg/labels (NewRequirement)
 */
export function checkLabelSelector(selector: PlainObject, effect: string, report: Report): void {
  for (const [key, value] of textEntriesAt(selector, 'matchLabels')) {
    const wrong = keyProblem(key) ?? valueProblem(value);
    if (wrong !== undefined) unusable(wrong, effect, report.in('matchLabels', key));
  }
  for (const [i, expression] of mapsAt(selector, 'matchExpressions')) {
    const at = report.in('matchExpressions', i);
    const key = valueAt(expression, 'key');
    const wrong = typeof key === 'string' ? keyProblem(key) : undefined;
    if (wrong !== undefined) unusable(wrong, effect, at.in('key'));
    checkOperator(expression, effect, at);
    for (const [j, value] of textsAt(expression, 'values')) {
      const unfit = valueProblem(value);
      if (unfit !== undefined) unusable(unfit, effect, at.in('values', j));
    }
  }
}

function checkOperator(expression: PlainObject, effect: string, report: Report): void {
  const operator = textAt(expression, 'operator');
  const count = textsAt(expression, 'values').length;
  if (WITH_VALUES.includes(operator)) {
    if (count === 0) unusable(`the operator ${operator} has no values`, effect, report.in('values'));
  } else if (WITHOUT_VALUES.includes(operator)) {
    if (count > 0) unusable(`the operator ${operator} has values`, effect, report.in('values'));
  } else if (typeof valueAt(expression, 'operator') === 'string') {
    unusable(`'${operator}' is none of the operators ${[...WITH_VALUES, ...WITHOUT_VALUES].join(', ')}`, effect, report.in('operator'));
  }
}

function keyProblem(key: string): string | undefined {
  const wrong = labelKeyProblem(key);
  return wrong === undefined ? undefined : `'${key}' is no key of a label: ${wrong}`;
}

function valueProblem(value: string): string | undefined {
  const wrong = labelValueProblem(value);
  return wrong === undefined ? undefined : `'${value}' is no value of a label: ${wrong}`;
}

function unusable(wrong: string, effect: string, report: Report): void {
  report.warning({
    code: 'mesh-config/label-selector',
    what: `${wrong}; ${effect}`,
    expected: 'a label selector as Kubernetes has them',
    fix: 'correct the selector',
  });
}

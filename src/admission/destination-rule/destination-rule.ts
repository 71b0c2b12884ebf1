import { checkTrafficPolicy } from './traffic-policy';
import type { KindCheck } from '../kind-check';
import { type Report } from '../report';
import { checkExportTo } from '../syntax/export-to';
import { wildcardDomainProblem } from '../syntax/hosts';
import { checkLabels, isDnsLabel } from '../syntax/labels';
import { checkWorkloadSelector } from '../syntax/selectors';
import { isPresent, mapAt, mapsAt, textAt, valueAt, type PlainObject } from '../syntax/values';
import { isBlank } from '../syntax/written';

/**
 * What Istio's webhook says of a DestinationRule.
 * @see istio/istio pkg/config/validation/validation.go (ValidateDestinationRule)
 */
export const checkDestinationRule: KindCheck = (spec, report, object) => {
  checkHost(spec, report.in('host'));
  const policy = mapAt(spec, 'trafficPolicy');
  if (policy) checkTrafficPolicy(policy, object.namespace, report.in('trafficPolicy'));
  checkSubsets(spec, object.namespace, report);

  const selector = mapAt(spec, 'workloadSelector');
  checkExportTo(spec, object.namespace, report, { ownNamespaceOnly: isPresent(spec, 'workloadSelector') });
  if (selector) checkWorkloadSelector(selector, 'matchLabels', report.in('workloadSelector'));
};

function checkHost(spec: PlainObject, report: Report): void {
  const host = valueAt(spec, 'host') ?? '';
  const wrong = typeof host === 'string' ? wildcardDomainProblem(host) : undefined;
  if (wrong === undefined) return;
  report.error({
    code: 'destination-rule/host-syntax',
    what: host === '' ? 'the DestinationRule has no host' : `'${String(host)}' is no host: ${wrong}`,
    expected: "the host of a Service or ServiceEntry, or '*.' and a DNS name",
    fix: 'write the host alone, without scheme, port or path',
  });
}

function checkSubsets(spec: PlainObject, namespace: string, report: Report): void {
  const names = new Set<string>();
  for (const [i, subset] of mapsAt(spec, 'subsets')) {
    const at = report.in('subsets', i);
    const name = textAt(subset, 'name');
    if (name !== '' && names.has(name)) {
      at.in('name').error({
        code: 'destination-rule/duplicate-subset',
        what: `two subsets are called '${name}'`,
        expected: 'a name of its own for each subset',
        fix: 'rename or merge one of the two',
      });
    }
    names.add(name);
    if (isBlank(subset, 'name') || (name !== '' && !isDnsLabel(name))) {
      at.in('name').error({
        code: 'destination-rule/subset-name',
        what: name === '' ? 'a subset has no name' : `'${name}' is no name of a subset`,
        expected: "letters, digits and '-', at most 63 characters, with a letter or digit at both ends",
        fix: "name it after its version, like 'v1'",
      });
    }
    checkLabels(subset, 'labels', at);
    const policy = mapAt(subset, 'trafficPolicy');
    // Istio drops what it would warn of here: a subset takes over what its own policy leaves out.
    if (policy) checkTrafficPolicy(policy, namespace, at.in('trafficPolicy').withoutWarnings());
  }
}

import { checkHosts, checkAddresses } from './hosts';
import { checkPorts } from './ports';
import { checkResolution, resolutionOf } from './resolution';
import type { KindCheck } from '../kind-check';
import { checkExportTo } from '../syntax/export-to';
import { checkWorkloadSelector } from '../syntax/selectors';
import { mapAt } from '../syntax/values';
import { isFilled } from '../syntax/written';

/**
 * What Istio's webhook says of a ServiceEntry.
 * @see istio/istio pkg/config/validation/validation.go (ValidateServiceEntry)
 */
export const checkServiceEntry: KindCheck = (spec, report, object, context) => {
  const selector = mapAt(spec, 'workloadSelector');
  if (selector) checkWorkloadSelector(selector, 'labels', report.in('workloadSelector'));
  if (selector && isFilled(spec, 'endpoints')) {
    report.in('endpoints').error({
      code: 'service-entry/selector-and-endpoints',
      what: 'the ServiceEntry has endpoints and a workloadSelector',
      expected: 'one of the two',
      fix: 'remove one; for both kinds of workloads, write WorkloadEntries with the labels that are selected',
    });
  }
  const resolution = resolutionOf(spec);
  checkHosts(spec, resolution, report);
  checkAddresses(spec, resolution, report);
  checkPorts(spec, resolution, report, object, context);
  checkResolution(spec, resolution, report, object);
  checkExportTo(spec, object.namespace, report, { allowsNobody: true });
};

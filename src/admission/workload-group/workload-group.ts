import { checkProbe } from './probe';
import type { KindCheck } from '../kind-check';
import type { Report } from '../report';
import { isUnixAddress } from '../syntax/addresses';
import { checkLabels } from '../syntax/labels';
import { mapAt, textAt, type PlainObject } from '../syntax/values';
import { isMissing } from '../syntax/written';
import { checkEndpointPorts, checkSocket } from '../workload-entry/endpoint';

/**
 * What Istio's webhook says of a WorkloadGroup. The template is no WorkloadEntry yet: workloads bring their address themselves, and only
 * the CRD has rules for it (CEL).
 * @see istio/istio pkg/config/validation/validation.go (ValidateWorkloadGroup)
 */
export const checkWorkloadGroup: KindCheck = (spec, report) => {
  if (isMissing(spec, 'template')) {
    report.in('template').error({
      code: 'workload-group/no-template',
      what: 'the WorkloadGroup has no template',
      expected: 'a template, which may be empty',
      fix: 'add template with the serviceAccount of the workloads',
    });
  }
  const template = mapAt(spec, 'template');
  if (template) checkTemplate(template, report.in('template'));
  checkLabels(mapAt(spec, 'metadata'), 'labels', report.in('metadata'));
  const probe = mapAt(spec, 'probe');
  if (probe) checkProbe(probe, report.in('probe'));
};

function checkTemplate(template: PlainObject, report: Report): void {
  const address = textAt(template, 'address');
  if (isUnixAddress(address)) checkSocket(template, address, report);
  checkEndpointPorts(template, report);
}

import { checkProbe } from './probe';
import type { KindCheck } from '../kind-check';
import { checkLabels } from '../syntax/labels';
import { mapAt } from '../syntax/values';
import { isMissing } from '../syntax/written';

/**
 * What Istio's webhook says of a WorkloadGroup. The template is no WorkloadEntry yet: workloads bring their address themselves.
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
  checkLabels(mapAt(spec, 'metadata'), 'labels', report.in('metadata'));
  const probe = mapAt(spec, 'probe');
  if (probe) checkProbe(probe, report.in('probe'));
};

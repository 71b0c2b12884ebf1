import { checkEgress } from './egress';
import { checkIngress } from './ingress';
import { checkOutboundTrafficPolicy } from './outbound-traffic-policy';
import { checkConnectionPool } from '../destination-rule/connection-pool';
import type { KindCheck } from '../kind-check';
import { checkWorkloadSelector } from '../syntax/selectors';
import { mapAt } from '../syntax/values';
import { isEmptyList, isMissing } from '../syntax/written';

/**
 * What Istio's webhook says of a Sidecar.
 * @see istio/istio pkg/config/validation/validation.go (ValidateSidecar)
 */
export const checkSidecar: KindCheck = (spec, report, object, context) => {
  const selector = mapAt(spec, 'workloadSelector');
  if (selector) checkWorkloadSelector(selector, 'labels', report.in('workloadSelector'));

  const saysNothing = isEmptyList(spec, 'egress') && isEmptyList(spec, 'ingress')
    && isMissing(spec, 'outboundTrafficPolicy') && isMissing(spec, 'inboundConnectionPool');
  if (saysNothing) {
    report.error({
      code: 'sidecar/empty',
      what: 'the Sidecar says nothing',
      expected: 'egress, ingress, outboundTrafficPolicy or inboundConnectionPool',
      fix: "add one, for instance egress with the hosts './*' and 'istio-system/*'",
    });
  }
  checkIngress(spec, report, context);
  checkEgress(spec, report, object.namespace, context);
  const pool = mapAt(spec, 'inboundConnectionPool');
  if (pool) checkConnectionPool(pool, report.in('inboundConnectionPool'));
  const policy = mapAt(spec, 'outboundTrafficPolicy');
  if (policy) checkOutboundTrafficPolicy(policy, report.in('outboundTrafficPolicy'));
};

import type { KindCheck } from '../kind-check';
import { checkWorkloadSelector } from '../syntax/selectors';
import { mapAt, numberAt } from '../syntax/values';

/**
 * What Istio's webhook says of a ProxyConfig.
 * @see istio/istio pkg/config/validation/validation.go (ValidateProxyConfig)
 */
export const checkProxyConfig: KindCheck = (spec, report) => {
  const selector = mapAt(spec, 'selector');
  if (selector) checkWorkloadSelector(selector, 'matchLabels', report.in('selector'));
  const concurrency = numberAt(spec, 'concurrency');
  if (concurrency >= 0) return;
  report.in('concurrency').error({
    code: 'proxy-config/negative-concurrency',
    what: `concurrency is ${concurrency}`,
    expected: 'the number of worker threads; 0 is one for each core',
    fix: 'write 0 or more, or leave it out for what the CPU limit allows',
  });
};

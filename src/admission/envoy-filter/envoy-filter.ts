import { checkConfigPatch } from './config-patch';
import type { KindCheck } from '../kind-check';
import { checkWorkloadSelector } from '../syntax/selectors';
import { mapAt, mapsAt } from '../syntax/values';

/**
 * What Istio's webhook says of an EnvoyFilter.
 *
 * Not judged: whether the value of a patch is what Envoy's API has at that place. The webhook decodes it into Envoy's messages; here only
 * what says which message is meant is looked at (`typed-configs.ts`).
 *
 * @see istio/istio pkg/config/validation/envoyfilter/envoyfilter.go
 */
export const checkEnvoyFilter: KindCheck = (spec, report) => {
  report.warning({
    code: 'envoy-filter/internals',
    what: 'an EnvoyFilter depends on how Istio configures Envoy, which may change with every update',
    expected: 'another kind where one does',
    fix: 'look for a field of another kind first, and try the EnvoyFilter out before each update',
  });
  const selector = mapAt(spec, 'workloadSelector');
  if (selector) checkWorkloadSelector(selector, 'labels', report.in('workloadSelector'));
  for (const [i, patch] of mapsAt(spec, 'configPatches')) checkConfigPatch(patch, report.in('configPatches', i));
};

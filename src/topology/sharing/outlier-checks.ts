import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Problem } from '../../analysis/finding';
import { draftOf } from '../../kube/late-value';
import { isPlainMap } from '../../kube/merge';

/** DestinationRules of whoever wrote them that name a failover, and never let it happen. */
export function outlierProblems(cluster: IConstruct): Problem[] {
  const rules = cluster.node.findAll().filter((c): c is ApiObject => ApiObject.isApiObject(c) && (c as ApiObject).kind === 'DestinationRule');
  return rules.filter((rule) => policiesOf(draftOf(rule)).some(failsOverBlindly)).map((rule) => ({
    severity: 'warning',
    code: 'topology/failover-without-outlier-detection',
    what: `DestinationRule '${rule.name}' (${rule.node.path}) has a failover, but no \`outlierDetection\``,
    expected: 'both: proxies leave endpoints only once they have counted their errors',
    fix: 'add `outlierDetection` beside it, or use `failover` of the shared service, which asks for it',
  }));
}

function policiesOf(rule: unknown): unknown[] {
  const spec = mapAt(rule, 'spec');
  const subsets = Array.isArray(spec?.subsets) ? spec.subsets : [];
  return [spec, ...subsets].map((holder) => mapAt(holder, 'trafficPolicy'));
}

function failsOverBlindly(policy: unknown): boolean {
  const locality = mapAt(mapAt(policy, 'loadBalancer'), 'localityLbSetting');
  return (locality?.failover !== undefined || locality?.failoverPriority !== undefined) && mapAt(policy, 'outlierDetection') === undefined;
}

function mapAt(holder: unknown, key: string): { readonly [key: string]: unknown } | undefined {
  const held = isPlainMap(holder) ? holder[key] : undefined;
  return isPlainMap(held) ? held : undefined;
}

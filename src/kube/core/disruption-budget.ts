import type { Construct } from 'constructs';
import { type CoreKind, coreObject, type ObjectProps } from './object';
import type { IntOrString, LabelSelector } from './pod';
import { fail } from '../../analysis/mesh-error';
import type { Manifest } from '../manifest';
import { dnsSubdomainProblem } from '../names';

const DISRUPTION_BUDGET: CoreKind = { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', nameProblem: dnsSubdomainProblem };

/** The spec of a PodDisruptionBudget: one of `minAvailable` and `maxUnavailable`. */
export interface PodDisruptionBudgetSpec {
  readonly selector: LabelSelector;
  readonly minAvailable?: IntOrString;
  readonly maxUnavailable?: IntOrString;
  readonly unhealthyPodEvictionPolicy?: 'IfHealthyBudget' | 'AlwaysAllow';
}

/** A PodDisruptionBudget. */
export interface PodDisruptionBudgetProps extends ObjectProps {
  readonly spec: PodDisruptionBudgetSpec;
}

/**
 * Writes a PodDisruptionBudget.
 *
 * @throws if both or neither of `minAvailable` and `maxUnavailable` are given
 */
export function podDisruptionBudget(scope: Construct, id: string, props: PodDisruptionBudgetProps): Manifest {
  const manifest = coreObject(scope, id, DISRUPTION_BUDGET, props, { spec: props.spec });
  const { minAvailable, maxUnavailable } = props.spec;
  if ((minAvailable === undefined) === (maxUnavailable === undefined)) {
    fail(manifest, {
      code: 'kube/invalid-disruption-budget',
      what: `PodDisruptionBudget '${props.name}' has ${minAvailable === undefined ? 'neither' : 'both'} of minAvailable and maxUnavailable`,
      expected: 'one of them',
      fix: 'give exactly one',
    });
  }
  return manifest;
}

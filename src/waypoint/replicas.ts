import type { Construct } from 'constructs';
import { horizontalPodAutoscaler, utilization } from '../kube/core/autoscaler';
import { podDisruptionBudget } from '../kube/core/disruption-budget';
import type { Manifest } from '../kube/manifest';
import { MeshLabel } from '../vocabulary/mesh-labels';
import type { Availability } from '../vocabulary/sizing';
import { Stage } from '../vocabulary/stage';

/** What the replicas of a Deployment that Istio makes are governed by. */
export interface Replicas {
  readonly autoscaler?: Manifest;
  readonly disruptionBudget?: Manifest;
}

/**
 * Writes what governs the replicas of the Deployment that Istio makes of a Gateway. Its own `replicas` is never written by
 * Istio, so an autoscaler with equal bounds holds a fixed number.
 */
export function writeReplicas(
  scope: Construct, target: { namespace: string; name: string }, availability: Availability, raw: { autoscaler?: any; disruptionBudget?: any } = {},
): Replicas {
  const { minReplicas, maxReplicas, scaling } = availability;
  const common = { ...target, stage: Stage.GATEWAYS };
  const autoscaler = maxReplicas === 1 ? undefined : horizontalPodAutoscaler(scope, 'autoscaler', {
    ...common,
    raw: raw.autoscaler,
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: target.name },
      minReplicas,
      maxReplicas,
      metrics: [
        utilization('cpu', scaling.cpuPercent ?? 80),
        ...(scaling.memoryPercent === undefined ? [] : [utilization('memory', scaling.memoryPercent)]),
      ],
    },
  });
  const disruptionBudget = availability.isRedundant ? podDisruptionBudget(scope, 'disruption-budget', {
    ...common,
    raw: raw.disruptionBudget,
    spec: { minAvailable: 1, selector: { matchLabels: { [MeshLabel.GATEWAY_NAME]: target.name } } },
  }) : undefined;
  return { autoscaler, disruptionBudget };
}

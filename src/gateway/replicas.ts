import type { Construct } from 'constructs';
import { horizontalPodAutoscaler, utilization } from '../kube/core/autoscaler';
import { podDisruptionBudget } from '../kube/core/disruption-budget';
import type { Manifest } from '../kube/manifest';
import type { Availability } from '../vocabulary/sizing';
import { Stage } from '../vocabulary/stage';

/** What the replicas of a gateway's Deployment are governed by, beside the Deployment itself. */
export interface GatewayReplicas {
  readonly autoscaler?: Manifest;
  readonly disruptionBudget?: Manifest;
}

/** Writes what governs the replicas of a Deployment of one's own: its `replicas` holds a fixed number. */
export function writeReplicas(
  scope: Construct,
  target: { readonly name: string; readonly namespace: string; readonly labels: { readonly [key: string]: string } },
  availability: Availability,
  raw: { readonly autoscaler?: unknown; readonly disruptionBudget?: unknown },
): GatewayReplicas {
  const { minReplicas, maxReplicas, scaling, isAutoscaled, isRedundant } = availability;
  const { name, namespace, labels } = target;
  const common = { name, namespace, labels, stage: Stage.GATEWAYS };
  return {
    autoscaler: isAutoscaled ? horizontalPodAutoscaler(scope, 'autoscaler', {
      ...common,
      raw: raw.autoscaler,
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
        minReplicas,
        maxReplicas,
        metrics: [
          utilization('cpu', scaling.cpuPercent ?? 80),
          ...(scaling.memoryPercent === undefined ? [] : [utilization('memory', scaling.memoryPercent)]),
        ],
      },
    }) : undefined,
    disruptionBudget: isRedundant ? podDisruptionBudget(scope, 'disruption-budget', {
      ...common,
      raw: raw.disruptionBudget,
      spec: { minAvailable: 1, selector: { matchLabels: { ...labels } } },
    }) : undefined,
  };
}

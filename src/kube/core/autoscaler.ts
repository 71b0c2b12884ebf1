import type { Construct } from 'constructs';
import { type CoreKind, coreObject, type ObjectProps } from './object';
import type { Manifest } from '../manifest';
import { dnsSubdomainProblem } from '../names';

const AUTOSCALER: CoreKind = { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', nameProblem: dnsSubdomainProblem };

/** What is measured. */
export interface ResourceMetric {
  readonly type: 'Resource';
  readonly resource: {
    readonly name: 'cpu' | 'memory';
    readonly target: { readonly type: 'Utilization'; readonly averageUtilization: number };
  };
}

/** The spec of a HorizontalPodAutoscaler. */
export interface HorizontalPodAutoscalerSpec {
  readonly scaleTargetRef: { readonly apiVersion: string; readonly kind: string; readonly name: string };
  readonly minReplicas: number;
  readonly maxReplicas: number;
  readonly metrics: readonly ResourceMetric[];
  readonly behavior?: object;
}

/** A HorizontalPodAutoscaler. */
export interface HorizontalPodAutoscalerProps extends ObjectProps {
  readonly spec: HorizontalPodAutoscalerSpec;
}

/** A metric that holds the mean use of a resource at a percentage of what the pods request. */
export function utilization(name: 'cpu' | 'memory', percent: number): ResourceMetric {
  return { type: 'Resource', resource: { name, target: { type: 'Utilization', averageUtilization: percent } } };
}

/** Writes a HorizontalPodAutoscaler. */
export function horizontalPodAutoscaler(scope: Construct, id: string, props: HorizontalPodAutoscalerProps): Manifest {
  return coreObject(scope, id, AUTOSCALER, props, { spec: props.spec });
}

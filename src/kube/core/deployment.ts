import type { Construct } from 'constructs';
import { type CoreKind, coreObject, type ObjectProps } from './object';
import type { IntOrString, LabelSelector, PodTemplate } from './pod';
import { fail } from '../../analysis/mesh-error';
import type { Manifest } from '../manifest';
import { dnsSubdomainProblem } from '../names';

const DEPLOYMENT: CoreKind = { apiVersion: 'apps/v1', kind: 'Deployment', nameProblem: dnsSubdomainProblem };

/** The spec of a Deployment. */
export interface DeploymentSpec {
  /** Leave it out where an autoscaler decides: every apply would otherwise reset it. */
  readonly replicas?: number;
  readonly selector: LabelSelector;
  readonly template: PodTemplate;
  readonly strategy?: {
    readonly type: 'RollingUpdate' | 'Recreate';
    readonly rollingUpdate?: { readonly maxSurge?: IntOrString; readonly maxUnavailable?: IntOrString };
  };
  readonly minReadySeconds?: number;
  readonly revisionHistoryLimit?: number;
  readonly progressDeadlineSeconds?: number;
}

/** A Deployment. */
export interface DeploymentProps extends ObjectProps {
  readonly spec: DeploymentSpec;
}

/**
 * Writes a Deployment.
 *
 * @throws if the selector does not select the pods of the template, which the API server refuses
 */
export function deployment(scope: Construct, id: string, props: DeploymentProps): Manifest {
  const manifest = coreObject(scope, id, DEPLOYMENT, props, { spec: props.spec });
  const labels = props.spec.template.metadata.labels;
  for (const [key, value] of Object.entries(props.spec.selector.matchLabels ?? {})) {
    if (labels[key] === value) continue;
    fail(manifest, {
      code: 'kube/selector-misses-pods',
      what: `the selector of Deployment '${props.name}' wants label ${key}: ${value}, its pods have ${key in labels ? `${key}: ${labels[key]}` : 'none of that key'}`,
      expected: 'every label of the selector on the pods',
      fix: `put ${key}: ${value} on the pods, or take it out of the selector`,
    });
  }
  return manifest;
}

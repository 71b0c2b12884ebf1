import { sortedPlain } from '../kube/sort';
import { compareVersions } from '../release/istio-version';
import type { ComputeResources, Placement } from '../vocabulary/sizing';

/** Istio reads the settings of a single Gateway's Deployment from a ConfigMap since then (istio/istio pull request 55283). */
const PARAMETERS_SINCE = '1.26';

/** Whether an Istio minor lets one Gateway have settings of its own. */
export function hasGatewayParameters(istioMinor: string): boolean {
  return compareVersions(istioMinor, PARAMETERS_SINCE) >= 0;
}

/**
 * The data of the ConfigMap that a Gateway's `parametersRef` names: a patch that Istio lays over the Deployment it makes.
 * As JSON, which is YAML too and has one spelling only. Undefined where there is nothing to say.
 *
 * @see https://istio.io/latest/docs/tasks/traffic-management/ingress/gateway-api/#automated-deployment
 */
export function deploymentParameters(placement?: Placement, resources?: ComputeResources): { deployment: string } | undefined {
  const pod = {
    ...(resources && { containers: [{ name: 'istio-proxy', resources: kubeResources(resources) }] }),
    ...placement?.options,
  };
  if (Object.keys(pod).length === 0) return undefined;
  return { deployment: `${JSON.stringify(sortedPlain({ spec: { template: { spec: pod } } }), undefined, 2)}\n` };
}

/** Compute resources as a container has them. */
export function kubeResources(resources: ComputeResources): object {
  const { cpuRequest, memoryRequest, cpuLimit, memoryLimit } = resources;
  const requests = { cpu: cpuRequest, memory: memoryRequest };
  const limits = { cpu: cpuLimit, memory: memoryLimit };
  const has = (list: object) => Object.values(list).some((v) => v !== undefined);
  return { ...(has(requests) && { requests }), ...(has(limits) && { limits }) };
}

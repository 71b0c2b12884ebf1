import type { Duration } from 'cdk8s';
import type { DeploymentSpec } from '../kube/core/deployment';
import type { Container, PodSpec, ResourceRequirements } from '../kube/core/pod';
import { merge } from '../kube/merge';
import { sortedPlain } from '../kube/sort';
import type { Availability, ComputeResources, Placement } from '../vocabulary/sizing';

/** Annotations of the pods that istiod's injector reads. */
export const PodAnnotation = {
  TEMPLATES: 'inject.istio.io/templates',
  PROXY_CONFIG: 'proxy.istio.io/config',
} as const;

/**
 * The injector's gateway template states no resources (istio/istio gateway-injection-template.yaml). Without a CPU request an
 * autoscaler by CPU never acts, and without a CPU limit Envoy starts a thread for each core of the node. These are the figures
 * of Istio's own gateway chart.
 */
export const DEFAULT_RESOURCES: ComputeResources = { cpuRequest: '100m', memoryRequest: '128Mi', cpuLimit: '2', memoryLimit: '1Gi' };

/** Time to stop Envoy after the drain, before the kubelet kills it. */
const AFTER_DRAIN_SECONDS = 10;

/** What the pods of a gateway are made of. */
export interface PodsInput {
  readonly name: string;
  readonly selector: { readonly [key: string]: string };
  readonly labels: { readonly [key: string]: string };
  readonly annotations?: { readonly [key: string]: string };
  readonly proxyConfig?: object;
  readonly env?: { readonly [name: string]: string };
  readonly trustedProxies: number;
  readonly drain: Duration;
  readonly availability: Availability;
  readonly resources: ComputeResources;
  readonly placement?: Placement;
}

/** The spec of the gateway's Deployment. */
export function deploymentSpec(input: PodsInput): DeploymentSpec {
  const { availability } = input;
  return {
    // where an autoscaler decides, every apply would reset it
    replicas: availability.isAutoscaled ? undefined : availability.minReplicas,
    selector: { matchLabels: { ...input.selector } },
    template: {
      metadata: {
        labels: { ...input.labels },
        annotations: { ...input.annotations, [PodAnnotation.TEMPLATES]: 'gateway', [PodAnnotation.PROXY_CONFIG]: proxyConfig(input) },
      },
      spec: podSpec(input),
    },
  };
}

function podSpec(input: PodsInput): PodSpec {
  const place = input.placement?.options ?? {};
  return {
    serviceAccountName: input.name,
    // as the SCC restricted-v2 wants it; user and group IDs are the namespace's own and never written
    securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [proxyContainer(input)],
    terminationGracePeriodSeconds: Math.ceil(input.drain.toMilliseconds() / 1000) + AFTER_DRAIN_SECONDS,
    nodeSelector: place.nodeSelector,
    tolerations: place.tolerations,
    affinity: place.affinity,
    topologySpreadConstraints: place.topologySpreadConstraints ?? (input.availability.maxReplicas > 1 ? spread(input.selector) : undefined),
    priorityClassName: place.priorityClassName,
  };
}

function proxyContainer({ env, resources }: PodsInput): Container {
  return {
    name: 'istio-proxy',
    // the injector replaces it; a pod that misses the injector tries to pull it and fails
    image: 'auto',
    // by name: maps of other languages come in any order
    env: env && Object.entries(env).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => ({ name, value })),
    resources: requirements(resources),
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
    },
  };
}

/** Settings of this gateway's proxies, laid over those of the mesh. As JSON, which is YAML too and has one spelling only. */
function proxyConfig({ drain, trustedProxies, proxyConfig: stated }: PodsInput): string {
  const own = {
    terminationDrainDuration: `${drain.toMilliseconds() / 1000}s`,
    ...(trustedProxies > 0 && { gatewayTopology: { numTrustedProxies: trustedProxies } }),
  };
  return JSON.stringify(sortedPlain(merge(own, stated)));
}

/** Over zones and nodes as far as there are any: a replica that has no better place still runs. */
function spread(selector: { readonly [key: string]: string }) {
  return ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map((topologyKey) => ({
    maxSkew: 1, topologyKey, whenUnsatisfiable: 'ScheduleAnyway', labelSelector: { matchLabels: { ...selector } },
  }));
}

function requirements({ cpuRequest, memoryRequest, cpuLimit, memoryLimit }: ComputeResources): ResourceRequirements {
  const list = (cpu?: string, memory?: string) => (cpu === undefined && memory === undefined ? undefined : { cpu, memory });
  return { requests: list(cpuRequest, memoryRequest), limits: list(cpuLimit, memoryLimit) };
}

import { Lazy } from 'cdk8s';
import { type Exposure, ExposureKind } from './exposure';
import { GatewayPort } from './servers';
import type { NetworkPolicySpec } from '../kube/core/network-policy';
import type { ServicePort, ServiceSpec } from '../kube/core/service';
import type { ListenedPort } from '../traffic/gateway/listening';
import type { IpFamily, IpFamilyPolicy } from '../workload/service-options';

/**
 * The namespaces of OpenShift's monitoring, the cluster's and that of user workloads alike
 * (openshift/cluster-monitoring-operator manifests/0000_50_cluster-monitoring-operator_01-namespace.yaml).
 */
const MONITORING_NAMESPACES = { matchLabels: { 'network.openshift.io/policy-group': 'monitoring' } };

/** A port of a gateway's Service, and of its pods. */
export interface ServedPort {
  readonly port: number;
  readonly name: string;
  readonly targetPort: number;
}

/** What an ingress gateway serves, whatever is said to it. */
const INGRESS_PORTS: readonly ServedPort[] = [GatewayPort.STATUS, GatewayPort.HTTP, GatewayPort.HTTPS];

/** What the `Gateway`s that select an ingress gateway add to the ports of its Service. */
export function addedPorts(listened: readonly ListenedPort[]): ServicePort[] {
  const others = listened.filter(({ port }) => INGRESS_PORTS.every((own) => own.port !== port));
  return servicePorts(others.map(({ port, name }) => ({ port, name, targetPort: podPort(port) })));
}

/**
 * The port of the pods for a port of a server: istiod has them listen on the Service's target port (istio/istio pilot/pkg/model/gateway.go,
 * `resolvePorts`). Pods without privileges cannot listen below 1024, and two servers cannot share a port of the pods.
 */
export function podPort(port: number): number {
  const taken = INGRESS_PORTS.some((own) => own.targetPort === port && own.port !== port);
  return port < 1024 || taken ? port + 8000 : port;
}

/** The spec of the gateway's Service. */
export function serviceSpec(
  exposure: Exposure, selector: { readonly [key: string]: string }, families: { policy?: IpFamilyPolicy; families?: IpFamily[] },
  ports = INGRESS_PORTS,
): ServiceSpec {
  const balancer = exposure._loadBalancer;
  return {
    type: exposure.kind === ExposureKind.LOAD_BALANCER ? 'LoadBalancer' : 'ClusterIP',
    selector: { ...selector },
    ports: servicePorts(ports),
    ipFamilyPolicy: families.policy,
    ipFamilies: families.families,
    loadBalancerClass: balancer?.loadBalancerClass,
    loadBalancerSourceRanges: balancer?.sourceRanges,
    externalTrafficPolicy: balancer?.externalTrafficPolicy,
    allocateLoadBalancerNodePorts: balancer?.allocateNodePorts,
  };
}

function servicePorts(ports: readonly ServedPort[]): ServicePort[] {
  return ports.map(({ port, name, targetPort }) => ({ name, port, protocol: 'TCP', targetPort }));
}

/** Annotations of the gateway's Service. */
export function serviceAnnotations(exposure: Exposure): { [key: string]: string } {
  const balancer = exposure._loadBalancer;
  return { ...balancer?.internal?.annotations, ...balancer?.annotations, ...exposure._clusterIp?.annotations };
}

/**
 * The spec of the gateway's NetworkPolicy: what it listens on and its health are for everybody, its metrics for monitoring, nothing else
 * is for anybody.
 */
export function networkPolicySpec(selector: { readonly [key: string]: string }, listeners: () => number[]): NetworkPolicySpec {
  const ports = (numbers: readonly number[]) => numbers.map((port) => ({ port, protocol: 'TCP' as const }));
  return {
    podSelector: { matchLabels: { ...selector } },
    policyTypes: ['Ingress'],
    ingress: [
      // hosts, and with them listeners, are known when the program is complete
      { ports: Lazy.any({ produce: () => ports([...listeners(), GatewayPort.STATUS.targetPort]) }) },
      { from: [{ namespaceSelector: MONITORING_NAMESPACES }], ports: ports([GatewayPort.METRICS]) },
    ],
  };
}

import { Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import { type CoreKind, coreObject, type ObjectProps } from './object';
import type { IntOrString } from './pod';
import { fail } from '../../analysis/mesh-error';
import type { Manifest } from '../manifest';
import { dns1035LabelProblem } from '../names';

const SERVICE: CoreKind = { apiVersion: 'v1', kind: 'Service', nameProblem: dns1035LabelProblem };

/** A port of a Service. */
export interface ServicePort {
  readonly port: number;
  /** Required where there are several. */
  readonly name?: string;
  /** What the port speaks, for instance `http`, `kubernetes.io/h2c`. */
  readonly appProtocol?: string;
  readonly protocol?: 'TCP' | 'UDP' | 'SCTP';
  /** The port of the pods, by number or by name. Default: the same number. */
  readonly targetPort?: IntOrString;
  readonly nodePort?: number;
}

/** The spec of a Service. */
export interface ServiceSpec {
  readonly type?: 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';
  readonly selector?: { readonly [key: string]: string };
  readonly ports?: readonly ServicePort[];
  /** `None` makes the Service headless. */
  readonly clusterIP?: string;
  readonly clusterIPs?: readonly string[];
  readonly externalIPs?: readonly string[];
  readonly externalName?: string;
  readonly ipFamilies?: readonly ('IPv4' | 'IPv6')[];
  readonly ipFamilyPolicy?: 'SingleStack' | 'PreferDualStack' | 'RequireDualStack';
  readonly loadBalancerClass?: string;
  /** Deprecated by Kubernetes; some providers read nothing else. */
  readonly loadBalancerIP?: string;
  readonly loadBalancerSourceRanges?: readonly string[];
  readonly allocateLoadBalancerNodePorts?: boolean;
  readonly externalTrafficPolicy?: 'Cluster' | 'Local';
  readonly internalTrafficPolicy?: 'Cluster' | 'Local';
  readonly healthCheckNodePort?: number;
  readonly trafficDistribution?: 'PreferClose' | 'PreferSameZone' | 'PreferSameNode';
  readonly publishNotReadyAddresses?: boolean;
  readonly sessionAffinity?: 'None' | 'ClientIP';
  readonly sessionAffinityConfig?: { readonly clientIP: { readonly timeoutSeconds: number } };
}

/** A Service. */
export interface ServiceProps extends ObjectProps {
  readonly spec: ServiceSpec;
  /** Ports behind those of the spec that are known when the program is complete; each has a name that no other has. */
  readonly laterPorts?: () => readonly ServicePort[];
}

/** Fields that the API server refuses on a Service of another type than LoadBalancer. */
const LOAD_BALANCER_ONLY = ['loadBalancerClass', 'loadBalancerSourceRanges', 'allocateLoadBalancerNodePorts'] as const;

/**
 * Writes a Service.
 *
 * @throws on combinations that the API server refuses
 */
export function service(scope: Construct, id: string, props: ServiceProps): Manifest {
  const { laterPorts } = props;
  const late = laterPorts && { ports: Lazy.any({ produce: () => [...props.spec.ports ?? [], ...laterPorts()] }) };
  const manifest = coreObject(scope, id, SERVICE, props, { spec: { ...props.spec, ...late } });
  const refuse = (what: string, expected: string, fix: string) =>
    fail(manifest, { code: 'kube/invalid-service', what: `Service '${props.name}' ${what}`, expected, fix });

  const { type = 'ClusterIP', ports = [], externalTrafficPolicy } = props.spec;
  for (const field of LOAD_BALANCER_ONLY) {
    if (props.spec[field] !== undefined && type !== 'LoadBalancer') {
      refuse(`has ${field}, but is of type ${type}`, `${field} on a Service of type LoadBalancer only`, `leave ${field} out, or make it a LoadBalancer`);
    }
  }
  if (externalTrafficPolicy && type !== 'LoadBalancer' && type !== 'NodePort' && !props.spec.externalIPs?.length) {
    refuse(`has externalTrafficPolicy ${externalTrafficPolicy}, but is of type ${type}`, 'it on a Service that is reached from outside',
      'leave it out, or choose type LoadBalancer or NodePort');
  }
  if (ports.length > 1 && ports.some((port) => !port.name)) {
    refuse(`has ${ports.length} ports, one without a name`, 'a name for each of several ports', 'name them');
  }
  const names = ports.map((port) => port.name);
  const twice = names.find((name, i) => name !== undefined && names.indexOf(name) !== i);
  if (twice) refuse(`has two ports named '${twice}'`, 'different names', 'rename one');
  return manifest;
}

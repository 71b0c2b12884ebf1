import type { ApiObject } from 'cdk8s';
import { isManifest } from './manifest-mark';
import { Stage, stageIndex } from '../vocabulary/stage';

/**
 * The stage of each kind, by API group. Kinds that are not listed are the user's own: applications.
 *
 * The same kind can belong elsewhere (a gateway's Deployment is no application): then its `Manifest` says so.
 */
const KINDS_BY_STAGE: readonly { readonly stage: Stage; readonly group: string; readonly kinds: readonly string[] }[] = [
  { stage: Stage.OPERATORS, group: 'operators.coreos.com', kinds: ['CatalogSource', 'OperatorGroup', 'Subscription'] },
  { stage: Stage.OPERATORS, group: 'apiextensions.k8s.io', kinds: ['CustomResourceDefinition'] },

  { stage: Stage.BASE, group: 'core', kinds: ['Namespace', 'ServiceAccount', 'ConfigMap', 'Secret', 'ResourceQuota', 'LimitRange'] },
  { stage: Stage.BASE, group: 'core', kinds: ['PersistentVolume', 'PersistentVolumeClaim'] },
  { stage: Stage.BASE, group: 'project.openshift.io', kinds: ['Project', 'ProjectRequest'] },
  { stage: Stage.BASE, group: 'rbac.authorization.k8s.io', kinds: ['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding'] },
  { stage: Stage.BASE, group: 'scheduling.k8s.io', kinds: ['PriorityClass'] },
  { stage: Stage.BASE, group: 'cert-manager.io', kinds: ['Issuer', 'ClusterIssuer', 'Certificate', 'CertificateRequest'] },
  { stage: Stage.BASE, group: 'external-secrets.io', kinds: ['SecretStore', 'ClusterSecretStore', 'ExternalSecret', 'ClusterExternalSecret'] },

  { stage: Stage.CONTROL_PLANE, group: 'sailoperator.io', kinds: ['Istio', 'IstioRevision', 'IstioRevisionTag'] },

  { stage: Stage.DATA_PLANE, group: 'sailoperator.io', kinds: ['IstioCNI', 'ZTunnel'] },

  { stage: Stage.GATEWAYS, group: 'gateway.networking.k8s.io', kinds: ['GatewayClass', 'Gateway', 'ListenerSet'] },
  { stage: Stage.GATEWAYS, group: 'networking.istio.io', kinds: ['Gateway'] },
  { stage: Stage.GATEWAYS, group: 'route.openshift.io', kinds: ['Route'] },

  {
    stage: Stage.POLICY,
    group: 'gateway.networking.k8s.io',
    kinds: ['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute', 'UDPRoute', 'ReferenceGrant', 'BackendTLSPolicy'],
  },
  {
    stage: Stage.POLICY,
    group: 'networking.istio.io',
    kinds: [
      'VirtualService', 'DestinationRule', 'ServiceEntry', 'Sidecar', 'EnvoyFilter', 'ProxyConfig', 'WorkloadEntry', 'WorkloadGroup',
    ],
  },
  { stage: Stage.POLICY, group: 'security.istio.io', kinds: ['PeerAuthentication', 'AuthorizationPolicy', 'RequestAuthentication'] },
  { stage: Stage.POLICY, group: 'telemetry.istio.io', kinds: ['Telemetry'] },
  { stage: Stage.POLICY, group: 'extensions.istio.io', kinds: ['WasmPlugin', 'TrafficExtension'] },
  { stage: Stage.POLICY, group: 'networking.k8s.io', kinds: ['NetworkPolicy'] },
  { stage: Stage.POLICY, group: 'monitoring.coreos.com', kinds: ['ServiceMonitor', 'PodMonitor', 'PrometheusRule'] },

  { stage: Stage.WORKLOADS, group: 'core', kinds: ['Service', 'Endpoints', 'Pod', 'ReplicationController'] },
  { stage: Stage.WORKLOADS, group: 'apps', kinds: ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'] },
  { stage: Stage.WORKLOADS, group: 'batch', kinds: ['Job', 'CronJob'] },
  { stage: Stage.WORKLOADS, group: 'autoscaling', kinds: ['HorizontalPodAutoscaler'] },
  { stage: Stage.WORKLOADS, group: 'policy', kinds: ['PodDisruptionBudget'] },
  { stage: Stage.WORKLOADS, group: 'networking.k8s.io', kinds: ['Ingress'] },
  { stage: Stage.WORKLOADS, group: 'discovery.k8s.io', kinds: ['EndpointSlice'] },
];

/** Kinds that others of the same stage cannot do without. */
const LEADERS = new Set<string>([
  'apiextensions.k8s.io/CustomResourceDefinition', 'core/Namespace', 'project.openshift.io/Project', 'project.openshift.io/ProjectRequest',
  'sailoperator.io/Istio', 'sailoperator.io/IstioCNI', 'gateway.networking.k8s.io/GatewayClass',
]);

const STAGE_OF = new Map<string, Stage>(KINDS_BY_STAGE.flatMap(({ stage, group, kinds }) => kinds.map((kind) => [`${group}/${kind}`, stage] as const)));

/**
 * The stage that a kind belongs to where nobody says otherwise.
 *
 * @param groupKind for instance `sailoperator.io/Istio`, `core/Namespace`
 */
export function defaultStage(groupKind: string): Stage {
  return STAGE_OF.get(groupKind) ?? Stage.WORKLOADS;
}

/** Whether the table knows the kind. */
export function hasDefaultStage(groupKind: string): boolean {
  return STAGE_OF.has(groupKind);
}

/** The stage of any object of the program, made by this library or not. */
export function stageOf(object: ApiObject): Stage {
  return isManifest(object) ? object.stage : defaultStage(`${object.apiGroup}/${object.kind}`);
}

/** Where an object stands in its chart: by stage, and inside a stage what others need first. */
export function installRank(object: ApiObject): number {
  return 2 * stageIndex(stageOf(object)) + (LEADERS.has(`${object.apiGroup}/${object.kind}`) ? 0 : 1);
}

/** The number of different install ranks. */
export const INSTALL_RANKS = 2 * (stageIndex(Stage.WORKLOADS) + 1);

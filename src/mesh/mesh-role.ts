import type { PlainValues } from './plain-values';
import type { LateValue } from '../kube/late-value';

/** The part that a cluster has in a mesh over several clusters. */
export enum RoleKind {
  /** It runs a control plane, which looks after its own cluster and may look after others. */
  PRIMARY = 'primary',
  /** The control plane of another cluster looks after it. */
  REMOTE = 'remote',
  /** It runs a control plane that looks after another cluster, and not after its own. */
  EXTERNAL = 'external',
}

/** What one `Istio` is within a mesh over several clusters; said by the topology that makes it. */
export interface MeshRole {
  readonly kind: RoleKind;
  readonly topology: TopologyFacts;
  /** The id under which proxies and ztunnel of the cluster are known: of an external control plane, that of its config cluster. */
  readonly clusterName: string;
  /** The network of the pods that the control plane looks after, where it is not that of its own cluster. */
  readonly network?: string;
  readonly profile?: string;
  /** Values that the part needs. */
  readonly values: PlainValues;
  /** The first keys of what properties make of the values, where not all of it means something here. */
  readonly keeps?: readonly string[];
  /** Whether the network is said by the mesh configuration, which a label on the root namespace would win over. */
  readonly omitsNetworkLabel?: boolean;
  readonly rootNamespaceAnnotations?: { readonly [key: string]: string };
  /** What the `Istio` cannot be written without. */
  readonly waitsFor?: readonly LateValue[];
}

/** What everything in a mesh over several clusters may need to know of it. */
export interface TopologyFacts {
  /** The kind of topology, for messages and contracts, for instance `multi-primary`. */
  readonly kind: string;
  readonly meshId: string;
}

/** Values that only a topology sets, since other objects and other clusters follow from them. */
export const TOPOLOGY_VALUES: readonly string[] = [
  'global.meshID', 'global.multiCluster.clusterName', 'global.remotePilotAddress', 'global.externalIstiod', 'global.configCluster',
  'istiodRemote.injectionPath', 'istiodRemote.injectionURL', 'istiodRemote.enabled', 'pilot.env.EXTERNAL_ISTIOD', 'pilot.env.CLUSTER_ID',
  'pilot.env.AMBIENT_ENABLE_MULTI_NETWORK', 'pilot.env.PILOT_MULTICLUSTER_KUBECONFIG_PATH', 'pilot.env.LOCAL_CLUSTER_SECRET_WATCHER',
  'pilot.env.PILOT_MULTI_NETWORK_DISCOVER_GATEWAY_API', 'pilot.env.ENABLE_CA_SERVER', 'global.caAddress', 'meshConfig.trustDomainAliases',
];

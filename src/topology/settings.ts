import type { ClusterSettings, MultiClusterProps } from './multi-cluster-props';
import { stated } from '../analysis/kinds';
import type { MeshSettings } from '../mesh';
import { Risk } from '../vocabulary/risk';

/** Properties of the whole that are no settings of a cluster. */
export const OF_THE_WHOLE: ReadonlySet<string> = new Set([
  'meshId', 'trust', 'remoteSecrets', 'name', 'rootNamespace', 'dataPlane', 'trustDomain', 'trustDomainAliases', 'exposedHosts', 'networkDiscovery', 'perCluster',
  'contracts', 'clusters', 'primaries', 'remotes', 'hub', 'configCluster', 'dataClusters', 'exposure', 'hubGateway', 'gatewayMesh', 'ofHub',
]);

/** Risks that a topology raises itself; the others are for the mesh of each cluster. */
export const TOPOLOGY_RISKS: ReadonlySet<Risk> = new Set([Risk.UNPROVEN_TOPOLOGY]);

/** The settings of one cluster: those of the whole, with what the cluster has of its own laid over them, property by property. */
export function settingsOf(props: MultiClusterProps, cluster: string): ClusterSettings {
  const common = Object.fromEntries(Object.entries(stated(props)).filter(([key]) => !OF_THE_WHOLE.has(key)));
  return { ...common, ...stated(props.perCluster?.[cluster] ?? {}) } as ClusterSettings;
}

/** What of the settings a `Mesh` takes. */
export function meshSettings({ eastWest: _, primary: __, acknowledge, ...settings }: ClusterSettings): MeshSettings {
  const own = acknowledge?.filter((a) => !TOPOLOGY_RISKS.has(a.risk));
  return own?.length ? { ...settings, acknowledge: own } : settings;
}

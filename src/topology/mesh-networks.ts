import { isIP } from 'net';
import type { Member } from './member';
import type { ClusterSettings } from './multi-cluster-props';
import type { Cluster } from '../cluster';
import { EastWestKind } from '../gateway';
import { MTLS_PORT } from '../gateway/east-west/ports';
import type { PlainValues } from '../mesh/plain-values';

/** How control planes learn which clusters are on a network, and which gateways lead into it. */
export enum NetworkDiscovery {
  /**
   * From the clusters themselves: labels on the namespace of the control plane, and on the Services and Gateways between networks. An
   * address is read from the status of the Service, so that none need be known beforehand.
   */
  LABELS = 'labels',
  /**
   * From the mesh's own configuration, `meshNetworks`: for load balancers whose address is not in the status of the Service, behind
   * address translation for instance. Says `dnsName` of the gateway, where it has one. Not in an ambient mesh, which does not read it.
   */
  MESH_NETWORKS = 'meshNetworks',
}

/** A cluster and what is said of its gateway, before any of it is made. */
export interface NetworkedCluster {
  readonly clusterName: string;
  readonly network: string;
  /** Where its gateway is reached: a host name or an address; undefined where control planes ask the cluster. */
  readonly address?: string;
  /** The full name of the Service of its gateway. */
  readonly service?: string;
  readonly port: number;
}

/** `meshNetworks`: each network with the clusters on it and the gateways into it. The label on a namespace would win over it. */
export function meshNetworks(clusters: readonly NetworkedCluster[]): PlainValues {
  const names = [...new Set(clusters.map((c) => c.network))].sort();
  return Object.fromEntries(names.map((name) => {
    const there = clusters.filter((c) => c.network === name).sort((a, b) => (a.clusterName < b.clusterName ? -1 : 1));
    const gateways = there.flatMap(({ address, service, port }): object[] => {
      if (address !== undefined) return [{ address, port }];
      return service === undefined ? [] : [{ registryServiceName: service, port }];
    });
    return [name, { endpoints: there.map((c) => ({ fromRegistry: c.clusterName })), gateways: unique(gateways) }];
  }));
}

/** A cluster of this program, as `meshNetworks` needs it. */
export function networkedCluster(cluster: Cluster, settings: ClusterSettings, rootNamespace: string): NetworkedCluster {
  const { eastWest } = settings;
  const dnsName = eastWest?._settings.dnsName;
  const none = eastWest?.kind === EastWestKind.NONE;
  return {
    clusterName: cluster.clusterName,
    network: cluster.network!,
    address: dnsName,
    service: none ? undefined : `istio-eastwestgateway.${rootNamespace}.svc.${cluster.clusterDomain}`,
    port: eastWest?._injected.mtlsPort ?? eastWest?._gatewayApi.mtlsPort ?? MTLS_PORT,
  };
}

/** A cluster of another program, as `meshNetworks` needs it. */
export function networkedPeer({ clusterName, clusterDomain, network, gateway }: Member): NetworkedCluster {
  const address = gateway?.address.known;
  return {
    clusterName,
    network,
    address: address !== undefined && isIP(address) === 0 ? address : undefined,
    service: gateway && `${gateway.service}.${gateway.namespace}.svc.${clusterDomain}`,
    port: gateway?.mtlsPort ?? MTLS_PORT,
  };
}

/** Two clusters of a network may have gateways of one name, which is one entry. */
function unique(list: object[]): object[] {
  const seen = new Set<string>();
  return list.filter((item) => {
    const key = JSON.stringify(item);
    return seen.has(key) ? false : seen.add(key) !== undefined;
  });
}

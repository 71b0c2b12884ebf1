import type { ApiObject } from 'cdk8s';
import { type Member, networksOf } from './member';
import { NetworkDiscovery } from './mesh-networks';
import type { MultiClusterProps } from './multi-cluster-props';
import type { MadePart } from './parts';
import { named } from './support';
import type { Problem } from '../analysis/finding';
import { EastWestKind } from '../gateway';
import { draftOf, objectsIn } from '../kube/late-value';
import { RoleKind } from '../mesh/mesh-role';
import { valueAt } from '../mesh/plain-values';
import { DataPlane } from '../vocabulary/data-plane';
import { MeshLabel } from '../vocabulary/mesh-labels';

/** What is wrong with the ways between networks; asked when the program is complete, since a way may be added to a cluster by hand. */
export function networkProblems(props: MultiClusterProps, parts: readonly MadePart[], peers: readonly Member[]): Problem[] {
  const members = [...parts.map((p) => p.member), ...peers];
  return [
    ...reachProblems(props, parts, members), ...discoveryProblems(props, members), ...remoteKindProblems(parts), ...mixedProblems(parts, members),
  ];
}

/** Each network that others are to reach has a way in, as every control plane of this program sees it. */
export function reachProblems({ dataPlane }: MultiClusterProps, parts: readonly MadePart[], members: readonly Member[]): Problem[] {
  const networks = networksOf(members);
  if (networks.length < 2) return [];
  return networks.flatMap((network): Problem[] => {
    const there = members.filter((m) => m.network === network);
    if (there.some((m) => m.gateway?.isReachable)) return [];
    const readers = parts.filter((p) => p.kind === RoleKind.PRIMARY && p.network !== network && !knowsNetwork(p, network));
    if (readers.length === 0) return [];
    const closed = there.filter((m) => m.gateway);
    return [{
      code: 'topology/network-not-reachable',
      what: closed.length > 0
        ? `no load balancer leads to a gateway into network '${network}', of ${named(there)}: control planes read the address from its status`
        : `there is no gateway into network '${network}', of ${named(there)}, that ${named(readers.map((r) => r.member))} ${readers.length === 1 ? 'knows' : 'know'} of`,
      expected: dataPlane === DataPlane.AMBIENT ? 'a gateway for HBONE into each network' : 'a gateway into each network, reached from the others',
      fix: there.every((m) => parts.every((p) => p.member !== m))
        ? `have the program of ${named(there)} state \`eastWest\`, and take its new contract`
        : closed.length > 0
          ? 'write Exposure.loadBalancer() for it; or EastWest.none() there, and a RemoteNetworkGateway with its address in every cluster with a control plane'
          : `remove EastWest.none(), or add a RemoteNetworkGateway for network '${network}' to ${named(readers.map((r) => r.member))}`,
    }];
  });
}

/** Whether a gateway into a network is told to the control plane of a cluster: by a Gateway of class `istio-remote`, or in the mesh's configuration. */
function knowsNetwork({ cluster, mesh }: MadePart, network: string): boolean {
  const gateways = valueAt(draftOf(mesh.istio), `spec.values.global.meshNetworks.${network}.gateways`);
  if (Array.isArray(gateways) && gateways.length > 0) return true;
  return objectsIn(cluster).filter((o: ApiObject) => o.kind === 'Gateway' && o.apiGroup === 'gateway.networking.k8s.io')
    .map((o) => draftOf(o)).some((o) => o.spec?.gatewayClassName === 'istio-remote' && o.metadata?.labels?.[MeshLabel.NETWORK] === network);
}

function discoveryProblems(props: MultiClusterProps, members: readonly Member[]): Problem[] {
  if (props.networkDiscovery !== NetworkDiscovery.MESH_NETWORKS) return [];
  if (members.every((m) => m.dataPlane === DataPlane.AMBIENT)) {
    return [{
      code: 'topology/mesh-networks-in-ambient',
      what: 'networks are to be said by the mesh configuration, which an ambient data plane does not read',
      expected: 'NetworkDiscovery.LABELS in an ambient mesh',
      fix: 'leave out `networkDiscovery`; for a gateway whose address is not in a status use EastWest.none() and RemoteNetworkGateway',
    }];
  }
  if (networksOf(members).length > 1) return [];
  return [{
    severity: 'warning',
    code: 'topology/mesh-networks-on-one-network',
    what: `networks are to be said by the mesh configuration, but there is one only, '${members[0].network}'`,
    expected: 'several networks',
    fix: 'leave out `networkDiscovery`',
  }];
}

/** Nobody reconciles a Gateway of the Gateway API in a cluster whose configuration is read elsewhere. */
function remoteKindProblems(parts: readonly MadePart[]): Problem[] {
  return parts.filter((p) => p.kind === RoleKind.REMOTE && p.gateway?.kind === EastWestKind.GATEWAY_API).map((p) => ({
    code: 'topology/gateway-without-controller',
    what: `the gateway of cluster '${p.cluster.clusterName}' is a Gateway of the Gateway API, which the control plane of its own cluster would have to deploy; it has none`,
    expected: 'EastWest.injected() in a cluster without a control plane',
    fix: `write perCluster: { ${p.cluster.clusterName}: { eastWest: EastWest.injected() } }`,
  }));
}

/** Sidecars do not find their way through the gateways of an ambient mesh (istio/istio issues 57878 and 60609). */
function mixedProblems(parts: readonly MadePart[], members: readonly Member[]): Problem[] {
  if (networksOf(members).length < 2) return [];
  return parts.filter((p) => p.mesh.dataPlane === DataPlane.AMBIENT).flatMap((p) => {
    const sidecars = p.mesh._knownNamespaces.filter((n) => n.dataPlane === DataPlane.SIDECAR).map((n) => `'${n.name}'`);
    if (sidecars.length === 0) return [];
    return [{
      severity: 'warning' as const,
      code: 'topology/sidecars-in-ambient',
      what: `namespace ${[...new Set(sidecars)].sort().join(', ')} of cluster '${p.cluster.clusterName}' has sidecars, in an ambient mesh over several networks: sidecars send what is for another network to gateways that do not take it`,
      expected: 'one data plane in all clusters',
      fix: 'make the namespaces ambient, or keep what they call in their own cluster',
    }];
  });
}

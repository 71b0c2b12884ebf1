import type { Construct } from 'constructs';
import { MultiClusterMesh, type RoleInput, type TopologyPlan } from './multi-cluster-mesh';
import type { PrimaryRemoteProps } from './multi-cluster-props';
import { pilotOf } from './pilot';
import { primaryRole, remoteRole } from './role-values';
import { Findings } from '../analysis/findings';
import { type MeshRole, RoleKind } from '../mesh/mesh-role';
import { DataPlane } from '../vocabulary/data-plane';

/**
 * A mesh whose control planes, in one cluster or several, look after further clusters that have none.
 *
 * *Writes*, in the chart of each primary, what `MultiPrimary` writes, and a way to its control plane. In the chart of each remote: an
 * `Istio` of profile `remote`, which is withheld until the address of a primary's gateway is known; the namespace of the control
 * plane with the names of the clusters that look after it; the CNI plugin; on several networks a gateway; and the account by which
 * the primaries read it.
 *
 * Services, routes and policies are read from the primaries only.
 *
 * @see https://istio.io/latest/docs/setup/install/multicluster/primary-remote/
 */
export class PrimaryRemote extends MultiClusterMesh {
  public constructor(scope: Construct, id: string, props: PrimaryRemoteProps) {
    super(scope, id, props);
    for (const { cluster, kind } of this._parts) {
      if (kind !== RoleKind.REMOTE) continue;
      Findings.of(this).remark(this, 'precondition',
        `pods of cluster '${cluster.clusterName}' get their proxies only once its Istio is Ready, which waits for a control plane that reads the cluster: `
        + 'apply gateways and workloads there after that, or restart them', cluster.clusterName);
    }
  }

  /** @internal */
  protected _planOf({ primaries, remotes }: PrimaryRemoteProps): TopologyPlan {
    return {
      kind: 'primary-remote',
      servesRemotes: true,
      clusters: [
        ...(primaries ?? []).map((cluster) => ({ cluster, kind: RoleKind.PRIMARY })),
        ...(remotes ?? []).map((cluster) => ({ cluster, kind: RoleKind.REMOTE })),
      ],
    };
  }

  /** @internal */
  protected _roleOf({ part, topology, trust, meshNetworks, parts, made, peers }: RoleInput): MeshRole {
    const { clusterName } = part.cluster;
    if (part.kind === RoleKind.PRIMARY) {
      return primaryRole({
        topology, clusterName, network: part.network, dataPlane: this._props.dataPlane ?? DataPlane.SIDECAR, servesRemotes: true, trust, meshNetworks,
      });
    }
    const primaries = [
      ...parts.filter((p) => p.kind === RoleKind.PRIMARY).map((p) => p.cluster.clusterName),
      ...peers.filter((p) => p.kind === RoleKind.PRIMARY).map((p) => p.clusterName),
    ];
    return remoteRole({
      topology,
      clusterName,
      network: part.network,
      pilot: pilotOf(this, part, [...made.map((m) => m.member), ...peers]),
      controlledBy: primaries,
      omitsNetworkLabel: meshNetworks !== undefined,
    });
  }
}

import type { Construct } from 'constructs';
import { MultiClusterMesh, type RoleInput, type TopologyPlan } from './multi-cluster-mesh';
import type { MultiPrimaryProps } from './multi-cluster-props';
import { primaryRole } from './role-values';
import { type MeshRole, RoleKind } from '../mesh/mesh-role';
import { DataPlane } from '../vocabulary/data-plane';

/**
 * A mesh with a control plane in each cluster. Each reads the API servers of all others, so that its workloads reach the services of
 * every cluster: directly where the clusters share a network, otherwise through the gateway of the other network.
 *
 * *Writes*, in the chart of each cluster: the `Mesh`; the certificate authority that `trust` says; on several networks a gateway
 * for the other clusters and what it exposes; the account by which the others read this cluster; and, one for each other cluster, the
 * Secret by which this one reads it.
 *
 * @see https://istio.io/latest/docs/setup/install/multicluster/multi-primary/
 */
export class MultiPrimary extends MultiClusterMesh {
  public constructor(scope: Construct, id: string, props: MultiPrimaryProps) {
    super(scope, id, props);
  }

  /** @internal */
  protected _planOf(props: MultiPrimaryProps): TopologyPlan {
    return { kind: 'multi-primary', servesRemotes: false, clusters: (props.clusters ?? []).map((cluster) => ({ cluster, kind: RoleKind.PRIMARY })) };
  }

  /** @internal */
  protected _roleOf({ part, topology, trust, meshNetworks }: RoleInput): MeshRole {
    return primaryRole({
      topology,
      clusterName: part.cluster.clusterName,
      network: part.network,
      dataPlane: this._props.dataPlane ?? DataPlane.SIDECAR,
      servesRemotes: false,
      trust,
      meshNetworks,
    });
  }
}

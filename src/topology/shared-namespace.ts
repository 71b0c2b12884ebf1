import { Construct } from 'constructs';
import type { MultiClusterMesh } from './multi-cluster-mesh';
import { fail } from '../analysis/mesh-error';
import type { Cluster } from '../cluster';
import type { MeshNamespace, NamespaceOptions } from '../namespace';

/** A namespace that is to be in several clusters. */
export interface SharedNamespaceOptions extends NamespaceOptions {
  /**
   * The clusters that it is in.
   * @default - all clusters that this program makes
   */
  readonly clusters?: Cluster[];
}

/** A namespace of a mesh over several clusters. */
export interface SharedNamespaceProps extends SharedNamespaceOptions {
  /** The mesh. */
  readonly mesh: MultiClusterMesh;
  /** The name of the namespace: a DNS label. */
  readonly name: string;
}

/**
 * A namespace that a mesh has in several clusters. To the mesh it is one: a Service of one name is the same service in all of them.
 *
 * *Writes* the Namespace in each cluster.
 *
 * @see https://istio.io/latest/docs/ops/deployment/deployment-models/#namespace-tenancy
 */
export class SharedNamespace extends Construct {
  /** The name of the namespace. */
  public readonly namespaceName: string;
  /** The clusters that it is in. */
  public readonly clusters: Cluster[];
  private readonly byCluster = new Map<Cluster, MeshNamespace>();

  public constructor(scope: Construct, id: string, props: SharedNamespaceProps) {
    super(scope, id);
    const { mesh, name, clusters, ...options } = props;
    this.namespaceName = name;
    this.clusters = [...(clusters ?? mesh.clusters)];
    for (const cluster of this.clusters) this.byCluster.set(cluster, mesh.meshOf(cluster).addNamespace(name, options));
  }

  /**
   * The namespace in one cluster.
   *
   * @param cluster a cluster that it is in
   * @throws if it is not in that cluster; the error lists those it is in
   */
  public of(cluster: Cluster): MeshNamespace {
    return this.byCluster.get(cluster) ?? fail(this, {
      code: 'topology/namespace-not-in-cluster',
      what: `the namespace '${this.namespaceName}' is not in ${cluster?.clusterName === undefined ? 'what is given' : `cluster '${cluster.clusterName}'`}`,
      expected: `one of ${this.clusters.map((c) => `'${c.clusterName}'`).join(', ')}`,
      fix: 'add the cluster to `clusters` of the namespace, or pass another one',
    });
  }
}

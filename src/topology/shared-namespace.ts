import { Construct } from 'constructs';
import { CLUSTER } from './input-types';
import type { MultiClusterMesh } from './multi-cluster-mesh';
import type { ShareOptions, SharedServiceOptions, SharedWaypointOptions } from './sharing/share-options';
import type { SharedService } from './sharing/shared-service';
import { SharedWaypoint } from './sharing/shared-waypoint';
import { checkKinds, listOf, MAP, required, stated, TEXT } from '../analysis/kinds';
import { fail } from '../analysis/mesh-error';
import type { Cluster } from '../cluster';
import type { MeshNamespace, NamespaceOptions } from '../namespace';
import { MeshLabel } from '../vocabulary/mesh-labels';

const CODE = 'topology/wrong-type';
const CLUSTERS = listOf('Clusters', CLUSTER);

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
  private readonly mesh: MultiClusterMesh;

  public constructor(scope: Construct, id: string, props: SharedNamespaceProps) {
    super(scope, id);
    const { mesh, name, clusters, ...options } = stated(props);
    checkKinds(this, CODE, `namespace '${name}'`, [['clusters', clusters, CLUSTERS]]);
    this.namespaceName = name;
    this.mesh = mesh;
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

  /**
   * Adds a service in every cluster of this namespace, and makes it one.
   *
   * *Writes* the Service and its ServiceAccount in each cluster; in an ambient mesh the label `istio.io/global` on the Service. In
   * clusters of the namespace that are not in `clusters`, a Service that stands for it.
   *
   * @param name the name of the service: a DNS label that starts with a letter
   * @param options how it is to be, and which clusters have endpoints of it
   */
  public addService(name: string, options: SharedServiceOptions): SharedService {
    checkKinds(this, CODE, `service '${name}'`, [['options', options, required(MAP)], ['clusters', options?.clusters, CLUSTERS]]);
    const { clusters = this.clusters, ...service } = stated(options);
    if (clusters.length === 0) {
      fail(this, {
        code: 'topology/service-without-cluster',
        what: `service '${name}' is to be in no cluster: \`clusters\` is empty`,
        expected: 'at least one cluster of the namespace',
        fix: 'name one, or leave `clusters` out for all of them',
      });
    }
    const services = clusters.map((cluster) => this.of(cluster).addService(name, service));
    return services.map((s) => s.shareAcross(this.mesh, { clusters: this.clusters })).pop()!;
  }

  /**
   * A service that programs of other clusters share, as their contracts (`contracts` of the mesh) tell.
   *
   * *Writes* in each cluster of this namespace a Service of the same name and ports, so that clients there can resolve it.
   *
   * @param name the name of the service
   * @param options in which clusters it is to be known; all of this namespace unless said otherwise
   * @throws if no contract tells of it; the error lists those there are
   */
  public serviceFromContract(name: string, options: ShareOptions = {}): SharedService {
    checkKinds(this, CODE, 'the service of a contract', [['name', name, required(TEXT)], ['clusters', options?.clusters, CLUSTERS]]);
    return this.mesh._sharing.useContracted(this.namespaceName, name, options?.clusters ?? this.clusters, options?.raw);
  }

  /**
   * Makes a waypoint of one name in every cluster of this namespace, and enrols the namespace in each. For an ambient mesh.
   *
   * *Writes* the waypoint in each cluster, with the label `istio.io/global`, and the label `istio.io/use-waypoint` on the Namespaces.
   *
   * @param name the name of the waypoint; `waypoint` unless said otherwise
   * @param options how it is to be
   */
  public addWaypoint(name: string = 'waypoint', options: SharedWaypointOptions = {}): SharedWaypoint {
    const { acrossClusters = true, usableFrom, labels, ...rest } = options ?? {};
    const global: { [key: string]: string } = acrossClusters ? { [MeshLabel.GLOBAL]: 'true' } : {};
    return SharedWaypoint._of(this, name, new Map(this.clusters.map((cluster) => [cluster, this.of(cluster).addWaypoint(name, {
      ...rest,
      labels: { ...labels, ...global },
      usableFrom: usableFrom?.flatMap((other) => (other.clusters.includes(cluster) ? other.of(cluster) : [])),
    })])));
  }
}

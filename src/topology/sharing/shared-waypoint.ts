import type { IConstruct } from 'constructs';
import { fail } from '../../analysis/mesh-error';
import type { Cluster } from '../../cluster';
import type { Waypoint } from '../../waypoint/waypoint';

/** A waypoint that several clusters have by one name. Istio looks for the waypoint of a service by its name, in whichever cluster. */
export class SharedWaypoint {
  /** @internal */
  public static _of(at: IConstruct, name: string, byCluster: ReadonlyMap<Cluster, Waypoint>): SharedWaypoint {
    return new SharedWaypoint(at, name, byCluster);
  }

  private constructor(
    private readonly at: IConstruct,
    /** The name of its `Gateway` in each cluster. */
    public readonly waypointName: string,
    private readonly byCluster: ReadonlyMap<Cluster, Waypoint>,
  ) {}

  /**
   * The waypoint of one cluster.
   *
   * @param cluster a cluster that it is in
   * @throws if it is not in that cluster; the error lists those it is in
   */
  public of(cluster: Cluster): Waypoint {
    return this.byCluster.get(cluster) ?? fail(this.at, {
      code: 'topology/waypoint-not-in-cluster',
      what: `waypoint '${this.waypointName}' is not in ${cluster?.clusterName === undefined ? 'what is given' : `cluster '${cluster.clusterName}'`}`,
      expected: `one of ${[...this.byCluster.keys()].map((c) => `'${c.clusterName}'`).join(', ')}`,
      fix: 'add the cluster to `clusters` of the namespace, or pass another one',
    });
  }
}

import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Mesh } from './mesh';
import type { MeshFoundation } from './mesh-foundation';
import { findCluster } from '../cluster/cluster';

const KEY = Symbol.for('cdk8s-ossm.clusterRegistry');

/** What one cluster holds once, or must not hold twice. */
export interface ClusterRegistry {
  readonly foundations: MeshFoundation[];
  readonly meshes: Mesh[];
}

/** The registry of the cluster that a construct is in: its `Cluster`, or else its outermost chart. */
export function registryOf(construct: IConstruct): ClusterRegistry {
  const scope = (findCluster(construct) ?? construct.node.scopes.find((c) => Chart.isChart(c)) ?? construct.node.root) as
    IConstruct & { [KEY]?: ClusterRegistry };
  if (!scope[KEY]) Object.defineProperty(scope, KEY, { value: { foundations: [], meshes: [] } });
  return scope[KEY]!;
}

import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Mesh } from './mesh';
import type { MeshFoundation } from './mesh-foundation';
import { objectsTwice } from './objects-twice';
import { Findings } from '../analysis/findings';
import { findCluster } from '../cluster/cluster';

const KEY = Symbol.for('cdk8s-ossm.clusterRegistry');

/** What one cluster holds once, or must not hold twice. */
export interface ClusterRegistry {
  /** The construct that stands for the cluster. */
  readonly scope: IConstruct;
  readonly foundations: MeshFoundation[];
  readonly meshes: Mesh[];
}

/** The registry of the cluster that a construct is in: its `Cluster`, or else its outermost chart. */
export function registryOf(construct: IConstruct): ClusterRegistry {
  const scope = scopeOf(construct) as IConstruct & { [KEY]?: ClusterRegistry };
  if (!scope[KEY]) {
    Object.defineProperty(scope, KEY, { value: { scope, foundations: [], meshes: [] } });
    Findings.of(scope).checkAtSynth(scope, () => objectsTwice(scope, (object) => scopeOf(object) === scope && !isToldOf(object, scope[KEY]!)));
  }
  return scope[KEY]!;
}

function scopeOf(construct: IConstruct): IConstruct {
  return findCluster(construct) ?? construct.node.scopes.find((c) => Chart.isChart(c)) ?? construct.node.root;
}

/** Whether what makes an object a second one is reported already, by the mesh or foundation that it belongs to. */
function isToldOf(object: IConstruct, { foundations, meshes }: ClusterRegistry): boolean {
  if (foundations.slice(1).some((f) => object.node.scopes.includes(f))) return true;
  return meshes.slice(1).some((mesh, i) => {
    const before = meshes.slice(0, i + 1);
    const { istio, productionTag, canaryTag, rootNamespaceResource } = mesh;
    return (object === istio && before.some((m) => m.meshName === mesh.meshName))
      || (object === rootNamespaceResource && before.some((m) => m.rootNamespace === mesh.rootNamespace))
      || object === productionTag || object === canaryTag;
  });
}

import type { Mesh } from './mesh';
import { MeshFoundation } from './mesh-foundation';
import type { MeshProps } from './mesh-props';
import { Findings } from '../analysis/findings';
import { fail } from '../analysis/mesh-error';
import { findCluster } from '../cluster/cluster';

/** The foundation that a mesh is given, or one of its own. What a given one holds is not stated again. */
export function foundationOf(mesh: Mesh, props: MeshProps): MeshFoundation {
  const { foundation, release, raw, cni, ztunnel, cniPlugin, images, nftables, nodeVersion } = props;
  if (!foundation) {
    if (!release) {
      fail(mesh, {
        code: 'mesh/no-release',
        what: 'neither `release` nor `foundation` is given',
        expected: 'the release of the operator in the cluster',
        fix: 'pass `release: OssmRelease.V3_3`, or a MeshFoundation',
      });
    }
    const { manageNamespaces } = props;
    return new MeshFoundation(mesh, 'foundation', {
      release, raw: raw?.foundation, cni, ztunnel, cniPlugin, images, nftables, nodeVersion, manageNamespaces,
    });
  }
  foundation._checkSameCluster(mesh);
  const twice = Object.entries({ 'release': release, cni, ztunnel, cniPlugin, images, nftables, nodeVersion, 'raw.foundation': raw?.foundation })
    .filter(([, value]) => value !== undefined && value !== null).map(([name]) => `\`${name}\``);
  if (twice.length > 0) {
    Findings.of(mesh).add(mesh, {
      code: 'mesh/fact-in-two-places',
      what: `${twice.join(', ')} ${twice.length === 1 ? 'is' : 'are'} given beside a \`foundation\`, which holds ${twice.length === 1 ? 'it' : 'them'}`,
      expected: 'each fact in one place',
      fix: 'move to the MeshFoundation',
    });
  }
  return foundation;
}

/** A fact of the cluster: the Cluster's, or the mesh's own property, never both. */
export function clusterFact<K extends 'openshift' | 'appsDomain' | 'clusterDomain' | 'network'>(mesh: Mesh, props: MeshProps, name: K): MeshProps[K] {
  const own = props[name];
  const cluster = findCluster(mesh);
  if (own !== undefined && own !== null && cluster) {
    Findings.of(mesh).add(mesh, {
      code: 'mesh/fact-in-two-places',
      what: `\`${name}\` is given, but the mesh is in the Cluster ${cluster.node.path}, which holds it`,
      expected: 'each fact in one place',
      fix: `set \`${name}\` on the Cluster`,
    });
  }
  return own ?? cluster?.[name];
}

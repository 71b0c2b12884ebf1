import type { IConstruct } from 'constructs';
import { type Member, primariesOf } from './member';
import type { Part } from './parts';
import { fail } from '../analysis/mesh-error';
import type { LateValue } from '../kube/late-value';

/** Where a cluster without a control plane reaches the one that it starts from. */
export function pilotOf(at: IConstruct, { cluster, settings }: Part, members: readonly Member[]): LateValue {
  const primaries = primariesOf(members);
  const names = primaries.map((p) => `'${p.clusterName}'`).join(', ');
  const wanted = settings.primary;
  const primary = wanted === undefined ? primaries[0] : primaries.find((p) => p.clusterName === wanted);
  if (!primary) {
    fail(at, {
      code: 'topology/no-primary',
      what: wanted === undefined ? 'no cluster of the mesh has a control plane'
        : `cluster '${cluster.clusterName}' is to start from '${wanted}', which is no cluster with a control plane`,
      expected: wanted === undefined ? 'at least one primary' : `one of ${names}`,
      fix: wanted === undefined ? 'name a Cluster in `primaries`, or give the contract of one in `contracts`' : `change \`primary\` in \`perCluster: { ${cluster.clusterName}: ... }\``,
    });
  }
  if (!primary.gateway?.servesControlPlane) {
    fail(at, {
      code: 'topology/control-plane-not-exposed',
      what: `cluster '${cluster.clusterName}' starts from '${primary.clusterName}', whose control plane other clusters do not reach`,
      expected: 'a gateway in that cluster that leads to its control plane',
      fix: primary.from.startsWith('contract') ? 'have its program make a PrimaryRemote, and take the new contract' : 'leave out `eastWest` there, or use EastWest.injected()',
    });
  }
  return primary.gateway.address;
}

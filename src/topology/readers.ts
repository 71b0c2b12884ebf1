import { type Member, primariesOf } from './member';
import type { MultiClusterMesh } from './multi-cluster-mesh';
import type { MadePart } from './parts';
import { RemoteSecrets } from './remote-secrets/remote-secrets';
import type { ReadCluster, SecretRow } from './remote-secrets/rows';
import type { Problem } from '../analysis/finding';
import { draftOf } from '../kube/late-value';
import type { Mesh } from '../mesh';
import { RoleKind } from '../mesh/mesh-role';
import { valueAt } from '../mesh/plain-values';
import { ReleaseFeature } from '../release/feature-names';

/** The account by which control planes read a cluster that is not their own (istio/istio manifests/charts/base). */
const READER = 'istio-reader-service-account';

/** Lets every control plane read every other cluster: writes what this program's clusters need for it, and none twice. */
export function writeRemoteSecrets(
  at: MultiClusterMesh, given: RemoteSecrets | undefined, parts: readonly MadePart[], peers: readonly Member[],
): void {
  const way = given ?? RemoteSecrets.script();
  const members = [...parts.map((p) => p.member), ...peers].sort((a, b) => (a.clusterName < b.clusterName ? -1 : 1));
  for (const part of parts) {
    if (!isRead(part.member, members)) continue;
    const waitsFor = part.mesh._role?.waitsFor;
    way._writeSource({ ...readCluster(part.member), scope: part.scope, writesServiceAccount: !operatorMakesReader(part.mesh), waitsFor });
  }
  for (const part of parts.filter((p) => p.kind === RoleKind.PRIMARY)) {
    const reader = { cluster: part.cluster.clusterName, scope: part.scope, namespace: part.mesh.rootNamespace };
    const rows = members.filter((m) => m.clusterName !== reader.cluster)
      .map((m): SecretRow => ({ type: 'remote', reader, source: readCluster(m) }));
    if (rows.length > 0) way._writeReader(rows, at);
  }
}

function isRead(member: Member, members: readonly Member[]): boolean {
  return primariesOf(members).some((p) => p.clusterName !== member.clusterName);
}

/** A cluster as control planes that are not configured by it read it. */
export function readCluster(member: Member): ReadCluster {
  return {
    cluster: member.clusterName,
    url: member.apiServerUrl,
    ca: member.apiServerCa,
    tlsServerName: member.tlsServerName,
    namespace: member.rootNamespace,
    serviceAccount: READER,
    clusterRole: readerClusterRole(member.revisions[0], member.rootNamespace),
  };
}

function readerClusterRole(revision: string, rootNamespace: string): string {
  return ['istio-reader-clusterrole', ...(revision === 'default' ? [] : [revision]), rootNamespace].join('-');
}

/**
 * Whether the operator makes the account: with the base chart, which it installs for a revision or tag called `default` only. Where it
 * does, ours would keep Helm from installing it.
 */
export function operatorMakesReader({ release, _plan }: Mesh): boolean {
  return release._has(ReleaseFeature.BASE_CHART_FOR_DEFAULT) && [..._plan.revisions, ..._plan.tags.map((t) => t.name)].includes('default');
}

/** A cluster that others read, with the rights for that switched off. */
export function readerProblems(parts: readonly MadePart[]): Problem[] {
  return parts.filter((p) => valueAt(draftOf(p.mesh.istio), 'spec.values.global.enableReaderRBAC') === false).map((p) => ({
    code: 'topology/reader-without-rights',
    what: `\`values.global.enableReaderRBAC\` is false in cluster '${p.cluster.clusterName}', which the control planes of other clusters read`,
    expected: 'the account and the rights that the charts make for them',
    fix: 'remove the value',
  }));
}

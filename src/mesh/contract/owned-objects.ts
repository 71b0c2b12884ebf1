import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { OwnedObject } from './contract-data';
import { tenantsOf } from './tenants';
import { findCluster } from '../../cluster/cluster';
import { objectsIn } from '../../kube/late-value';
import { isManifest } from '../../kube/manifest';
import type { Mesh } from '../mesh';

/**
 * The objects of this program that a tenant's program could write too: what the library makes for the whole cluster, and what is
 * in namespaces of tenants. Namespaces are listed elsewhere; what is in the other ones no tenant writes to.
 */
export function ownedObjects(mesh: Mesh): OwnedObject[] {
  const granted = new Set(tenantsOf(mesh).flatMap((t) => t.namespaces.map((n) => n.namespaceName)));
  const owned = objectsIn(clusterScopeOf(mesh)).flatMap((o): OwnedObject[] => {
    const isNamespace = o.kind === 'Namespace' && o.apiGroup === 'core';
    if (isManifest(o) && o.clusterScoped) return isNamespace ? [] : [{ group: o.apiGroup, kind: o.kind, name: o.name }];
    const { namespace } = o.metadata;
    return !isNamespace && namespace && granted.has(namespace) ? [{ group: o.apiGroup, kind: o.kind, namespace, name: o.name }] : [];
  });
  const byKey = new Map(owned.map((o) => [`${o.group}/${o.kind} ${o.namespace ?? ''}/${o.name}`, o]));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, o]) => o);
}

/** Everything of the cluster that a mesh is in: its `Cluster`, or else its outermost chart. */
export function clusterScopeOf(construct: IConstruct): IConstruct {
  return findCluster(construct) ?? construct.node.scopes.find((c) => Chart.isChart(c)) ?? construct.node.root;
}

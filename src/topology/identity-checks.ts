import type { ApiObject } from 'cdk8s';
import type { MadePart } from './parts';
import type { Problem } from '../analysis/finding';
import { NETWORK_VIEW } from '../gateway/east-west/checks';
import { HBONE_PORT, MTLS_PORT } from '../gateway/east-west/ports';
import { draftOf, objectsIn } from '../kube/late-value';
import { RoleKind } from '../mesh/mesh-role';
import { isMap, valueAt } from '../mesh/plain-values';
import { DataPlane } from '../vocabulary/data-plane';
import { MeshLabel } from '../vocabulary/mesh-labels';

/** The label by which istiod finds Secrets with kubeconfigs (istio/istio pkg/kube/multicluster/secretcontroller.go). */
const MULTI_CLUSTER = 'istio/multiCluster';

/** Something that a rendered object says, and what it has to say. */
interface Statement {
  readonly where: string;
  readonly says: unknown;
  readonly wanted: string;
  readonly of: 'cluster-name' | 'network';
}

/**
 * Places where the name or the network of a cluster stands, as they are in the end: raw fields, patches and other constructs may have
 * had the last word. What is not said at all is no contradiction.
 */
export function identityProblems(part: MadePart): Problem[] {
  return statements(part).filter(({ says, wanted }) => says !== undefined && says !== wanted).map(({ where, says, wanted, of }) => ({
    code: `topology/${of}-contradicts`,
    what: `${where} says ${JSON.stringify(says)}, but the ${of === 'network' ? 'network' : 'name'} of cluster '${part.cluster.clusterName}' is '${wanted}'`,
    expected: of === 'network' ? 'one network in all places: istiod sends traffic by it' : 'one name in all places: by it istiod finds the API server that vouches for a proxy',
    fix: `remove what sets it there; the Cluster holds the ${of === 'network' ? '`network`' : '`name`'}`,
  }));
}

function statements({ kind, cluster, mesh, gateway, network, settings }: MadePart): Statement[] {
  const { clusterName } = cluster;
  const istio = draftOf(mesh.istio);
  // a typed value is refused by the mesh itself
  const refused = valueAt(settings.values, 'pilot.env.CLUSTER_ID') !== undefined;
  const path = `\`${kind === RoleKind.REMOTE ? 'istiodRemote.injectionPath' : 'values'}\` of Istio '${mesh.meshName}'`;
  const [, named, net] = /^\/inject\/cluster\/([^/]+)\/net\/([^/]+)$/.exec(String(valueAt(istio, 'spec.values.istiodRemote.injectionPath'))) ?? [];
  const ztunnel = mesh.foundation.ztunnel;
  const values = ztunnel && draftOf(ztunnel).spec?.values;
  const labelOf = (object: ApiObject | undefined): unknown => object && draftOf(object).metadata?.labels?.[MeshLabel.NETWORK];
  const env: unknown = gateway?.deployment && draftOf(gateway.deployment).spec?.template?.spec?.containers?.[0]?.env;
  const view = Array.isArray(env) ? env.find((e) => e?.name === NETWORK_VIEW)?.value : undefined;
  const inGateway = `of the gateway between clusters, '${gateway?.gatewayName}',`;
  return [
    { where: '`values.global.multiCluster.clusterName` of the Istio', says: valueAt(istio, 'spec.values.global.multiCluster.clusterName'), wanted: clusterName, of: 'cluster-name' },
    { where: '`values.pilot.env.CLUSTER_ID` of the Istio', says: refused ? undefined : valueAt(istio, 'spec.values.pilot.env.CLUSTER_ID'), wanted: clusterName, of: 'cluster-name' },
    { where: path, says: named, wanted: clusterName, of: 'cluster-name' },
    { where: '`multiCluster.clusterName` of the ZTunnel', says: valueAt(values, 'ztunnel.multiCluster.clusterName'), wanted: clusterName, of: 'cluster-name' },
    { where: '`values.global.network` of the Istio', says: valueAt(istio, 'spec.values.global.network'), wanted: network, of: 'network' },
    { where: path, says: net, wanted: network, of: 'network' },
    { where: '`network` of the ZTunnel', says: valueAt(values, 'ztunnel.network'), wanted: network, of: 'network' },
    { where: `the label ${MeshLabel.NETWORK} of namespace '${mesh.rootNamespace}'`, says: rootLabel(cluster, mesh), wanted: network, of: 'network' },
    { where: `the label ${MeshLabel.NETWORK} ${inGateway}`, says: labelOf(gateway?.service ?? gateway?.gateway), wanted: network, of: 'network' },
    { where: `${NETWORK_VIEW} ${inGateway}`, says: view, wanted: network, of: 'network' },
    ...otherGateways(cluster, gateway?.service, network),
  ];
}

/**
 * Of the Namespace, whichever construct of the cluster writes it. An ambient mesh knows a network by this label only, so that there a
 * missing one says that there is none.
 */
function rootLabel(cluster: MadePart['cluster'], { rootNamespace, dataPlane, _role: role }: MadePart['mesh']): unknown {
  const isNeeded = dataPlane === DataPlane.AMBIENT && !role?.omitsNetworkLabel;
  const written = objectsIn(cluster).filter((o) => o.kind === 'Namespace' && o.name === rootNamespace).map((o) => draftOf(o).metadata?.labels?.[MeshLabel.NETWORK]);
  return written.find((label) => label !== undefined) ?? (written.length > 0 && isNeeded ? null : undefined);
}

/** The ports by which istiod takes a labelled Service for a way into a network. */
const NETWORK_PORTS: readonly unknown[] = [MTLS_PORT, HBONE_PORT];

/** Services that other constructs of the cluster write as ways into a network. */
function otherGateways(cluster: MadePart['cluster'], own: ApiObject | undefined, network: string): Statement[] {
  return objectsIn(cluster).filter((o) => o.kind === 'Service' && o.apiGroup === 'core' && o !== own).flatMap((o): Statement[] => {
    const { metadata, spec } = draftOf(o);
    const says: unknown = metadata?.labels?.[MeshLabel.NETWORK];
    const leadsIn = Array.isArray(spec?.ports) && spec.ports.some((p: { port?: unknown }) => NETWORK_PORTS.includes(p?.port));
    return says !== undefined && leadsIn ? [{ where: `the label ${MeshLabel.NETWORK} of Service '${o.name}' (${o.node.path})`, says, wanted: network, of: 'network' }] : [];
  });
}

/** Secrets by which a control plane reads clusters, whoever writes them: one for each other cluster, and none for its own. */
export function secretProblems({ kind, cluster, mesh }: Pick<MadePart, 'kind' | 'cluster' | 'mesh'>, byScript: readonly string[] = []): Problem[] {
  if (kind === RoleKind.REMOTE) return [];
  const byKey = new Map<string, string[]>(byScript.map((key) => [key, ['the script of RemoteSecrets.script()']]));
  for (const object of objectsIn(cluster)) {
    for (const key of clustersReadBy(object, mesh.rootNamespace)) byKey.set(key, [...byKey.get(key) ?? [], `${object.kind} '${object.name}' (${object.node.path})`]);
  }
  return [...byKey].flatMap(([key, objects]): Problem[] => {
    if (key === (mesh._role?.clusterName ?? cluster.clusterName)) {
      return [{
        code: 'topology/remote-secret-of-own-cluster',
        what: `${objects.join(' and ')} has a kubeconfig of '${key}', the cluster of the control plane that reads it, which ignores it`,
        expected: 'Secrets for other clusters only',
        fix: 'remove it, or correct the name of the cluster, which is the key of its data',
      }];
    }
    if (objects.length < 2) return [];
    return [{
      code: 'topology/remote-secret-key-twice',
      what: `the kubeconfig of cluster '${key}' is in ${objects.join(' and in ')}: istiod keeps the first that it sees, and ignores the other`,
      expected: 'one Secret for each cluster that is read',
      fix: 'remove one of them; with RemoteSecrets.existing() none is written here',
    }];
  });
}

/** The names of the clusters of which istiod would find a kubeconfig in a Secret, or in one that is made of an ExternalSecret. */
function clustersReadBy(object: ApiObject, namespace: string): string[] {
  if (!['Secret', 'ExternalSecret'].includes(object.kind)) return [];
  const json = draftOf(object);
  if (json.metadata?.namespace !== namespace) return [];
  const made = object.kind === 'Secret' ? json : json.spec?.target?.template;
  if (!isMap(made) || valueAt(made, 'metadata.labels') === undefined) return [];
  const { metadata, data, stringData } = made as { metadata: { labels: { [key: string]: unknown } }; data?: object; stringData?: object };
  return metadata.labels[MULTI_CLUSTER] === 'true' ? Object.keys({ ...data, ...stringData }) : [];
}

import { ApiObject } from 'cdk8s';
import type { Problem } from '../../analysis/finding';
import { findCluster } from '../../cluster/cluster';
import { draftOf } from '../../kube/late-value';
import type { PlainMap } from '../../kube/merge';
import type { Mesh } from '../../mesh';
import { isDiscovered, showSelector } from '../../namespace/discovery';
import { MeshLabel } from '../../vocabulary/mesh-labels';
import { waypointsOf } from '../../waypoint/registry';
import type { MeshService } from '../../workload/mesh-service';
import { type Member, networksOf } from '../member';
import type { MadePart } from '../parts';

/** A part of a topology that has the service, or something that stands for it. */
export interface Place {
  readonly part: MadePart;
  readonly service: MeshService;
  /** Whether it stands for the service of other clusters. */
  readonly isNamesake: boolean;
}

/** `<namespace>/<name>` of the waypoint that a service uses, by its own label or its namespace's. */
export function waypointOf({ _source: source, namespace }: MeshService): string | undefined {
  const own = source.labelOf(MeshLabel.USE_WAYPOINT);
  if (own === 'none') return undefined;
  if (own !== undefined) return `${source.labelOf(MeshLabel.USE_WAYPOINT_NAMESPACE) ?? namespace.namespaceName}/${own}`;
  const { _internals: labels } = namespace;
  const common = labels.labelOf(MeshLabel.USE_WAYPOINT);
  if (common === undefined || common === 'none') return undefined;
  return `${labels.labelOf(MeshLabel.USE_WAYPOINT_NAMESPACE) ?? namespace.namespaceName}/${common}`;
}

/** A headless service has no address: where it has no pods either, its name leads nowhere. */
export function headlessProblems(name: string, places: readonly Place[]): Problem[] {
  return places.filter(({ isNamesake, service }) => isNamesake && specOf(service.service).clusterIP === 'None').map(({ part }) => ({
    severity: 'warning',
    code: 'topology/headless-without-pods',
    what: `service '${name}' is headless, and cluster '${part.cluster.clusterName}' has no pods of it: there its name has no address`,
    expected: 'a service with an address of its own, or pods in every cluster',
    fix: 'add a second service of the same pods that is not headless, and share that one; or leave the cluster out of `clusters`',
  }));
}

/** Between networks, what the gateways do not expose is seen and never reached. */
export function exposureProblems(name: string, host: string, exposed: readonly string[], members: readonly Member[], isAmbient: boolean): Problem[] {
  if (isAmbient || networksOf(members).length < 2 || exposed.some((pattern) => covers(pattern, host))) return [];
  return [{
    code: 'topology/shared-service-not-exposed',
    what: `service '${name}' is shared, but \`exposedHosts\` of the mesh, ${exposed.map((h) => `'${h}'`).join(', ') || 'none'}, leaves out '${host}': other networks see it and do not reach it`,
    expected: 'a host of the mesh that covers it',
    fix: `add '${host}' to \`exposedHosts\``,
  }];
}

/** A control plane looks at the namespaces of every cluster by its own discovery selectors. */
export function discoveryProblems(name: string, places: readonly Place[], controlPlanes: readonly Mesh[]): Problem[] {
  const real = places.filter((p) => !p.isNamesake);
  return real.flatMap(({ part, service: { namespace } }) => controlPlanes.filter((m) => m !== part.mesh).flatMap((reader): Problem[] => {
    const { discoverySelectors } = reader._facts;
    const known = part.mesh._knownNamespaces.find((n) => n.name === namespace.namespaceName && n.written);
    if (!known || isDiscovered(discoverySelectors, known.labels())) return [];
    const { namespaceName } = namespace;
    return [{
      severity: 'warning',
      code: 'topology/namespace-not-discovered',
      what: `service '${name}' is shared, but the control plane of cluster '${findCluster(reader)?.clusterName}' does not look at namespace '${namespaceName}' of cluster '${part.cluster.clusterName}'`,
      expected: `a label that its discovery selectors ask for: ${discoverySelectors.map(showSelector).join(' or ')}`,
      fix: 'use the same `discoverySelectors` in every cluster, or add the label to the namespace',
    }];
  }));
}

/** Istio up to 1.30 has clients of other clusters use a waypoint only where its own Service is global. */
export function waypointReachProblems(name: string, places: readonly Place[]): Problem[] {
  return places.flatMap(({ part, service }): Problem[] => {
    const used = waypointOf(service);
    const waypoint = waypointsOf(part.mesh).find((w) => `${w.namespaceName}/${w.waypointName}` === used);
    if (!waypoint || waypoint.gateway.metadata.getLabel(MeshLabel.GLOBAL) === 'true') return [];
    return [{
      severity: 'warning',
      code: 'topology/waypoint-not-global',
      what: `service '${name}' is shared, but its waypoint '${waypoint.waypointName}' in cluster '${part.cluster.clusterName}' is known to that cluster only`,
      expected: `label ${MeshLabel.GLOBAL}: "true" on the waypoint of a shared service, in every cluster`,
      fix: `make it with \`addWaypoint\` of the shared namespace, or add labels: { '${MeshLabel.GLOBAL}': 'true' }`,
      cause: `${part.cluster.clusterName} ${used}`,
    }];
  });
}

/** Settings of one host in two DestinationRules: Istio takes one of them, and does not say which. */
export function ruleProblems(host: string, own: readonly ApiObject[]): Problem[] {
  return own.flatMap((rule) => {
    const others = rule.chart.node.findAll().filter((c): c is ApiObject =>
      ApiObject.isApiObject(c) && c !== rule && (c as ApiObject).kind === 'DestinationRule' && hostOf(c as ApiObject) === host);
    return others.map((other): Problem => ({
      code: 'topology/destination-rule-twice',
      what: `two DestinationRules are for '${host}': ${rule.node.path} and ${other.node.path}`,
      expected: 'one for a host: Istio takes one of them, by age',
      fix: 'move what the other one says into `raw` of the failover or distribution, or remove it',
    }));
  });
}

function hostOf(rule: ApiObject): string | undefined {
  const host = specOf(rule).host;
  if (typeof host !== 'string') return undefined;
  return host.includes('.') ? host : `${host}.${rule.metadata.namespace ?? rule.chart.namespace ?? 'default'}.svc.cluster.local`;
}

/** As Istio matches hosts: `*.local` covers every name below. */
function covers(pattern: string, host: string): boolean {
  return pattern === host || pattern === '*' || (pattern.startsWith('*.') && host.endsWith(pattern.slice(1)));
}

function specOf(object: ApiObject): PlainMap {
  return ((draftOf(object) as PlainMap).spec ?? {}) as PlainMap;
}

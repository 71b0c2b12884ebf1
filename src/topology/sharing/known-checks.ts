import { waypointOf } from './shared-checks';
import type { SharedService } from './shared-service';
import type { Problem } from '../../analysis/finding';
import { MeshLabel } from '../../vocabulary/mesh-labels';
import { waypointsOf } from '../../waypoint/registry';
import type { MeshService } from '../../workload/mesh-service';
import type { MadePart } from '../parts';

/** Clusters whose clients cannot resolve the service. */
export function missingProblems(shared: SharedService, parts: readonly MadePart[]): Problem[] {
  const { serviceName: name, namespaceName: namespace } = shared;
  return parts.filter((part) => !shared._places.has(part)).flatMap((part): Problem[] => {
    const isNamed = shared._wanted.has(part.cluster);
    if (!isNamed && !shared._everywhere) return [];
    const cluster = part.cluster.clusterName;
    if (part.mesh._namespaces.has(namespace)) {
      return [{
        code: 'topology/namespace-after-service',
        what: `service '${name}' was shared before cluster '${cluster}' had its namespace '${namespace}'`,
        expected: 'the namespace first: what stands for the service there is written into it',
        fix: 'move `shareAcross` below, or add the namespace with `mesh.addNamespace`',
      }];
    }
    return [{
      severity: isNamed ? 'error' : 'warning',
      code: 'topology/service-not-known',
      what: `service '${name}' is shared, but cluster '${cluster}' has no namespace '${namespace}': its clients cannot resolve '${shared.host}'`,
      expected: 'the namespace in every cluster with clients of the service',
      fix: `add it with mesh.addNamespace('${namespace}'); where there are no clients, name the other clusters in \`clusters\``,
    }];
  });
}

/** In an ambient mesh a cluster keeps to itself what does not carry the label, while the others take it for shared. */
export function unlabelledProblems({ serviceName: name, _sorted: places, _joined: joined }: SharedService): Problem[] {
  return places.filter(({ part, service, isNamesake }) => !isNamesake && !joined.has(part) && service._source.labelOf(MeshLabel.GLOBAL) !== 'true').map(({ part, service }) => ({
    code: 'topology/shared-in-some-clusters',
    what: `service '${name}' is shared, but not the one of cluster '${part.cluster.clusterName}' (${service.node.path})`,
    expected: `label ${MeshLabel.GLOBAL}: "true" on the Service in every cluster where it exists`,
    fix: 'call `shareAcross` of that one too, or use `addService` of the shared namespace',
  }));
}

/** To Istio a service behind a global waypoint is global (istio.io, ambient multicluster, limitations). */
export function globalWaypointProblems(service: MeshService): Problem[] {
  const used = waypointOf(service);
  const waypoint = waypointsOf(service.namespace.mesh).find((w) => `${w.namespaceName}/${w.waypointName}` === used);
  if (waypoint?.gateway.metadata.getLabel(MeshLabel.GLOBAL) !== 'true') return [];
  return [{
    code: 'topology/local-behind-global-waypoint',
    what: `service '${service.serviceName}' is kept local, but its waypoint '${waypoint.waypointName}' is global, and by that the service may be too`,
    expected: 'a waypoint that is known to its own cluster only',
    fix: 'give the service a waypoint of its own with `addWaypoint`, or make the shared one with `acrossClusters: false`',
  }];
}

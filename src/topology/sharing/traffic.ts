import { clusterProblems, regionProblems } from './region-checks';
import { waypointOf, ruleProblems } from './shared-checks';
import type { SharedService } from './shared-service';
import type { Problem } from '../../analysis/finding';
import { Findings } from '../../analysis/findings';
import type { Manifest } from '../../kube/manifest';
import { compareVersions, minorOf } from '../../release/istio-version';
import { hostRule, type HostTraffic } from '../../traffic/host-rule';
import { DataPlane } from '../../vocabulary/data-plane';
import type { MultiClusterMesh } from '../multi-cluster-mesh';
import { named } from '../support';

/** Since then waypoints send to other networks (istio/istio `AMBIENT_ENABLE_MULTI_NETWORK_WAYPOINT`). */
const WAYPOINTS_CROSS_NETWORKS_SINCE = '1.28';

/** How traffic is spread, and what that names. */
export interface TrafficRequest {
  readonly traffic: HostTraffic;
  readonly raw: unknown;
  readonly regions: string[];
  readonly clusters: string[];
}

/** Writes how traffic to a shared service is spread, wherever a control plane reads it. */
export function writeTraffic(service: SharedService, mesh: MultiClusterMesh, { traffic, raw, regions, clusters }: TrafficRequest): void {
  const findings = Findings.of(service);
  const { serviceName: name, namespaceName: namespace } = service;
  const rules: Manifest[] = [];
  for (const part of mesh._parts.filter((p) => mesh._isConfigured(p))) {
    const there = part.mesh._namespaces.get(namespace);
    if (there === undefined) continue;
    const id = `traffic-${namespace}.${name}`;
    rules.push(hostRule(part.scope, id, { mesh: part.mesh._facts, name, namespace, host: service.host, traffic, raw }));
  }
  for (const problem of [...regionProblems(regions, mesh._members), ...clusterProblems(clusters, mesh.clusterNames)]) {
    findings.add(service, problem);
  }
  if (mesh._peers.length > 0) {
    findings.remark(mesh, 'precondition', `the programs of ${named(mesh._peers)} say the same as this one of where the traffic of ${service.host} goes: each control plane reads its own cluster`);
  }
  findings.checkAtSynth(service, () => [
    ...ruleProblems(service.host, rules), ...unreadProblems(service, mesh), ...waypointProblems(service),
  ]);
}

/** Clients of a cluster without a control plane do as their primary reads, which may not have the namespace. */
function unreadProblems({ _sorted: places, serviceName, namespaceName }: SharedService, mesh: MultiClusterMesh): Problem[] {
  if (!places.some(({ part }) => !mesh._isConfigured(part))) return [];
  return mesh._parts.filter((p) => mesh._isConfigured(p) && !p.mesh._namespaces.has(namespaceName)).map((part) => ({
    code: 'topology/failover-not-read',
    what: `where the traffic of service '${serviceName}' goes cannot be told the control plane of cluster '${part.cluster.clusterName}', which has no namespace '${namespaceName}'`,
    expected: 'the namespace in every cluster whose control plane looks after clients of the service',
    fix: `add the namespace there: mesh.addNamespace('${namespaceName}') adds it in every cluster`,
  }));
}

function waypointProblems({ _sorted: places, serviceName }: SharedService): Problem[] {
  return places.filter(({ part }) => part.mesh.dataPlane === DataPlane.AMBIENT).flatMap(({ part, service }): Problem[] => {
    const cluster = part.cluster.clusterName;
    if (waypointOf(service) === undefined) {
      return [{
        code: 'topology/traffic-without-waypoint',
        what: `where the traffic of service '${serviceName}' goes is said, but it uses no waypoint in cluster '${cluster}'`,
        expected: 'a waypoint of the service in every cluster: in an ambient mesh waypoints do locality and outlier detection, ztunnel does neither',
        fix: 'call `addWaypoint` of the shared namespace; where a preference of what is near will do, set `trafficDistribution` of the service instead',
      }];
    }
    if (compareVersions(minorOf(part.version), WAYPOINTS_CROSS_NETWORKS_SINCE) >= 0) return [];
    return [{
      severity: 'warning',
      code: 'topology/waypoints-stay-on-network',
      what: `traffic of service '${serviceName}' is to leave cluster '${cluster}', but waypoints of Istio ${minorOf(part.version)} send to their own network only`,
      expected: `Istio ${WAYPOINTS_CROSS_NETWORKS_SINCE} or later`,
      fix: 'choose a later version; within the cluster it works',
    }];
  });
}

import type { GatewayData, HostData, WaypointData } from './contract-data';
import { clusterScopeOf } from './owned-objects';
import { tenantsOf } from './tenants';
import type { InjectedGateway } from '../../gateway';
import { type ServedHost, serversOf } from '../../gateway/servers';
import { draftOf } from '../../kube/late-value';
import { Waypoint } from '../../waypoint';
import type { Mesh } from '../mesh';

/** The gateways of a mesh as its contract has them. */
export function gatewaysData(mesh: Mesh): GatewayData[] {
  return [...mesh._gateways.values()].map((gateway) => ({
    name: gateway.gatewayName,
    namespace: gateway.namespaceName,
    identity: gateway.identity.principal,
    selector: { ...gateway.selectorLabels },
    exposure: exposureOf(gateway),
    hosts: gateway._served.map((served) => hostData(mesh, gateway, served)).sort((a, b) => (a.host < b.host ? -1 : 1)),
  })).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The waypoints of a mesh as its contract has them. */
export function waypointsData(mesh: Mesh): WaypointData[] {
  const namespaces = [...new Set(mesh._knownNamespaces.map((n) => n.name))].sort();
  const waypoints = clusterScopeOf(mesh).node.findAll().filter((c): c is Waypoint => c instanceof Waypoint && namespaces.includes(c.namespaceName));
  return waypoints.map((waypoint) => {
    // no namespace is called so: only a waypoint for everybody admits it
    const admitsEverywhere = waypoint.admits('*');
    return {
      name: waypoint.waypointName,
      namespace: waypoint.namespaceName,
      identity: waypoint.identity.principal,
      traffic: waypoint.traffic,
      admits: admitsEverywhere ? [] : namespaces.filter((n) => n !== waypoint.namespaceName && waypoint.admits(n)),
      admitsEverywhere,
    };
  }).sort((a, b) => (`${a.namespace}/${a.name}` < `${b.namespace}/${b.name}` ? -1 : 1));
}

function hostData(mesh: Mesh, gateway: InjectedGateway, served: ServedHost): HostData {
  const host = served.host.hostName;
  return {
    host,
    protocols: [...new Set(serversOf([served]).map((s) => s.port.protocol))].sort(),
    tenant: tenantsOf(mesh).find((t) => t._has(gateway.gatewayName, host))?.tenantName,
    namespaces: [...served.namespaces].sort(),
    everywhere: served.everywhere,
  };
}

/** How traffic gets to a gateway as it stands: with Routes, it takes a host. */
function exposureOf(gateway: InjectedGateway): string {
  if (gateway._served.some((s) => s.host.route)) return 'route';
  return draftOf(gateway.service).spec?.type === 'LoadBalancer' ? 'loadBalancer' : 'clusterIp';
}

import type { ContractData, TenantData } from './contract-data';
import { Grant } from './grant';
import { requestIdProblem } from './request-id';
import { isKnownKind } from './request-shape';
import { problemAt, type ShapeProblem } from './shape';
import { OpenShift, OssmRelease } from '../../release';
import { compareVersions } from '../../release/istio-version';

/** Names in a contract that refer to nothing, or are there twice; grants that contradict each other. */
export function contractProblems(contract: ContractData): ShapeProblem[] {
  const { namespaces, gateways, waypoints, tenants, reservedNamespaces, release } = contract;
  return [
    ...releaseProblems(release),
    ...openShiftProblems(contract.cluster.openshift),
    ...twice('namespaces', namespaces.map((n) => n.name)),
    ...twice('reservedNamespaces', reservedNamespaces),
    ...twice('gateways', gateways.map((g) => g.name)),
    ...gateways.flatMap((g, i) => twice(`gateways[${i}].hosts`, g.hosts.map((h) => h.host))),
    ...twice('waypoints', waypoints.map((w) => `${w.namespace}/${w.name}`)),
    ...twice('tenants', tenants.map((t) => t.name)),
    ...sharedNamespaces(tenants),
    ...tenants.flatMap((tenant, i) => tenantProblems(contract, tenant, `tenants[${i}]`)),
    ...gateways.flatMap((g, i) => g.hosts.flatMap((h, j) => (h.tenant === undefined || tenants.some((t) => t.name === h.tenant) ? []
      : [problemAt(`gateways[${i}].hosts[${j}].tenant`, h.tenant, known('a tenant of this contract', tenants.map((t) => t.name)))]))),
  ];
}

function releaseProblems({ minor, operator }: ContractData['release']): ShapeProblem[] {
  if (operator === undefined || OssmRelease.of(operator).minor === OssmRelease.of(minor).minor) return [];
  return [problemAt('release.operator', operator, `a z-stream of ${minor}`)];
}

/** A newer version than this library knows counts as the newest it knows; an older one has nothing to count as. */
function openShiftProblems(version: string): ShapeProblem[] {
  const [oldest] = OpenShift._all();
  if (compareVersions(version, oldest.version) >= 0) return [];
  return [problemAt('cluster.openshift', version, `${oldest.version} or later`)];
}

function tenantProblems(contract: ContractData, tenant: TenantData, path: string): ShapeProblem[] {
  const names = contract.namespaces.map((n) => n.name);
  const problems: ShapeProblem[] = [];
  const refer = (at: string, value: string, what: string, all: string[]): void => {
    if (!all.includes(value)) problems.push(problemAt(`${path}.${at}`, value, known(what, all)));
  };
  tenant.namespaces.forEach((n, i) => {
    refer(`namespaces[${i}]`, n, 'a namespace of this contract', names);
    if (contract.reservedNamespaces.includes(n)) {
      problems.push(problemAt(`${path}.namespaces[${i}]`, n, 'a namespace that is not in `reservedNamespaces`'));
    }
  });
  const host = (at: string, grant: { gateway: string; host: string }): void => {
    refer(`${at}.gateway`, grant.gateway, 'a gateway of this contract', contract.gateways.map((g) => g.name));
    const gateway = contract.gateways.find((g) => g.name === grant.gateway);
    if (gateway) refer(`${at}.host`, grant.host, `a host of gateway '${gateway.name}'`, gateway.hosts.map((h) => h.host));
  };
  tenant.hosts.forEach((h, i) => {
    host(`hosts[${i}]`, h);
    const owner = contract.gateways.find((g) => g.name === h.gateway)?.hosts.find((o) => o.host === h.host)?.tenant;
    if (owner !== undefined && owner !== tenant.name) {
      problems.push(problemAt(`${path}.hosts[${i}].host`, h.host, `a host of this tenant: the gateway has it for tenant '${owner}'`));
    }
  });
  tenant.delegations.forEach((d, i) => {
    host(`delegations[${i}]`, d);
    refer(`delegations[${i}].virtualService.namespace`, d.virtualService.namespace, 'a namespace of the tenant', tenant.namespaces);
  });
  if (tenant.hosts.length + tenant.delegations.length > 0 && !tenant.grants.includes(Grant.ATTACH_ROUTES)) {
    problems.push(problemAt(`${path}.grants`, tenant.grants, `'${Grant.ATTACH_ROUTES}' among them, as the tenant has hosts`));
  }
  tenant.accepted.forEach((request, i) => {
    if (request.namespace !== undefined) refer(`accepted[${i}].namespace`, request.namespace, 'a namespace of the tenant', tenant.namespaces);
    const wrong = isKnownKind(request.kind) ? requestIdProblem(request, contract.mesh.name) : undefined;
    if (wrong) problems.push(problemAt(`${path}.accepted[${i}].id`, request.id, wrong));
    if (request.tenant !== tenant.name) problems.push(problemAt(`${path}.accepted[${i}].tenant`, request.tenant, `'${tenant.name}'`));
  });
  return problems;
}

function sharedNamespaces(tenants: TenantData[]): ShapeProblem[] {
  const owners = new Map<string, string>();
  return tenants.flatMap((tenant, i) => tenant.namespaces.flatMap((namespace, j) => {
    const owner = owners.get(namespace);
    owners.set(namespace, tenant.name);
    if (owner === undefined) return [];
    return [problemAt(`tenants[${i}].namespaces[${j}]`, namespace, `a namespace of one tenant: it is listed for '${owner}' too`)];
  }));
}

function twice(path: string, names: string[]): ShapeProblem[] {
  return names.flatMap((name, i) => (names.indexOf(name) === i ? [] : [problemAt(`${path}[${i}]`, name, 'each name once in this list')]));
}

function known(what: string, all: string[]): string {
  return all.length === 0 ? `${what}, of which there is none` : `${what}: ${[...all].sort().join(', ')}`;
}

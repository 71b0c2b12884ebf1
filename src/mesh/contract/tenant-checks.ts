import { Grant } from './grant';
import type { MeshTenant, MeshTenantProps } from './mesh-tenant';
import { reservedNamespaces } from './tenants';
import type { Problem } from '../../analysis/finding';
import { dnsLabelProblem } from '../../kube/names';
import { DataPlane } from '../../vocabulary/data-plane';
import { PathMatch } from '../../vocabulary/path-match';

/** What is wrong with a tenant, as far as it can be said when it is added. */
export function tenantProblems(props: MeshTenantProps, others: readonly MeshTenant[]): Problem[] {
  return [
    ...nameProblems(props, others),
    ...namespaceProblems(props, others),
    ...grantProblems(props),
    ...delegationProblems(props),
    ...gatewayProblems(props),
  ];
}

/** What is wrong with a prefix that is to be delegated; undefined where nothing is. */
export function prefixProblem(prefix: string): string | undefined {
  try {
    return PathMatch.prefix(prefix).path === '/' ? 'it is the whole host' : undefined;
  } catch {
    return 'it is no path';
  }
}

function nameProblems({ name }: MeshTenantProps, others: readonly MeshTenant[]): Problem[] {
  const wrong = dnsLabelProblem(name);
  if (wrong) {
    return [{
      code: 'mesh/invalid-tenant',
      what: `the name '${name}' of the tenant is not usable: ${wrong}`,
      expected: 'a DNS label: names of objects are made of it',
      fix: 'change the name',
    }];
  }
  const same = others.find((o) => o.tenantName === name);
  return !same ? [] : [{
    code: 'mesh/tenant-twice',
    what: `the tenant '${name}' is added a second time; the first is ${same.node.path}`,
    expected: 'one tenant of a name in a mesh',
    fix: 'put everything into one `addTenant`',
  }];
}

function namespaceProblems({ mesh, name, namespaces, createNamespaces, labels }: MeshTenantProps, others: readonly MeshTenant[]): Problem[] {
  const problems: Problem[] = [];
  const add = (what: string, expected: string, fix: string) => problems.push({ code: 'mesh/tenant-namespace', what: `tenant '${name}' ${what}`, expected, fix });
  for (const namespace of namespaces) {
    const owner = others.find((o) => o.namespaces.some((n) => n.namespaceName === namespace));
    if (owner) add(`is to have namespace '${namespace}', which tenant '${owner.tenantName}' has`, 'one tenant for a namespace', 'take it from one of them');
    if (reservedNamespaces(mesh).includes(namespace)) {
      add(`is to have namespace '${namespace}', in which this program runs parts of the mesh`, 'namespaces of applications', `leave '${namespace}' out`);
    }
  }
  if (createNamespaces === false && labels !== undefined) {
    add('has `labels`, but creates its namespaces itself', '`labels` for namespaces that this program creates', 'remove `labels`, or `createNamespaces: false`');
  }
  return problems;
}

function grantProblems({ name, grants, hosts = [], delegations = [], dataPlane }: MeshTenantProps): Problem[] {
  const problems: Problem[] = [];
  if (hosts.length + delegations.length > 0 && !grants.includes(Grant.ATTACH_ROUTES)) {
    problems.push({
      code: 'mesh/tenant-grant-missing',
      what: `tenant '${name}' has ${hosts.length > 0 ? '`hosts`' : '`delegations`'}, but may not attach routes`,
      expected: 'Grant.ATTACH_ROUTES among its grants',
      fix: 'add the grant, or leave the hosts out',
    });
  }
  if (dataPlane !== undefined && dataPlane !== DataPlane.NONE && !grants.includes(Grant.ENROL)) {
    problems.push({
      code: 'mesh/tenant-grant-missing',
      what: `the namespaces of tenant '${name}' are to be ${dataPlane}, but the tenant may not enrol them`,
      expected: 'Grant.ENROL among its grants',
      fix: 'add the grant, or leave `dataPlane` out',
    });
  }
  return problems;
}

function delegationProblems({ name, namespaces, delegations = [] }: MeshTenantProps): Problem[] {
  const problems: Problem[] = [];
  const add = (what: string, expected: string, fix: string) => problems.push({ code: 'mesh/tenant-delegation', what: `tenant '${name}' ${what}`, expected, fix });
  for (const { host, prefix, namespace } of delegations) {
    const wrong = prefixProblem(prefix);
    if (wrong) {
      add(`is delegated '${prefix}' of host '${host}', but ${wrong}`, "a prefix below the host, like '/payments'",
        prefix === '/' ? 'put the host into `hosts`' : 'change the prefix');
    }
    if (namespace !== undefined && !namespaces.includes(namespace)) {
      add(`is delegated '${prefix}' of host '${host}' in namespace '${namespace}', which is not its own`, `one of ${namespaces.join(', ')}`, 'change `namespace`');
    }
    if (namespace === undefined && namespaces.length > 1) {
      add(`is delegated '${prefix}' of host '${host}', and has several namespaces`, `the namespace of its VirtualService: one of ${namespaces.join(', ')}`, 'state `namespace`');
    }
  }
  return problems;
}

function gatewayProblems({ mesh, name, gateway }: MeshTenantProps): Problem[] {
  if (!gateway || mesh._gateways.get(gateway.gatewayName) === gateway) return [];
  return [{
    code: 'mesh/tenant-gateway-of-another-mesh',
    what: `the gateway '${gateway.gatewayName}' of tenant '${name}' is not one that was added to mesh '${mesh.meshName}'`,
    expected: 'a gateway of `mesh.addInjectedGateway`',
    fix: 'pass one of this mesh',
  }];
}

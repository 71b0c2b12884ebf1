import { Construct } from 'constructs';
import type { DelegationData, HostGrant, RequestData } from './contract-data';
import { checkGrants, checkTenant } from './contract-kinds';
import { delegateName } from './delegate-name';
import { Grant } from './grant';
import { prefixProblem, tenantProblems } from './tenant-checks';
import type { TenantDelegation, TenantOptions } from './tenant-options';
import { tenantsOf } from './tenants';
import type { Problem } from '../../analysis/finding';
import { Findings } from '../../analysis/findings';
import { stated } from '../../analysis/kinds';
import { fail } from '../../analysis/mesh-error';
import type { InjectedGateway } from '../../gateway';
import { completeHost, objectNameOf } from '../../gateway/host-name';
import { Arrival } from '../../gateway/servers';
import { MeshNamespace } from '../../namespace';
import { DataPlane } from '../../vocabulary/data-plane';
import { PathMatch } from '../../vocabulary/path-match';
import type { Mesh } from '../mesh';

/** A team of a mesh. */
export interface MeshTenantProps extends TenantOptions {
  /** The mesh. */
  readonly mesh: Mesh;
  /** The name of the team: a DNS label. */
  readonly name: string;
}

/**
 * A team that brings its services to the mesh from a program of its own, with what it may do without asking.
 *
 * What it is granted is there at once, and is in the contract that its program reads.
 *
 * *Writes* the Namespaces of the tenant, unless told otherwise. On the gateway: what its hosts need, less their VirtualServices, which the
 * tenant writes; and for each delegated prefix an entry in the VirtualService of the host.
 */
export class MeshTenant extends Construct {
  /** The name of the team. */
  public readonly tenantName: string;
  /** Handles of its namespaces. */
  public readonly namespaces: MeshNamespace[];

  /** @internal */
  public readonly _grants: readonly Grant[];
  /** Standing ones, and those that were asked for and accepted. @internal */
  public readonly _hosts: Array<HostGrant & { readonly isStanding: boolean }> = [];
  /** @internal */
  public readonly _delegations: DelegationData[] = [];
  /** @internal */
  public readonly _accepted: RequestData[] = [];
  private readonly mesh: Mesh;
  private readonly props: MeshTenantProps;

  public constructor(scope: Construct, id: string, props: MeshTenantProps) {
    super(scope, id);
    checkTenant(this, props);
    this.props = stated(props);
    const { namespaces, grants, hosts = [], delegations = [] } = this.props;
    this.mesh = props.mesh;
    this.tenantName = props.name;
    if (!namespaces?.length) this.failWithoutNamespaces();
    checkGrants(this, props);
    this._grants = [...new Set(grants)].sort();
    const others = tenantsOf(this.mesh);
    for (const problem of tenantProblems(this.props, others)) Findings.of(this).add(this, problem);
    this.namespaces = [...new Set(namespaces)].map((name) => this.handleOf(name));
    others.push(this);
    for (const host of hosts) this.takeHost(host);
    for (const delegation of delegations) this.takeDelegation(delegation);
    Findings.of(this).checkAtSynth(this, () => [...this.routedHosts(), ...this.sharedServers()]);
  }

  /** The hosts of which all is its own, in full, sorted. */
  public get hostNames(): string[] {
    return this._hosts.map((h) => h.host).sort();
  }

  /** Whether all of a host is its own, granted or accepted. @internal */
  public _has(gateway: string, host: string): boolean {
    return this._hosts.some((h) => h.gateway === gateway && h.host === host);
  }

  /** Gives it a host of a gateway, all of it; or says why not. @internal */
  public _takeHostOf(gateway: InjectedGateway, hostName: string, isStanding: boolean): Problem | undefined {
    const { host } = completeHost(hostName, this.mesh._facts.appsDomain);
    const owner = tenantsOf(this.mesh).find((t) => t._has(gateway.gatewayName, host));
    if (owner) {
      return {
        code: 'mesh/host-granted-twice',
        what: `the host '${host}' of gateway '${gateway.gatewayName}' is given to tenant '${this.tenantName}', but tenant '${owner.tenantName}' has it already`,
        expected: 'one owner for a host: two VirtualServices of one host have no certain order',
        fix: `give each a part of it: \`delegations: [{ host: '${hostName}', prefix: '/...' }]\``,
      };
    }
    this._hosts.push({ gateway: gateway.gatewayName, host, isStanding });
    gateway._admit(hostName, this.namespaces.map((n) => n.namespaceName));
    return undefined;
  }

  private handleOf(name: string): MeshNamespace {
    const { mesh, props } = this;
    const known = mesh._namespaces.get(name);
    if (known) return known;
    const dataPlane = props.dataPlane ?? (this._grants.includes(Grant.ENROL) ? mesh.dataPlane : DataPlane.NONE);
    if (props.createNamespaces ?? true) return mesh.addNamespace(name, { dataPlane, labels: props.labels });
    const referred = MeshNamespace.fromName(this, `ns-${name}`, { mesh, name, dataPlane });
    mesh._namespaces.set(name, referred);
    return referred;
  }

  private takeHost(hostName: string): void {
    const gateway = this.gatewayOf(`the host '${hostName}'`);
    const problem = gateway && this._takeHostOf(gateway, hostName, true);
    if (problem) Findings.of(this).add(this, problem);
  }

  private takeDelegation({ host: hostName, prefix: path, namespace }: TenantDelegation): void {
    const gateway = this.gatewayOf(`the prefix '${path}' of host '${hostName}'`);
    if (!gateway) return;
    if (prefixProblem(path)) return;
    const prefix = PathMatch.prefix(path).path;
    const { appsDomain } = this.mesh._facts;
    const { host } = completeHost(hostName, appsDomain);
    const virtualService = {
      name: delegateName(this.tenantName, objectNameOf(host, appsDomain, gateway.gatewayName), prefix),
      namespace: namespace ?? this.namespaces[0].namespaceName,
    };
    gateway.host(hostName)._delegate(prefix, virtualService.namespace, virtualService.name);
    this._delegations.push({ gateway: gateway.gatewayName, host, prefix, virtualService });
  }

  /** The gateway that is meant; none where the problem has been reported. */
  private gatewayOf(what: string): InjectedGateway | undefined {
    const all = [...this.mesh._gateways.values()];
    if (this.props.gateway) return this.props.gateway;
    if (all.length === 1) return all[0];
    Findings.of(this).add(this, {
      code: 'mesh/tenant-gateway-needed',
      what: `${what} of tenant '${this.tenantName}' needs a gateway, and the mesh has ${all.length === 0 ? 'none' : `${all.length}: ${all.map((g) => `'${g.gatewayName}'`).join(', ')}`}`,
      expected: all.length === 0 ? 'a gateway that was added before the tenant' : 'the one that is meant',
      fix: all.length === 0 ? 'call `mesh.addInjectedGateway(...)` first' : 'pass `gateway`',
      cause: `gateway of tenant ${this.tenantName}`,
    });
    return undefined;
  }

  /** Re-encrypted hosts of a gateway have one server, to which all namespaces that may route one of them can bind any. */
  private sharedServers(): Problem[] {
    return [...this.mesh._gateways.values()].flatMap((gateway) => {
      const shared = gateway._served.filter((s) => s.arrival === Arrival.ROUTER_TLS).map((s) => s.host.hostName);
      const [own, others] = [true, false].map((mine) => shared.filter((host) => this._has(gateway.gatewayName, host) === mine));
      if (own.length === 0 || others.length === 0) return [];
      return [{
        severity: 'warning' as const,
        code: 'mesh/tenant-hosts-not-apart',
        what: `the host '${own[0]}' of tenant '${this.tenantName}' is re-encrypted, as is '${others[0]}' of somebody else on gateway '${gateway.gatewayName}': `
          + 'the router sends no server name, so both have one server, and the tenant can attach routes to either',
        expected: 'hosts of different owners on servers of their own',
        fix: 'use edge or passthrough for one of them, or a gateway of its own for the tenant',
        cause: `${gateway.gatewayName} ${this.tenantName}`,
      }];
    });
  }

  private failWithoutNamespaces(): never {
    fail(this, {
      code: 'mesh/tenant-without-namespaces',
      what: `the tenant '${this.tenantName}' has no namespace`,
      expected: 'at least one, in which it may write',
      fix: `write \`namespaces: ['${this.tenantName}']\`, or the names of those that it has`,
    });
  }

  /** A host that was given away has no routes of this program, nor delegates of others. */
  private routedHosts(): Problem[] {
    return this._hosts.flatMap(({ gateway, host }) => {
      const served = this.mesh._gateways.get(gateway)?._served.find((s) => s.host.hostName === host);
      if (!served || served.host._isEmpty) return [];
      return [{
        code: 'mesh/granted-host-has-routes',
        what: `the host '${host}' of gateway '${gateway}' is given to tenant '${this.tenantName}', but has routes or delegates of this program`,
        expected: 'one owner for a host: two VirtualServices of one host have no certain order',
        fix: 'give the tenant prefixes of it with `delegations`, or leave all of its routes to the tenant',
      }];
    });
  }
}

/** Adds a tenant to a mesh that has none of that name yet. */
export function addTenant(mesh: Mesh, name: string, options: TenantOptions): MeshTenant {
  const same = tenantsOf(mesh).find((t) => t.tenantName === name);
  if (same) {
    fail(mesh, {
      code: 'mesh/tenant-twice',
      what: `the tenant '${name}' is added a second time; the first is ${same.node.path}`,
      expected: 'one tenant of a name in a mesh',
      fix: 'put everything into one `addTenant`',
    });
  }
  return new MeshTenant(mesh, `tenant-${name}`, { ...options, mesh, name });
}

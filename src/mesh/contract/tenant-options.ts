import type { Grant } from './grant';
import type { InjectedGateway } from '../../gateway';
import type { DataPlane } from '../../vocabulary/data-plane';

/** A part of a host that a tenant routes. */
export interface TenantDelegation {
  /** The host, as `gateway.host(...)` takes it: a bare name is completed with the apps domain. */
  readonly host: string;
  /** The prefix of the paths, by segments, for instance `/payments`. */
  readonly prefix: string;
  /**
   * The namespace of the tenant's VirtualService.
   * @default - the tenant's namespace; required where it has several
   */
  readonly namespace?: string;
}

/** A team that brings its services to the mesh from a program of its own. */
export interface TenantOptions {
  /** The names of its namespaces, at least one. Those that this program has handles of are taken as they are. */
  readonly namespaces: string[];
  /** What it may do without asking; an empty list where it is to ask for everything. */
  readonly grants: Grant[];
  /**
   * Hosts that are all its own, as `gateway.host(...)` takes them: a bare name is completed with the apps domain. Needs
   * `Grant.ATTACH_ROUTES`.
   * @default - none; it may ask for hosts
   */
  readonly hosts?: string[];
  /**
   * Parts of hosts, by prefix: those that this program routes itself, or several tenants share. Needs `Grant.ATTACH_ROUTES`.
   * @default - none
   */
  readonly delegations?: TenantDelegation[];
  /**
   * The gateway of its hosts.
   * @default - the only one of the mesh; required where there are several
   */
  readonly gateway?: InjectedGateway;
  /**
   * Whether this program creates its namespaces. Otherwise the tenant does, in its own program.
   * @default true
   */
  readonly createNamespaces?: boolean;
  /**
   * How the workloads of its namespaces are in the mesh.
   * @default - the mesh's with `Grant.ENROL`, otherwise DataPlane.NONE
   */
  readonly dataPlane?: DataPlane;
  /**
   * Labels on each namespace that is created for it, beside those that enrol it.
   * @default - none
   */
  readonly labels?: { [key: string]: string };
}

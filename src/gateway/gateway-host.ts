import { ApiObject, type Duration } from 'cdk8s';
import { Construct } from 'constructs';
import type { GatewayHostProps, HostOwner } from './host-owner';
import { Findings } from '../analysis/findings';
import { checkKinds, MAP, NAMESPACE, required, TEXT } from '../analysis/kinds';
import { fail } from '../analysis/mesh-error';
import { draftOf } from '../kube/late-value';
import type { HostRoute, HostRouteOptions } from '../traffic/host-route';
import { virtualService } from '../traffic/istio-objects';
import { checkRoute } from '../traffic/route-kinds';
import { RouteTable } from '../traffic/route-table';
import { DataPlane } from '../vocabulary/data-plane';
import type { IMeshNamespace, IMeshService } from '../vocabulary/interfaces';
import { MeshLabel } from '../vocabulary/mesh-labels';
import { PathMatch } from '../vocabulary/path-match';

/** The part of a host that another program decides about. */
export interface DelegateOptions {
  /** The namespace of the other program's VirtualService. */
  readonly namespace: IMeshNamespace;
  /** The name of the other program's VirtualService: a `RouteDelegate` there. */
  readonly name: string;
}

/**
 * A host of an ingress gateway, with its routes.
 *
 * *Writes* a VirtualService with the first route. What else a host needs, its gateway writes.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/
 */
export class GatewayHost extends Construct {
  /** @internal */
  public static _create(scope: Construct, id: string, props: GatewayHostProps): GatewayHost {
    return new GatewayHost(scope, id, props);
  }

  /** The host in full, for instance `shop.apps.east.example.com`, or `*`. */
  public readonly hostName: string;
  /** The name of the host's objects. */
  public readonly objectName: string;

  /** The OpenShift Route, which the gateway's own program writes. @internal */
  public _route?: ApiObject;
  /** The cert-manager Certificates, which the gateway's own program writes. @internal */
  public readonly _certificates: ApiObject[] = [];
  private readonly owner: HostOwner;
  private readonly routes: RouteTable;
  private readonly raw: any;
  private readonly ambientBackends = new Set<IMeshService>();
  private written?: ApiObject;

  private constructor(scope: Construct, id: string, props: GatewayHostProps) {
    super(scope, id);
    this.hostName = props.host;
    this.objectName = props.objectName;
    this.owner = props.owner;
    this.raw = props.raw;
    this.routes = new RouteTable(this, `host '${props.host}'`, props.owner.facts);
    props.owner.claimHost(this);
  }

  /**
   * The VirtualService.
   * @default - undefined until the first route
   */
  public get virtualService(): ApiObject | undefined {
    return this.written;
  }

  /**
   * The OpenShift Route.
   * @default - undefined where the gateway is exposed by other means, or belongs to another program
   */
  public get route(): ApiObject | undefined {
    return this._route;
  }

  /** The cert-manager Certificates that are made for it, shared ones too; empty where there are none. */
  public get certificates(): ApiObject[] {
    return [...this._certificates];
  }

  /**
   * Sends requests of this host to a service. It never grants access: where a policy denies by default, allow the gateway at the service.
   *
   * @param name the name of the route; metrics and access logs show it
   * @param options which requests (all of the host where it says nothing of them), and to which service of any namespace of the mesh
   * @throws if the backend is no service, or another option is of a wrong type
   */
  public addRoute(name: string, options: HostRouteOptions): HostRoute {
    checkRoute(this, `host '${this.hostName}'`, name, options);
    this.writeInto(this.owner.virtualServiceNamespace ?? options.backend.namespace.namespaceName);
    if (options.backend.namespace.dataPlane === DataPlane.AMBIENT) {
      if (this.ambientBackends.size === 0) Findings.of(this).checkAtSynth(this, () => this.bypassProblems());
      this.ambientBackends.add(options.backend);
    }
    return this.routes.addRoute(name, options);
  }

  /**
   * Leaves a prefix of the paths to another program, which writes a VirtualService without hosts and gateways for it.
   *
   * @param path the prefix, by segments
   * @param options where the other program's VirtualService is
   * @throws if the host is on a gateway of another program, which alone can delegate; if the namespace is none
   */
  public delegate(path: string, options: DelegateOptions): void {
    const subject = `the delegated prefix '${path}' of host '${this.hostName}'`;
    checkKinds(this, 'gateway/wrong-type', subject, [['options', options, required(MAP)]]);
    checkKinds(this, 'gateway/wrong-type', subject, [['namespace', options.namespace, required(NAMESPACE)], ['name', options.name, required(TEXT)]]);
    this._delegate(path, options.namespace.namespaceName, options.name);
  }

  /** @internal */
  public _delegate(path: string, namespace: string, name: string): void {
    const own = this.owner.virtualServiceNamespace;
    if (own === undefined) {
      fail(this, {
        code: 'gateway/delegate-of-another-program',
        what: `the host '${this.hostName}' is on ${this.owner.subject}, which belongs to another program`,
        expected: 'a host of a gateway of this program: VirtualServices delegate one level deep only',
        fix: 'add the routes here, or have the owner of the gateway delegate',
      });
    }
    this.writeInto(own);
    this.routes.addDelegate(PathMatch.prefix(path), { name, namespace });
  }

  /** Whether it has no route and no delegate. @internal */
  public get _isEmpty(): boolean {
    return this.routes.isEmpty;
  }

  /** The longest timeout of any route. @internal */
  public get _longestTimeout(): Duration | undefined {
    return this.routes.longestTimeout;
  }

  /** VirtualServices of one host on one gateway merge in the order of their making, so a host has one. */
  private writeInto(namespace: string): void {
    this.written ??= virtualService(this, 'VirtualService', {
      mesh: this.owner.facts,
      name: this.objectName,
      namespace,
      hosts: [this.hostName],
      gateways: [this.owner.gatewayReference(namespace)],
      http: () => this.routes.render(),
      raw: this.raw,
    });
    const first = this.written.metadata.namespace;
    if (first === namespace) return;
    Findings.of(this).add(this, {
      code: 'gateway/routes-of-two-namespaces',
      what: `the host '${this.hostName}' has routes to services of '${first}' and of '${namespace}', on ${this.owner.subject} of another program`,
      expected: 'services of one namespace: two VirtualServices of one host have no certain order',
      fix: 'use a host for each namespace, or have the owner of the gateway delegate a prefix to each',
    });
  }

  /** Gateways go past waypoints unless they are told not to; with them, the waypoint's policies and routes. */
  private bypassProblems() {
    return [...this.ambientBackends].flatMap((backend) => {
      const waypoint = bypassedWaypoint(backend);
      return waypoint === undefined ? [] : [{
        code: 'gateway/goes-past-waypoint',
        what: `the service ${backend.host} uses waypoint '${waypoint}', but requests of ${this.owner.subject} go past it, and past its routes and policies`,
        expected: `label ${MeshLabel.INGRESS_USE_WAYPOINT}: "true" on the service or its namespace`,
        fix: 'call `useWaypointForIngress` of the service or the namespace, or enforce at the gateway',
        cause: `${this.owner.subject} past waypoint ${waypoint} of ${backend.namespace.namespaceName}`,
        severity: 'warning' as const,
      }];
    });
  }
}

/** The waypoint that a gateway's requests to a service go past. Undefined also where the labels of the service are not known. */
function bypassedWaypoint(backend: IMeshService): string | undefined {
  const own = labelsOf(backend);
  if (!own) return undefined;
  const { _internals: namespace } = backend.namespace;
  const waypoint = own[MeshLabel.USE_WAYPOINT] ?? namespace.labelOf(MeshLabel.USE_WAYPOINT);
  const ingress = own[MeshLabel.INGRESS_USE_WAYPOINT] ?? namespace.labelOf(MeshLabel.INGRESS_USE_WAYPOINT);
  return waypoint === undefined || waypoint === 'none' || ingress === 'true' ? undefined : waypoint;
}

/** The labels of the Service that a handle writes; undefined where it only refers to one. */
function labelsOf(backend: IMeshService): { [key: string]: string } | undefined {
  const { defaultChild } = backend.node;
  return defaultChild && ApiObject.isApiObject(defaultChild) ? draftOf(defaultChild).metadata.labels ?? {} : undefined;
}

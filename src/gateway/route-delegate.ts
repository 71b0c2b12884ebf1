import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { Findings } from '../analysis/findings';
import { checkKinds, MAP, NAMESPACE, required, TEXT } from '../analysis/kinds';
import type { HostRoute, HostRouteOptions } from '../traffic/host-route';
import { virtualService } from '../traffic/istio-objects';
import { checkRoute } from '../traffic/route-kinds';
import { RouteTable } from '../traffic/route-table';
import type { IMeshNamespace } from '../vocabulary/interfaces';
import { PathMatch } from '../vocabulary/path-match';

/** Routes for a prefix that the owner of a host has delegated. */
export interface RouteDelegateProps {
  /** The namespace of the VirtualService, as the owner of the host has it in `delegate`. */
  readonly namespace: IMeshNamespace;
  /** The name of the VirtualService, as the owner of the host has it in `delegate`. */
  readonly name: string;
  /**
   * The prefix that was delegated, by segments. Istio ignores routes outside of it; here they are errors.
   * @default - not known, and nothing is checked
   */
  readonly prefix?: string;
  /**
   * Raw fields laid over the VirtualService: `{ spec: { ... } }`.
   * @default - none
   */
  readonly raw?: any;
}

/**
 * The routes of a team under a host that belongs to another program.
 *
 * The owner of the host delegates a prefix of its paths (`host.delegate('/api', ...)`) to this VirtualService, which has neither hosts nor
 * gateways.
 *
 * *Writes* a VirtualService with the first route, into the team's namespace.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#Delegate
 */
export class RouteDelegate extends Construct {
  private readonly props: RouteDelegateProps;
  private readonly routes: RouteTable;
  private written?: ApiObject;

  public constructor(scope: Construct, id: string, props: RouteDelegateProps) {
    super(scope, id);
    this.props = props;
    checkKinds(this, 'gateway/wrong-type', 'the delegate', [['props', props, required(MAP)]]);
    const { namespace, name, prefix } = props;
    checkKinds(this, 'gateway/wrong-type', 'the delegate', [['name', name, required(TEXT)], ['namespace', namespace, required(NAMESPACE)], ['raw', props.raw, MAP]]);
    const within = prefix === undefined || prefix === null ? undefined : PathMatch.prefix(prefix);
    this.routes = new RouteTable(this, `delegate '${name}'`, namespace.mesh._facts, within);
    if (!namespace._internals.writable) {
      Findings.of(this).add(this, {
        code: 'gateway/namespace-not-ours',
        what: `the delegate '${name}' is to be written into namespace '${namespace.namespaceName}', which belongs to another program`,
        expected: 'a namespace that this program may write to',
        fix: 'choose a namespace of this program, and have the owner of the host delegate to it',
      });
    }
  }

  /**
   * The VirtualService.
   * @default - undefined until the first route
   */
  public get virtualService(): ApiObject | undefined {
    return this.written;
  }

  /**
   * Sends requests to a service.
   *
   * @param name the name of the route; metrics and access logs show it
   * @param options which requests (all below the prefix where it says nothing of them), and to which service of any namespace of the mesh
   * @throws if the backend is no service, or another option is of a wrong type
   */
  public addRoute(name: string, options: HostRouteOptions): HostRoute {
    checkRoute(this, `delegate '${this.props.name}'`, name, options);
    this.written ??= virtualService(this, 'VirtualService', {
      mesh: this.props.namespace.mesh._facts,
      name: this.props.name,
      namespace: this.props.namespace.namespaceName,
      http: () => this.routes.render(),
      raw: this.props.raw,
    });
    return this.routes.addRoute(name, options);
  }
}

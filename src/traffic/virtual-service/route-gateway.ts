import type { IConstruct } from 'constructs';
import { fail } from '../../analysis/mesh-error';
import { referenceTo } from '../../objects/reference';
import type { IMeshGateway } from '../../vocabulary/interfaces';
import { ValueError } from '../../vocabulary/value-error';
import type { IGateway } from '../gateway/gateway';

/** By its name and namespace; undefined for the proxies of workloads. */
interface NamedGateway {
  readonly gatewayName: string;
  readonly namespaceName?: string;
}

/**
 * The proxies that heed a VirtualService: those of gateways, those of workloads.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#VirtualService
 */
export class RouteGateway {
  /** The proxies of workloads: sidecars and waypoints. */
  public static readonly MESH = new RouteGateway(undefined);

  /**
   * Gateways, by the `Gateway` of networking.istio.io that configures them.
   *
   * @param gateway the `Gateway`
   * @throws if it is none
   */
  public static gateway(gateway: IGateway): RouteGateway {
    return new RouteGateway(checked(gateway, RouteGateway.gateway));
  }

  /**
   * A gateway of the mesh that brings its `Gateway` along: what `mesh.addInjectedGateway(...)` returns.
   *
   * @param gateway the gateway
   * @throws if it is none
   */
  public static meshGateway(gateway: IMeshGateway): RouteGateway {
    return new RouteGateway(checked(gateway, RouteGateway.meshGateway));
  }

  private constructor(private readonly named: NamedGateway | undefined) {}

  /** Whether these are the proxies of workloads. @internal */
  public get _isMesh(): boolean {
    return this.named === undefined;
  }

  /** As an object of a namespace refers to it. @internal */
  public _reference(at: IConstruct, from: string | undefined): string {
    if (!this.named) return 'mesh';
    const { gatewayName: name, namespaceName: namespace } = this.named;
    // with a dot, istiod takes a name for `<name>.<namespace>` (istio/istio pilot/pkg/model/push_context.go, resolveGatewayName)
    if (!name.includes('.')) return referenceTo({ name, namespace }, from);
    return fail(at, {
      code: 'traffic/gateway-name-with-dot',
      what: `the name '${name}' of a gateway holds a dot, and VirtualServices cannot refer to it`,
      expected: 'the name of a `Gateway` that is a DNS label',
      fix: 'rename the `Gateway`',
    });
  }
}

function checked(gateway: NamedGateway, below: Function): NamedGateway {
  if (typeof gateway?.gatewayName === 'string') return gateway;
  throw new ValueError({
    code: 'traffic/no-gateway',
    what: `${typeof gateway === 'string' ? `'${gateway}'` : String(gateway)} is not a gateway to route at`,
    expected: 'the handle of a gateway',
    fix: 'pass a Gateway, what Gateway.fromName(...) returns, or for RouteGateway.meshGateway a gateway of the mesh',
  }, below);
}

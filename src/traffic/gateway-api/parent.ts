import type { IKubernetesGateway } from './kubernetes-gateway';
import { made } from '../../analysis/kinds';
import { checkHandle } from '../../vocabulary/check-handle';
import type { IMeshService } from '../../vocabulary/interfaces';
import { namespaceOf } from '../../vocabulary/namespace-of';
import type { IServiceEntryTarget } from '../../vocabulary/policy-target';

/** What identifies a parent. */
interface ParentRef {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  readonly port?: number;
  readonly sectionName?: string;
}

/** Where exactly a route is attached to its parent. */
export interface RouteParentOptions {
  /**
   * The name of the listener.
   * @default - every listener that the route fits
   */
  readonly listener?: string;
  /**
   * The port: of the listeners, or of the service.
   * @default - every port
   */
  readonly port?: number;
}

/**
 * What a route is attached to: `parentRefs`.
 *
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#parentreference
 */
export class RouteParent {
  /**
   * A gateway: the route is for what comes in there. The gateway's listener must allow routes of the route's namespace.
   *
   * @param gateway the gateway
   * @param options the listener or the port
   */
  public static gateway(gateway: IKubernetesGateway, options: RouteParentOptions = {}): RouteParent {
    checkHandle('kubernetesGateway', gateway, RouteParent.gateway);
    checkHandle('options', options, RouteParent.gateway);
    return new RouteParent({
      group: 'gateway.networking.k8s.io', kind: 'Gateway', name: gateway.kubernetesGatewayName, sectionName: options.listener, port: options.port,
    }, gateway.namespaceName);
  }

  /**
   * A service: the route is for what workloads of the mesh send to it; in an ambient mesh at its waypoint. In the service's own namespace it is for all
   * callers, in another one for callers of that namespace, by sidecars only.
   *
   * @param service the service
   * @param options the port
   */
  public static service(service: IMeshService, options: RouteParentOptions = {}): RouteParent {
    checkHandle('service', service, RouteParent.service);
    checkHandle('options', options, RouteParent.service);
    const { listener: sectionName, port } = options;
    return new RouteParent({ group: '', kind: 'Service', name: service.serviceName, port, sectionName }, service.namespace.namespaceName);
  }

  /**
   * A ServiceEntry: the route is for what workloads of the mesh send to it.
   *
   * @param entry the ServiceEntry
   * @param options the port
   */
  public static serviceEntry(entry: IServiceEntryTarget, options: RouteParentOptions = {}): RouteParent {
    checkHandle('serviceEntry', entry, RouteParent.serviceEntry);
    checkHandle('options', options, RouteParent.serviceEntry);
    return new RouteParent({
      group: 'networking.istio.io', kind: 'ServiceEntry', name: entry.serviceEntryName, port: options.port, sectionName: options.listener,
    }, namespaceOf(entry));
  }

  private constructor(
    /** @internal */
    public readonly _ref: ParentRef,
    /** Undefined where it is that of the route, or not known. @internal */
    public readonly _namespace?: string,
  ) {}

  /** As a route of a namespace writes it. @internal */
  public _render(from: string | undefined): object {
    const { group, kind, ...rest } = this._ref;
    // group and kind of a Gateway are what the API fills in
    const what = kind === 'Gateway' ? {} : { group, kind };
    return { ...what, ...rest, namespace: this._namespace === from ? undefined : this._namespace };
  }
}

export const ROUTE_PARENT = made('RouteParent', () => 'write RouteParent.gateway(...) or RouteParent.service(...)', (v) => typeof v?._ref?.kind === 'string');

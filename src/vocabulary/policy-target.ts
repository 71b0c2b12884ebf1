import { checkHandle } from './check-handle';
import type { IMeshService, IWaypoint } from './interfaces';
import { namespaceOf } from './namespace-of';

/** What has a place in `targetRefs`: a kind of object by its name. */
interface TargetRef {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
}

/** A ServiceEntry, as a policy refers to it. */
export interface IServiceEntryTarget {
  /** The name of the ServiceEntry. */
  readonly serviceEntryName: string;
}

/** A Gateway of Gateway API, as a policy refers to it. */
export interface IKubernetesGatewayTarget {
  /** The name of the Gateway. */
  readonly kubernetesGatewayName: string;
}

/**
 * What a policy is attached to, in the policy's own namespace: `targetRefs`. The only way by which a policy reaches a waypoint.
 *
 * @see https://istio.io/latest/docs/reference/config/type/workload-selector/#PolicyTargetReference
 */
export class PolicyTarget {
  /**
   * A service: the waypoint that it uses applies the policy to what goes to it. Only in the service's own namespace.
   *
   * @param service the service
   */
  public static service(service: IMeshService): PolicyTarget {
    checkHandle('service', service, PolicyTarget.service);
    return new PolicyTarget({ group: '', kind: 'Service', name: service.serviceName }, service.namespace.namespaceName);
  }

  /**
   * A ServiceEntry: the waypoint that it uses applies the policy.
   *
   * @param entry the ServiceEntry
   */
  public static serviceEntry(entry: IServiceEntryTarget): PolicyTarget {
    checkHandle('serviceEntry', entry, PolicyTarget.serviceEntry);
    return new PolicyTarget({ group: 'networking.istio.io', kind: 'ServiceEntry', name: entry.serviceEntryName }, namespaceOf(entry));
  }

  /**
   * A waypoint: all that goes through it.
   *
   * @param waypoint the waypoint
   */
  public static waypoint(waypoint: IWaypoint): PolicyTarget {
    checkHandle('waypoint', waypoint, PolicyTarget.waypoint);
    return new PolicyTarget({ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: waypoint.waypointName }, waypoint.namespaceName);
  }

  /**
   * A gateway of Gateway API: all that goes through it.
   *
   * @param gateway the gateway
   */
  public static kubernetesGateway(gateway: IKubernetesGatewayTarget): PolicyTarget {
    checkHandle('kubernetesGateway', gateway, PolicyTarget.kubernetesGateway);
    return new PolicyTarget({ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: gateway.kubernetesGatewayName }, namespaceOf(gateway));
  }

  /**
   * Every waypoint of the mesh, where the policy is in the root namespace. Needs Istio 1.25 (OpenShift Service Mesh 3.1).
   */
  public static allWaypoints(): PolicyTarget {
    return new PolicyTarget({ group: 'gateway.networking.k8s.io', kind: 'GatewayClass', name: 'istio-waypoint' });
  }

  private constructor(
    /** @internal */
    public readonly _ref: TargetRef,
    /** The namespace of the target; undefined where it has none, or it is not known. @internal */
    public readonly _namespace?: string,
  ) {}

  /** Reads as in a sentence, for instance `Service 'reviews'`. */
  public toString(): string {
    return `${this._ref.kind} '${this._ref.name}'`;
  }
}

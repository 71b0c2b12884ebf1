import { checkHandle } from './check-handle';
import type { IMeshGateway, IMeshService, IWaypoint } from './interfaces';
import { ValueError } from './value-error';

/** The label by which pods of a gateway that Istio makes are found. */
const GATEWAY_NAME_LABEL = 'gateway.networking.k8s.io/gateway-name';

/**
 * The workloads that an object of Istio is for: those of its namespace, or of the whole mesh in the root namespace, whose pods carry all of
 * these labels.
 *
 * @see https://istio.io/latest/docs/reference/config/type/workload-selector/
 */
export class WorkloadSelector {
  /**
   * Pods with all of these labels.
   *
   * @param labels at least one label and its value
   * @throws if there is none, or a value is no text
   */
  public static labels(labels: { [key: string]: string }): WorkloadSelector {
    const entries = Object.entries(labels ?? {});
    if (entries.length === 0 || entries.some(([, text]) => typeof text !== 'string')) {
      throw new ValueError({
        code: 'vocabulary/invalid-selector',
        what: `${JSON.stringify(labels) ?? String(labels)} selects no workload by its labels`,
        expected: 'a map of at least one label and its value, both texts',
        fix: "write one like { app: 'reviews' }; to mean every workload of the namespace leave the selector out",
      }, WorkloadSelector.labels);
    }
    return new WorkloadSelector({ ...labels });
  }

  /**
   * The pods behind a service.
   *
   * @param service a service whose selector is known
   * @throws if its selector is not known
   */
  public static service(service: IMeshService): WorkloadSelector {
    checkHandle('service', service, WorkloadSelector.service);
    if (Object.keys(service.selector).length === 0) {
      throw new ValueError({
        code: 'vocabulary/unknown-selector',
        what: `the labels that select the pods of service '${service.serviceName}' are not known`,
        expected: 'a service that was made with a selector, or referred to with one',
        fix: 'state `selector` where the service is referred to, or write WorkloadSelector.labels({ ... })',
      }, WorkloadSelector.service);
    }
    return new WorkloadSelector({ ...service.selector }, service.namespace.namespaceName);
  }

  /**
   * The pods of an injected gateway, by the labels that its `Gateway` selects them with.
   *
   * @param gateway a gateway whose pods are in this cluster
   * @throws if they are not
   */
  public static gateway(gateway: IMeshGateway): WorkloadSelector {
    checkHandle('gateway', gateway, WorkloadSelector.gateway);
    if (Object.keys(gateway.selectorLabels).length === 0) {
      throw new ValueError({
        code: 'vocabulary/unknown-selector',
        what: `gateway '${gateway.gatewayName}' has no pods in this cluster to select`,
        expected: 'a gateway whose pods are here',
        fix: 'write the object in the cluster of its pods',
      }, WorkloadSelector.gateway);
    }
    return new WorkloadSelector({ ...gateway.selectorLabels }, gateway.namespaceName);
  }

  /**
   * The pods of a waypoint. Policies reach a waypoint by `targetRefs` only: this is for what has no such field, an EnvoyFilter for instance.
   *
   * @param waypoint a waypoint
   */
  public static waypoint(waypoint: IWaypoint): WorkloadSelector {
    checkHandle('waypoint', waypoint, WorkloadSelector.waypoint);
    return new WorkloadSelector({ [GATEWAY_NAME_LABEL]: waypoint.waypointName }, waypoint.namespaceName);
  }

  private constructor(
    /** The labels. */
    public readonly matchLabels: { [key: string]: string },
    /** The namespace of the pods; undefined where it is not known. @internal */
    public readonly _namespace?: string,
  ) {}
}

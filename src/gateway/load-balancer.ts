/** Which nodes take the traffic of a load balancer. */
export enum ExternalTrafficPolicy {
  /** Every node; the client's address is lost on the way. */
  CLUSTER = 'Cluster',
  /** The nodes that run a pod of the gateway; the client's address is kept. */
  LOCAL = 'Local',
}

/**
 * How a load balancer is made internal: the annotation that the cloud reads.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#internal-load-balancer
 */
export class InternalLoadBalancer {
  /** Amazon Web Services. */
  public static readonly AWS = new InternalLoadBalancer({ 'service.beta.kubernetes.io/aws-load-balancer-internal': 'true' });
  /** Microsoft Azure. */
  public static readonly AZURE = new InternalLoadBalancer({ 'service.beta.kubernetes.io/azure-load-balancer-internal': 'true' });
  /** Google Cloud. */
  public static readonly GCP = new InternalLoadBalancer({ 'cloud.google.com/load-balancer-type': 'Internal' });
  /** IBM Cloud and Power VS. */
  public static readonly IBM_CLOUD = new InternalLoadBalancer({ 'service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type': 'private' });
  /** OpenStack. */
  public static readonly OPENSTACK = new InternalLoadBalancer({ 'service.beta.kubernetes.io/openstack-internal-load-balancer': 'true' });

  /**
   * Another cloud.
   *
   * @param annotations the annotations of the Service that it reads
   */
  public static of(annotations: { [key: string]: string }): InternalLoadBalancer {
    return new InternalLoadBalancer(annotations);
  }

  private constructor(
    /** The annotations of the Service. */
    public readonly annotations: { [key: string]: string },
  ) {}
}

/** A gateway behind a load balancer of its own. */
export interface LoadBalancerOptions {
  /**
   * Who provides the load balancer, where the cluster has several.
   * @default - the cluster's default
   */
  readonly loadBalancerClass?: string;
  /**
   * Annotations of the Service, for the provider.
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
  /**
   * The address ranges that may connect, as CIDR.
   * @default - all
   */
  readonly sourceRanges?: string[];
  /**
   * Makes it reachable from inside the network only.
   * @default - the provider's default, usually reachable from outside
   */
  readonly internal?: InternalLoadBalancer;
  /**
   * Which nodes take the traffic.
   * @default - Kubernetes' own: `Cluster`
   */
  readonly externalTrafficPolicy?: ExternalTrafficPolicy;
  /**
   * Whether each node opens a port, which some providers need.
   * @default - Kubernetes' own: true
   */
  readonly allocateNodePorts?: boolean;
  /**
   * How many proxies in front of the gateway add to `X-Forwarded-For`.
   * @default - none
   */
  readonly trustedProxies?: number;
}

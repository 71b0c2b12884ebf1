import type { Duration } from 'cdk8s';
import type { Availability, ComputeResources, Placement } from '../../vocabulary/sizing';
import type { IpFamily, IpFamilyPolicy } from '../../workload/service-options';
import type { Exposure } from '../exposure';

/** What every gateway between clusters says of itself. */
export interface EastWestSettings {
  /**
   * How the other clusters reach it: by a load balancer, or by the address of its Service where the clusters share a network. A Route is
   * refused: the router reads server names, and those that proxies of a mesh send are no host names.
   *
   * On AWS a network load balancer is wanted: `LoadBalancerOptions.annotations` with `service.beta.kubernetes.io/aws-load-balancer-type`
   * of `nlb`. Load balancers there have host names, not addresses; control planes resolve them.
   * @default Exposure.loadBalancer()
   */
  readonly exposure?: Exposure;
  /**
   * A stable DNS name that leads to the gateway, for instance one that external-dns keeps. Where it is given, other clusters use it in
   * place of the address, which is known only after the load balancer is there.
   * @default - the address, once it is known
   */
  readonly dnsName?: string;
  /**
   * How many replicas run.
   * @default Availability.autoscaled(2, 5)
   */
  readonly availability?: Availability;
  /**
   * What the proxy asks for and may use.
   * @default - injected: 100m CPU and 128Mi memory requested, 2 CPU and 1Gi memory at most; otherwise what the control plane's values say
   */
  readonly resources?: ComputeResources;
  /**
   * Where the pods run.
   * @default - any node
   */
  readonly placement?: Placement;
}

/** Raw fields of the objects of an injected gateway between clusters, in the API's own spelling; each is laid over the whole object. */
export interface EastWestInjectedRaw {
  /**
   * Laid over the Deployment.
   * @default - nothing
   */
  readonly deployment?: any;
  /**
   * Laid over the Service.
   * @default - nothing
   */
  readonly service?: any;
  /**
   * Laid over the ServiceAccount.
   * @default - nothing
   */
  readonly serviceAccount?: any;
  /**
   * Laid over the HorizontalPodAutoscaler, where there is one.
   * @default - nothing
   */
  readonly autoscaler?: any;
  /**
   * Laid over the PodDisruptionBudget, where there is one.
   * @default - nothing
   */
  readonly disruptionBudget?: any;
  /**
   * Laid over the NetworkPolicy, where there is one.
   * @default - nothing
   */
  readonly networkPolicy?: any;
  /**
   * Laid over the `Gateway` for services, where there is one.
   * @default - nothing
   */
  readonly servicesGateway?: any;
  /**
   * Laid over the `Gateway` for control planes, where there is one.
   * @default - nothing
   */
  readonly controlPlaneGateway?: any;
  /**
   * Laid over the VirtualService for control planes, where there is one.
   * @default - nothing
   */
  readonly controlPlaneRoutes?: any;
  /**
   * Laid over the DestinationRule for the control plane, where there is one.
   * @default - nothing
   */
  readonly controlPlaneTraffic?: any;
  /**
   * Laid over the Role with which the gateway gets its certificate, where there is one.
   * @default - nothing
   */
  readonly role?: any;
  /**
   * Laid over the RoleBinding of that Role, where there is one.
   * @default - nothing
   */
  readonly roleBinding?: any;
}

/** A gateway between clusters of one's own making, injected by the control plane. */
export interface EastWestInjectedOptions extends EastWestSettings {
  /**
   * Labels of the pods, beside those that this library writes.
   * @default - none
   */
  readonly podLabels?: { [key: string]: string };
  /**
   * Annotations of the pods, beside those that this library writes.
   * @default - none
   */
  readonly podAnnotations?: { [key: string]: string };
  /**
   * Settings of its proxies, laid over those of the mesh, in the spelling of the API: annotation `proxy.istio.io/config`.
   * @default - what `drain` says
   * @see https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig
   */
  readonly proxyConfig?: { [key: string]: any };
  /**
   * Environment variables of the proxy.
   * @default - none but those of the injection template, and the network that the gateway looks at
   */
  readonly env?: { [name: string]: string };
  /**
   * How long a pod that is being stopped lets open connections go on.
   * @default Duration.seconds(30)
   */
  readonly drain?: Duration;
  /**
   * Whether a NetworkPolicy limits who can connect: anyone to the ports it listens on and to its health (15021), OpenShift's
   * monitoring to its metrics (15020), nobody to anything else.
   * @default true
   */
  readonly networkPolicy?: boolean;
  /**
   * The port for mutual TLS between networks, from 1024 on.
   * @default 15443
   */
  readonly mtlsPort?: number;
  /**
   * Of how many IP families its Service has addresses.
   * @default - what the cluster does by itself
   */
  readonly ipFamilyPolicy?: IpFamilyPolicy;
  /**
   * The IP families of its Service, the first one first.
   * @default - what the cluster does by itself
   */
  readonly ipFamilies?: IpFamily[];
  /**
   * Raw fields, one entry an object.
   * @default - none
   */
  readonly raw?: EastWestInjectedRaw;
}

/** Raw fields of the objects of a gateway between clusters that Istio makes; each is laid over the whole object. */
export interface EastWestAmbientRaw {
  /**
   * Laid over the `Gateway` of the Gateway API.
   * @default - nothing
   */
  readonly gateway?: any;
  /**
   * Laid over the ConfigMap with the settings of its Deployment and Service, where there is one.
   * @default - nothing
   */
  readonly parameters?: any;
  /**
   * Laid over the HorizontalPodAutoscaler, where there is one.
   * @default - nothing
   */
  readonly autoscaler?: any;
  /**
   * Laid over the PodDisruptionBudget, where there is one.
   * @default - nothing
   */
  readonly disruptionBudget?: any;
}

/** A gateway between the networks of an ambient mesh, which Istio makes of a `Gateway`. */
export interface EastWestAmbientOptions extends EastWestSettings {
  /**
   * Labels of the `Gateway`, beside those that this library writes. Istio puts them on all that it makes of it.
   * @default - none
   */
  readonly labels?: { [key: string]: string };
  /**
   * Raw fields, one entry an object.
   * @default - none
   */
  readonly raw?: EastWestAmbientRaw;
}

/** Raw fields of the objects of a gateway between the networks of a sidecar mesh that Istio makes. */
export interface EastWestGatewayApiRaw extends EastWestAmbientRaw {
  /**
   * Laid over the `Gateway` of networking.istio.io for services, where there is one.
   * @default - nothing
   */
  readonly servicesGateway?: any;
}

/** A gateway between the networks of a sidecar mesh, which Istio makes of a `Gateway`. */
export interface EastWestGatewayApiOptions extends EastWestSettings {
  /**
   * Labels of the `Gateway`, beside those that this library writes. Istio puts them on all that it makes of it.
   * @default - none
   */
  readonly labels?: { [key: string]: string };
  /**
   * The port for mutual TLS between networks, from 1024 on.
   * @default 15443
   */
  readonly mtlsPort?: number;
  /**
   * Raw fields, one entry an object.
   * @default - none
   */
  readonly raw?: EastWestGatewayApiRaw;
}

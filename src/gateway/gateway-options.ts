import type { Duration } from 'cdk8s';
import type { GatewayCertificate } from './certificate';
import type { Exposure } from './exposure';
import type { InsecureTraffic, RouteSettings } from './route-settings';
import type { IMesh, IMeshNamespace } from '../vocabulary/interfaces';
import type { RevisionTrack } from '../vocabulary/revision-track';
import type { Availability, ComputeResources, Placement } from '../vocabulary/sizing';
import type { IpFamily, IpFamilyPolicy } from '../workload/service-options';

/** Raw fields of the objects of a gateway, in the API's own spelling; each is laid over the whole object. */
export interface InjectedGatewayRaw {
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
   * Laid over the Role with which the gateway gets certificates, where there is one.
   * @default - nothing
   */
  readonly role?: any;
  /**
   * Laid over the RoleBinding of that Role, where there is one.
   * @default - nothing
   */
  readonly roleBinding?: any;
  /**
   * Laid over the Role with which the router reads certificates, where there is one.
   * @default - nothing
   */
  readonly routerRole?: any;
  /**
   * Laid over the RoleBinding of that Role, where there is one.
   * @default - nothing
   */
  readonly routerRoleBinding?: any;
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
   * Laid over the `Gateway`, where there is one.
   * @default - nothing
   */
  readonly gateway?: any;
}

/** How an injected gateway is to be, wherever it runs. */
export interface InjectedGatewaySettings {
  /**
   * How traffic reaches it.
   * @default Exposure.route()
   */
  readonly exposure?: Exposure;
  /**
   * How many replicas run. From two on they are spread over zones and nodes, and a PodDisruptionBudget keeps one running.
   * @default Availability.autoscaled(2, 5)
   */
  readonly availability?: Availability;
  /**
   * What the proxy asks for and may use. What is left out here is not written: state all that is wanted.
   * @default - 100m CPU and 128Mi memory requested, 2 CPU and 1Gi memory at most
   */
  readonly resources?: ComputeResources;
  /**
   * Where the pods run.
   * @default - any node; several replicas spread over zones and nodes where possible
   */
  readonly placement?: Placement;
  /**
   * Which revision handle of the mesh its pods follow.
   * @default - the one that its namespace follows
   */
  readonly track?: RevisionTrack;
  /**
   * Labels by which its Service, its `Gateway` and the rest find its pods. No other pod of the mesh may have all of them.
   * @default - `istio` and `app`, both with the name of the gateway
   */
  readonly selectorLabels?: { [key: string]: string };
  /**
   * Labels of the pods, beside those that select them and those that have them injected.
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
   * @default - what `drain` and the exposure say
   * @see https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig
   */
  readonly proxyConfig?: { [key: string]: any };
  /**
   * Environment variables of the proxy.
   * @default - none but those of the injection template
   */
  readonly env?: { [name: string]: string };
  /**
   * How long a pod that is being stopped lets open connections go on. It must outlast the time that routers and load balancers need to
   * notice.
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
   * Whether its ServiceAccount may read the Secrets of its namespace, without which istiod hands it no certificate.
   * @default - once a host has a certificate
   */
  readonly readsSecrets?: boolean;
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
  readonly raw?: InjectedGatewayRaw;
}

/** How an injected gateway of a mesh is to be. */
export interface InjectedGatewayOptions extends InjectedGatewaySettings {
  /**
   * The namespace that it runs in.
   * @default - one of its own, with the gateway's name
   */
  readonly namespace?: IMeshNamespace;
}

/** An injected gateway to make. */
export interface InjectedGatewayProps extends InjectedGatewaySettings {
  /** The mesh whose control plane injects it. */
  readonly mesh: IMesh;
  /** The namespace that it runs in, of the same mesh. */
  readonly namespace: IMeshNamespace;
  /**
   * Its name: a DNS label that starts with a letter, of 63 characters at most. All that belongs to it is called so; Kubernetes shortens the
   * names of its pods by itself. With `anyHost()` behind a Route, name and namespace share 62 characters.
   */
  readonly name: string;
}

/** An injected gateway that another program makes. */
export interface InjectedGatewayReference {
  /** The namespace that it runs in. */
  readonly namespace: IMeshNamespace;
  /** Its name. */
  readonly name: string;
  /**
   * The name of its pods' ServiceAccount.
   * @default - its name
   */
  readonly serviceAccount?: string;
  /**
   * The labels that its pods carry.
   * @default - those of an `InjectedGateway`: `app` and `istio`, both its name
   */
  readonly selectorLabels?: { [key: string]: string };
}

/** Raw fields of the objects of a host, in the API's own spelling; each is laid over the whole object. */
export interface GatewayHostRaw {
  /**
   * Laid over the VirtualService.
   * @default - nothing
   */
  readonly virtualService?: any;
  /**
   * Laid over the OpenShift Route, where there is one.
   * @default - nothing
   */
  readonly route?: any;
}

/** How a host of a gateway is to be. */
export interface GatewayHostOptions {
  /**
   * The certificate that the gateway shows for it. Needed behind a Route with passthrough; behind re-encrypt one of OpenShift's service CA
   * is used unless this is given. Behind a load balancer it makes the host HTTPS. Behind an edge Route the gateway shows none.
   * @default - none
   */
  readonly certificate?: GatewayCertificate;
  /**
   * What happens to plain HTTP at the gateway where the host has a certificate. Behind a Route it is the router that sees plain HTTP:
   * see `route`.
   * @default InsecureTraffic.REDIRECT
   */
  readonly insecure?: InsecureTraffic;
  /**
   * How its Route differs from what the gateway's exposure says.
   * @default - as the exposure says
   */
  readonly route?: RouteSettings;
  /**
   * Namespaces beside the gateway's own whose VirtualServices may bind to the host. All that this library writes for this program is in
   * the gateway's own namespace, so that nobody else can take over a host or a part of it.
   * @default - none
   */
  readonly routesFrom?: IMeshNamespace[];
  /**
   * Whether VirtualServices of every namespace may bind to the host.
   * @default false
   */
  readonly routesFromEverywhere?: boolean;
  /**
   * The name of its VirtualService and its Route, and the base of the name of its Certificate.
   * @default - the host without the apps domain, dots as hyphens; for every host the name of the gateway
   */
  readonly objectName?: string;
  /**
   * Raw fields, one entry an object.
   * @default - none
   */
  readonly raw?: GatewayHostRaw;
}

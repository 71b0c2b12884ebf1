/** What the charts call the objects of one control plane, by its revision and its namespace (istio/istio manifests/charts/istio-control). */
export interface ControlPlaneNames {
  /** Its Service, its Deployment and its ServiceAccount. */
  readonly istiod: string;
  /** The ConfigMap with the mesh configuration. */
  readonly meshConfig: string;
  /** The ConfigMap with what is injected. */
  readonly injector: string;
  /** The webhook that injects. */
  readonly injectorWebhook: string;
  /** The webhook that validates. */
  readonly validatorWebhook: string;
  /** The ClusterRole of the ServiceAccount. */
  readonly clusterRole: string;
}

/** The namespace whose name the charts leave out of the name of the webhook that injects. */
const USUAL_NAMESPACE = 'istio-system';

/** The names of a control plane's objects. */
export function controlPlaneNames(revision: string, namespace: string): ControlPlaneNames {
  const suffix = revision === 'default' ? '' : `-${revision}`;
  return {
    istiod: `istiod${suffix}`,
    meshConfig: `istio${suffix}`,
    injector: `istio-sidecar-injector${suffix}`,
    injectorWebhook: `istio-sidecar-injector${suffix}${namespace === USUAL_NAMESPACE ? '' : `-${namespace}`}`,
    validatorWebhook: `istio-validator${suffix}-${namespace}`,
    clusterRole: `istiod-clusterrole${suffix}-${namespace}`,
  };
}

/** The gateway through which an external control plane is reached, and the namespace that it has for itself. */
export function gatewayNameOf(controlPlane: string): string {
  return `${controlPlane}-gateway`;
}

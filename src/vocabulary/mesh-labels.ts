/**
 * The label keys by which Istio is told what belongs to the data plane. Not public: they are written through handles.
 *
 * @see https://istio.io/latest/docs/reference/config/labels/
 */
export const MeshLabel = {
  /** On a namespace: inject all pods with the default revision, or never. */
  INJECTION: 'istio-injection',
  /** On a namespace, pod or Gateway: the revision or tag that looks after it. */
  REVISION: 'istio.io/rev',
  /** On a pod: inject it, or not. As an annotation it can only forbid. */
  INJECT: 'sidecar.istio.io/inject',
  /** On a namespace or pod: `ambient` or `none`. */
  DATA_PLANE_MODE: 'istio.io/dataplane-mode',
  /** On a namespace, Service or pod: the waypoint that its traffic goes through. */
  USE_WAYPOINT: 'istio.io/use-waypoint',
  /** Beside the former, where the waypoint is in another namespace. */
  USE_WAYPOINT_NAMESPACE: 'istio.io/use-waypoint-namespace',
  /** On a namespace or Service: gateways send through the waypoint too. */
  INGRESS_USE_WAYPOINT: 'istio.io/ingress-use-waypoint',
  /** On the Gateway of a waypoint: the traffic that it handles. */
  WAYPOINT_FOR: 'istio.io/waypoint-for',
  /** Put by Istio on everything that it makes of a Gateway. */
  GATEWAY_NAME: 'gateway.networking.k8s.io/gateway-name',
  /** On the root namespace, a pod, a Service or a Gateway: the network that it is on, or that it leads to. */
  NETWORK: 'topology.istio.io/network',
  /** On the Service or Gateway between networks: its port for mutual TLS, where it is not 15443. */
  GATEWAY_PORT: 'networking.istio.io/gatewayPort',
  /** On a Service, or the Gateway of a waypoint: other clusters of an ambient mesh see it. */
  GLOBAL: 'istio.io/global',
  /** Put by the API server on every namespace. */
  NAMESPACE_NAME: 'kubernetes.io/metadata.name',
} as const;

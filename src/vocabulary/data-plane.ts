/**
 * How the workloads of a namespace are in the mesh.
 *
 * @see https://istio.io/latest/docs/overview/dataplane-modes/
 */
export enum DataPlane {
  /** Every pod gets an Envoy sidecar, injected when the pod is created. */
  SIDECAR = 'sidecar',
  /** The node's ztunnel carries the traffic; waypoints add layer 7. Pods are not changed. */
  AMBIENT = 'ambient',
  /** Not enrolled: no label is written. An injected gateway works in such a namespace, by the label on its own pods. */
  NONE = 'none',
}

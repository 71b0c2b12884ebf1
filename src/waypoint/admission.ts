import { MeshLabel } from '../vocabulary/mesh-labels';

/** Whose workloads may use a waypoint. */
export interface Admission {
  /** The waypoint's own namespace, always admitted. */
  readonly own: string;
  /** Other namespaces, by name. */
  readonly others: ReadonlySet<string>;
  readonly everywhere: boolean;
}

/** Whether workloads of a namespace may use the waypoint. */
export function admits(admission: Admission, namespace: string): boolean {
  return admission.everywhere || namespace === admission.own || admission.others.has(namespace);
}

/**
 * The `allowedRoutes` of the waypoint's listener; undefined where the own namespace is all there is, which is the default.
 *
 * A selector replaces that default: the own namespace is admitted only if it is among those selected
 * (istio pilot/pkg/serviceregistry/kube/controller/ambient/waypoints.go), so it is listed where something there uses the waypoint.
 */
export function allowedRoutes(admission: Admission, ownIsUsed: boolean): object | undefined {
  if (admission.everywhere) return { namespaces: { from: 'All' } };
  if (admission.others.size === 0) return undefined;
  const names = [...new Set([...admission.others, ...(ownIsUsed ? [admission.own] : [])])].sort();
  const selector = names.length === 1
    ? { matchLabels: { [MeshLabel.NAMESPACE_NAME]: names[0] } }
    : { matchExpressions: [{ key: MeshLabel.NAMESPACE_NAME, operator: 'In', values: names }] };
  return { namespaces: { from: 'Selector', selector } };
}

import { DataPlane } from '../vocabulary/data-plane';
import { MeshLabel } from '../vocabulary/mesh-labels';
import type { Revision } from '../vocabulary/revision';

/**
 * Labels on a pod whose data plane is not its namespace's; none where it is. Never the injection annotation, by which nothing
 * can be injected.
 *
 * @see https://istio.io/latest/docs/reference/config/labels/
 */
export function podEnrolmentLabels(pod: DataPlane, namespace: DataPlane, revision: Revision): { [key: string]: string } {
  if (pod === namespace) return {};
  // a sidecar label on the pod takes precedence over ambient on its namespace
  if (pod === DataPlane.SIDECAR) return revision.podLabels;
  return {
    ...(namespace === DataPlane.SIDECAR && { [MeshLabel.INJECT]: 'false' }),
    ...(pod === DataPlane.AMBIENT && { [MeshLabel.DATA_PLANE_MODE]: 'ambient' }),
    ...(namespace === DataPlane.AMBIENT && { [MeshLabel.DATA_PLANE_MODE]: 'none' }),
  };
}

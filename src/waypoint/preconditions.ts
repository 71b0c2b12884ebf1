import { Findings } from '../analysis/findings';
import type { IMeshNamespace } from '../vocabulary/interfaces';

/** Says that the mesh's pull Secrets must be where pods with a proxy are. */
export function remarkPullSecrets(namespace: IMeshNamespace): void {
  for (const secret of namespace.mesh._facts.imagePullSecrets) {
    Findings.of(namespace).remark(namespace, 'precondition',
      `pull Secret '${secret}' must exist in namespace '${namespace.namespaceName}': pods with a proxy pull their images with it`);
  }
}

/** Says that the cluster needs the Gateway API, where its OpenShift version does not bring it. */
export function remarkGatewayApi({ mesh }: IMeshNamespace): void {
  const { openshift } = mesh._facts;
  if (openshift.managesGatewayApi) return;
  Findings.of(mesh).remark(mesh, 'precondition',
    `OpenShift ${openshift.version} has no Gateway API: apply the community's CRDs (standard channel) before any waypoint`);
}

import { Findings } from '../../analysis/findings';
import type { IMesh } from '../../vocabulary/interfaces';

/** Says that the cluster needs the Gateway API, where its OpenShift version does not bring it. */
export function remarkGatewayApiFor(mesh: IMesh, what: string): void {
  const { openshift } = mesh._facts;
  if (openshift.managesGatewayApi) return;
  Findings.of(mesh).remark(mesh, 'precondition',
    `OpenShift ${openshift.version} has no Gateway API: apply the community's CRDs (standard channel) before ${what}`);
}

/** Says that the mesh's pull Secrets must be where the gateway runs. */
export function remarkPullSecretsIn(mesh: IMesh, namespace: string): void {
  for (const secret of mesh._facts.imagePullSecrets) {
    Findings.of(mesh).remark(mesh, 'precondition',
      `pull Secret '${secret}' must exist in namespace '${namespace}': the gateway between clusters pulls its image with it`);
  }
}

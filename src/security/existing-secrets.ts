import { CA_FILES, CACERTS, TLS_FILES } from './cacerts';
import { fingerprintOf } from './certificates';
import { statedRootProblems } from './stated-root';
import type { TrustSource } from './trust-context';
import { checkTrustTypes } from './trust-kinds';
import type { ExistingSecretsTrustOptions } from './trust-options';
import { Findings } from '../analysis/findings';
import { TEXT } from '../analysis/kinds';

/** A Secret that is there already. */
export function existingSecrets({ rootCertificate }: ExistingSecretsTrustOptions): TrustSource {
  const fingerprint = fingerprintOf(rootCertificate);
  return {
    kind: 'existingSecrets',
    apply: (ctx) => {
      checkTrustTypes(ctx, 'existingSecrets', [['rootCertificate', rootCertificate, TEXT]]);
      const { at, cluster, rootNamespace } = ctx;
      Findings.of(at).remark(at, 'precondition',
        `Secret '${CACERTS}' must exist in namespace '${rootNamespace}' of cluster '${cluster}' before the control plane is applied, with `
        + `${Object.values(CA_FILES).join(', ')}, or as type kubernetes.io/tls with ${Object.values(TLS_FILES).join(', ')}; an intermediate of its own, `
        + 'below the root of the mesh', cluster);
      const says = fingerprint === undefined ? 'must be the same in every cluster' : `must be ${fingerprint}`;
      // Which of the two layouts it has is not known, so both keys are asked for.
      Findings.of(at).remark(at, 'precondition',
        `the fingerprint of the root in Secret '${CACERTS}' of cluster '${cluster}' ${says}: oc --context ${cluster} -n ${rootNamespace} get secret ${CACERTS} `
        + `-o go-template='{{with index .data "${CA_FILES.root}"}}{{. | base64decode}}{{else}}{{index .data "${TLS_FILES.root}" | base64decode}}{{end}}' `
        + '| openssl x509 -noout -fingerprint -sha256', cluster);
    },
    values: () => ({}),
    rootOf: () => fingerprint,
    problems: (contexts) => statedRootProblems(contexts, rootCertificate),
  };
}

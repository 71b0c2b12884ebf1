import type { TrustContext } from './trust-context';
import { Findings } from '../analysis/findings';

/** The Secret that istiod mounts, from its own namespace, at /etc/cacerts. */
export const CACERTS = 'cacerts';

/** The files of a plugged-in CA, as istiod names them (istio security/pkg/pki/ca/ca.go). */
export const CA_FILES = { certificate: 'ca-cert.pem', privateKey: 'ca-key.pem', root: 'root-cert.pem', chain: 'cert-chain.pem' } as const;

/** The keys of a Secret of type kubernetes.io/tls, which istiod takes as well: it looks for `tls.crt` first. */
export const TLS_FILES = { certificate: 'tls.crt', privateKey: 'tls.key', root: 'ca.crt' } as const;

/** The names that istiod's Service has with each revision, without repetition. */
export function istiodHosts({ revisions, rootNamespace }: TrustContext): string[] {
  return [...new Set(revisions.map((revision) => `${revision === 'default' ? 'istiod' : `istiod-${revision}`}.${rootNamespace}.svc`))];
}

/**
 * Says that something takes its time to make the Secret, and that istiod does not wait for it: started without, it signs with a root of its
 * own, and only a restart changes that.
 *
 * @param maker the kind of object that makes it, in lower case
 */
export function remarkWait(ctx: TrustContext, maker: string): void {
  const { cluster, rootNamespace, at } = ctx;
  Findings.of(at).remark(at, 'precondition',
    `Secret '${CACERTS}' must be made in namespace '${rootNamespace}' of cluster '${cluster}' before the control plane is applied, since istiod without it signs `
    + `with a root of its own until it is restarted: oc --context ${cluster} -n ${rootNamespace} wait --for=condition=Ready ${maker}/${CACERTS}`, cluster);
}

/** Says how a person sees that the root of a cluster is the one that is meant. */
export function remarkRoot(ctx: TrustContext, file: string, fingerprint: string | undefined, why: string): void {
  const { cluster, rootNamespace, at } = ctx;
  const expected = fingerprint === undefined ? 'the same in every cluster' : fingerprint;
  Findings.of(at).remark(at, 'precondition',
    `${why}; the fingerprint of the root must be ${expected}: oc --context ${cluster} -n ${rootNamespace} get secret ${CACERTS} `
    + `-o go-template='{{index .data "${file}" | base64decode}}' | openssl x509 -noout -fingerprint -sha256`, cluster);
}

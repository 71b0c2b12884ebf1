import { fingerprintOf, certificateIn, pemOf } from './certificates';
import { issuerName } from './issuer-problems';
import { istioCsrProblems } from './istio-csr-checks';
import type { TrustContext, TrustSource } from './trust-context';
import { byCluster, checkTrustTypes, ISSUER } from './trust-kinds';
import type { IstioCsrTrustOptions } from './trust-options';
import { Findings } from '../analysis/findings';
import { required, TEXT } from '../analysis/kinds';
import { configMap } from '../kube/core/config';
import { namespaceObject } from '../kube/core/namespace';
import { Manifest } from '../kube/manifest';
import type { IssuerRef } from '../vocabulary/issuer-ref';
import { Stage } from '../vocabulary/stage';

const ROOT_CONFIG_MAP = { name: 'istio-csr-root-ca', key: 'ca.crt' };

/** istiod signs nothing: an agent passes requests of workloads on to cert-manager. */
export function istioCsr(options: IstioCsrTrustOptions): TrustSource {
  const fingerprint = fingerprintOf(options.rootCertificate);
  const namespace = options.namespace ?? 'istio-csr';
  const issuerOf = ({ cluster }: TrustContext): IssuerRef => options.perCluster?.[cluster] ?? options.issuer;
  return {
    kind: 'istioCsr',
    apply: (ctx) => {
      checkTrustTypes(ctx, 'istioCsr', [
        ['issuer', options.issuer, required(ISSUER)], ['perCluster', options.perCluster, byCluster(ISSUER)], ['namespace', options.namespace, TEXT],
        ['rootCertificate', options.rootCertificate, TEXT],
      ]);
      write(ctx, options, namespace, issuerOf(ctx));
      remark(ctx, namespace, issuerOf(ctx), fingerprint);
    },
    // The chart mounts Secret istiod-tls and ConfigMap istio-ca-root-cert where they exist, so that nothing has to be said about volumes
    // (istio manifests/charts/istio-control/istio-discovery/templates/deployment.yaml).
    values: () => ({
      global: { caAddress: `cert-manager-istio-csr.${namespace}.svc:443` },
      pilot: { env: { ENABLE_CA_SERVER: 'false' } },
    }),
    rootOf: () => fingerprint,
    problems: (contexts) => istioCsrProblems(contexts, options, issuerOf),
  };
}

function write(ctx: TrustContext, { rootCertificate, raw }: IstioCsrTrustOptions, namespace: string, issuer: IssuerRef): void {
  const { scope } = ctx;
  if (namespace !== ctx.rootNamespace) namespaceObject(scope, 'istio-csr-namespace', { name: namespace });
  const root = rootCertificate === undefined ? undefined : certificateIn(rootCertificate);
  if (root) configMap(scope, 'istio-csr-root', { name: ROOT_CONFIG_MAP.name, namespace, data: { [ROOT_CONFIG_MAP.key]: pemOf(root) } });
  new Manifest(scope, 'istio-csr', {
    apiVersion: 'operator.openshift.io/v1alpha1',
    kind: 'IstioCSR',
    // The API takes no other name.
    metadata: { name: 'default', namespace },
    // Before istiod, which finds its own certificate in the Secret that this makes.
    stage: Stage.BASE,
    body: {
      spec: {
        istioCSRConfig: {
          certManager: {
            issuerRef: { name: issuer.name, kind: issuer.kind, group: issuer.group },
            istioCACertificate: root ? ROOT_CONFIG_MAP : undefined,
          },
          istiodTLSConfig: { trustDomain: ctx.trustDomain },
          // Each revision's Service is a name in istiod's certificate, so that it must be known before the revision exists.
          istio: { namespace: ctx.rootNamespace, revisions: [...new Set(ctx.revisions)] },
          // What proxies call their cluster; the agent refuses others.
          server: { clusterID: ctx.cluster },
        },
      },
    },
    raw,
  });
}

function remark(ctx: TrustContext, namespace: string, issuer: IssuerRef, fingerprint: string | undefined): void {
  const { at, cluster, rootNamespace } = ctx;
  const say = (text: string): void => Findings.of(at).remark(at, 'precondition', text, cluster);
  say(`the cert-manager Operator for Red Hat OpenShift must be installed in cluster '${cluster}', 1.18 or later: before, IstioCSR is a technology preview that has to be switched on`);
  say(`istio-csr of cluster '${cluster}' must be ready before the control plane is applied: oc --context ${cluster} -n ${namespace} rollout status deployment/cert-manager-istio-csr`);
  const where = issuer.kind === 'Issuer' ? ` in namespace '${rootNamespace}'` : '';
  say(`${issuerName(issuer)} must exist${where} in cluster '${cluster}'; that it signs below the root of the mesh is taken on trust, and the fingerprint of the root must be `
    + `${fingerprint ?? 'the same in every cluster'}: oc --context ${cluster} -n ${rootNamespace} get configmap istio-ca-root-cert -o go-template='{{index .data "root-cert.pem"}}' `
    + '| openssl x509 -noout -fingerprint -sha256');
}

import { certManager } from './cert-manager';
import { existingSecrets } from './existing-secrets';
import { externalSecrets } from './external-secrets';
import { istioCsr } from './istio-csr';
import { literalCa } from './literal-ca';
import { selfSigned } from './self-signed';
import type { TrustContext, TrustProblem, TrustSource } from './trust-context';
import type {
  CertManagerTrustOptions, ExistingSecretsTrustOptions, ExternalSecretsTrustOptions, IstioCsrTrustOptions, LiteralTrustOptions,
} from './trust-options';
import { stated } from '../analysis/kinds';
import type { PlainValues } from '../mesh/plain-values';

/**
 * Where the CA of each istiod comes from. The clusters of one mesh trust each other's workloads when their CAs have one root; each
 * cluster should sign with an intermediate of its own.
 *
 * Private keys are never in the output, except with `literal`, which has to be asked for twice.
 *
 * @see https://istio.io/latest/docs/tasks/security/cert-management/plugin-ca-cert/
 */
export class MeshTrust {
  /**
   * A Secret `cacerts` that exists in the root namespace of each cluster before the control plane does, made by whoever runs the PKI.
   *
   * *Writes* nothing. What must be in the Secret, and how to see that all have one root, is in the summary.
   *
   * @param options what is known of it
   * @see https://istio.io/latest/docs/tasks/security/cert-management/plugin-ca-cert/
   */
  public static existingSecrets(options?: ExistingSecretsTrustOptions): MeshTrust {
    return new MeshTrust(existingSecrets(stated(options ?? {})), options?.rootCertificate);
  }

  /**
   * A Secret `cacerts` in each cluster that the External Secrets Operator reads from a store: an entry for each cluster, and the root from
   * an entry that all share where `rootKey` says so.
   *
   * *Writes* an `ExternalSecret` into the root namespace of each cluster. An error where several clusters would share an entry.
   *
   * @param options the store and its entries
   * @see https://external-secrets.io/latest/api/externalsecret/
   */
  public static externalSecrets(options: ExternalSecretsTrustOptions): MeshTrust {
    return new MeshTrust(externalSecrets(stated(options ?? {})), options?.rootCertificate);
  }

  /**
   * An intermediate for each cluster that cert-manager requests and renews; istiod signs for workloads with it.
   *
   * *Writes* a `Certificate` into the root namespace of each cluster. An error where an issuer of this program would give clusters
   * roots of their own.
   *
   * @param options who signs the intermediates
   * @see https://cert-manager.io/docs/usage/certificate/
   */
  public static certManager(options: CertManagerTrustOptions): MeshTrust {
    return new MeshTrust(certManager(stated(options ?? {})), options?.rootCertificate);
  }

  /**
   * istiod has no CA: istio-csr, an agent in each cluster that the cert-manager Operator for Red Hat OpenShift runs, lets cert-manager sign for
   * each workload. For the sidecar data plane only, and only for an istiod that serves its own cluster; both are errors otherwise. In several
   * clusters each has an agent, told the name of its cluster; no page of the vendor describes that.
   *
   * *Writes* an `IstioCSR` named `default`, its `Namespace`, a `ConfigMap` with the root where it is stated, and the values that send istiod
   * and proxies to the agent.
   *
   * @param options who signs
   * @see https://docs.redhat.com/en/documentation/openshift_container_platform/4.20/html/security_and_compliance/cert-manager-operator-integrating-istio
   */
  public static istioCsr(options: IstioCsrTrustOptions): MeshTrust {
    return new MeshTrust(istioCsr(stated(options ?? {})), options?.rootCertificate);
  }

  /**
   * CAs that are given in the program, for demonstrations and for output that nobody else reads.
   *
   * *Writes* a `Secret` named `cacerts` into the root namespace of each cluster, with a private key in it. An error without
   * `contentInOutput`, for a cluster without an entry, for a key that is not that of its certificate, for a certificate that is no CA, and for
   * a chain that does not end in the root. Whether a certificate has expired is not judged.
   *
   * @param options the root and the CA of each cluster
   * @see https://istio.io/latest/docs/tasks/security/cert-management/plugin-ca-cert/
   */
  public static literal(options: LiteralTrustOptions): MeshTrust {
    return new MeshTrust(literalCa(stated(options ?? {})), options?.rootCertificate);
  }

  /**
   * Each istiod makes a root of its own, as Istio does where nobody says otherwise. An error where clusters are joined: their workloads
   * would refuse each other.
   *
   * *Writes* nothing.
   *
   * @see https://istio.io/latest/docs/concepts/security/#pki
   */
  public static selfSigned(): MeshTrust {
    return new MeshTrust(selfSigned());
  }

  private constructor(
    private readonly source: TrustSource,
    /** The certificate of the root as somebody stated it, if they did. @internal */
    public readonly _rootCertificate?: string,
  ) {}

  /**
   * Which of the factories made it.
   *
   * @internal
   */
  public get _kind(): string {
    return this.source.kind;
  }

  /**
   * Writes the objects of one cluster, and says what must be seen to there. For each istiod, once.
   *
   * @internal
   */
  public _apply(ctx: TrustContext): void {
    this.source.apply(ctx);
  }

  /**
   * Values for the Istio of one cluster.
   *
   * @internal
   */
  public _values(ctx: TrustContext): PlainValues {
    return this.source.values(ctx);
  }

  /**
   * The SHA-256 fingerprint of a cluster's root, as `openssl x509 -fingerprint -sha256` shows it; undefined where it is not known.
   *
   * @internal
   */
  public _rootOf(cluster: string): string | undefined {
    return this.source.rootOf(cluster);
  }

  /**
   * What is wrong, looking at all istiods that are to trust each other; those that are not joined are asked about one by one. For
   * `checkAtSynth`: it reads what the program writes, and changes nothing.
   *
   * @internal
   */
  public _problems(contexts: TrustContext[]): TrustProblem[] {
    return this.source.problems(contexts);
  }
}

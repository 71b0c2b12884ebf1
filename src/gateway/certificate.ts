import type { Duration } from 'cdk8s';
import type { CertificateSource } from './certificate-source';
import type { IssuerRef } from '../vocabulary/issuer-ref';

/** A certificate that cert-manager is to request. */
export interface CertManagerCertificateOptions {
  /** Who signs it. */
  readonly issuer: IssuerRef;
  /**
   * The Secret that gets it. Hosts of a gateway that state the same one share one Certificate with all their names.
   * @default - one of its own for each host, `<object name of the host>-tls`
   */
  readonly secretName?: string;
  /**
   * DNS names beside those of the hosts.
   * @default - none
   */
  readonly dnsNames?: string[];
  /**
   * How long it is valid.
   * @default - what cert-manager and the issuer say, usually 90 days
   */
  readonly duration?: Duration;
  /**
   * How long before its end it is renewed.
   * @default - after two thirds of its life
   */
  readonly renewBefore?: Duration;
  /**
   * Raw fields laid over the `Certificate`: `{ spec: { ... } }`.
   * @default - none
   */
  readonly raw?: any;
}

/**
 * The certificate that is shown for a host. It is always a Secret of type `kubernetes.io/tls` in the namespace of the gateway; key
 * material is never in the output.
 */
export class GatewayCertificate {
  /**
   * A Secret that exists in the namespace of the gateway.
   *
   * @param secretName the name of the Secret
   */
  public static fromSecret(secretName: string): GatewayCertificate {
    return new GatewayCertificate({ kind: 'secret', secretName });
  }

  /**
   * A certificate that cert-manager requests and renews.
   *
   * *Writes* a `Certificate` into the namespace of the gateway.
   *
   * @param options who signs it, and which Secret gets it
   */
  public static certManager(options: CertManagerCertificateOptions): GatewayCertificate {
    return new GatewayCertificate({ kind: 'cert-manager', options });
  }

  /**
   * The certificate that OpenShift's service CA issues for the gateway's Service. Its name is that of the Service, so it is for the
   * way between the router and the gateway, and for clients inside the cluster that trust the service CA.
   *
   * *Writes* the annotation that asks for it, on the Service of the gateway.
   *
   * @see https://docs.redhat.com/en/documentation/openshift_container_platform/4.20/html/security_and_compliance/configuring-certificates
   */
  public static serviceServing(): GatewayCertificate {
    return new GatewayCertificate({ kind: 'serving' });
  }

  private constructor(
    /** @internal */
    public readonly _source: CertificateSource,
  ) {}
}

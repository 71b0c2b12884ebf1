import { stated } from '../../analysis/kinds';
import type { GatewayCertificate } from '../certificate';

/** A control plane that other clusters reach through a gateway. */
export interface ExposedControlPlane {
  /** The name of its Service, for instance `istiod` or `istiod-prod-v1-28-6`. */
  readonly service: string;
  /**
   * The namespace of its Service.
   * @default - the root namespace of the mesh
   */
  readonly namespaceName?: string;
}

/** A control plane behind a certificate of one's own. */
export interface HttpsControlPlaneOptions {
  /** The DNS name under which the other clusters reach it: what their `discoveryAddress` and `caAddress` say. The certificate is for it. */
  readonly host: string;
  /** The certificate that the gateway shows: from a Secret in the namespace of the gateway, or requested from cert-manager. */
  readonly certificate: GatewayCertificate;
  /**
   * Whether the gateway also ends the TLS of the injection webhook (15017). API servers that reach the webhook through a Service ask
   * for the name of that Service and trust the control plane's own CA, so that only the control plane can answer them.
   * @default false, it passes through
   */
  readonly terminatesWebhook?: boolean;
  /**
   * A Secret in the namespace of the gateway with the root certificate of the control plane (key `cacert` or `ca.crt`), where that is
   * another one than the gateway's own.
   * @default - the root certificate of the mesh that injects the gateway
   */
  readonly rootSecretName?: string;
}

/**
 * How other clusters reach a control plane through a gateway.
 *
 * @see https://istio.io/latest/docs/setup/install/external-controlplane/
 */
export class ControlPlaneExposure {
  /**
   * TLS passes through: clients see the certificate of the control plane, and it sees theirs. With several control planes the
   * server name says which one is meant, which clients do not send for an IP address.
   */
  public static passthrough(): ControlPlaneExposure {
    return new ControlPlaneExposure(undefined);
  }

  /**
   * The gateway shows a certificate of its own, for instance one of a public CA, and connects to the control plane by TLS. Clients
   * are known by their tokens only, and have to be told which CA to trust (`XDS_ROOT_CA`, `CA_ROOT_CA` of `proxyMetadata`).
   *
   * *Writes* a Role and a RoleBinding with which the gateway gets the certificate, a DestinationRule, and as the certificate needs it a
   * `Certificate`.
   *
   * @param options the DNS name, and the certificate for it
   */
  public static https(options: HttpsControlPlaneOptions): ControlPlaneExposure {
    return new ControlPlaneExposure(stated(options ?? {}));
  }

  private constructor(
    /** @internal */
    public readonly _https: HttpsControlPlaneOptions | undefined,
  ) {}
}

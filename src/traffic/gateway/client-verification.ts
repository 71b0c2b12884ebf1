/** Which certificates of clients are taken, beside that a known CA has signed them. */
export interface ClientIdentityOptions {
  /**
   * Names of which the client's certificate must have one: `spiffe://cluster.local/ns/shop/sa/web`, a DNS name.
   * @default - any
   */
  readonly subjectAltNames?: string[];
  /**
   * Base64 SHA-256 hashes of public keys (SPKI) of which the client's must be one.
   * @default - any
   */
  readonly publicKeyHashes?: string[];
  /**
   * Hexadecimal SHA-256 hashes of certificates, with or without colons, of which the client's must be one. Where `publicKeyHashes` are given
   * too, a match of either is enough.
   * @default - any
   */
  readonly certificateHashes?: string[];
}

/** How certificates of clients are verified. */
export interface ClientVerificationOptions extends ClientIdentityOptions {
  /**
   * Who signs them.
   * @default - the CA in the Secret of the server's certificate, or in one named like it with `-cacert` at the end
   */
  readonly ca?: ClientCa;
}

/** Where the CA is that signs certificates of clients. */
export class ClientCa {
  /**
   * A Secret or ConfigMap in the namespace of the gateway's pods; its CRL, if any, is in it too. Goes with a server certificate from a
   * Secret. Needs Istio 1.28 (OpenShift Service Mesh 3.3).
   *
   * @param secretName the name of the Secret or ConfigMap
   */
  public static secret(secretName: string): ClientCa {
    return new ClientCa({ caCertCredentialName: secretName }, false);
  }

  /**
   * Files that are mounted into the proxy's pods. Goes with a server certificate from files.
   *
   * @param ca the path of the CA certificates
   * @param revocationList the path of the list of revoked certificates
   */
  public static files(ca: string, revocationList?: string): ClientCa {
    return new ClientCa({ caCertificates: ca, caCrl: revocationList }, true);
  }

  private constructor(
    /** @internal */
    public readonly _json: { readonly [field: string]: unknown },
    /** @internal */
    public readonly _isFiles: boolean,
  ) {}
}

/** Whether clients must show a certificate, and which. */
export class ClientVerification {
  /**
   * Clients without a certificate are turned away: mode `MUTUAL`.
   *
   * @param options which are taken
   */
  public static required(options: ClientVerificationOptions = {}): ClientVerification {
    return new ClientVerification('MUTUAL', options);
  }

  /**
   * Clients are asked for a certificate, and may do without: mode `OPTIONAL_MUTUAL`.
   *
   * @param options which are taken
   */
  public static optional(options: ClientVerificationOptions = {}): ClientVerification {
    return new ClientVerification('OPTIONAL_MUTUAL', options);
  }

  private constructor(
    /** @internal */
    public readonly _mode: 'MUTUAL' | 'OPTIONAL_MUTUAL',
    /** @internal */
    public readonly _options: ClientVerificationOptions,
  ) {}
}

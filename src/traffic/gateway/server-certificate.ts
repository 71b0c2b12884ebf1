/** A certificate and its key, as files in the proxy's container. */
export interface CertificateFiles {
  /** The path of the certificate, for instance `/etc/certs/tls.crt`. */
  readonly certificate: string;
  /** The path of its private key. */
  readonly privateKey: string;
}

/**
 * The certificate that a server shows: a Secret by its name, or files in the proxy's container. Key material is never in the output.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings
 */
export class ServerCertificate {
  /**
   * A Secret in the namespace of the gateway's pods: of type `kubernetes.io/tls`, or with the keys `key` and `cert`.
   *
   * @param secretName the name of the Secret
   */
  public static secret(secretName: string): ServerCertificate {
    return new ServerCertificate({ secrets: [secretName] });
  }

  /**
   * Two Secrets, for clients of both kinds of keys. Needs Istio 1.26 (OpenShift Service Mesh 3.1).
   *
   * @param rsaSecretName the Secret with the certificate of an RSA key
   * @param ecdsaSecretName the Secret with the certificate of an ECDSA key
   */
  public static secrets(rsaSecretName: string, ecdsaSecretName: string): ServerCertificate {
    return new ServerCertificate({ secrets: [rsaSecretName, ecdsaSecretName] });
  }

  /**
   * Files that are mounted into the gateway's pods.
   *
   * @param files the certificate and its key
   */
  public static files(files: CertificateFiles): ServerCertificate {
    return new ServerCertificate({ files: [files] });
  }

  /**
   * Two pairs of files, for clients of both kinds of keys. Needs Istio 1.26 (OpenShift Service Mesh 3.1).
   *
   * @param rsa the certificate of an RSA key, and the key
   * @param ecdsa the certificate of an ECDSA key, and the key
   */
  public static filePairs(rsa: CertificateFiles, ecdsa: CertificateFiles): ServerCertificate {
    return new ServerCertificate({ files: [rsa, ecdsa] });
  }

  private constructor(
    /** @internal */
    public readonly _source: CertificateLocation,
  ) {}

  /** As a server has it. @internal */
  public get _json(): { readonly [field: string]: unknown } {
    const { secrets, files } = this._source;
    if (secrets) return secrets.length === 1 ? { credentialName: secrets[0] } : { credentialNames: secrets };
    const written = files!.map(({ certificate, privateKey }) => ({ serverCertificate: certificate, privateKey }));
    return written.length === 1 ? written[0] : { tlsCertificates: written };
  }
}

/** One of the two. */
interface CertificateLocation {
  readonly secrets?: readonly string[];
  readonly files?: readonly CertificateFiles[];
}

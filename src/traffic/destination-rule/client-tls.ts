import type { IConstruct } from 'constructs';
import { type Kind, made, required, TEXT } from '../../analysis/kinds';
import { checkShape, type ShapeOf } from '../../analysis/shape';
import { TEXTS } from '../kinds';

/** What every connection with TLS takes. */
export interface ClientTlsOptions {
  /**
   * The server name that is asked for.
   * @default - the host of the request
   */
  readonly sni?: string;
  /**
   * Names of which the server's certificate must have one.
   * @default - those of the ServiceEntry, if there are any; otherwise the host, unless the mesh is told not to look
   */
  readonly subjectAltNames?: string[];
}

/** TLS without a certificate of our own. */
export interface SimpleTlsOptions extends ClientTlsOptions {
  /**
   * The CA that signs the server's certificate.
   * @default - those of the operating system in the proxy's image
   */
  readonly ca?: ServerCa;
}

/** TLS that takes every certificate. */
export interface UnverifiedTlsOptions {
  /**
   * The server name that is asked for.
   * @default - the host of the request
   */
  readonly sni?: string;
}

/** Files of a certificate of our own, in the container of the proxy. */
export interface ClientCertificateFiles {
  /** The path of the certificate. */
  readonly certificate: string;
  /** The path of its private key. */
  readonly privateKey: string;
  /**
   * The path of the CA certificates that the server's is verified with.
   * @default - those of the operating system in the proxy's image
   */
  readonly caCertificates?: string;
  /**
   * The path of a list of revoked certificates.
   * @default - none
   */
  readonly caCrl?: string;
}

/** Where the CA is that signs certificates of servers. */
export class ServerCa {
  /**
   * A Secret in the namespace of the proxy, with the CA under `cacert` or `ca.crt`; its CRL, if any, is in it too. Only gateways read it,
   * unless the DestinationRule has a workload selector.
   *
   * @param secretName the name of the Secret
   */
  public static secret(secretName: string): ServerCa {
    return new ServerCa({ credentialName: secretName });
  }

  /**
   * Files in the container of the proxy.
   *
   * @param caCertificates the path of the CA certificates
   * @param caCrl the path of a list of revoked certificates
   */
  public static files(caCertificates: string, caCrl?: string): ServerCa {
    return new ServerCa({ caCertificates, caCrl });
  }

  private constructor(
    /** @internal */
    public readonly _json: { readonly [field: string]: unknown },
  ) {}
}

/** A certificate of our own, and the CA of the server's. Key material is never in the output. */
export class ClientCertificate {
  /**
   * A Secret in the namespace of the proxy: of type `kubernetes.io/tls` with `ca.crt`, or with `key`, `cert` and `cacert`. Only gateways read
   * it, unless the DestinationRule has a workload selector.
   *
   * @param secretName the name of the Secret
   */
  public static secret(secretName: string): ClientCertificate {
    return new ClientCertificate({ credentialName: secretName });
  }

  /**
   * Files in the container of the proxy.
   *
   * @param files certificate, key and CA
   */
  public static files(files: ClientCertificateFiles): ClientCertificate {
    return new ClientCertificate({ files });
  }

  private constructor(
    /** @internal */
    public readonly _source: { readonly credentialName?: string; readonly files?: ClientCertificateFiles },
  ) {}

  /** @internal */
  public get _json(): object {
    const { credentialName, files } = this._source;
    if (!files) return { credentialName };
    return { clientCertificate: files.certificate, privateKey: files.privateKey, caCertificates: files.caCertificates, caCrl: files.caCrl };
  }
}

/**
 * Whether and how a proxy encrypts what it sends to a host. Where nothing is said, it takes the mesh's mutual TLS to whoever has a proxy, and
 * plain text to others.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#ClientTLSSettings
 */
export class ClientTls {
  /** Plain text, also to workloads with a proxy: those that demand mutual TLS refuse it. */
  public static disable(): ClientTls {
    return new ClientTls('DISABLE');
  }

  /**
   * TLS without a certificate of our own.
   *
   * @param options whom to trust
   */
  public static simple(options: SimpleTlsOptions = {}): ClientTls {
    return new ClientTls('SIMPLE', { options });
  }

  /**
   * TLS without a certificate of our own, to a server whose certificate nobody verifies: whoever is in between can read along.
   *
   * @param options the server name
   */
  public static simpleUnverified(options: UnverifiedTlsOptions = {}): ClientTls {
    return new ClientTls('SIMPLE', { options, insecureSkipVerify: true });
  }

  /**
   * TLS with a certificate of our own.
   *
   * @param certificate the certificate
   * @param options which server
   */
  public static mutual(certificate: ClientCertificate, options: ClientTlsOptions = {}): ClientTls {
    return new ClientTls('MUTUAL', { options, certificate });
  }

  /**
   * TLS with a certificate of our own, to a server whose certificate nobody verifies: whoever is in between can read along.
   *
   * @param certificate the certificate, without CA certificates
   * @param options the server name
   */
  public static mutualUnverified(certificate: ClientCertificate, options: UnverifiedTlsOptions = {}): ClientTls {
    return new ClientTls('MUTUAL', { options, certificate, insecureSkipVerify: true });
  }

  /**
   * The mesh's own mutual TLS, with the workload's identity. Istio does so by itself to workloads with a proxy; this insists.
   *
   * @param options which server
   */
  public static istioMutual(options: ClientTlsOptions = {}): ClientTls {
    return new ClientTls('ISTIO_MUTUAL', { options });
  }

  private constructor(
    private readonly mode: string,
    private readonly details: Details = { options: {} },
  ) {}

  /** @internal */
  public get _json(): object {
    const { options: { ca, sni, subjectAltNames }, certificate, insecureSkipVerify } = this.details;
    return { mode: this.mode, ...certificate?._json, ...ca?._json, sni, subjectAltNames, insecureSkipVerify };
  }

  /** Fails at what is of a wrong type. @internal */
  public _check(at: IConstruct, code: string, subject: string): void {
    const of = `the ClientTls of ${subject}`;
    const { options, certificate } = this.details;
    checkShape<SimpleTlsOptions>(at, code, of, options, { sni: TEXT, subjectAltNames: TEXTS, ca: CA });
    if (this.mode !== 'MUTUAL') return;
    checkShape(at, code, of, { certificate }, { certificate: required(CERTIFICATE) });
    const { files, credentialName } = certificate!._source;
    if (files) checkShape<ClientCertificateFiles>(at, code, of, files, FILES);
    else checkShape(at, code, of, { secretName: credentialName }, { secretName: required(TEXT) });
  }
}

interface Details {
  readonly options: SimpleTlsOptions;
  readonly certificate?: ClientCertificate;
  readonly insecureSkipVerify?: boolean;
}

const CA = made('ServerCa', (v) => `write ServerCa.secret('${typeof v === 'string' ? v : '...'}') or ServerCa.files('/...')`, (v) => typeof v?._json === 'object');
const CERTIFICATE: Kind = made('ClientCertificate', (v) => `write ClientCertificate.secret('${typeof v === 'string' ? v : '...'}')`, (v) => typeof v?._source === 'object');
const FILES: ShapeOf<ClientCertificateFiles> = { certificate: required(TEXT), privateKey: required(TEXT), caCertificates: TEXT, caCrl: TEXT };

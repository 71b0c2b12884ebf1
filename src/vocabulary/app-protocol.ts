/**
 * The protocol a port speaks, as Kubernetes' `appProtocol` says it and Istio reads it.
 *
 * @see https://istio.io/latest/docs/ops/configuration/traffic-management/protocol-selection/
 */
export class AppProtocol {
  /** HTTP/1.1, upgraded to HTTP/2 between proxies where possible. */
  public static readonly HTTP = new AppProtocol('http');
  /** HTTP/2 over cleartext. */
  public static readonly HTTP2 = new AppProtocol('http2');
  /** gRPC. */
  public static readonly GRPC = new AppProtocol('grpc');
  /** gRPC-Web. */
  public static readonly GRPC_WEB = new AppProtocol('grpc-web');
  /** TLS with HTTP inside; the mesh sees bytes and the server name only. */
  public static readonly HTTPS = new AppProtocol('https');
  /** TLS; the mesh sees bytes and the server name only. */
  public static readonly TLS = new AppProtocol('tls');
  /** Plain bytes. */
  public static readonly TCP = new AppProtocol('tcp');
  /** MongoDB's wire protocol, treated as bytes unless the proxy's filter is on. */
  public static readonly MONGO = new AppProtocol('mongo');
  /** MySQL's wire protocol, treated as bytes unless the proxy's filter is on. */
  public static readonly MYSQL = new AppProtocol('mysql');
  /** Redis' wire protocol, treated as bytes unless the proxy's filter is on. */
  public static readonly REDIS = new AppProtocol('redis');

  /**
   * A protocol by its `appProtocol` name, for instance `kubernetes.io/h2c`.
   *
   * @param name an IANA service name, or a name with a domain prefix
   */
  public static of(name: string): AppProtocol {
    return new AppProtocol(name);
  }

  private constructor(
    /** The name as written to `appProtocol`. */
    public readonly name: string,
  ) {}

  /** True when routes by path can be applied to such a port. */
  public get isHttp(): boolean {
    return ['http', 'http2', 'grpc', 'grpc-web', 'kubernetes.io/h2c', 'kubernetes.io/ws'].includes(this.name);
  }
}

import type { ClientIdentityOptions, ClientVerification } from './client-verification';
import type { ServerCertificate } from './server-certificate';
import type { ServerHost } from './server-host';
import type { CipherSuite } from '../cipher-suite';
import type { ListenAddress } from '../listen-address';
import type { TlsVersion } from '../tls-version';

/** What requests of plain text at a server are. */
export enum HttpServerProtocol {
  /** HTTP/1.1, and HTTP/2 where a client asks for it. */
  HTTP = 'HTTP',
  /** HTTP/2. */
  HTTP2 = 'HTTP2',
  /** gRPC. */
  GRPC = 'GRPC',
  /** gRPC-Web. */
  GRPC_WEB = 'GRPC-Web',
}

/** What connections of plain text at a server are. */
export enum TcpServerProtocol {
  /** Bytes. */
  TCP = 'TCP',
  /** MongoDB's. */
  MONGO = 'Mongo',
  /** MySQL's. */
  MYSQL = 'MySQL',
  /** Redis'. */
  REDIS = 'Redis',
}

/** What is inside the TLS of a server. */
export enum TlsServerProtocol {
  /** HTTP: routes are those of HTTP. */
  HTTPS = 'HTTPS',
  /** Anything: routes are those of TLS, by server name, or of TCP. */
  TLS = 'TLS',
}

/** What every server of a `Gateway` takes. */
export interface GatewayServerOptions {
  /**
   * The name of the port: unique in the `Gateway`.
   * @default - the protocol and the number, for instance `https-443`; with a number behind where that is taken
   */
  readonly portName?: string;
  /**
   * The name of the server: unique in the mesh. Statistics carry it.
   * @default - none
   */
  readonly name?: string;
  /**
   * Where it listens.
   * @default - every address of the pods
   */
  readonly bind?: ListenAddress;
}

/** A server of plain HTTP. */
export interface HttpServerOptions extends GatewayServerOptions {
  /** The hosts that it serves, at least one. */
  readonly hosts: ServerHost[];
  /**
   * The port, as the Service of the gateway has it.
   * @default 80; none where `bind` is a socket
   */
  readonly port?: number;
  /**
   * Which kind of HTTP.
   * @default HttpServerProtocol.HTTP
   */
  readonly protocol?: HttpServerProtocol;
  /**
   * Whether every request is answered with a redirect (301) to `https`.
   * @default false
   */
  readonly redirectToHttps?: boolean;
}

/** A server of plain bytes. */
export interface TcpServerOptions extends GatewayServerOptions {
  /**
   * The port, as the Service of the gateway has it. Needed unless `bind` is a socket.
   * @default - none
   */
  readonly port?: number;
  /**
   * The hosts of the VirtualServices that may bind to it. Connections have none.
   * @default - ServerHost.ANY
   */
  readonly hosts?: ServerHost[];
  /**
   * Which protocol.
   * @default TcpServerProtocol.TCP
   */
  readonly protocol?: TcpServerProtocol;
}

/** What is agreed on in the handshake. */
export interface TlsHandshakeOptions {
  /**
   * The oldest version of TLS.
   * @default TlsVersion.V1_2
   */
  readonly minVersion?: TlsVersion;
  /**
   * The newest version of TLS.
   * @default - the newest that the proxy knows
   */
  readonly maxVersion?: TlsVersion;
  /**
   * The suites to choose from, up to TLS 1.2.
   * @default - what the mesh config or the proxy says
   */
  readonly cipherSuites?: CipherSuite[];
}

/** A server that ends TLS with a certificate of its own. */
export interface TlsServerOptions extends GatewayServerOptions, TlsHandshakeOptions {
  /** The hosts that it serves, at least one: the server names that clients send. */
  readonly hosts: ServerHost[];
  /** The certificate that it shows. */
  readonly certificate: ServerCertificate;
  /**
   * Whether clients must show one, and which.
   * @default - they are not asked for one
   */
  readonly clients?: ClientVerification;
  /**
   * The port, as the Service of the gateway has it.
   * @default 443; none where `bind` is a socket
   */
  readonly port?: number;
}

/** A server that ends the mesh's own mutual TLS. */
export interface IstioMutualServerOptions extends GatewayServerOptions, TlsHandshakeOptions, ClientIdentityOptions {
  /** The hosts that it serves, at least one: the server names that proxies send. */
  readonly hosts: ServerHost[];
  /**
   * What is inside.
   * @default TlsServerProtocol.HTTPS
   */
  readonly protocol?: TlsServerProtocol;
  /**
   * The port, as the Service of the gateway has it.
   * @default 443; none where `bind` is a socket
   */
  readonly port?: number;
}

/** A server that passes TLS on as it is. */
export interface PassthroughServerOptions extends GatewayServerOptions {
  /** The hosts that it serves, at least one: the server names that clients send. */
  readonly hosts: ServerHost[];
  /**
   * The port, as the Service of the gateway has it.
   * @default 443, or 15443 for a server of proxies; none where `bind` is a socket
   */
  readonly port?: number;
  /**
   * What is inside, for those who read it: it is not looked into.
   * @default TlsServerProtocol.TLS
   */
  readonly protocol?: TlsServerProtocol;
}

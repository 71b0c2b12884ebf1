import type { Construct } from 'constructs';
import type { ListenedPort } from './listening';
import { ServerHost } from './server-host';
import {
  type GatewayServerOptions, HttpServerProtocol, TcpServerProtocol, TlsServerProtocol,
  type HttpServerOptions, type IstioMutualServerOptions, type PassthroughServerOptions, type TcpServerOptions, type TlsServerOptions,
} from './server-options';
import { checkTerminating, handshakeJson, handshakeRows, identityJson, identityRows, terminatingJson } from './server-tls';
import { checkKinds, FLAG, type Kind, type KindRow, listOf, MAP, made, member, required, TEXT, WHOLE } from '../../analysis/kinds';
import type { ListenAddress } from '../listen-address';

const CODE = 'traffic/wrong-type';
const HOSTS = listOf('hosts', made('ServerHost', (v) => `write ServerHost.of('${typeof v === 'string' ? v : 'shop.example.com'}')`, (v) => typeof v?.text === 'string'));
export const LISTEN_ADDRESS: Kind = made(
  'ListenAddress', (v) => `write ListenAddress.ip('${typeof v === 'string' ? v : '127.0.0.1'}')`, (v) => typeof v?.isSocket === 'boolean',
);
const HTTP_PROTOCOL = member('HttpServerProtocol', HttpServerProtocol as unknown as { [name: string]: string });
const TCP_PROTOCOL = member('TcpServerProtocol', TcpServerProtocol as unknown as { [name: string]: string });
const TLS_PROTOCOL = member('TlsServerProtocol', TlsServerProtocol as unknown as { [name: string]: string });

/** How one of the factories makes a server. */
interface Form<T> {
  readonly port?: number;
  readonly hosts?: readonly ServerHost[];
  readonly check: (at: Construct, subject: string, options: T) => void;
  readonly protocol: (options: T) => string;
  readonly tls: (options: T) => object | undefined;
}

/** What all of them have. */
interface AnyOptions extends GatewayServerOptions {
  readonly hosts?: ServerHost[];
  readonly port?: number;
}

const HTTP: Form<HttpServerOptions> = {
  port: 80,
  check: rows(({ protocol, redirectToHttps }) => [['protocol', protocol, HTTP_PROTOCOL], ['redirectToHttps', redirectToHttps, FLAG]]),
  protocol: ({ protocol }) => protocol ?? HttpServerProtocol.HTTP,
  tls: ({ redirectToHttps }) => (redirectToHttps ? { httpsRedirect: true } : undefined),
};
const TCP: Form<TcpServerOptions> = {
  hosts: [ServerHost.ANY],
  check: rows(({ protocol }) => [['protocol', protocol, TCP_PROTOCOL]]),
  protocol: ({ protocol }) => protocol ?? TcpServerProtocol.TCP,
  tls: () => undefined,
};
const ISTIO_MUTUAL: Form<IstioMutualServerOptions> = {
  port: 443,
  check: rows((options) => [['protocol', options.protocol, TLS_PROTOCOL], ...handshakeRows(options), ...identityRows(options)]),
  protocol: ({ protocol }) => protocol ?? TlsServerProtocol.HTTPS,
  tls: (options) => ({ mode: 'ISTIO_MUTUAL', ...identityJson(options), ...handshakeJson(options) }),
};
const HTTPS = terminating(TlsServerProtocol.HTTPS);
const TLS = terminating(TlsServerProtocol.TLS);
const PASSTHROUGH = passing('PASSTHROUGH', 443);
const AUTO_PASSTHROUGH = passing('AUTO_PASSTHROUGH', 15443);

/**
 * A port of a gateway, the hosts that it serves, and what it does with TLS.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/gateway/#Server
 */
export class GatewayServer {
  /**
   * Plain HTTP.
   *
   * @param options the hosts
   */
  public static http(options: HttpServerOptions): GatewayServer {
    return new GatewayServer(HTTP, options);
  }

  /**
   * HTTPS: TLS ends here, and routes are those of HTTP. With `clients`, mutual TLS.
   *
   * @param options the hosts and the certificate
   */
  public static https(options: TlsServerOptions): GatewayServer {
    return new GatewayServer(HTTPS, options);
  }

  /**
   * TLS that ends here, with anything inside: routes are those of TCP. With `clients`, mutual TLS.
   *
   * @param options the hosts and the certificate
   */
  public static tls(options: TlsServerOptions): GatewayServer {
    return new GatewayServer(TLS, options);
  }

  /**
   * The mesh's own mutual TLS ends here: for what proxies send to an egress gateway. Certificates are those of the mesh.
   *
   * @param options the hosts
   */
  public static istioMutual(options: IstioMutualServerOptions): GatewayServer {
    return new GatewayServer(ISTIO_MUTUAL, options);
  }

  /**
   * TLS goes on as it is; a VirtualService says where to, by the server name.
   *
   * @param options the hosts
   */
  public static tlsPassthrough(options: PassthroughServerOptions): GatewayServer {
    return new GatewayServer(PASSTHROUGH, options);
  }

  /**
   * The mesh's own mutual TLS goes on as it is, to the service that the server name tells, without a VirtualService: between clusters.
   *
   * @param options the hosts, for instance `*.local`
   */
  public static autoPassthrough(options: PassthroughServerOptions): GatewayServer {
    return new GatewayServer(AUTO_PASSTHROUGH, options);
  }

  /**
   * Plain bytes.
   *
   * @param options the port
   */
  public static tcp(options: TcpServerOptions): GatewayServer {
    return new GatewayServer(TCP, options);
  }

  private constructor(
    private readonly form: Form<any>,
    private readonly options: AnyOptions,
  ) {}

  /** Fails where an option is not what it must be. @internal */
  public _check(at: Construct, subject: string): void {
    checkKinds(at, CODE, subject, [['options', this.options, required(MAP)]]);
    const { hosts, port, portName, name, bind } = this.options;
    checkKinds(at, CODE, subject, [
      ['hosts', hosts, this.form.hosts ? HOSTS : required(HOSTS)], ['portName', portName, TEXT], ['name', name, TEXT], ['bind', bind, LISTEN_ADDRESS],
      ['port', port, this.form.port === undefined && !bind?.isSocket ? required(WHOLE) : WHOLE],
    ]);
    this.form.check(at, subject, this.options);
  }

  /** @internal */
  public get _portName(): string | undefined {
    return this.options.portName ?? undefined;
  }

  /** What the name of the port begins with where none is given. @internal */
  public get _defaultPortName(): string {
    const { port } = this._port;
    const protocol = this.form.protocol(this.options).toLowerCase();
    return port === 0 ? protocol : `${protocol}-${port}`;
  }

  /** The port that others than the pod itself reach: no socket, no loopback address. @internal */
  public get _listens(): ListenedPort | undefined {
    const { port } = this._port;
    const { bind } = this.options;
    const local = isSocket(bind) || /^(127\.|::1$)/.test(bind?.text ?? '');
    return port === 0 || local ? undefined : { port, name: this._defaultPortName };
  }

  /** As the `Gateway` has it. @internal */
  public _json(portName: string): object {
    const { port, protocol } = this._port;
    const { hosts, name, bind } = this.options;
    return {
      name: name ?? undefined,
      port: { number: port, name: portName, protocol },
      bind: bind?.text,
      hosts: (hosts ?? this.form.hosts)!.map(({ text }) => text),
      tls: this.form.tls(this.options),
    };
  }

  private get _port(): { readonly port: number; readonly protocol: string } {
    const { port, bind } = this.options;
    return { port: port ?? (isSocket(bind) ? 0 : this.form.port!), protocol: this.form.protocol(this.options) };
  }
}

function isSocket(bind: ListenAddress | undefined): boolean {
  return bind?.isSocket ?? false;
}

function rows<T>(of: (options: T) => KindRow[]): Form<T>['check'] {
  return (at, subject, options) => checkKinds(at, CODE, subject, of(options));
}

function terminating(protocol: TlsServerProtocol): Form<TlsServerOptions> {
  return { port: 443, check: (at, subject, options) => checkTerminating(at, CODE, subject, options), protocol: () => protocol, tls: terminatingJson };
}

function passing(mode: string, port: number): Form<PassthroughServerOptions> {
  return {
    port,
    check: rows(({ protocol }) => [['protocol', protocol, TLS_PROTOCOL]]),
    protocol: ({ protocol }) => protocol ?? TlsServerProtocol.TLS,
    tls: () => ({ mode }),
  };
}

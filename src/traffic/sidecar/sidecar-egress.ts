import type { Construct } from 'constructs';
import type { SidecarHost } from './sidecar-host';
import { checkKinds, listOf, MAP, made, required, TEXT, WHOLE } from '../../analysis/kinds';
import type { AppProtocol } from '../../vocabulary/app-protocol';
import { LISTEN_ADDRESS } from '../gateway/gateway-server';
import { APP_PROTOCOL, enumOf } from '../kinds';
import type { ListenAddress } from '../listen-address';
import { protocolOf } from '../service-entry/protocol';

/** How traffic gets to a listener. */
export enum CaptureMode {
  /** As the proxy is installed. */
  DEFAULT = 'DEFAULT',
  /** By redirection. */
  IPTABLES = 'IPTABLES',
  /** The application sends to the listener on purpose. */
  NONE = 'NONE',
}

/** Where proxies listen for what their workload sends. */
export interface SidecarEgressOptions {
  /**
   * How traffic gets there. Not `IPTABLES` for a socket.
   * @default CaptureMode.DEFAULT
   */
  readonly captureMode?: CaptureMode;
}

/** One port or socket for what the workload sends. */
export interface SidecarEgressPortOptions extends SidecarEgressOptions {
  /** The port: of the hosts, and of the listener. */
  readonly port: number;
  /**
   * What is spoken there.
   * @default - the proxy finds out
   */
  readonly protocol?: AppProtocol;
  /**
   * The name of the port.
   * @default - none
   */
  readonly name?: string;
  /**
   * Where it listens.
   * @default - what the hosts and `captureMode` make of it
   */
  readonly bind?: ListenAddress;
}

/** A socket for what the workload sends. */
export interface SidecarEgressSocketOptions extends SidecarEgressOptions {
  /**
   * What is spoken there.
   * @default - the proxy finds out
   */
  readonly protocol?: AppProtocol;
  /**
   * The name of the port.
   * @default - none
   */
  readonly name?: string;
}

/** What all of them are made from. */
interface EgressOptions extends SidecarEgressSocketOptions {
  readonly port?: number;
  readonly bind?: ListenAddress;
}

const CODE = 'traffic/wrong-type';
const HOSTS = listOf('hosts', made('SidecarHost', () => 'write SidecarHost.namespace(...) or another of its factories',
  (v) => typeof v?.host === 'string' && typeof v.namespaceName === 'string'));
export const CAPTURE_MODE = enumOf('CaptureMode', CaptureMode);
const IP = made('ListenAddress of an IP address', (v) => ((v as Partial<ListenAddress>).isSocket ? 'write SidecarEgress.socket(...)' : LISTEN_ADDRESS.fix(v)), (v) => v?.isSocket === false);
const SOCKET = made('ListenAddress of a socket', () => "write ListenAddress.socket('/path')", (v) => v?.isSocket === true);

/**
 * Which hosts a workload may send to, on all ports or on one.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/sidecar/#IstioEgressListener
 */
export class SidecarEgress {
  /**
   * Hosts on all of their ports. Once for a Sidecar; it is written last, as Istio wants it.
   *
   * @param hosts at least one
   * @param options how traffic gets there
   */
  public static hosts(hosts: SidecarHost[], options: SidecarEgressOptions = {}): SidecarEgress {
    return new SidecarEgress('all', hosts, options);
  }

  /**
   * Hosts on one port.
   *
   * @param hosts at least one
   * @param options the port
   */
  public static port(hosts: SidecarHost[], options: SidecarEgressPortOptions): SidecarEgress {
    return new SidecarEgress('port', hosts, options);
  }

  /**
   * Hosts behind a Unix domain socket.
   *
   * @param hosts at least one
   * @param socket the socket: `ListenAddress.socket(...)`
   * @param options what is spoken there
   */
  public static socket(hosts: SidecarHost[], socket: ListenAddress, options: SidecarEgressSocketOptions = {}): SidecarEgress {
    return new SidecarEgress('socket', hosts, { ...options, bind: socket, port: 0 });
  }

  private constructor(
    private readonly kind: 'all' | 'port' | 'socket',
    private readonly sendsTo: SidecarHost[],
    private readonly options: EgressOptions,
  ) {}

  /** Whether it is for all ports. @internal */
  public get _isCatchAll(): boolean {
    return this.kind === 'all';
  }

  /** Fails where something is not what it must be. @internal */
  public _check(at: Construct, subject: string): void {
    checkKinds(at, CODE, subject, [['hosts', this.sendsTo, required(HOSTS)], ['options', this.options, required(MAP)]]);
    const { captureMode, port, protocol, name, bind } = this.options;
    checkKinds(at, CODE, subject, [['captureMode', captureMode, CAPTURE_MODE]]);
    if (this._isCatchAll) return;
    checkKinds(at, CODE, subject, [
      ['port', port, required(WHOLE)], ['protocol', protocol, APP_PROTOCOL], ['name', name, TEXT],
      ['bind', bind, this.kind === 'socket' ? required(SOCKET) : IP],
    ]);
  }

  /** As the Sidecar has it. @internal */
  public get _json(): object {
    const { captureMode, port, protocol, name, bind } = this.options;
    return {
      port: this._isCatchAll ? undefined : { number: port, protocol: protocol && protocolOf(protocol.name), name: name ?? undefined },
      bind: bind?.text,
      captureMode: captureMode ?? undefined,
      hosts: this.sendsTo.map(String),
    };
  }
}

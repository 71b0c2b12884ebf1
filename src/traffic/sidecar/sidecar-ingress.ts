import { CAPTURE_MODE, type CaptureMode } from './sidecar-egress';
import { type SidecarEndpoint } from './sidecar-endpoint';
import { made, required, TEXT, WHOLE } from '../../analysis/kinds';
import { type ShapeOf, struct } from '../../analysis/shape';
import { AppProtocol } from '../../vocabulary/app-protocol';
import { CONNECTION_POOL, type ConnectionPool, renderConnectionPool } from '../connection-pool';
import type { TlsHandshakeOptions } from '../gateway/server-options';
import { handshakeJson, SUITES, VERSION } from '../gateway/server-tls';
import { APP_PROTOCOL, TEXTS } from '../kinds';
import { protocolOf } from '../service-entry/protocol';

/** How a sidecar verifies certificates of clients. */
export interface SidecarClientVerification {
  /** The path of the CA certificates, in the proxy's container. */
  readonly ca: string;
  /**
   * The path of the list of revoked certificates.
   * @default - none
   */
  readonly revocationList?: string;
  /**
   * Base64 SHA-256 hashes of public keys (SPKI) of which the client's must be one.
   * @default - any
   */
  readonly publicKeyHashes?: string[];
  /**
   * Hexadecimal SHA-256 hashes of certificates of which the client's must be one. Where `publicKeyHashes` are given too, a match of either
   * is enough.
   * @default - any
   */
  readonly certificateHashes?: string[];
}

/** TLS from outside the mesh that a sidecar ends, with files in its container. Needs mutual TLS of the mesh to be off on that port. */
export interface SidecarTls extends TlsHandshakeOptions {
  /** The path of the certificate. */
  readonly certificate: string;
  /** The path of its private key. */
  readonly privateKey: string;
  /**
   * How certificates of clients are verified. With it, clients must show one.
   * @default - they are not asked for one
   */
  readonly clients?: SidecarClientVerification;
}

/** A port on which proxies take what is sent to their workload. */
export interface SidecarIngress {
  /** The port, as the workload has it: not that of the Service. */
  readonly port: number;
  /**
   * What is spoken there. With `tls`: HTTPS or TLS.
   * @default - `AppProtocol.HTTPS` with `tls`; otherwise the proxy finds out
   */
  readonly protocol?: AppProtocol;
  /**
   * The name of the port.
   * @default - none
   */
  readonly name?: string;
  /**
   * The IP address of the listener.
   * @default - what the workload and its services make of it
   */
  readonly bind?: string;
  /**
   * How traffic gets there.
   * @default CaptureMode.DEFAULT
   */
  readonly captureMode?: CaptureMode;
  /**
   * Where the workload listens.
   * @default - at the same port
   */
  readonly endpoint?: SidecarEndpoint;
  /**
   * TLS from outside the mesh, which ends here.
   * @default - none
   */
  readonly tls?: SidecarTls;
  /**
   * How many connections and requests there may be on this port.
   * @default - `inboundConnectionPool` of the Sidecar
   */
  readonly connectionPool?: ConnectionPool;
}

const ENDPOINT = made('SidecarEndpoint', (v) => `write SidecarEndpoint.localhost(${typeof v === 'number' ? v : 8080})`, (v) => typeof v?.text === 'string');

/** What its properties must be. */
export const SIDECAR_INGRESS: ShapeOf<SidecarIngress> = {
  port: required(WHOLE),
  protocol: APP_PROTOCOL,
  name: TEXT,
  bind: TEXT,
  captureMode: CAPTURE_MODE,
  endpoint: ENDPOINT,
  tls: struct<SidecarTls>({
    certificate: required(TEXT),
    privateKey: required(TEXT),
    clients: struct<SidecarClientVerification>({ ca: required(TEXT), revocationList: TEXT, publicKeyHashes: TEXTS, certificateHashes: TEXTS }),
    minVersion: VERSION,
    maxVersion: VERSION,
    cipherSuites: SUITES,
  }),
  connectionPool: struct<ConnectionPool>(CONNECTION_POOL),
};

/** As the Sidecar has it. */
export function renderIngress({ port, protocol, name, bind, captureMode, endpoint, tls, connectionPool }: SidecarIngress): object {
  const spoken = protocol ?? (tls && AppProtocol.HTTPS);
  return {
    port: { number: port, protocol: spoken && protocolOf(spoken.name), name },
    bind,
    captureMode,
    defaultEndpoint: endpoint?.text,
    tls: tls && renderTls(tls),
    connectionPool: connectionPool && renderConnectionPool(connectionPool),
  };
}

function renderTls({ certificate, privateKey, clients, ...handshake }: SidecarTls): object {
  return {
    mode: clients ? 'MUTUAL' : 'SIMPLE',
    serverCertificate: certificate,
    privateKey,
    caCertificates: clients?.ca,
    caCrl: clients?.revocationList,
    verifyCertificateSpki: clients?.publicKeyHashes,
    verifyCertificateHash: clients?.certificateHashes,
    ...handshakeJson(handshake),
  };
}

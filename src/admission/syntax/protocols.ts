/** What istiod knows of a protocol (istio/istio pkg/config/protocol/instance.go). */
interface Traits {
  /** Carried as HTTP requests. */
  readonly http?: boolean;
  /** Carried in a TLS connection with a server name. */
  readonly tls?: boolean;
  /** Carried as a byte stream. */
  readonly tcp?: boolean;
}

/** By name in lower case, since istiod reads names in any case. */
const PROTOCOLS: ReadonlyMap<string, Traits> = new Map<string, Traits>([
  ['tcp', { tcp: true }],
  ['udp', {}],
  ['grpc', { http: true }],
  ['grpc-web', { http: true }],
  ['http', { http: true }],
  ['http_proxy', { http: true }],
  ['http2', { http: true }],
  ['https', { tls: true, tcp: true }],
  ['tls', { tls: true, tcp: true }],
  ['mongo', { tcp: true }],
  ['redis', { tcp: true }],
  ['mysql', { tcp: true }],
]);

/** The names of protocols that users are told. */
export const PROTOCOL_NAMES = 'HTTP, HTTPS, HTTP2, GRPC, GRPC-WEB, TLS, TCP, MONGO, REDIS, MYSQL';

/** Whether istiod knows the protocol. No name is none. */
export function isKnownProtocol(name: string): boolean {
  return PROTOCOLS.has(name.toLowerCase());
}

/** Whether the protocol is HTTP in the clear. */
export function isHttp(name: string): boolean {
  return traits(name).http === true;
}

/** Whether the protocol is TLS, whatever is inside. */
export function isTls(name: string): boolean {
  return traits(name).tls === true;
}

/** Whether istiod treats the protocol as a byte stream. TLS is one. */
export function isTcp(name: string): boolean {
  return traits(name).tcp === true;
}

function traits(name: string): Traits {
  return PROTOCOLS.get(name.toLowerCase()) ?? {};
}

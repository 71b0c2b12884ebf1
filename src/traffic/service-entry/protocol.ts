/** The protocols that a ServiceEntry may name, by what Services call them. */
const PROTOCOLS: { readonly [appProtocol: string]: string } = {
  'http': 'HTTP',
  'http2': 'HTTP2',
  'grpc': 'GRPC',
  'grpc-web': 'GRPC-Web',
  'https': 'HTTPS',
  'tls': 'TLS',
  'tcp': 'TCP',
  'mongo': 'Mongo',
  'mysql': 'MySQL',
  'redis': 'Redis',
  // the three that Kubernetes defines (istio/istio pkg/config/kube/conversion.go)
  'kubernetes.io/h2c': 'HTTP2',
  'kubernetes.io/ws': 'HTTP',
  'kubernetes.io/wss': 'HTTPS',
};

/** As a ServiceEntry names a protocol that it knows; the name is that of `appProtocol`. */
export function knownProtocol(name: string): string | undefined {
  return PROTOCOLS[name.toLowerCase()];
}

/** As a ServiceEntry names a protocol. What it does not know stays as it is, and is judged with the object. */
export function protocolOf(name: string): string {
  return knownProtocol(name) ?? name;
}

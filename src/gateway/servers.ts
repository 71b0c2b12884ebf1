import type { GatewayHost } from './gateway-host';
import { InsecureTraffic } from './route-settings';
import type { PlainGatewayServer } from '../traffic/istio-objects';

/** Ports of the gateway's Service, and of its pods: below 1024 a pod without privileges cannot listen. */
export const GatewayPort = {
  HTTP: { port: 80, name: 'http2', targetPort: 8080 },
  HTTPS: { port: 443, name: 'https', targetPort: 8443 },
  STATUS: { port: 15021, name: 'status-port', targetPort: 15021 },
  METRICS: 15020,
} as const;

/** How requests for a host arrive at the gateway. */
export enum Arrival {
  /** Plain HTTP. */
  PLAIN = 'plain',
  /** TLS with the host as server name: from clients, by passthrough or load balancer. */
  TLS = 'tls',
  /**
   * TLS without a server name: the router re-encrypts and sends none (openshift/router haproxy-config.template: `ssl`, `verifyhost`,
   * no `sni`). One server without conditions takes it, whatever the host.
   */
  ROUTER_TLS = 'router-tls',
}

/** A host as the gateway serves it. */
export interface ServedHost {
  readonly host: GatewayHost;
  readonly arrival: Arrival;
  /** The Secret with the certificate that the gateway shows. */
  readonly secret?: string;
  /** What happens to plain HTTP at the gateway itself. */
  readonly insecure: InsecureTraffic;
  /** Namespaces whose VirtualServices may bind to the host beside the gateway's own; grows. */
  readonly namespaces: Set<string>;
  /** Whether those of every namespace may. */
  readonly everywhere: boolean;
}

/** The servers of the `Gateway`, in the order of the hosts. */
export function serversOf(hosts: readonly ServedHost[]): PlainGatewayServer[] {
  const fromRouter = hosts.filter((h) => h.arrival === Arrival.ROUTER_TLS);
  return [...hosts.flatMap(ownServers), ...(fromRouter.length ? [routerServer(fromRouter)] : [])];
}

/** The ports of the pods that the servers listen on. */
export function listenerPorts(hosts: readonly ServedHost[]): number[] {
  const numbers = new Set(serversOf(hosts).map((s) => s.port.number));
  return [GatewayPort.HTTP, GatewayPort.HTTPS].filter((p) => numbers.has(p.port)).map((p) => p.targetPort);
}

function ownServers(served: ServedHost): PlainGatewayServer[] {
  const { arrival, host, insecure } = served;
  const hosts = bindable(served);
  if (arrival === Arrival.ROUTER_TLS) return [];
  const plain: PlainGatewayServer = { port: { number: GatewayPort.HTTP.port, name: `http-${host.objectName}`, protocol: 'HTTP' }, hosts };
  if (arrival === Arrival.PLAIN) return [plain];
  const encrypted = httpsServer(`https-${host.objectName}`, hosts, served.secret);
  switch (insecure) {
    case InsecureTraffic.REDIRECT: return [{ ...plain, tls: { httpsRedirect: true } }, encrypted];
    case InsecureTraffic.ALLOW: return [plain, encrypted];
    case InsecureTraffic.NONE: return [encrypted];
  }
}

/** `*` makes it the server without conditions. It is for the gateway's own namespace; others may bind to their hosts only. */
function routerServer(served: readonly ServedHost[]): PlainGatewayServer {
  const others = served.flatMap((s) => bindable(s).filter((h) => !h.startsWith('./')));
  return httpsServer('https', ['./*', ...others], served[0].secret);
}

function httpsServer(name: string, hosts: readonly string[], secret: string | undefined): PlainGatewayServer {
  return {
    port: { number: GatewayPort.HTTPS.port, name, protocol: 'HTTPS' },
    hosts,
    tls: { mode: 'SIMPLE', credentialName: secret },
  };
}

/** The host with the namespaces whose VirtualServices may bind to it; `./` is the gateway's own. */
function bindable({ host, namespaces, everywhere }: ServedHost): string[] {
  return everywhere ? [host.hostName] : ['.', ...[...namespaces].sort()].map((namespace) => `${namespace}/${host.hostName}`);
}

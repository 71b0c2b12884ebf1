import { MTLS_PORT } from './ports';
import type { Problem } from '../../analysis/finding';
import { wildcardHostProblem } from '../../kube/names';
import type { PlainGatewayServer } from '../../traffic/istio-objects';

/** Every Service of every namespace, under the cluster domain. */
export const EVERY_SERVICE: readonly string[] = ['*.local'];
/** A host name that nothing has: `.invalid` is reserved for that (RFC 2606). A listener without a host name exposes everything. */
export const NO_HOST = 'nothing.invalid';
const ANYTHING = '*';

/** What is wrong with the hosts that other networks reach. */
export function hostProblems(gateway: string, hosts: readonly string[]): Problem[] {
  return hosts.flatMap((host, i) => {
    if (host === ANYTHING) return [exposesAnything(gateway)];
    const wrong = hosts.indexOf(host) < i ? 'it is there twice' : hostProblem(host);
    return wrong === undefined ? [] : [{
      code: 'gateway/east-west-invalid-host',
      what: `'${host}' in \`exposeServices\` of gateway '${gateway}' is not usable: ${wrong}`,
      expected: "full names of services, such as 'reviews.shop.svc.cluster.local', '*.shop.svc.cluster.local' or '*.local'",
      fix: 'change it',
    }];
  });
}

/** The server of the `Gateway` for services: the server name that proxies send says which one is meant. */
export function servicesServer(hosts: readonly string[], port = MTLS_PORT): PlainGatewayServer {
  return { port: { number: port, name: 'tls', protocol: 'TLS' }, hosts: [...hosts], tls: { mode: 'AUTO_PASSTHROUGH' } };
}

/** The host name of a listener of the Gateway API, which has room for one; undefined: all. More than one need a `Gateway` of Istio's own. */
export function listenerHost(hosts: readonly string[]): string | undefined {
  if (hosts.includes(ANYTHING)) return undefined;
  return hosts.length === 1 ? hosts[0] : NO_HOST;
}

/** Whether the hosts have no room in a listener of the Gateway API. */
export function needsIstioGateway(hosts: readonly string[]): boolean {
  return listenerHost(hosts) === NO_HOST && hosts.length > 0;
}

/** Istio refuses names without a dot, and forgets the namespace of `namespace/host` where TLS passes through by itself. */
function hostProblem(host: string): string | undefined {
  if (host.includes('/')) return 'it names a namespace, which means nothing here';
  const wrong = wildcardHostProblem(host);
  if (wrong) return wrong;
  return host.includes('.') ? undefined : 'it has no dot, and Istio takes full names only';
}

function exposesAnything(gateway: string): Problem {
  return {
    code: 'gateway/east-west-exposes-anything',
    what: `gateway '${gateway}' exposes '*' to other networks: everything that the mesh knows, names outside the cluster included`,
    expected: "what other networks need, such as '*.local'",
    fix: 'name the hosts in `exposeServices`',
    severity: 'warning',
  };
}

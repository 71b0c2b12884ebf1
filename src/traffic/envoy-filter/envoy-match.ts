import type {
  EnvoyClusterPatchOptions, EnvoyFilterChainMatchOptions, EnvoyHttpRoutePatchOptions, EnvoyListenerMatchOptions, EnvoyVirtualHostMatchOptions,
} from './envoy-patch-options';

/** The network filter in which HTTP filters are. */
const CONNECTION_MANAGER = 'envoy.filters.network.http_connection_manager';

/** The name of a filter, and of one within it. */
interface FilterMatch {
  readonly name: string;
  readonly subFilter?: { readonly name: string };
}

/** A listener. */
export function listenerMatch(options: EnvoyListenerMatchOptions): object | undefined {
  return listener(options, {});
}

/** A filter of a listener. */
export function listenerFilterMatch(options: EnvoyListenerMatchOptions, filter: string | undefined): object | undefined {
  return listener(options, { listenerFilter: filter });
}

/** A filter chain. */
export function filterChainMatch(options: EnvoyFilterChainMatchOptions): object | undefined {
  return listener(options, { filterChain: chain(options, undefined) });
}

/** A filter of a chain. */
export function networkFilterMatch(options: EnvoyFilterChainMatchOptions, filter: string | undefined): object | undefined {
  return listener(options, { filterChain: chain(options, filter === undefined ? undefined : { name: filter }) });
}

/** An HTTP filter of a chain. */
export function httpFilterMatch(options: EnvoyFilterChainMatchOptions, filter: string | undefined): object | undefined {
  const within = filter === undefined ? undefined : { name: CONNECTION_MANAGER, subFilter: { name: filter } };
  return listener(options, { filterChain: chain(options, within) });
}

/** What is said of a route, of its virtual host and of its configuration. */
type RouteConditions = Partial<EnvoyVirtualHostMatchOptions & EnvoyHttpRoutePatchOptions>;

/** A route configuration, a virtual host in it, a route in that. The `Gateway` is always written with its namespace. */
export function routeMatch(options: RouteConditions, namespace: string | undefined): object | undefined {
  const { routeConfiguration: name, port: portNumber, portName, gateway, virtualHost, domain: domainName, route, action } = options;
  return match('routeConfiguration', {
    name,
    portNumber,
    portName,
    gateway: gateway && `${gateway.namespaceName ?? namespace}/${gateway.gatewayName}`,
    vhost: unlessEmpty({ name: virtualHost, domainName, route: unlessEmpty({ name: route, action }) }),
  });
}

/** A cluster. */
export function clusterMatch({ cluster }: EnvoyClusterPatchOptions): object | undefined {
  return cluster && { cluster: cluster._json };
}

function listener({ listenerName: name, listenerPort: portNumber }: EnvoyListenerMatchOptions, within: object): object | undefined {
  return match('listener', { name, portNumber, ...within });
}

function chain({ filterChain }: EnvoyFilterChainMatchOptions, filter: FilterMatch | undefined): object | undefined {
  const { applicationProtocols, ...rest } = filterChain ?? {};
  return unlessEmpty({ ...rest, applicationProtocols: applicationProtocols?.join(','), filter });
}

function match(field: string, conditions: object): object | undefined {
  const stated = unlessEmpty(conditions);
  return stated && { [field]: stated };
}

function unlessEmpty(conditions: object): object | undefined {
  return Object.values(conditions).some((condition) => condition !== undefined) ? conditions : undefined;
}

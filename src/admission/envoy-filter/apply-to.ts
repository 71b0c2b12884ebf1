/** The objects of Envoy that a patch may be applied to, in the order of their numbers. */
export const APPLY_TO = [
  'INVALID', 'LISTENER', 'FILTER_CHAIN', 'NETWORK_FILTER', 'HTTP_FILTER', 'ROUTE_CONFIGURATION', 'VIRTUAL_HOST', 'HTTP_ROUTE', 'CLUSTER',
  'EXTENSION_CONFIG', 'BOOTSTRAP', 'LISTENER_FILTER',
] as const;

/** What a patch is applied to. */
export type ApplyTo = (typeof APPLY_TO)[number];

/** The matches of a patch, of which there may be one. */
export const MATCHES = ['listener', 'routeConfiguration', 'cluster', 'waypoint'] as const;

/** The match that fits; for the others any does. */
export const MATCH_OF: Readonly<Partial<Record<ApplyTo, (typeof MATCHES)[number]>>> = {
  LISTENER: 'listener',
  FILTER_CHAIN: 'listener',
  NETWORK_FILTER: 'listener',
  HTTP_FILTER: 'listener',
  ROUTE_CONFIGURATION: 'routeConfiguration',
  VIRTUAL_HOST: 'routeConfiguration',
  HTTP_ROUTE: 'routeConfiguration',
  CLUSTER: 'cluster',
};

/** Those whose value is a name and the configuration of an extension. */
export const EXTENSIONS: readonly ApplyTo[] = ['NETWORK_FILTER', 'HTTP_FILTER', 'EXTENSION_CONFIG', 'LISTENER_FILTER'];

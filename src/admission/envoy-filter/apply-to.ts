/** The objects of Envoy that a patch may be applied to, in the order of their numbers. */
export const APPLY_TO = [
  'INVALID', 'LISTENER', 'FILTER_CHAIN', 'NETWORK_FILTER', 'HTTP_FILTER', 'ROUTE_CONFIGURATION', 'VIRTUAL_HOST', 'HTTP_ROUTE', 'CLUSTER',
  'EXTENSION_CONFIG', 'BOOTSTRAP', 'LISTENER_FILTER',
] as const;

/** What a patch is applied to. */
export type ApplyTo = (typeof APPLY_TO)[number];

/** The matches of a patch, of which there may be one: of several, protobuf takes the last of this order. */
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

/** Those whose value is an extension, by its name and configuration, with all fields that it has. Protobuf takes both spellings. */
export const EXTENSION_FIELDS: Readonly<Partial<Record<ApplyTo, readonly string[]>>> = {
  NETWORK_FILTER: ['name', 'typed_config', 'typedConfig', 'config_discovery', 'configDiscovery'],
  HTTP_FILTER: ['name', 'typed_config', 'typedConfig', 'config_discovery', 'configDiscovery', 'is_optional', 'isOptional', 'disabled'],
  EXTENSION_CONFIG: ['name', 'typed_config', 'typedConfig'],
  LISTENER_FILTER: ['name', 'typed_config', 'typedConfig', 'config_discovery', 'configDiscovery', 'filter_disabled', 'filterDisabled'],
};

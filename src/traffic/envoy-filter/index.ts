export { EnvoyFilterChange, EnvoyObjectChange, EnvoyRouteChange, EnvoyVirtualHostChange } from './envoy-change';
export * from './envoy-cluster-match';
export * from './envoy-filter';
export { EnvoyPatch } from './envoy-patch';
export * from './envoy-patch-options';

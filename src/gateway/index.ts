export * from './certificate';
export * from './exposure';
export * from './gateway-host';
export * from './gateway-options';
export * from './injected-gateway';
export * from './load-balancer';
export * from './route-delegate';
export * from './route-settings';

export * from './client-verification';
export * from './gateway';
export { GatewayServer } from './gateway-server';
export * from './server-certificate';
export * from './server-host';
export * from './server-options';

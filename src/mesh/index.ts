export * from './cni-plugin';
export { AccessLogEncoding, type ControlPlaneOptions, LogLevel, type ProxyDefaults } from './control-plane-options';
export { type CniOptions, type ZTunnelOptions, ZTunnelUpdate } from './foundation-options';
export * from './contract';
export * from './image-source';
export * from './mesh';
export * from './mesh-foundation';
export * from './mesh-props';
export { type InPlaceOptions, type RevisionBasedOptions, UpdateStrategy } from './update-strategy';

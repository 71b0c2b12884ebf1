export { NetworkDiscovery } from './mesh-networks';
export { MultiClusterMesh } from './multi-cluster-mesh';
export * from './multi-cluster-props';
export * from './multi-primary';
export * from './primary-remote';
export * from './remote-secrets';
export * from './shared-namespace';
export * from './shared-services';
export * from './sharing';

export * from './mesh-service';
export * from './service-account';
export * from './service-options';
export * from './sidecar-options';
export * from './workload';
export * from './workload-options';

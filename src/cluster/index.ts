export * from './cluster';
export * from './cluster-facts';
export * from './cluster-props';

export * from './host-route';
export * from './locality';
export * from './locality-options';
export * from './outlier-detection';

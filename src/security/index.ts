export * from './ca-key-algorithm';
export * from './mesh-trust';
export * from './trust-options';
export * from './peer-authentication';

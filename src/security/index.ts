export * from './authorization-policy';
export * from './ca-key-algorithm';
export * from './jwks';
export * from './mesh-trust';
export * from './peer-authentication';
export * from './request-authentication';
export * from './trust-options';

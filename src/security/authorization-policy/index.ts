export * from './action';
export * from './authorization-policy';
export * from './condition';
export { type AuthorizationOperation } from './operation';
export * from './path-pattern';
export * from './principal';
export { type AuthorizationSource } from './source';

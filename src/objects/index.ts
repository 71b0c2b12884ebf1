export { type IMeshObject } from './mesh-object';
export * from './object-props';
export { type PolicyProps } from './policy-props';

export * from './object-props';
export { type PolicyProps } from './policy-props';

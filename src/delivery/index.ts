export { Stage } from '../vocabulary/stage';
export * from './mesh-app';

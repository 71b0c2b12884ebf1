export { ExternalControlPlane } from './external-control-plane';
export { type ExternalControlPlaneProps } from './external-props';

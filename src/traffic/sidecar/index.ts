export * from './sidecar';
export { CaptureMode, SidecarEgress, type SidecarEgressOptions, type SidecarEgressPortOptions, type SidecarEgressSocketOptions } from './sidecar-egress';
export * from './sidecar-endpoint';
export * from './sidecar-host';
export { type SidecarClientVerification, type SidecarIngress, type SidecarTls } from './sidecar-ingress';
export * from './sidecar-outbound-traffic';

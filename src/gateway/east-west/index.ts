export { ControlPlaneExposure, type ExposedControlPlane, type HttpsControlPlaneOptions } from './control-plane-exposure';
export * from './east-west';
export { EastWestGateway, type EastWestGatewayProps } from './east-west-gateway';
export * from './east-west-options';
export * from './gateway-address';
export { RemoteNetworkGateway, type RemoteNetworkGatewayProps } from './remote-network-gateway';

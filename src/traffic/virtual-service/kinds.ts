import { listOf, made } from '../../analysis/kinds';

const ROUTE_GATEWAY = made('RouteGateway', () => 'write RouteGateway.MESH, RouteGateway.gateway(...) or RouteGateway.meshGateway(...)', (v) => typeof v?._reference === 'function');

export const ROUTE_GATEWAYS = listOf('gateways', ROUTE_GATEWAY);
export const ROUTE_DESTINATION = made('RouteDestination', () => 'write RouteDestination.service(...), RouteDestination.subset(...) or another of its factories',
  (v) => typeof v?._problems === 'function' && typeof v._json === 'object');

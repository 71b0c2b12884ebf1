import type { IConstruct } from 'constructs';
import { renderSource, ROUTE_SOURCE, type RouteSource } from './http-match';
import { ROUTE_DESTINATION } from './kinds';
import type { RouteDestination } from './route-destination';
import { renderDestinations, WEIGHTED_DESTINATION, type WeightedDestination } from './weighted-destination';
import { required } from '../../analysis/kinds';
import { requiredStructs, type ShapeOf, structs } from '../../analysis/shape';
import type { MeshHost } from '../../vocabulary/mesh-host';
import { MESH_HOSTS, TEXTS } from '../kinds';

/**
 * What a connection must be like: all that is said holds.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#L4MatchAttributes
 */
export interface TcpMatch extends RouteSource {
  /**
   * The addresses that the client has asked for: IP addresses or CIDR ranges, any of which will do.
   * @default - any
   */
  readonly destinationSubnets?: string[];
}

/**
 * What a connection with TLS must be like: all that is said holds.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#TLSMatchAttributes
 */
export interface TlsMatch extends TcpMatch {
  /** The server names that the client has sent, any of which will do. Each is within a host of the VirtualService. */
  readonly sniHosts: MeshHost[];
}

/** Where connections go: to one, by `destination`, or to several, by `destinations`. */
export interface ConnectionRouteOptions {
  /**
   * Where to.
   * @default - `destinations`
   */
  readonly destination?: RouteDestination;
  /**
   * Where to, each with its share. Not beside `destination`.
   * @default - `destination`
   */
  readonly destinations?: WeightedDestination[];
}

/**
 * Connections with TLS that nobody ends on the way, by the server name that clients send. The first entry that matches decides.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#TLSRoute
 */
export interface VirtualServiceTls extends ConnectionRouteOptions {
  /** Which connections: any of these. */
  readonly matches: TlsMatch[];
}

/**
 * Connections. The first entry that matches decides.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#TCPRoute
 */
export interface VirtualServiceTcp extends ConnectionRouteOptions {
  /**
   * Which connections: any of these.
   * @default - all
   */
  readonly matches?: TcpMatch[];
}

const TCP_MATCH: ShapeOf<TcpMatch> = { ...ROUTE_SOURCE, destinationSubnets: TEXTS };
const DESTINATIONS: ShapeOf<ConnectionRouteOptions> = { destination: ROUTE_DESTINATION, destinations: structs(WEIGHTED_DESTINATION) };

/** What its properties must be. */
export const VIRTUAL_SERVICE_TLS: ShapeOf<VirtualServiceTls> = {
  ...DESTINATIONS, matches: requiredStructs<TlsMatch>({ ...TCP_MATCH, sniHosts: required(MESH_HOSTS) }),
};

/** What its properties must be. */
export const VIRTUAL_SERVICE_TCP: ShapeOf<VirtualServiceTcp> = { ...DESTINATIONS, matches: structs(TCP_MATCH) };

/** As the API has it. `sourceSubnet` of a match is read by nobody (istio/istio pilot/pkg), and has no place here. */
export function renderConnections(entry: VirtualServiceTls | VirtualServiceTcp, at: IConstruct, namespace: string | undefined): object {
  const matches: readonly (TcpMatch & Partial<TlsMatch>)[] | undefined = entry.matches;
  return {
    match: matches?.map((match) => ({
      sniHosts: match.sniHosts?.map((host) => host.host),
      destinationSubnets: match.destinationSubnets,
      ...renderSource(match, at, namespace),
    })),
    route: renderDestinations(entry),
  };
}

import type { ServedPort } from '../gateway-network';
import { GatewayPort } from '../servers';

/** The port for mutual TLS between networks, where nobody says otherwise (istio/istio network.go, DefaultNetworkGatewayPort). */
export const MTLS_PORT = 15443;
/** The port between the networks of an ambient mesh. */
export const HBONE_PORT = 15008;
/** The discovery and certificate port of a control plane. */
export const ISTIOD_PORT = 15012;
/** The injection webhook as the gateway serves it, and its port on the Service of the control plane. */
export const WEBHOOK_PORT = 15017;
export const WEBHOOK_SERVICE_PORT = 443;

/** Ports that the proxy itself has a use for (istio.io, Application Requirements, Ports used by Istio). */
export const PROXY_PORTS: readonly number[] = [15000, 15001, 15002, 15004, 15006, 15008, 15009, 15020, 15021, 15053, 15090];

/** What an injected gateway between clusters serves. */
export interface EastWestServes {
  /** Undefined: not between networks. */
  readonly mtlsPort?: number;
  readonly controlPlane: boolean;
}

/** The ports of its Service. */
export function servicePorts({ mtlsPort, controlPlane }: EastWestServes): ServedPort[] {
  return [
    GatewayPort.STATUS,
    ...(mtlsPort === undefined ? [] : [same('tls', mtlsPort)]),
    ...(controlPlane ? [
      same('tls-istiod', ISTIOD_PORT),
      same('tls-webhook', WEBHOOK_PORT),
      // A remote cluster that knows the gateway by a DNS name has an ExternalName Service, which cannot map 443 to 15017.
      { name: 'tls-webhook-443', port: WEBHOOK_SERVICE_PORT, targetPort: WEBHOOK_PORT },
    ] : []),
  ];
}

/** The ports that its pods listen on, without that for health. */
export function podPorts({ mtlsPort, controlPlane }: EastWestServes): number[] {
  return [...(mtlsPort === undefined ? [] : [mtlsPort]), ...(controlPlane ? [ISTIOD_PORT, WEBHOOK_PORT] : [])];
}

function same(name: string, port: number): ServedPort {
  return { name, port, targetPort: port };
}

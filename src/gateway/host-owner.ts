import type { GatewayHost } from './gateway-host';
import type { MeshFacts } from '../vocabulary/mesh-facts';

/**
 * The gateway that a host is on, as far as the host needs it: one of this program, or one that a contract names.
 *
 * What only the gateway's own program may write (the server, the Route, the certificate) is the owner's business.
 */
export interface HostOwner {
  /** The mesh whose services the host can route to. */
  readonly facts: MeshFacts;
  /** What the host is a host of, for messages: `gateway 'edge'`. */
  readonly subject: string;
  /**
   * The namespace of the VirtualServices. Undefined where this program may not write into the gateway's: then each host
   * has its VirtualService in the namespace of its backends.
   */
  readonly virtualServiceNamespace?: string;
  /** How a VirtualService of a namespace names the gateway: `edge` in the gateway's own, otherwise `istio-ingress/edge`. */
  gatewayReference(fromNamespace: string): string;
  /** Told of each host that is made; reports what stands against it. */
  claimHost(host: GatewayHost): void;
}

/** What a host is made of. */
export interface GatewayHostProps {
  readonly owner: HostOwner;
  /** The host in full, or `*`. */
  readonly host: string;
  /** The name of its objects. */
  readonly objectName: string;
  /** Laid over its VirtualService. */
  readonly raw?: any;
}

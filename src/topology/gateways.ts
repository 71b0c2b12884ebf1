import { type MemberGateway, networksOf } from './member';
import type { Part } from './parts';
import { ControlPlaneExposure, EastWestKind, type EastWestGateway, type EastWestGatewayProps } from '../gateway';
import { RoleKind } from '../mesh/mesh-role';
import { DataPlane } from '../vocabulary/data-plane';

/** What the gateway of a part is there for. */
type Purpose = Pick<EastWestGatewayProps, 'network' | 'exposeServices' | 'exposeControlPlane' | 'controlPlanes'>;

/** What decides which clusters need a gateway. */
export interface GatewayNeeds {
  /** All clusters that are known. */
  readonly everybody: ReadonlyArray<{ readonly network: string }>;
  /** Whether control planes look after clusters that have none, be they known or not. */
  readonly servesRemotes: boolean;
  readonly exposedHosts?: string[];
  /** Whether the objects of the cluster are what control planes are configured by. */
  readonly isConfigured: boolean;
}

/**
 * What the gateway of a part is there for; undefined where the part needs none. A cluster that is alone so far has one where somebody
 * says how it is to be: the others are in programs that will read the contract of this one.
 */
export function purposeOf(part: Part, { everybody, servesRemotes: serving, exposedHosts, isConfigured }: GatewayNeeds): Purpose | undefined {
  const isAlone = everybody.length === 1 && part.settings.eastWest !== undefined;
  const hasSeveralNetworks = networksOf(everybody).length > 1 || isAlone;
  const servesRemotes = serving && part.kind === RoleKind.PRIMARY;
  if (!hasSeveralNetworks && !servesRemotes) return undefined;
  return {
    network: hasSeveralNetworks ? part.network : undefined,
    exposeServices: hasSeveralNetworks ? hostsOf(part, isConfigured, exposedHosts) : undefined,
    exposeControlPlane: servesRemotes ? ControlPlaneExposure.passthrough() : undefined,
    controlPlanes: servesRemotes ? part.revisions.map((revision) => ({ service: istiodService(revision) })) : undefined,
  };
}

/** The Service of the control plane of a revision. */
export function istiodService(revision: string): string {
  return revision === 'default' ? 'istiod' : `istiod-${revision}`;
}

/** What the other clusters need to know of a gateway; undefined where there is none after all. */
export function memberGateway(gateway: EastWestGateway | undefined): MemberGateway | undefined {
  if (!gateway || gateway.kind === EastWestKind.NONE) return undefined;
  return {
    service: gateway.gatewayName,
    namespace: gateway.namespaceName,
    get isReachable() {
      return gateway._isReachable;
    },
    servesControlPlane: gateway._servesControlPlane,
    // raw fields and patches may have the last word on the ports
    get mapsWebhookPort() {
      const { ports } = gateway.service?.toJson().spec ?? {};
      return Array.isArray(ports) && ports.some((p) => p.port === 443 && Number(p.targetPort) === 15017);
    },
    mtlsPort: gateway._mtlsPort,
    address: gateway._address,
  };
}

/** What is exposed where nobody says: every Service, whatever the cluster's DNS domain; `undefined` for the gateway's own default. */
export function everyService(clusterDomain: string): string[] | undefined {
  return clusterDomain.endsWith('.local') ? undefined : [`*.${clusterDomain}`];
}

/** A cluster whose configuration is read elsewhere says nothing itself; an ambient mesh says it by its Services. */
function hostsOf(part: Part, isConfigured: boolean, exposedHosts: string[] | undefined): string[] | undefined {
  if (part.trust.dataPlane === DataPlane.AMBIENT) return undefined;
  return isConfigured ? exposedHosts ?? everyService(part.cluster.clusterDomain) : [];
}

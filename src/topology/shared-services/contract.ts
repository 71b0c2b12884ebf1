import type { ExportedService } from './exported-service';
import type { MadeParty } from './parts';
import { TOPOLOGY } from './party';
import type { MultiClusterData, NetworkGatewayData } from '../../mesh/contract/contract-data';
import { RoleKind } from '../../mesh/mesh-role';
import { fingerprintOf } from '../../security/certificates';

/** What the contract of a mesh says to the programs of the others: what is shared from here, and how it is reached and trusted. */
export function contractData(party: MadeParty, services: readonly ExportedService[]): MultiClusterData {
  const { part, root } = party;
  return {
    topology: TOPOLOGY,
    part: RoleKind.PRIMARY,
    podCidrs: [],
    apiServer: {},
    version: part.version,
    revisions: part.revisions,
    trustDomainAliases: [...party.trustDomainAliases],
    trust: party.trust,
    rootFingerprint: fingerprintOf(root),
    rootCertificate: fingerprintOf(root) === undefined ? undefined : root,
    gateway: gatewayData(party),
    services: services.map((s) => ({
      namespace: s.namespaceName,
      name: s.serviceName,
      host: s.host,
      serviceAccount: s.identity?.serviceAccount,
      ports: s.ports.map(({ port, name, protocol }) => ({ port, name, protocol })),
    })).sort((a, b) => (`${a.namespace}/${a.name}` < `${b.namespace}/${b.name}` ? -1 : 1)),
  };
}

function gatewayData({ gateway }: MadeParty): NetworkGatewayData | undefined {
  if (!gateway?._isReachable) return undefined;
  return {
    service: gateway.gatewayName,
    namespace: gateway.namespaceName,
    reachable: true,
    servesControlPlane: false,
    mapsWebhookPort: false,
    address: gateway._address.known,
    mtlsPort: gateway._mtlsPort === 15443 ? undefined : gateway._mtlsPort,
  };
}

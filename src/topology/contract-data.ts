import type { Member } from './member';
import { MTLS_PORT } from '../gateway/east-west/ports';
import type { MultiClusterData, SharedServiceData } from '../mesh/contract/contract-data';

/** What the contract of one cluster says of it to the programs of the others. Nothing of those others is in it, so that adding one changes no contract. */
export function clusterData(topology: string, member: Member, services: readonly SharedServiceData[]): MultiClusterData {
  const { gateway, apiServerUrl, apiServerCa, tlsServerName } = member;
  return {
    topology,
    part: member.kind,
    region: member.region,
    podCidrs: [...member.podCidrs],
    apiServer: { url: apiServerUrl.known, ca: apiServerCa.known, tlsServerName },
    version: member.version,
    revisions: [...member.revisions],
    trustDomainAliases: [...member.trustDomainAliases],
    trust: member.trust,
    rootFingerprint: member.root,
    gateway: gateway && {
      service: gateway.service,
      namespace: gateway.namespace,
      reachable: gateway.isReachable,
      servesControlPlane: gateway.servesControlPlane,
      mapsWebhookPort: gateway.mapsWebhookPort,
      mtlsPort: gateway.mtlsPort === MTLS_PORT ? undefined : gateway.mtlsPort,
      address: gateway.address.known,
    },
    services: [...services].sort((a, b) => (`${a.namespace}/${a.name}` < `${b.namespace}/${b.name}` ? -1 : 1)),
  };
}

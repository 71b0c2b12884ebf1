import type { ContractData, DelegationData, TenantData } from './contract-data';
import { Grant } from './grant';
import { RequestKind } from './request-shape';

/** How a tenant stands to a host of a gateway. */
export type HostStanding =
  /** All of it is the tenant's, or its namespaces were let in. */
  | { readonly kind: 'granted' }
  /** It was asked for before, and accepted. */
  | { readonly kind: 'accepted' }
  /** Prefixes of it are the tenant's. */
  | { readonly kind: 'delegated'; readonly delegations: DelegationData[] }
  /** It is served for somebody else: another tenant, or the owner where none is named. */
  | { readonly kind: 'taken'; readonly tenant?: string }
  /** Nobody has it. */
  | { readonly kind: 'free' };

/** How a tenant stands to a host of a gateway, as the contract has it. */
export function standingOf({ gateways }: ContractData, tenant: TenantData, gateway: string, host: string): HostStanding {
  const mayAttach = tenant.grants.includes(Grant.ATTACH_ROUTES);
  if (mayAttach && tenant.hosts.some((h) => h.gateway === gateway && coversHost(h.host, host))) return { kind: 'granted' };
  const accepted = tenant.accepted.some((a) => a.kind === RequestKind.GATEWAY_HOST && a.gateway === gateway && a.host === host);
  if (accepted) return { kind: 'accepted' };
  const delegations = tenant.delegations.filter((d) => d.gateway === gateway && d.host === host);
  if (mayAttach && delegations.length > 0) return { kind: 'delegated', delegations };
  const served = gateways.find((g) => g.name === gateway)?.hosts.find((h) => h.host === host);
  const isOpen = served && served.tenant === undefined && (served.everywhere || tenant.namespaces.some((n) => served.namespaces.includes(n)));
  if (mayAttach && isOpen) return { kind: 'granted' };
  if (served && served.tenant !== tenant.name) return { kind: 'taken', tenant: served.tenant };
  return { kind: 'free' };
}

/** Whether a host that was granted holds another one: itself, or the hosts below a wildcard. */
export function coversHost(granted: string, host: string): boolean {
  return granted === host || (granted.startsWith('*.') && host.endsWith(granted.slice(1)) && host.length > granted.length - 1);
}

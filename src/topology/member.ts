import type { LateValue } from '../kube/late-value';
import { RoleKind } from '../mesh/mesh-role';
import type { OssmRelease } from '../release';
import type { DataPlane } from '../vocabulary/data-plane';

/** What there is between a cluster and the others. */
export interface MemberGateway {
  /** The name and namespace of its Service. */
  readonly service: string;
  readonly namespace: string;
  /** Whether traffic from another network has a way in: a load balancer whose address istiod reads. */
  readonly isReachable: boolean;
  /** Whether a control plane is reached by it. */
  readonly servesControlPlane: boolean;
  /** Whether port 443 leads to the webhook of the control plane, as a host name in place of an address needs it. */
  readonly mapsWebhookPort: boolean;
  /** The port between networks. */
  readonly mtlsPort: number;
  /** Where it is reached. */
  readonly address: LateValue;
}

/** One cluster of a mesh, made here or known by its contract: all that the others need to know of it. */
export interface Member {
  /** Where messages point: a construct path, or whose contract. */
  readonly from: string;
  readonly clusterName: string;
  readonly kind: RoleKind;
  readonly network: string;
  /** The DNS domain of the cluster. */
  readonly clusterDomain: string;
  readonly region?: string;
  readonly podCidrs: readonly string[];
  readonly meshName: string;
  readonly meshId: string;
  readonly rootNamespace: string;
  readonly dataPlane: DataPlane;
  readonly trustDomain: string;
  readonly trustDomainAliases: readonly string[];
  readonly release: OssmRelease;
  /** The Istio version of its control plane, or the alias that it follows. */
  readonly version: string;
  /** The names of the revisions of its control plane. */
  readonly revisions: readonly string[];
  /** The SHA-256 fingerprint of the root that its certificates go back to, where it is known. */
  readonly root?: string;
  /** Where its certificate authority comes from, in words. */
  readonly trust: string;
  readonly apiServerUrl: LateValue;
  readonly apiServerCa: LateValue;
  readonly tlsServerName?: string;
  readonly gateway?: MemberGateway;
}

/** The members with a control plane. */
export function primariesOf<T extends Member>(members: readonly T[]): T[] {
  return members.filter((m) => m.kind === RoleKind.PRIMARY);
}

/** The networks of the members, each once, sorted. */
export function networksOf(members: readonly Pick<Member, 'network'>[]): string[] {
  return [...new Set(members.map((m) => m.network))].sort();
}

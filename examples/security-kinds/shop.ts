import type { Identity, InjectedGateway, IMeshNamespace, MeshNamespace, MeshService, ServiceEntry, Waypoint } from 'cdk8s-ossm';

/** What policies are about. */
export interface Shop {
  /** The namespace of what is for the whole mesh. */
  readonly root: IMeshNamespace;
  /** The namespace of the gateway. */
  readonly ingress: IMeshNamespace;
  readonly edge: InjectedGateway;
  /** The host by which customers ask. */
  readonly host: string;
  /** The authoriser. */
  readonly opa: MeshService;
  /** With sidecars. */
  readonly front: MeshNamespace;
  readonly web: MeshService;
  readonly cart: MeshService;
  /** Ambient, with a waypoint. */
  readonly back: MeshNamespace;
  readonly waypoint: Waypoint;
  readonly orders: MeshService;
  readonly billing: MeshService;
  readonly ledger: MeshService;
  /** Who copies the database. */
  readonly backup: Identity;
  readonly bank: ServiceEntry;
}

import { Construct } from 'constructs';
import { type Admission, admits } from './admission';
import type { WaypointReference } from './waypoint-options';
import { Identity } from '../vocabulary/identity';
import type { IWaypoint } from '../vocabulary/interfaces';
import type { WaypointInternals } from '../vocabulary/mesh-facts';
import { WaypointTraffic } from '../vocabulary/waypoint-traffic';

/** A waypoint that another program makes. */
export class ReferredWaypoint extends Construct implements IWaypoint {
  public readonly waypointName: string;
  public readonly namespaceName: string;
  public readonly identity: Identity;
  public readonly traffic: WaypointTraffic;
  public readonly _internals: WaypointInternals;
  private readonly admission: Admission;

  public constructor(scope: Construct, id: string, reference: WaypointReference) {
    super(scope, id);
    this.waypointName = reference.name;
    this.namespaceName = reference.namespace;
    this.traffic = reference.traffic ?? WaypointTraffic.SERVICE;
    this.identity = Identity.of(reference.mesh._facts.trustDomain, reference.namespace, reference.name);
    this.admission = { own: reference.namespace, others: new Set(reference.admits), everywhere: reference.admitsEverywhere ?? false };
    this._internals = {
      noteUse: () => undefined,
      howToAdmit: "ask the waypoint's owner to admit namespace '<namespace>'; once that is done, say so here: in `admits` of the reference, "
        + 'or with the new contract of the mesh',
    };
  }

  public admits(namespace: string): boolean {
    return admits(this.admission, namespace);
  }
}

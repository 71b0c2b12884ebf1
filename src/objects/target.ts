import type { Construct } from 'constructs';
import { findCluster } from '../cluster/cluster';
import { type OpenShift, OssmRelease } from '../release';
import type { IMesh } from '../vocabulary/interfaces';
import type { MeshFacts } from '../vocabulary/mesh-facts';

/** What an object is judged for. */
export interface ObjectTarget {
  readonly release: OssmRelease;
  readonly openshift: OpenShift;
  /** The Istio minor of the proxies, for instance `1.28`. */
  readonly istio: string;
  readonly rootNamespace: string;
  /** Undefined where the object belongs to no mesh that is known. */
  readonly mesh?: IMesh;
}

/** Without a mesh: the newest release, and what the cluster says of itself. */
export function targetOf(at: Construct, mesh: IMesh | undefined): ObjectTarget {
  if (mesh) return { ...targetIn(mesh._facts), mesh };
  return targetOfRelease(at, newest());
}

/** The target of what belongs to a cluster, and to no mesh. */
export function targetOfRelease(at: Construct, release: OssmRelease): ObjectTarget {
  const { openshift } = findCluster(at) ?? {};
  return { release, openshift: openshift ?? release._openShift(), istio: release.istioMinor, rootNamespace: 'istio-system' };
}

/** The target of all that is in a mesh. */
export function targetIn({ release, openshift, istioMinor, rootNamespace }: MeshFacts): ObjectTarget {
  return { release, openshift, istio: istioMinor, rootNamespace };
}

function newest(): OssmRelease {
  const all = OssmRelease._all();
  return all[all.length - 1];
}

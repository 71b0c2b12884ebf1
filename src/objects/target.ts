import type { Construct } from 'constructs';
import { findCluster } from '../cluster/cluster';
import { type OpenShift, OssmRelease } from '../release';
import type { IMesh } from '../vocabulary/interfaces';

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
  if (mesh) {
    const { release, openshift, istioMinor, rootNamespace } = mesh._facts;
    return { release, openshift, istio: istioMinor, rootNamespace, mesh };
  }
  const release = newest();
  const { openshift } = findCluster(at) ?? {};
  return { release, openshift: openshift ?? release._openShift(), istio: release.istioMinor, rootNamespace: 'istio-system' };
}

function newest(): OssmRelease {
  const all = OssmRelease._all();
  return all[all.length - 1];
}

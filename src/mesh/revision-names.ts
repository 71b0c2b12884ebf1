import type { UpdateStrategy } from './update-strategy';

/** The revision that the operator makes of a mesh name and a version (sail-operator controllers/istio/istio_controller.go). */
export function revisionOf(meshName: string, version: string): string {
  return `${meshName}-${version.replace(/\./g, '-')}`;
}

/** The tags of a revision-based mesh, with the revision each is pinned to. */
export interface TagPlan {
  readonly name: string;
  readonly revision: string;
  readonly version: string;
}

/** Everything that a strategy names. */
export interface RevisionPlan {
  /** The name that workloads ask for. */
  readonly handle: string;
  /** The name that canary workloads ask for. */
  readonly canaryHandle?: string;
  /** The revisions that exist, by name. */
  readonly revisions: string[];
  readonly tags: TagPlan[];
  /** The revision that runs production. */
  readonly productionRevision: string;
}

/**
 * The plan of a cluster whose control plane runs elsewhere. A tag cannot stand for such a revision (sail-operator
 * controllers/istiorevisiontag), so that its workloads ask for the revision itself.
 */
export function withoutTags(plan: RevisionPlan): RevisionPlan {
  const [production, canary] = plan.tags;
  if (!production) return plan;
  return { ...plan, handle: production.revision, canaryHandle: canary?.revision, tags: [] };
}

/** Names all revisions and tags of a mesh. */
export function planRevisions(meshName: string, strategy: UpdateStrategy): RevisionPlan {
  const r = strategy._revisions;
  if (!r) return { handle: meshName, revisions: [meshName], tags: [], productionRevision: meshName };
  const handle = r.productionTag ?? meshName;
  const canaryHandle = r.canary === undefined ? undefined : r.canaryTag ?? `${handle}-canary`;
  const versions = [...new Set([r.version, r.production, ...(r.canary === undefined ? [] : [r.canary])])];
  return {
    handle,
    canaryHandle,
    revisions: versions.map((v) => revisionOf(meshName, v)),
    productionRevision: revisionOf(meshName, r.production),
    tags: [
      { name: handle, revision: revisionOf(meshName, r.production), version: r.production },
      ...(canaryHandle === undefined ? [] : [{ name: canaryHandle, revision: revisionOf(meshName, r.canary!), version: r.canary! }]),
    ],
  };
}

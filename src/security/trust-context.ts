import type { Construct, IConstruct } from 'constructs';
import type { Problem } from '../analysis/finding';
import type { PlainValues } from '../mesh/plain-values';
import type { OssmRelease } from '../release';
import type { DataPlane } from '../vocabulary/data-plane';

/** One istiod, as far as its CA is concerned. */
export interface TrustContext {
  /** Where objects go: a construct inside the cluster's chart. */
  readonly scope: Construct;
  /** The chart of the cluster: what else is written into the cluster is looked for here. */
  readonly clusterScope: IConstruct;
  readonly cluster: string;
  readonly rootNamespace: string;
  /** The names of all revisions of the control plane. */
  readonly revisions: readonly string[];
  /** Whether this istiod serves a cluster that it does not run in. */
  readonly isExternal?: boolean;
  readonly trustDomain: string;
  readonly release: OssmRelease;
  /** Where findings are raised. */
  readonly at: IConstruct;
  readonly dataPlane: DataPlane;
}

/** A problem and where it is. */
export interface TrustProblem {
  readonly at: IConstruct;
  readonly problem: Problem;
}

/** One way to get a CA. */
export interface TrustSource {
  readonly kind: string;
  /** Writes the objects of one cluster. */
  apply(ctx: TrustContext): void;
  /** Values for the Istio of one cluster. */
  values(ctx: TrustContext): PlainValues;
  /** The SHA-256 fingerprint of a cluster's root, as `openssl x509 -fingerprint -sha256` shows it; undefined where it is not known. */
  rootOf(cluster: string): string | undefined;
  /** What is wrong, looking at all clusters that are to trust each other. Runs at synth and changes nothing. */
  problems(contexts: readonly TrustContext[]): TrustProblem[];
}

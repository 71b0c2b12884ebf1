import { Duration } from 'cdk8s';

/** How an in-place control plane is updated. */
export interface InPlaceOptions {
  /**
   * The Istio version, for instance `v1.28.10`, or an alias such as `v1.28-latest`.
   * @default - the alias of the release's newest Istio minor, which follows the operator's updates
   */
  readonly version?: string;
}

/** How a control plane is updated by running two revisions side by side. */
export interface RevisionBasedOptions {
  /**
   * The Istio version of the newest control plane, for instance `v1.28.10`. Exact: an alias names no revision.
   */
  readonly version: string;
  /**
   * The Istio version that production runs. The production tag is pinned to its revision, and moves only when this is changed.
   */
  readonly production: string;
  /**
   * The Istio version that the canary tag points at.
   * @default - no canary tag
   */
  readonly canary?: string;
  /**
   * The name of the production tag: what namespaces are labelled with.
   * @default - the name of the mesh, so that the labels are those of an in-place mesh
   */
  readonly productionTag?: string;
  /**
   * The name of the canary tag.
   * @default - the production tag's name and `-canary`
   */
  readonly canaryTag?: string;
  /**
   * How long a revision that nothing uses is kept.
   * @default Duration.minutes(30)
   */
  readonly gracePeriod?: Duration;
}

/**
 * How the control plane is updated.
 *
 * @see https://github.com/istio-ecosystem/sail-operator/blob/main/docs/update-strategy/update-strategy.adoc
 */
export class UpdateStrategy {
  /**
   * One control plane, replaced where it stands. Workloads are restarted afterwards; one minor at a time.
   *
   * @param options the version, where it must not follow the operator
   */
  public static inPlace(options: InPlaceOptions = {}): UpdateStrategy {
    return new UpdateStrategy(options?.version, undefined);
  }

  /**
   * A new control plane beside the old one. Namespaces follow a tag; an update is three commits: the new `version` beside the
   * old `production`, then `canary` on the new version, then `production` moved.
   *
   * @param options all versions written out
   */
  public static revisionBased(options: RevisionBasedOptions): UpdateStrategy {
    // JavaScript lets nothing through as options; the mesh then says what is missing, at its own place.
    return new UpdateStrategy(options?.version, options ?? {});
  }

  private constructor(
    /**
     * The Istio version of the newest control plane.
     * @default - undefined where the release's alias is followed
     */
    public readonly version: string | undefined,
    /** @internal */
    public readonly _revisions: RevisionBasedOptions | undefined,
  ) {}

  /** Whether two control planes can run side by side. */
  public get isRevisionBased(): boolean {
    return this._revisions !== undefined;
  }
}

/** The grace period that is written where nobody states one. The operator's own 30 seconds are shorter than most roll-outs. */
export const DEFAULT_GRACE_PERIOD = Duration.minutes(30);

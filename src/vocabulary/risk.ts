/**
 * Things that are refused unless somebody accepts them in writing.
 *
 * The error that refuses names the member to acknowledge.
 */
export enum Risk {
  /**
   * An ambient data plane under a revision-based control plane, up to OSSM 3.4: parts of the documentation
   * say that ambient supports in-place updates only, others describe both.
   */
  AMBIENT_WITH_REVISIONS = 'AMBIENT_WITH_REVISIONS',
  /** Images that come from a tag which differs from the control plane's version: a combination nobody supports. */
  IMAGE_TAG_DIFFERS_FROM_VERSION = 'IMAGE_TAG_DIFFERS_FROM_VERSION',
  /** Discovery selectors of two meshes for which it cannot be decided that no namespace matches both. */
  DISCOVERY_NOT_PROVABLY_DISJOINT = 'DISCOVERY_NOT_PROVABLY_DISJOINT',
  /** An OpenShift version that the release does not list as supported. */
  UNSUPPORTED_OPENSHIFT = 'UNSUPPORTED_OPENSHIFT',
  /** A way to spread a mesh over clusters that is documented, but that nobody tests or declares ready for production. */
  UNPROVEN_TOPOLOGY = 'UNPROVEN_TOPOLOGY',
}

/**
 * A risk that somebody has accepted, with the reason.
 *
 * Passed as `acknowledge` to the construct that raises the error. One that nothing needed is an error itself,
 * so that a list of acknowledgements never outlives its reasons.
 */
export class Acknowledgement {
  /**
   * Accepts a risk.
   *
   * @param risk what is accepted; the error message names it
   * @param reason why that is fine here, as a sentence for the next reader; must not be empty
   */
  public static of(risk: Risk, reason: string): Acknowledgement {
    return new Acknowledgement(risk, reason);
  }

  private constructor(
    /** What is accepted. */
    public readonly risk: Risk,
    /** Why that is fine here. */
    public readonly reason: string,
  ) {}
}

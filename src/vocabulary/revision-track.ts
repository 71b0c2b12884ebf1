/**
 * Which of a mesh's revision handles a namespace or a gateway follows.
 *
 * With `UpdateStrategy.inPlace()` there is only one, and both members mean it.
 */
export enum RevisionTrack {
  /** The production tag, or the control plane itself with an in-place strategy. */
  PRODUCTION = 'production',
  /** The canary tag of a revision-based strategy; an error where the mesh has none. */
  CANARY = 'canary',
}

import type { IConstruct } from 'constructs';
import type { Risk } from '../vocabulary/risk';

/** How bad a finding is. */
export type Severity = 'error' | 'warning';

/** What is wrong, said once by the code that knows it. */
export interface Problem {
  /** Stable, readable and unique: `<room>/<problem>`, for instance `mesh/unknown-version`. */
  readonly code: string;
  /** What is wrong, with the value, as a clause without a full stop at its end. */
  readonly what: string;
  /** What would be right. */
  readonly expected: string;
  /** What to do. */
  readonly fix: string;
  /** @default 'error' */
  readonly severity?: Severity;
  /** Findings of one code and one cause are shown as one. Default: the text of `what`. */
  readonly cause?: string;
  /** The risk that may be acknowledged instead of mended. */
  readonly risk?: Risk;
}

/** A problem at a place. */
export interface Finding extends Problem {
  readonly severity: Severity;
  /** The path of the construct, `(root)` for the root itself. */
  readonly path: string;
  /** `file:line` of the user's program where the host language tells it. Asked for only where the finding is shown. */
  readonly source?: () => string | undefined;
}

/** The path of a construct as messages show it. */
export function pathOf(construct: IConstruct): string {
  return construct.node.path || '(root)';
}

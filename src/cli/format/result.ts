import type { Validation, ValidationSummary } from '../../validation/validate';

/** What a run of `validate` found. */
export interface ValidateResult extends Pick<Validation, 'findings'> {
  readonly summary: ValidateSummary;
  /** What the set was judged by, as messages show it. */
  readonly judgedBy: string;
}

/** What was looked at. */
export interface ValidateSummary extends ValidationSummary {
  readonly files: number;
}

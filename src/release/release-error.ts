import type { Problem } from '../analysis/finding';

/**
 * Raised by this room, which knows no construct path.
 *
 * A construct that catches it reports `problem` again with its own path.
 */
export class ReleaseError extends Error {
  /**
   * @param problem what is wrong, what is expected, the fix
   * @param below the public function that was called: the stack starts at its caller
   */
  public constructor(public readonly problem: Problem, below?: Function) {
    super(`[${problem.code}] ${problem.what}\n    expected: ${problem.expected}\n    fix: ${problem.fix}`);
    this.name = 'ReleaseError';
    if (below) Error.captureStackTrace(this, below);
  }
}

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
    tidy(this);
  }
}

/** Frames of the runtime and a dump of the problem below it tell a reader nothing. */
function tidy(error: ReleaseError): void {
  Object.defineProperty(error, 'problem', { enumerable: false });
  error.stack = error.stack?.split('\n').filter((line) => !/^\s+at .*\(?node:/.test(line)).join('\n');
}

/** What is wrong with a value that belongs to no construct yet. */
export interface ValueProblem {
  /** Stable, readable and unique: `vocabulary/<problem>`. */
  readonly code: string;
  /** What is wrong, with the value. */
  readonly what: string;
  readonly expected: string;
  readonly fix: string;
}

/** Raised by the factories of plain values, which know no construct path. Not public. */
export class ValueError extends Error {
  /**
   * @param problem what is wrong, what is expected, the fix
   * @param below the public function that was called: the stack starts at its caller
   */
  public constructor(public readonly problem: ValueProblem, below: Function) {
    super(`[${problem.code}] ${problem.what}\n    expected: ${problem.expected}\n    fix: ${problem.fix}`);
    this.name = 'ValueError';
    Error.captureStackTrace(this, below);
    tidy(this);
  }
}

/** Frames of the runtime and a dump of the problem below it tell a reader nothing. */
function tidy(error: ValueError): void {
  Object.defineProperty(error, 'problem', { enumerable: false });
  error.stack = error.stack?.split('\n').filter((line) => !/^\s+at .*\(?node:/.test(line)).join('\n');
}

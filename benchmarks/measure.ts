import { setFlagsFromString } from 'v8';
import { runInNewContext } from 'vm';

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

/** One line of the report. */
export interface Result {
  /** What was measured, for instance `1.04 x`. */
  readonly value: string;
  /** Whether it is within the budget; undefined where it could not be measured. */
  readonly withinBudget?: boolean;
  /** What the value is made of. */
  readonly detail: string;
}

/** Something that is measured. */
export interface Benchmark {
  readonly name: string;
  readonly budget: string;
  run(): Result;
}

/** The middle of several values: one slow run says nothing. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2;
}

/** How long something takes, in milliseconds. What was thrown away before is not charged to it. */
export function milliseconds(run: () => void): number {
  collect();
  const start = process.hrtime.bigint();
  run();
  return Number(process.hrtime.bigint() - start) / 1e6;
}

/**
 * How much longer one thing takes than another. Both run in turns, so that a busy machine slows both; only the ratio means
 * something.
 *
 * @param budget the largest ratio that is fine
 * @param runs each returns milliseconds
 */
export function compare(budget: number, runs: { ours: () => number; theirs: () => number; times: number }): Result {
  const ours: number[] = [];
  const theirs: number[] = [];
  // the first turn warms up
  for (let turn = 0; turn <= runs.times; turn++) {
    const [o, t] = [runs.ours(), runs.theirs()];
    if (turn === 0) continue;
    ours.push(o);
    theirs.push(t);
  }
  const ratio = median(ours) / median(theirs);
  return {
    value: `${ratio.toFixed(2)} x`,
    withinBudget: ratio <= budget,
    detail: `${median(ours).toFixed(0)} ms against ${median(theirs).toFixed(0)} ms, median of ${runs.times}`,
  };
}

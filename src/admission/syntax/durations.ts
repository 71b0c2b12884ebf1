import { valueAt, type PlainObject } from './values';
import type { Report } from '../report';

/*
 * Durations as Go writes them (`1h30m`, `0.5s`). Istio's decoder reads the durations of its API with Go's parser, not with the narrower
 * one of protobuf's JSON, and so does CEL in the CRDs.
 */

const UNITS: Readonly<Record<string, bigint>> = {
  ns: 1n, us: 1_000n, µs: 1_000n, μs: 1_000n, ms: 1_000_000n, s: 1_000_000_000n, m: 60_000_000_000n, h: 3_600_000_000_000n,
};
const PART = /(\d*)(?:\.(\d*))?(ns|us|µs|μs|ms|s|m|h)/y;
const MAX = 2n ** 63n;

/** One millisecond, in nanoseconds. */
export const MILLISECOND = 1_000_000n;
/** One second, in nanoseconds. */
export const SECOND = 1_000_000_000n;

/** The nanoseconds of a duration; `undefined` where Go cannot read it. */
export function parseDuration(text: string): bigint | undefined {
  const [, sign, unsigned] = /^([+-]?)(.*)$/s.exec(text)!;
  if (unsigned === '0') return 0n;
  if (unsigned === '') return undefined;

  let total = 0n;
  for (let at = 0; at < unsigned.length; at = PART.lastIndex) {
    PART.lastIndex = at;
    const [, whole, fraction, unit] = PART.exec(unsigned) ?? [];
    if (unit === undefined || (whole === '' && !fraction)) return undefined;
    total += BigInt(whole || '0') * UNITS[unit] + fractionOf(fraction ?? '', UNITS[unit]);
    if (total > MAX) return undefined;
  }
  if (sign === '-') return -total;
  return total === MAX ? undefined : total;
}

/** What is wrong with a duration that Istio gives to Envoy: at least a millisecond, and whole milliseconds. */
export function durationProblem(text: string): string | undefined {
  return shortDurationProblem(text) ?? (parseDuration(text)! % MILLISECOND === 0n ? undefined : `'${text}' has a part of a millisecond`);
}

/** What is wrong with a duration that only the CRD bounds: at least a millisecond. */
export function shortDurationProblem(text: string): string | undefined {
  const duration = parseDuration(text);
  if (duration === undefined) return `'${text}' is no duration`;
  return duration < MILLISECOND ? `'${text}' is shorter than a millisecond` : undefined;
}

/** What is wrong with a duration that only has to be one. */
export function durationSyntaxProblem(text: string): string | undefined {
  return parseDuration(text) === undefined ? `'${text}' is no duration` : undefined;
}

/** The nanoseconds of a fraction of a unit, cut off. Go keeps as many digits as fit 63 bits. */
function fractionOf(digits: string, unit: bigint): bigint {
  return digits === '' ? 0n : (BigInt(digits) * unit) / 10n ** BigInt(digits.length);
}

/**
 * A field that holds a duration; an absent one is right. The report stands at the message that has the field.
 *
 * @param rule what the duration has to keep beyond being one
 */
export function checkDuration(
  parent: PlainObject | undefined, key: string, report: Report, rule: (text: string) => string | undefined = durationProblem,
): void {
  const value = valueAt(parent, key);
  const wrong = typeof value === 'string' ? rule(value) : undefined;
  if (wrong === undefined) return;
  report.in(key).error({
    code: 'duration/unusable',
    what: `${key}: ${wrong}`,
    expected: rule === durationProblem ? 'whole milliseconds, at least one' : 'a number and a unit',
    fix: "write a duration like '500ms', '5s' or '1h30m'",
  });
}

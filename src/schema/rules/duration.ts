/** Nanoseconds of a unit. */
const UNITS: Readonly<Record<string, number>> = { ns: 1, us: 1e3, µs: 1e3, μs: 1e3, ms: 1e6, s: 1e9, m: 60e9, h: 3600e9 };
/** The longest that Go can tell, about 292 years. */
const LONGEST = 2 ** 63;

/** The nanoseconds of a duration as Go writes it (`1h30m`, `1.5s`, `-2ms`, `0`); undefined where the text is none. */
export function nanoseconds(text: string): number | undefined {
  const [, sign, rest] = /^([-+]?)(.*)$/s.exec(text)!;
  if (rest === '0') return 0;
  if (!/^(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/.test(rest)) return undefined;
  let sum = 0;
  for (const [, number, unit] of rest.matchAll(/(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g)) sum += Number(number) * UNITS[unit];
  if (sum >= LONGEST) return undefined;
  return sign === '-' ? -sum : sum;
}

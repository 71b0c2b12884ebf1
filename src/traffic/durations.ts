import type { Duration } from 'cdk8s';

/** A duration as Istio's resources take it: seconds, with decimals where they are needed. */
export function istioDuration(duration: Duration): string {
  return `${duration.toMilliseconds() / 1000}s`;
}

/** A duration as annotations of the OpenShift router take it: a whole number and a unit, rounded up to a second. */
export function routerDuration(duration: Duration): string {
  return `${Math.ceil(duration.toMilliseconds() / 1000)}s`;
}

/** A duration as Go writes it, in the largest unit that keeps it whole. */
export function goDuration(duration: Duration): string {
  const ms = duration.toMilliseconds();
  if (ms % 3_600_000 === 0) return `${ms / 3_600_000}h`;
  if (ms % 60_000 === 0) return `${ms / 60_000}m`;
  return `${ms / 1000}s`;
}

/** The longer one of two durations that may be absent. */
export function longer(a: Duration | undefined, b: Duration | undefined): Duration | undefined {
  if (!a || !b) return a ?? b;
  return a.toMilliseconds() >= b.toMilliseconds() ? a : b;
}

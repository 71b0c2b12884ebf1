import type { Duration } from 'cdk8s';
import { istioDuration } from './durations';
import type { Problem } from '../analysis/finding';

/** How endpoints that fail are taken out, and for how long. */
export interface OutlierDetectionOptions {
  /**
   * How many connections in a row must fail. Then they count apart from errors that the endpoint answers with itself.
   * @default - they count as such errors do
   */
  readonly connectionFailures?: number;
  /**
   * How often endpoints are looked at.
   * @default Duration.seconds(10)
   */
  readonly interval?: Duration;
  /**
   * For how long an endpoint is out, times how often it was out already.
   * @default Duration.seconds(30)
   */
  readonly ejectionTime?: Duration;
  /**
   * How many of all endpoints may be out at once, in percent: 0 to 100. At Istio's own 10, most traffic keeps going to endpoints
   * that fail, and does not fail over.
   * @default 100
   */
  readonly maxEjectionPercent?: number;
  /**
   * How many endpoints must be fit for this to be done at all, in percent: 0 to 100. With fewer, traffic goes to all of them.
   * @default 0, always
   */
  readonly minHealthPercent?: number;
}

/**
 * When an endpoint counts as broken. A proxy judges by what it sees itself; without it, traffic never fails over.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#OutlierDetection
 */
export class OutlierDetection {
  /**
   * After so many answers in a row with a status from 500 on, or connections that fail.
   *
   * @param errors how many, at least 1
   * @param options how they are taken out
   */
  public static after5xx(errors: number, options: OutlierDetectionOptions = {}): OutlierDetection {
    return new OutlierDetection({ consecutive5xxErrors: errors }, options);
  }

  /**
   * After so many answers in a row with status 502, 503 or 504, or connections that fail.
   *
   * @param errors how many, at least 1
   * @param options how they are taken out
   */
  public static afterGatewayErrors(errors: number, options: OutlierDetectionOptions = {}): OutlierDetection {
    return new OutlierDetection({ consecutiveGatewayErrors: errors }, options);
  }

  /**
   * After so many answers in a row with a status from 500 on, or fewer with status 502, 503 or 504; or connections that fail.
   *
   * @param errors how many from 500 on, at least 1
   * @param gatewayErrors how many of 502, 503 and 504, at least 1; more than `errors` are never reached
   * @param options how they are taken out
   */
  public static after5xxOrGatewayErrors(errors: number, gatewayErrors: number, options: OutlierDetectionOptions = {}): OutlierDetection {
    return new OutlierDetection({ consecutive5xxErrors: errors, consecutiveGatewayErrors: gatewayErrors }, options);
  }

  private constructor(
    private readonly counted: { readonly consecutive5xxErrors?: number; readonly consecutiveGatewayErrors?: number },
    private readonly options: OutlierDetectionOptions,
  ) {}

  /** As a DestinationRule has it. @internal */
  public _json(): { [field: string]: unknown } {
    const { connectionFailures, interval, ejectionTime, maxEjectionPercent = 100, minHealthPercent } = this.options;
    return {
      // Envoy counts both, at 5 unless told otherwise: a gateway error is a 5xx error too
      consecutive5xxErrors: 0,
      ...this.counted,
      ...(connectionFailures !== undefined && { splitExternalLocalOriginErrors: true, consecutiveLocalOriginFailures: connectionFailures }),
      interval: interval && istioDuration(interval),
      baseEjectionTime: ejectionTime && istioDuration(ejectionTime),
      maxEjectionPercent,
      minHealthPercent,
    };
  }

  /** What Istio or Envoy would not take, or not heed. @internal */
  public _problems(): Problem[] {
    const { connectionFailures, interval, ejectionTime, maxEjectionPercent, minHealthPercent } = this.options;
    return [
      ...Object.values(this.counted).flatMap((errors) => countProblems('number of errors', errors)), ...countProblems('`connectionFailures`', connectionFailures),
      ...timeProblems('interval', interval), ...timeProblems('ejectionTime', ejectionTime),
      ...percentProblems('maxEjectionPercent', maxEjectionPercent, 1), ...percentProblems('minHealthPercent', minHealthPercent, 0),
    ];
  }
}

function countProblems(what: string, count: number | undefined): Problem[] {
  if (count === undefined || (Number.isInteger(count) && count >= 1)) return [];
  return [problem(`the ${what} is ${count}`, 'a whole number from 1 on: none switches it off', 'change it')];
}

/** Istio takes milliseconds, none of them below one (pkg/config/validation/agent). */
function timeProblems(what: string, time: Duration | undefined): Problem[] {
  if (time === undefined || (time.toMilliseconds() >= 1 && Number.isInteger(time.toMilliseconds()))) return [];
  return [problem(`\`${what}\` is ${time.toMilliseconds()} ms`, 'whole milliseconds, at least one', 'state a longer one, or leave it out')];
}

function percentProblems(what: string, percent: number | undefined, least: number): Problem[] {
  if (percent === undefined || (Number.isInteger(percent) && percent >= least && percent <= 100)) return [];
  return [problem(`\`${what}\` is ${percent}`, `a whole number from ${least} to 100`, least === 1 && percent === 0 ? 'leave it out: none could ever be taken out' : 'change it')];
}

function problem(what: string, expected: string, fix: string): Problem {
  return { code: 'traffic/invalid-outlier-detection', what, expected, fix };
}

import type { Duration } from 'cdk8s';
import { FLAG, listOf, required, TIME_SPAN } from '../../analysis/kinds';
import type { ShapeOf } from '../../analysis/shape';
import { HttpMethod } from '../../vocabulary/http-method';
import type { StringMatch } from '../../vocabulary/string-match';
import { istioDuration } from '../durations';
import { enumOf, STRING_MATCH, TEXTS } from '../kinds';

/** What happens to requests of browsers that ask beforehand, from an origin that is not allowed. */
export enum UnmatchedPreflights {
  /** They are passed on. */
  FORWARD = 'FORWARD',
  /** The proxy answers them, without leave. */
  IGNORE = 'IGNORE',
}

/**
 * What pages of other origins may do.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#CorsPolicy
 */
export interface CorsPolicy {
  /** The origins that may: `StringMatch.exact('https://example.com')`. */
  readonly allowOrigins: StringMatch[];
  /**
   * The methods that they may use. Not beside `allowAllMethods`.
   * @default - none is named
   */
  readonly allowMethods?: HttpMethod[];
  /**
   * Whether they may use every method.
   * @default false
   */
  readonly allowAllMethods?: boolean;
  /**
   * The headers that they may send.
   * @default - none is named
   */
  readonly allowHeaders?: string[];
  /**
   * The headers of answers that they may read.
   * @default - none is named
   */
  readonly exposeHeaders?: string[];
  /**
   * How long browsers may remember it: whole seconds.
   * @default - as long as browsers like
   */
  readonly maxAge?: Duration;
  /**
   * Whether they may send cookies and other credentials.
   * @default false
   */
  readonly allowCredentials?: boolean;
  /**
   * What happens to requests that ask beforehand, from origins that are not allowed.
   * @default UnmatchedPreflights.FORWARD
   */
  readonly unmatchedPreflights?: UnmatchedPreflights;
}

/** What its properties must be. */
export const CORS_POLICY: ShapeOf<CorsPolicy> = {
  allowOrigins: required(listOf('origins', STRING_MATCH)),
  allowMethods: listOf('methods', enumOf('HttpMethod', HttpMethod)),
  allowAllMethods: FLAG,
  allowHeaders: TEXTS,
  exposeHeaders: TEXTS,
  maxAge: TIME_SPAN,
  allowCredentials: FLAG,
  unmatchedPreflights: enumOf('UnmatchedPreflights', UnmatchedPreflights),
};

/** As the API has it. */
export function renderCorsPolicy({ allowOrigins, allowMethods, allowAllMethods, maxAge, ...rest }: CorsPolicy): object {
  return {
    ...rest,
    allowOrigins: allowOrigins.map((origin) => origin._istio),
    allowMethods: allowAllMethods ? ['*'] : allowMethods,
    maxAge: maxAge && istioDuration(maxAge),
  };
}

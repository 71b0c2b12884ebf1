import type { IConstruct } from 'constructs';
import { ROUTE_HEADERS, type RouteHeaders } from './headers';
import { ROUTE_DESTINATION } from './kinds';
import type { RouteDestination } from './route-destination';
import { Findings } from '../../analysis/findings';
import { required, WHOLE } from '../../analysis/kinds';
import { type ShapeOf, struct } from '../../analysis/shape';

/** One of the places that a route sends to. */
export interface WeightedDestination {
  /** Where to. */
  readonly destination: RouteDestination;
  /**
   * Its share, in proportion to the weights of the others: 90 and 10 make 90 and 10 percent.
   * @default - all, where it is the only one; needed where there are several
   */
  readonly weight?: number;
}

/** One of the places that a route of HTTP sends to. */
export interface HttpWeightedDestination extends WeightedDestination {
  /**
   * What happens to headers on this way only.
   * @default - nothing
   */
  readonly headers?: RouteHeaders;
}

/** What its properties must be. */
export const WEIGHTED_DESTINATION: ShapeOf<WeightedDestination> = { destination: required(ROUTE_DESTINATION), weight: WHOLE };

/** What its properties must be. */
export const HTTP_WEIGHTED_DESTINATION: ShapeOf<HttpWeightedDestination> = { ...WEIGHTED_DESTINATION, headers: struct(ROUTE_HEADERS) };

/** Where a route sends to: one of the two is said. */
export interface Destinations<D extends WeightedDestination> {
  readonly destination?: RouteDestination;
  readonly destinations?: readonly D[];
}

/** All of them, in one form. */
export function destinationsOf<D extends WeightedDestination>({ destination, destinations }: Destinations<D>): readonly (D | WeightedDestination)[] {
  return destinations ?? (destination ? [{ destination }] : []);
}

/** Keeps what makes no sense together; fails at what is of a wrong type. */
export function checkDestinations(at: IConstruct, code: string, subject: string, given: Destinations<WeightedDestination>): void {
  const { destination, destinations } = given;
  const all = destinationsOf(given);
  for (const one of all) one.destination._check(at, code, subject);
  const invalid = (problem: string, what: string, expected: string, fix: string) =>
    Findings.of(at).add(at, { code: `traffic/${problem}`, what: `${subject} ${what}`, expected, fix });
  if (destination && destinations) invalid('destination-said-twice', 'has `destination` and `destinations`', 'one of them', 'put the destination into `destinations`');
  if (all.length === 0) invalid('no-route-destination', 'sends to nowhere', '`destination` or `destinations`', 'add `destination: RouteDestination.service(...)`');
  if (all.length > 1 && all.some(({ weight }) => weight === undefined)) {
    invalid('weight-needed', 'has several destinations, and not each of them has a weight', 'a weight for each: without one it gets nothing', 'add `weight`');
  }
}

/** As the API has it. */
export function renderDestinations(given: Destinations<HttpWeightedDestination>): object[] {
  return destinationsOf(given).map(({ destination, ...rest }) => ({ destination: destination._json, ...rest }));
}

import { TEXTS_BY_KEY } from '../../analysis/kinds';
import { type ShapeOf, struct } from '../../analysis/shape';
import { TEXTS } from '../kinds';

/** What happens to headers. */
export interface HeaderOperations {
  /**
   * Headers that get this text, whatever they have. Texts may hold variables of Envoy's access logs: `%REQ(:path)%`.
   * @default - none
   */
  readonly set?: { [name: string]: string };
  /**
   * Headers that get this text beside what they have.
   * @default - none
   */
  readonly add?: { [name: string]: string };
  /**
   * Headers that are removed.
   * @default - none
   */
  readonly remove?: string[];
}

/** What happens to headers on both ways. */
export interface RouteHeaders {
  /**
   * Of requests, before they are passed on.
   * @default - nothing
   */
  readonly request?: HeaderOperations;
  /**
   * Of answers, before they are passed back.
   * @default - nothing
   */
  readonly response?: HeaderOperations;
}

const OPERATIONS = struct<HeaderOperations>({ set: TEXTS_BY_KEY, add: TEXTS_BY_KEY, remove: TEXTS });

/** What its properties must be. */
export const ROUTE_HEADERS: ShapeOf<RouteHeaders> = { request: OPERATIONS, response: OPERATIONS };

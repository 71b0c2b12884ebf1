import type { IConstruct } from 'constructs';
import type { HostRouteOptions } from './host-route';
import { checkKinds, DURATION, listOf, MAP, PATH_MATCH, required, SERVICE, WHOLE } from '../analysis/kinds';

/** Fails where the options of a route are not what they must be, before anything is written for it. */
export function checkRoute(at: IConstruct, subject: string, name: string, options: HostRouteOptions): void {
  const route = `route '${name}' of ${subject}`;
  checkKinds(at, 'traffic/wrong-type', route, [['options', options, required({ ...MAP, expected: 'a map with the `backend` of the route', fix: () => 'write { backend: ... }' })]]);
  checkKinds(at, 'traffic/wrong-type', route, [
    ['backend', options.backend, required(SERVICE)],
    ['match', options.match, PATH_MATCH],
    ['matches', options.matches, listOf('matches', PATH_MATCH)],
    ['port', options.port, WHOLE],
    ['timeout', options.timeout, DURATION],
  ]);
}

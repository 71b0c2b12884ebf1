import type { RouteParent } from './parent';
import type { ObjectProps } from '../../objects/object-props';

/** What every route of Gateway API takes. */
export interface GatewayApiRouteProps extends ObjectProps {
  /**
   * What it is attached to: gateways, services or ServiceEntries.
   * @default - none yet: it does nothing
   */
  readonly parents?: RouteParent[];
  /**
   * The hosts that it is for, `*.example.com` allowed. Only at gateways.
   * @default - every host of the listeners
   */
  readonly hostnames?: string[];
}

import type { AdmittedObject } from '../kind-check';
import { mapsAt, textAt, textsAt, valueAt, type PlainObject } from '../syntax/values';
import { isEmptyList } from '../syntax/written';

/** What a VirtualService is bound to, which decides what its hosts and routes may be. */
export interface Attachment {
  readonly hosts: readonly string[];
  readonly gateways: readonly string[];
  /** It has no hosts: other VirtualServices hand routes to it. */
  readonly isDelegate: boolean;
  /** Bound to gateways alone. */
  readonly isGatewayOnly: boolean;
  /** It routes by SNI, and its hosts may be names that istiod makes for gateways between networks. */
  readonly isSni: boolean;
  /** istiod made it of a route of Gateway API. */
  readonly isFromGatewayApi: boolean;
}

/** The name under which all sidecars are meant, in a list of gateways. */
const MESH = 'mesh';

export function attachmentOf(spec: PlainObject, { annotations }: AdmittedObject): Attachment {
  const gateways = textsAt(spec, 'gateways').map(([, gateway]) => gateway);
  return {
    hosts: textsAt(spec, 'hosts').map(([, host]) => host),
    gateways,
    isDelegate: isEmptyList(spec, 'hosts'),
    isGatewayOnly: gateways.length > 0 && !gateways.includes(MESH),
    isSni: mapsAt(spec, 'tls').some(([, route]) => mapsAt(route, 'match').some(([, match]) => textsAt(match, 'sniHosts').length > 0)),
    isFromGatewayApi: annotations['internal.istio.io/route-semantics'] === 'gateway',
  };
}

/** The name of a route as messages show it. */
export function routeName(route: unknown, index: number): string {
  const name = textAt(route as PlainObject | undefined, 'name');
  return name ? `'${name}'` : `#${index}`;
}

/** Whether a route has matches. */
export function hasMatches(route: PlainObject): boolean {
  return valueAt(route, 'match') !== undefined && !isEmptyList(route, 'match');
}

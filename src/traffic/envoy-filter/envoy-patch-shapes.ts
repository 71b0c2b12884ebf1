import { EnvoyFilterChange, EnvoyObjectChange, EnvoyRouteChange, EnvoyVirtualHostChange } from './envoy-change';
import {
  type EnvoyClusterPatchOptions, EnvoyContext, type EnvoyExtensionConfigPatchOptions, type EnvoyFilterChainMatch, type EnvoyFilterChainPatchOptions,
  type EnvoyFilterPatchOptions, type EnvoyHttpRoutePatchOptions, type EnvoyListenerFilterPatchOptions, type EnvoyListenerPatchOptions,
  type EnvoyPatchOptions, EnvoyRouteAction, type EnvoyRouteConfigurationPatchOptions, type EnvoyVirtualHostPatchOptions,
} from './envoy-patch-options';
import { type Kind, MAP, made, required, TEXT, TEXTS_BY_KEY, WHOLE } from '../../analysis/kinds';
import { type ShapeOf, struct } from '../../analysis/shape';
import { enumOf, TEXTS } from '../kinds';

/** Each is a class of its own: what one place allows, another ignores. */
function change(name: string, type: Function): Kind {
  return required(made(name, () => `write ${name}.merge(...) or another of its factories`, (v) => v instanceof type || v?.constructor?.name === name));
}

const GATEWAY = made('Gateway', () => 'write what new Gateway(...) or Gateway.fromName(...) gives', (v) => typeof v?.gatewayName === 'string');
const CLUSTER = made('EnvoyClusterMatch', () => 'write EnvoyClusterMatch.host(...) or another of its factories', (v) => typeof v?._fields === 'object');
const CONFIG = required(MAP);

const PATCH: ShapeOf<EnvoyPatchOptions> = { context: enumOf('EnvoyContext', EnvoyContext), proxyVersion: TEXT, proxyMetadata: TEXTS_BY_KEY };
const LISTENER = { ...PATCH, listenerName: TEXT, listenerPort: WHOLE };
const FILTER_CHAIN = {
  ...LISTENER,
  filterChain: struct<EnvoyFilterChainMatch>({ name: TEXT, sni: TEXT, transportProtocol: TEXT, applicationProtocols: TEXTS, destinationPort: WHOLE }),
};
const ROUTE_CONFIGURATION = { ...PATCH, routeConfiguration: TEXT, port: WHOLE, portName: TEXT, gateway: GATEWAY };
const VIRTUAL_HOST = { ...ROUTE_CONFIGURATION, virtualHost: TEXT, domain: TEXT };

/** What the options of each kind of patch must be. */
export const LISTENER_PATCH: ShapeOf<EnvoyListenerPatchOptions> = { ...LISTENER, change: change('EnvoyObjectChange', EnvoyObjectChange) };
export const FILTER_CHAIN_PATCH: ShapeOf<EnvoyFilterChainPatchOptions> = { ...FILTER_CHAIN, change: change('EnvoyObjectChange', EnvoyObjectChange) };
export const LISTENER_FILTER_PATCH: ShapeOf<EnvoyListenerFilterPatchOptions> = { ...LISTENER, change: change('EnvoyFilterChange', EnvoyFilterChange) };
export const FILTER_PATCH: ShapeOf<EnvoyFilterPatchOptions> = { ...FILTER_CHAIN, change: change('EnvoyFilterChange', EnvoyFilterChange) };
export const ROUTE_CONFIGURATION_PATCH: ShapeOf<EnvoyRouteConfigurationPatchOptions> = { ...ROUTE_CONFIGURATION, merge: CONFIG };
export const VIRTUAL_HOST_PATCH: ShapeOf<EnvoyVirtualHostPatchOptions> = {
  ...VIRTUAL_HOST, change: change('EnvoyVirtualHostChange', EnvoyVirtualHostChange),
};
export const HTTP_ROUTE_PATCH: ShapeOf<EnvoyHttpRoutePatchOptions> = {
  ...VIRTUAL_HOST, route: TEXT, action: enumOf('EnvoyRouteAction', EnvoyRouteAction), change: change('EnvoyRouteChange', EnvoyRouteChange),
};
export const CLUSTER_PATCH: ShapeOf<EnvoyClusterPatchOptions> = { ...PATCH, cluster: CLUSTER, change: change('EnvoyObjectChange', EnvoyObjectChange) };
export const EXTENSION_CONFIG_PATCH: ShapeOf<EnvoyExtensionConfigPatchOptions> = { ...PATCH, add: CONFIG };

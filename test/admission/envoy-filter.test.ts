import { expectNoCrash, judge, testRows, type Circumstances, type Row } from './support/judge';

const LUA = { name: 'envoy.filters.http.lua', typed_config: { '@type': 'type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua' } };
const MANAGER = 'envoy.filters.network.http_connection_manager';
const ALPHA: Circumstances = { apiVersion: 'networking.istio.io/v1alpha3' };

/** An EnvoyFilter with one patch. */
const patch = (values: object) => ({ configPatches: [{ applyTo: 'HTTP_FILTER', patch: { operation: 'INSERT_BEFORE', value: LUA }, ...values }] });
const filter = (values: object, applyTo = 'HTTP_FILTER') => patch({ applyTo, match: { listener: { filterChain: { filter: values } } } });
const value = (content: object, applyTo = 'HTTP_FILTER') => patch({ applyTo, patch: { operation: 'MERGE', value: content } });
const at = 'spec.configPatches[0]';

/** What is said beside the warning that every EnvoyFilter has. */
function rows(...list: Row[]): void {
  testRows('EnvoyFilter', list.map(([sentence, spec, said, circumstances]) => [sentence, spec, ['warning envoy-filter/internals spec', ...said], circumstances]), ALPHA);
}

describe('patches', () => {
  rows(
    ['every EnvoyFilter is warned of', {}, []],
    ['a patch is right', patch({}), []],
    ['applyTo is required', patch({ applyTo: undefined }), [`error envoy-filter/no-apply-to ${at}.applyTo`]],
    ['a patch is required', patch({ patch: undefined }), [`error envoy-filter/no-patch ${at}.patch`]],
    ['an operation is required', patch({ patch: { value: LUA } }), [`error envoy-filter/no-operation ${at}.patch.operation`]],
    ['a value is required', patch({ patch: { operation: 'ADD' } }), [`error envoy-filter/no-value ${at}.patch.value`]],
    ['what is removed has no value', patch({ patch: { operation: 'REMOVE' } }), []],
    ['a selector without labels is warned of', { workloadSelector: {} }, ['warning selector/no-labels spec.workloadSelector']],
    ['an expression for versions is RE2', patch({ match: { proxy: { proxyVersion: '^1\\.(?=3)' } } }), [`error envoy-filter/proxy-version ${at}.match.proxy.proxyVersion`]],
    ['a long expression is ignored', patch({ match: { proxy: { proxyVersion: '('.repeat(1025) } } }), [`warning envoy-filter/long-proxy-version ${at}.match.proxy.proxyVersion`]],
  );
});

describe('matches', () => {
  rows(
    ['a match by listener for an HTTP filter is right', filter({ name: MANAGER, subFilter: { name: 'envoy.filters.http.router' } }), []],
    ['a match by cluster for an HTTP filter is refused', patch({ match: { cluster: {} } }), [`error envoy-filter/match-of-another-kind ${at}.match.cluster`]],
    ['a match by listener for a cluster is refused', patch({ applyTo: 'CLUSTER', match: { listener: {} }, patch: { operation: 'MERGE', value: {} } }),
      [`error envoy-filter/match-of-another-kind ${at}.match.listener`]],
    ['a match by listener for a route is refused', patch({ applyTo: 'HTTP_ROUTE', match: { listener: {} }, patch: { operation: 'MERGE', value: {} } }),
      [`error envoy-filter/match-of-another-kind ${at}.match.listener`]],
    ['a match by filter for a listener is warned of', patch({ applyTo: 'LISTENER', match: { listener: { filterChain: { filter: { name: MANAGER } } } }, patch: { operation: 'MERGE', value: {} } }),
      [`warning envoy-filter/filter-match-unused ${at}.match.listener.filterChain.filter`]],
    ['a filter without name is refused', filter({}), [`error envoy-filter/unnamed-filter-match ${at}.match.listener.filterChain.filter.name`]],
    ['an HTTP filter is not in another filter', filter({ name: 'envoy.filters.network.tcp_proxy', subFilter: { name: 'a' } }),
      [`error envoy-filter/sub-filter-of-another-filter ${at}.match.listener.filterChain.filter.subFilter`]],
    ['a filter in a filter needs HTTP', filter({ name: MANAGER, subFilter: { name: 'a' } }, 'NETWORK_FILTER'),
      [`error envoy-filter/sub-filter-without-http ${at}.match.listener.filterChain.filter.subFilter`]],
    ['a filter in a filter needs a name', filter({ name: MANAGER, subFilter: {} }), [`error envoy-filter/unnamed-filter-match ${at}.match.listener.filterChain.filter.subFilter.name`]],
    ['old names of filters are warned of', filter({ name: 'envoy.http_connection_manager', subFilter: { name: 'envoy.router' } }), [
      `warning envoy-filter/old-filter-name ${at}.match.listener.filterChain.filter.name`,
      `warning envoy-filter/old-filter-name ${at}.match.listener.filterChain.filter.subFilter.name`,
    ]],
    ['a patch for waypoints is not judged further', { configPatches: [{ match: { context: 'WAYPOINT', waypoint: {} } }] }, []],
  );
});

describe('values', () => {
  rows(
    ['a type of version 2 is refused', value({ name: 'a', typed_config: { '@type': 'type.googleapis.com/envoy.config.filter.http.lua.v2.Lua' } }),
      [`error envoy-filter/unknown-type ${at}.patch.value.typed_config["@type"]`]],
    ['a type without package is refused', value({ name: 'a', typed_config: { '@type': 'type.googleapis.com/Lua' } }),
      [`error envoy-filter/unknown-type ${at}.patch.value.typed_config["@type"]`]],
    ['a configuration without type is refused', value({ name: 'a', typedConfig: { inlineCode: '' } }), [`error envoy-filter/no-type ${at}.patch.value.typedConfig`]],
    ['a configuration in a configuration is judged', value({ typed_per_filter_config: { lua: {} } }, 'HTTP_ROUTE'),
      [`error envoy-filter/no-type ${at}.patch.value.typed_per_filter_config.lua`]],
    ['a struct with a type has no types inside', value({ name: 'a', typed_config: { '@type': 'type.googleapis.com/udpa.type.v1.TypedStruct', 'value': { typed_config: {} } } }), []],
    ['a filter by its name alone is warned of', value({ name: 'envoy.filters.http.lua' }), [`warning envoy-filter/name-without-type ${at}.patch.value`]],
    ['fields that a filter does not have are warned of, and not judged', value({ name: 'a', config: { typed_config: {} } }), [`warning envoy-filter/unknown-field ${at}.patch.value.config`]],
    ['a configuration in the place of a cluster is warned of', value({ typed_config: {} }, 'CLUSTER'), [`warning envoy-filter/unknown-field ${at}.patch.value.typed_config`]],
    ['a name that is no text is refused', value({ name: false }, 'CLUSTER'), [`error envoy-filter/name-not-text ${at}.patch.value.name`]],
    ['a filter that is discovered has its type elsewhere', value({ name: 'a', config_discovery: {} }), []],
    ['a transport socket by its name alone is warned of', value({ transport_socket: { name: 'tls' } }, 'CLUSTER'), [`warning envoy-filter/name-without-type ${at}.patch.value.transport_socket`]],
  );
});

test('enums by number are the same', () => {
  expect(judge('EnvoyFilter', patch({ applyTo: 8, match: { listener: {} } }), ALPHA)).toContain(`error envoy-filter/match-of-another-kind ${at}.match.listener`);
});

test('values of wrong types bring no check down', () => expectNoCrash('EnvoyFilter', {
  workloadSelector: { labels: { a: 'b' } },
  configPatches: [{
    applyTo: 'HTTP_FILTER',
    match: { context: 'GATEWAY', proxy: { proxyVersion: '1' }, listener: { filterChain: { filter: { name: MANAGER, subFilter: { name: 'a' } } } } },
    patch: { operation: 'ADD', value: { ...LUA, typed_per_filter_config: { a: LUA.typed_config } } },
  }],
}, ALPHA));

import { Chart } from 'cdk8s';
import {
  EnvoyClusterMatch, EnvoyContext, EnvoyFilter, EnvoyFilterChange, type EnvoyFilterProps, EnvoyObjectChange, EnvoyPatch, EnvoyRouteAction,
  EnvoyRouteChange, EnvoyVirtualHostChange,
} from '../../src/traffic/envoy-filter';
import { Gateway } from '../../src/traffic/gateway';
import { MeshHost } from '../../src/vocabulary/mesh-host';
import { PolicyTarget } from '../../src/vocabulary/policy-target';
import { WorkloadSelector } from '../../src/vocabulary/workload-selector';
import { codes, fakeProgram, only } from '../support/fake-mesh';

const CONFIG = { name: 'envoy.filters.http.lua', typed_config: { '@type': 'type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua' } };
const SUB = (name: string) => ({ listener: { filterChain: { filter: { name: 'envoy.filters.network.http_connection_manager', subFilter: { name } } } } });

function spec(props: Partial<EnvoyFilterProps>): any {
  const { chart } = fakeProgram();
  new EnvoyFilter(chart, 'filter', { name: 'filter', ...props });
  return only(chart, 'EnvoyFilter').spec;
}

/** The only patch of an EnvoyFilter, as it is written. */
const patch = (given: EnvoyPatch) => spec({ patches: [given] }).configPatches[0];

describe('EnvoyFilter', () => {
  test('patches for selected workloads', () => {
    const { chart, mesh } = fakeProgram();
    const filter = new EnvoyFilter(chart, 'filter', {
      name: 'lua',
      namespace: mesh.namespace('shop'),
      selector: WorkloadSelector.labels({ app: 'web' }),
      priority: -10,
      patches: [EnvoyPatch.httpFilter({ context: EnvoyContext.SIDECAR_INBOUND, change: EnvoyFilterChange.insertBefore('envoy.filters.http.router', CONFIG) })],
    });
    filter.addPatch(EnvoyPatch.cluster({ change: EnvoyObjectChange.merge({ connect_timeout: '5s' }) }));
    expect(only(chart, 'EnvoyFilter')).toEqual({
      apiVersion: 'networking.istio.io/v1alpha3',
      kind: 'EnvoyFilter',
      metadata: { name: 'lua', namespace: 'shop' },
      spec: {
        workloadSelector: { labels: { app: 'web' } },
        priority: -10,
        configPatches: [
          {
            applyTo: 'HTTP_FILTER',
            match: { context: 'SIDECAR_INBOUND', ...SUB('envoy.filters.http.router') },
            patch: { operation: 'INSERT_BEFORE', value: CONFIG },
          },
          { applyTo: 'CLUSTER', patch: { operation: 'MERGE', value: { connect_timeout: '5s' } } },
        ],
      },
    });
    expect([filter.envoyFilterName, filter.namespaceName]).toEqual(['lua', 'shop']);
  });

  test('attached to a target', () => {
    const { chart, mesh } = fakeProgram();
    const shop = mesh.addNamespace('shop');
    new EnvoyFilter(chart, 'filter', { name: 'x', namespace: shop, targets: [PolicyTarget.service(shop.addService('web', { port: 80 }))], patches: [] });
    expect(only(chart, 'EnvoyFilter').spec).toEqual({ targetRefs: [{ group: '', kind: 'Service', name: 'web' }], configPatches: [] });
  });

  test('both a selector and targets are an error', () => {
    const program = fakeProgram();
    const shop = program.mesh.addNamespace('shop');
    new EnvoyFilter(program.chart, 'filter', {
      name: 'x',
      namespace: shop,
      selector: WorkloadSelector.labels({ app: 'web' }),
      targets: [PolicyTarget.service(shop.addService('web', { port: 80 }))],
      patches: [EnvoyPatch.cluster({ change: EnvoyObjectChange.merge({ connect_timeout: '5s' }) })],
    });
    expect(codes(program)).toContain('objects/selector-and-targets');
  });

  test('raw fields come last', () => {
    expect(spec({ priority: 1, raw: { spec: { priority: 2 } } }).priority).toBe(2);
  });
});

describe('EnvoyPatch', () => {
  test('listeners', () => {
    expect(patch(EnvoyPatch.listener({
      context: EnvoyContext.GATEWAY,
      listenerName: '0.0.0.0_8443',
      listenerPort: 8443,
      proxyVersion: '^1\\.28.*',
      proxyMetadata: { CLUSTER_ID: 'east' },
      change: EnvoyObjectChange.merge({ per_connection_buffer_limit_bytes: 32768 }),
    }))).toEqual({
      applyTo: 'LISTENER',
      match: {
        context: 'GATEWAY', proxy: { proxyVersion: '^1\\.28.*', metadata: { CLUSTER_ID: 'east' } }, listener: { name: '0.0.0.0_8443', portNumber: 8443 },
      },
      patch: { operation: 'MERGE', value: { per_connection_buffer_limit_bytes: 32768 } },
    });
  });

  test('filter chains', () => {
    expect(patch(EnvoyPatch.filterChain({
      context: EnvoyContext.SIDECAR_INBOUND,
      filterChain: { name: 'a', sni: 'b.example.com', transportProtocol: 'tls', applicationProtocols: ['h2', 'http/1.1'], destinationPort: 8080 },
      change: EnvoyObjectChange.remove(),
    }))).toEqual({
      applyTo: 'FILTER_CHAIN',
      match: {
        context: 'SIDECAR_INBOUND',
        listener: { filterChain: { name: 'a', sni: 'b.example.com', transportProtocol: 'tls', applicationProtocols: 'h2,http/1.1', destinationPort: 8080 } },
      },
      patch: { operation: 'REMOVE' },
    });
  });

  test('filters of listeners and of the network', () => {
    expect(patch(EnvoyPatch.listenerFilter({ change: EnvoyFilterChange.remove('envoy.filters.listener.http_inspector') }))).toEqual({
      applyTo: 'LISTENER_FILTER',
      match: { listener: { listenerFilter: 'envoy.filters.listener.http_inspector' } },
      patch: { operation: 'REMOVE' },
    });
    expect(patch(EnvoyPatch.networkFilter({
      listenerPort: 9080,
      filterChain: { sni: 'a.example.com' },
      change: EnvoyFilterChange.merge('envoy.filters.network.http_connection_manager', CONFIG),
    }))).toEqual({
      applyTo: 'NETWORK_FILTER',
      match: {
        listener: { portNumber: 9080, filterChain: { sni: 'a.example.com', filter: { name: 'envoy.filters.network.http_connection_manager' } } },
      },
      patch: { operation: 'MERGE', value: CONFIG },
    });
  });

  test('filters of HTTP, with every operation', () => {
    const written = (change: EnvoyFilterChange) => patch(EnvoyPatch.httpFilter({ change }));
    expect(written(EnvoyFilterChange.add(CONFIG))).toEqual({ applyTo: 'HTTP_FILTER', patch: { operation: 'ADD', value: CONFIG } });
    expect(written(EnvoyFilterChange.insertFirst(CONFIG))).toEqual({ applyTo: 'HTTP_FILTER', patch: { operation: 'INSERT_FIRST', value: CONFIG } });
    expect(written(EnvoyFilterChange.insertAfter('a', CONFIG))).toEqual({
      applyTo: 'HTTP_FILTER', match: SUB('a'), patch: { operation: 'INSERT_AFTER', value: CONFIG },
    });
    expect(written(EnvoyFilterChange.replace('a', CONFIG))).toEqual({
      applyTo: 'HTTP_FILTER', match: SUB('a'), patch: { operation: 'REPLACE', value: CONFIG },
    });
    expect(written(EnvoyFilterChange.remove('a'))).toEqual({ applyTo: 'HTTP_FILTER', match: SUB('a'), patch: { operation: 'REMOVE' } });
  });

  test('route configurations, virtual hosts and routes of a gateway', () => {
    const { chart, mesh } = fakeProgram();
    const gateway = Gateway.fromName(chart, 'edge', { name: 'edge' });
    const place = { context: EnvoyContext.GATEWAY, gateway, port: 443, portName: 'https-443', routeConfiguration: 'a' };
    new EnvoyFilter(chart, 'filter', {
      name: 'routes',
      namespace: mesh.namespace('ingress'),
      patches: [
        EnvoyPatch.routeConfiguration({ ...place, merge: { request_headers_to_remove: ['x'] } }),
        EnvoyPatch.virtualHost({ ...place, virtualHost: 'shop.example.com:443', domain: 'shop.example.com', change: EnvoyVirtualHostChange.replace({ name: 'v' }) }),
        EnvoyPatch.httpRoute({ ...place, route: 'web', action: EnvoyRouteAction.ROUTE, change: EnvoyRouteChange.insertBefore({ name: 'r' }) }),
      ],
    });
    const routeConfiguration = { name: 'a', portNumber: 443, portName: 'https-443', gateway: 'ingress/edge' };
    expect(only(chart, 'EnvoyFilter').spec.configPatches).toEqual([
      {
        applyTo: 'ROUTE_CONFIGURATION',
        match: { context: 'GATEWAY', routeConfiguration },
        patch: { operation: 'MERGE', value: { request_headers_to_remove: ['x'] } },
      },
      {
        applyTo: 'VIRTUAL_HOST',
        match: { context: 'GATEWAY', routeConfiguration: { ...routeConfiguration, vhost: { name: 'shop.example.com:443', domainName: 'shop.example.com' } } },
        patch: { operation: 'REPLACE', value: { name: 'v' } },
      },
      {
        applyTo: 'HTTP_ROUTE',
        match: { context: 'GATEWAY', routeConfiguration: { ...routeConfiguration, vhost: { route: { name: 'web', action: 'ROUTE' } } } },
        patch: { operation: 'INSERT_BEFORE', value: { name: 'r' } },
      },
    ]);
  });

  test.each([
    ['ADD', EnvoyVirtualHostChange.add({ name: 'v' })], ['MERGE', EnvoyVirtualHostChange.merge({ name: 'v' })], ['REMOVE', EnvoyVirtualHostChange.remove()],
  ])('a virtual host: %s', (operation, change) => {
    expect(patch(EnvoyPatch.virtualHost({ change })).patch.operation).toBe(operation);
  });

  test.each([
    ['INSERT_FIRST', EnvoyRouteChange.insertFirst({ name: 'r' })], ['INSERT_AFTER', EnvoyRouteChange.insertAfter({ name: 'r' })],
    ['MERGE', EnvoyRouteChange.merge({ name: 'r' })],
  ])('a route: %s', (operation, change) => {
    expect(patch(EnvoyPatch.httpRoute({ change })).patch).toEqual({ operation, value: { name: 'r' } });
  });

  test('clusters', () => {
    const written = (cluster: EnvoyClusterMatch) => patch(EnvoyPatch.cluster({ cluster, change: EnvoyObjectChange.add({ name: 'c' }) })).match.cluster;
    expect(written(EnvoyClusterMatch.named('PassthroughCluster'))).toEqual({ name: 'PassthroughCluster' });
    expect(written(EnvoyClusterMatch.host(MeshHost.of('a.shop.svc.cluster.local'), { port: 80, subset: 'v1' })))
      .toEqual({ service: 'a.shop.svc.cluster.local', portNumber: 80, subset: 'v1' });
    expect(written(EnvoyClusterMatch.port(8080, 'v2'))).toEqual({ portNumber: 8080, subset: 'v2' });
  });

  test('extension configuration', () => {
    expect(patch(EnvoyPatch.extensionConfig({ context: EnvoyContext.GATEWAY, add: CONFIG }))).toEqual({
      applyTo: 'EXTENSION_CONFIG', match: { context: 'GATEWAY' }, patch: { operation: 'ADD', value: CONFIG },
    });
  });

  test('a Gateway has a place with context GATEWAY only', () => {
    const { chart, mesh } = fakeProgram();
    const gateway = Gateway.fromName(chart, 'edge', { name: 'edge', namespace: mesh.namespace('ingress') });
    expect(() => patch(EnvoyPatch.routeConfiguration({ gateway, merge: {} }))).toThrow(/traffic\/gateway-match-elsewhere[\s\S]*EnvoyContext\.GATEWAY/);
    expect(() => patch(EnvoyPatch.routeConfiguration({ context: EnvoyContext.SIDECAR_OUTBOUND, portName: 'http', merge: {} })))
      .toThrow(/traffic\/gateway-match-elsewhere/);
  });

  test('a Gateway without a namespace is that of the EnvoyFilter, which must be known', () => {
    const { app, chart } = fakeProgram();
    const gateway = Gateway.fromName(chart, 'edge', { name: 'edge' });
    const given = EnvoyPatch.routeConfiguration({ context: EnvoyContext.GATEWAY, gateway, merge: {} });
    expect(() => patch(given)).toThrow(/traffic\/gateway-namespace-unknown/);
    const named = new Chart(app, 'named', { namespace: 'edge-ns' });
    new EnvoyFilter(named, 'filter', { name: 'x', patches: [given] });
    expect(only(named, 'EnvoyFilter').spec.configPatches[0].match.routeConfiguration).toEqual({ gateway: 'edge-ns/edge' });
  });

  test.each<[string, () => EnvoyPatch, RegExp]>([
    ['no options', () => EnvoyPatch.listener(undefined as never), /`options` of patch 0 of the EnvoyFilter is not given/],
    ['no change', () => EnvoyPatch.listener({} as never), /`change` of patch 0 of the EnvoyFilter is not given/],
    ['a change of another place', () => EnvoyPatch.httpFilter({ change: EnvoyObjectChange.merge({}) as never }), /EnvoyFilterChange/],
    ['a context as text', () => EnvoyPatch.listener({ context: 'gateway' as never, change: EnvoyObjectChange.remove() }), /EnvoyContext\.GATEWAY/],
    ['a port as text', () => EnvoyPatch.listener({ listenerPort: '80' as never, change: EnvoyObjectChange.remove() }), /`listenerPort`/],
    ['a cluster as text', () => EnvoyPatch.cluster({ cluster: 'a' as never, change: EnvoyObjectChange.remove() }), /EnvoyClusterMatch/],
    ['configuration as text', () => EnvoyPatch.extensionConfig({ add: 'a' as never }), /`add` of patch 0/],
    ['a gateway as text', () => EnvoyPatch.routeConfiguration({ context: EnvoyContext.GATEWAY, gateway: 'edge' as never, merge: {} }), /new Gateway/],
  ])('%s is refused with what to write', (_, given, message) => {
    expect(() => patch(given())).toThrow(message);
  });

  test('what is no configuration, and what is no name, is refused at once', () => {
    expect(() => EnvoyObjectChange.add('a' as never)).toThrow(/traffic\/invalid-envoy-config/);
    expect(() => EnvoyFilterChange.remove(undefined as never)).toThrow(/traffic\/invalid-envoy-filter-name/);
    expect(() => spec({ patches: [{} as never] })).toThrow(/EnvoyPatch\.httpFilter/);
  });
});

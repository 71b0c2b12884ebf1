import { App, Chart } from 'cdk8s';
import { contract, contractData, gatewayData, namespaceData, tenantData } from './fixtures';
import { errorsOf, messagesOf, objectOf, remarksOf } from './platform';
import { Mesh } from '../../../src/mesh';
import type { ContractData } from '../../../src/mesh/contract/contract-data';
import { coversHost } from '../../../src/mesh/contract/host-standing';
import { requestId } from '../../../src/mesh/contract/request-id';
import { PathMatch } from '../../../src/vocabulary';

/** The program of a team, with a service behind its gateway. */
function team(data: Partial<ContractData> = {}, tenant?: string) {
  const app = new App();
  const chart = new Chart(app, 'orders');
  const mesh = Mesh.fromContract(chart, 'mesh', { contract: contract(data), tenant });
  const backend = mesh.namespace(mesh.namespaceNames[0]).serviceFromName('orders', { port: 9080, serviceAccount: 'orders' });
  return { app, chart, mesh, edge: mesh.gateway('edge'), backend };
}

const delegation = (prefix: string, name = 'orders-shop') => ({
  gateway: 'edge', host: 'shop.apps.east.example.com', prefix, virtualService: { name, namespace: 'orders' },
});

describe('a gateway of another program', () => {
  it('is known by its name, its namespace and its identity', () => {
    const { edge, mesh } = team({ gateways: [gatewayData({ name: 'edge', namespace: 'ingress', identity: 'east.example.com/ns/ingress/sa/edge-sa' })] });
    expect([edge.gatewayName, edge.namespaceName, edge.identity.principal]).toEqual(['edge', 'ingress', 'east.example.com/ns/ingress/sa/edge-sa']);
    expect(edge.hostNames).toEqual(['orders.apps.east.example.com']);
    expect(mesh.gateway('edge')).toBe(edge);
  });

  it('that does not exist is an error that lists what does', () => {
    expect(() => team().mesh.gateway('inner')).toThrow(/\[mesh\/unknown-gateway\].*no gateway 'inner'[^]*expected: one of those it has: 'edge'/);
  });
});

describe('a host that is granted', () => {
  it('is routed by a VirtualService of the team, bound to the gateway of the owner', () => {
    const { app, chart, mesh, edge, backend } = team();
    edge.host('orders').addRoute('web', { match: PathMatch.prefix('/'), backend });
    const { metadata, spec } = objectOf(chart, 'VirtualService', 'orders');
    expect(metadata.namespace).toBe('orders');
    expect(spec).toMatchObject({ hosts: ['orders.apps.east.example.com'], gateways: ['edge/edge'] });
    expect(chart.toJson()).toHaveLength(1);
    expect(mesh.requests().isEmpty).toBe(true);
    expect(errorsOf(app)).toEqual([]);
  });

  it('is one host, whatever it is called', () => {
    const { edge } = team();
    const host = edge.host('orders', { objectName: 'mine' });
    expect(edge.host('orders.apps.east.example.com')).toBe(host);
    expect(() => edge.host('orders', { raw: {} })).toThrow(/mesh\/host-options-twice/);
  });

  it('may have raw fields and a name of its own', () => {
    const { chart, edge, backend } = team();
    edge.host('orders', { objectName: 'mine', raw: { spec: { exportTo: ['.'] } } }).addRoute('web', { backend });
    expect(objectOf(chart, 'VirtualService', 'mine').spec.exportTo).toEqual(['.']);
  });

  it('holds the hosts below a wildcard', () => {
    const wildcard = '*.orders.example.com';
    const hosts = [{ host: wildcard, protocols: ['HTTP'], tenant: 'orders', namespaces: ['orders'], everywhere: false }];
    const { mesh, edge } = team({ gateways: [gatewayData({ hosts })], tenants: [tenantData({ hosts: [{ gateway: 'edge', host: wildcard }] })] });
    edge.host('api.orders.example.com');
    expect(mesh.requests().isEmpty).toBe(true);
    expect([coversHost(wildcard, wildcard), coversHost(wildcard, 'orders.example.com'), coversHost(wildcard, '.orders.example.com')]).toEqual([true, false, false]);
  });

  it('may be one that the owner has opened to the namespace', () => {
    const open = (more: object) => {
      const hosts = [...gatewayData().hosts.slice(0, 1), { ...gatewayData().hosts[1], ...more }];
      const { mesh, edge } = team({ gateways: [gatewayData({ hosts })] });
      edge.host('shop');
      return mesh.requests().isEmpty;
    };
    expect(open({ namespaces: ['orders'] })).toBe(true);
    expect(open({ everywhere: true })).toBe(true);
  });
});

describe('a host that is not granted', () => {
  const content = { kind: 'gatewayHost', tenant: 'orders', gateway: 'edge', host: 'api.example.com' };

  it('is asked for; its VirtualService is written, and the summary says that it takes no traffic yet', () => {
    const { app, chart, mesh, edge, backend } = team();
    edge.host('api.example.com').addRoute('web', { backend });
    expect(mesh.requests().entries).toEqual([{ ...content, id: requestId(content, 'default'), reason: 'routes for \'api.example.com\'' }]);
    expect(remarksOf(app, 'open')[0]).toContain('host \'api.example.com\' on gateway \'edge\', asked of the owner of mesh \'default\' as req-');
    expect(objectOf(chart, 'VirtualService', 'api-example-com').spec.hosts).toEqual(['api.example.com']);
    expect(errorsOf(app)).toEqual([]);
  });

  it('is still asked for after it was accepted, but no longer open', () => {
    const hosts = [...gatewayData().hosts, { host: content.host, protocols: ['HTTP'], tenant: 'orders', namespaces: ['orders'], everywhere: false }];
    const { app, mesh, edge } = team({
      gateways: [gatewayData({ hosts })], tenants: [tenantData({ accepted: [{ ...content, id: requestId(content, 'default') }] })],
    });
    edge.host('api.example.com');
    expect(mesh.requests().entries).toHaveLength(1);
    expect(remarksOf(app, 'open')).toEqual([]);
    expect(edge.hostNames).toEqual(['api.example.com', 'orders.apps.east.example.com']);
  });

  it('is an error where it is somebody else\'s', () => {
    expect(() => team().edge.host('shop')).toThrow(/\[mesh\/host-of-another-owner\].*belongs to the owner of the gateway[^]*'orders\.apps\.east\.example\.com'/);
    const tenants = [tenantData(), tenantData({ name: 'zeta', namespaces: ['zeta'], hosts: [] })];
    const namespaces = [...contractData().namespaces, namespaceData('zeta')];
    expect(() => team({ tenants, namespaces }, 'zeta').edge.host('orders')).toThrow(/belongs to tenant 'orders'[^]*none is granted yet/);
  });

  it('is an error where it is no host', () => {
    const { app, edge } = team();
    edge.host('https://x');
    expect(errorsOf(app)).toContain('gateway/invalid-host');
  });

  it('needs its full name where the apps domain is not known', () => {
    const { appsDomain, ...cluster } = contractData().cluster;
    const { app, edge } = team({ cluster });
    edge.host('api');
    expect(appsDomain).toBeDefined();
    expect(errorsOf(app)).toEqual(['gateway/no-apps-domain']);
  });
});

describe('a prefix that was delegated', () => {
  it('is routed by a VirtualService without hosts and gateways', () => {
    const { app, chart, mesh, edge, backend } = team({ tenants: [tenantData({ delegations: [delegation('/orders')] })] });
    const routes = edge.delegation('shop');
    routes.addRoute('list', { match: PathMatch.prefix('/orders/list'), backend });
    routes.addRoute('rest', { backend });
    const { metadata, spec } = objectOf(chart, 'VirtualService', 'orders-shop');
    expect(metadata.namespace).toBe('orders');
    expect(Object.keys(spec)).toEqual(['http']);
    expect(spec.http.map((h: any) => h.match[0].uri)).toEqual([{ exact: '/orders/list' }, { exact: '/orders' }]);
    expect(edge.delegation('shop')).toBe(routes);
    expect(() => edge.delegation('shop', { raw: {} })).toThrow(/mesh\/host-options-twice/);
    expect(mesh.requests().isEmpty).toBe(true);
    expect(errorsOf(app)).toEqual([]);
  });

  it('holds all of its routes', () => {
    const { app, edge, backend } = team({ tenants: [tenantData({ delegations: [delegation('/orders')] })] });
    edge.delegation('shop').addRoute('out', { match: PathMatch.prefix('/other'), backend });
    expect(messagesOf(app)).toMatch(/outside of the prefix '\/orders' that was delegated/);
  });

  it('is not the whole host', () => {
    const { edge } = team({ tenants: [tenantData({ delegations: [delegation('/orders')] })] });
    expect(() => edge.host('shop')).toThrow(/\[mesh\/host-delegated-in-part\].*only '\/orders' is delegated[^]*use gateway\.delegation\('shop\.apps/);
  });

  it('is named where there are several', () => {
    const delegations = [delegation('/orders', 'orders-shop-orders'), delegation('/returns', 'orders-shop-returns')];
    const { chart, edge, backend } = team({ tenants: [tenantData({ delegations })] });
    expect(() => edge.delegation('shop')).toThrow(/\[mesh\/delegation-unknown\] orders\/mesh\/gateway-edge.*several prefixes[^]*one of '\/orders' of '.*', '\/returns' of/);
    edge.delegation('shop', { prefix: '/returns' }).addRoute('all', { backend });
    expect(objectOf(chart, 'VirtualService', 'orders-shop-returns').spec.http[0].match[0].uri).toEqual({ exact: '/returns' });
  });

  it('that does not exist is an error that lists what does', () => {
    const { edge } = team({ tenants: [tenantData({ delegations: [delegation('/orders')] })] });
    expect(() => edge.delegation('shop', { prefix: '/x' })).toThrow(/no prefix '\/x' of host 'shop\.apps\.east\.example\.com'[^]*one of '\/orders'/);
    expect(() => team().edge.delegation('shop')).toThrow(/expected: a contract that delegates something on this gateway/);
  });
});

it('two VirtualServices of one name are an error', () => {
  const hosts = [{ host: 'orders.apps.east.example.com', protocols: ['HTTP'], tenant: 'orders', namespaces: ['orders'], everywhere: false }];
  const { app, edge, mesh, backend } = team({
    gateways: [gatewayData(), gatewayData({ name: 'inner', namespace: 'inner', hosts })],
    tenants: [tenantData({ hosts: ['edge', 'inner'].map((gateway) => ({ gateway, host: hosts[0].host })) })],
  });
  edge.host('orders').addRoute('web', { backend });
  const other = mesh.gateway('inner').host('orders');
  expect(errorsOf(app)).toEqual([]);
  other.addRoute('web', { backend });
  expect(new Set(errorsOf(app))).toEqual(new Set(['mesh/object-name-taken']));
  expect(messagesOf(app)).toMatch(/VirtualService 'orders' of namespace 'orders' is made here and at orders\/mesh\/gateway/);
});

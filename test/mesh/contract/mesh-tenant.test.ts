import { errorsOf, messagesOf, namesOf, objectOf, platform } from './platform';
import { Findings } from '../../../src/analysis/findings';
import { Exposure, RouteTls } from '../../../src/gateway';
import { Grant } from '../../../src/mesh';
import { delegateName } from '../../../src/mesh/contract/delegate-name';
import { DataPlane, PathMatch } from '../../../src/vocabulary';

const ALL = [Grant.ENROL, Grant.ATTACH_ROUTES];

describe('the namespaces of a tenant', () => {
  it('are created and enrolled where the tenant may enrol', () => {
    const { app, cluster, mesh } = platform();
    const tenant = mesh.addTenant('payments', { namespaces: ['payments', 'ledger'], grants: [Grant.ENROL], labels: { team: 'payments' } });
    expect(objectOf(cluster, 'Namespace', 'payments').metadata.labels).toEqual({ 'istio.io/dataplane-mode': 'ambient', 'team': 'payments' });
    expect(tenant.namespaces.map((n) => n.namespaceName)).toEqual(['payments', 'ledger']);
    expect(errorsOf(app)).toEqual([]);
  });

  it('are created outside of the mesh where it may not', () => {
    const { cluster, mesh } = platform();
    mesh.addTenant('payments', { namespaces: ['payments'], grants: [] });
    expect(objectOf(cluster, 'Namespace', 'payments').metadata.labels).toBeUndefined();
  });

  it('are in the data plane that is stated', () => {
    const { cluster, mesh } = platform();
    mesh.addTenant('payments', { namespaces: ['payments'], grants: [Grant.ENROL], dataPlane: DataPlane.SIDECAR });
    expect(objectOf(cluster, 'Namespace', 'payments').metadata.labels).toEqual({ 'istio-injection': 'enabled' });
  });

  it('are taken as they are where there are handles', () => {
    const { app, cluster, mesh } = platform();
    const handle = mesh.addNamespace('payments', { dataPlane: DataPlane.SIDECAR });
    expect(mesh.addTenant('payments', { namespaces: ['payments'], grants: ALL }).namespaces).toEqual([handle]);
    expect(namesOf(cluster).filter((n) => n === 'Namespace /payments')).toHaveLength(1);
    expect(errorsOf(app)).toEqual([]);
  });

  it('are left to the tenant on request', () => {
    const { app, cluster, mesh } = platform();
    mesh.addTenant('payments', { namespaces: ['payments'], grants: ALL, createNamespaces: false });
    expect(namesOf(cluster)).not.toContain('Namespace /payments');
    expect(mesh.namespace('payments').dataPlane).toBe(DataPlane.AMBIENT);
    expect(errorsOf(app)).toEqual([]);
  });

  it('belong to one tenant', () => {
    const { app, mesh } = platform();
    mesh.addTenant('payments', { namespaces: ['payments'], grants: ALL });
    mesh.addTenant('ledger', { namespaces: ['payments'], grants: ALL });
    expect(messagesOf(app)).toMatch(/mesh\/tenant-namespace.*namespace 'payments', which tenant 'payments' has/);
  });

  it.each(['istio-system', 'istio-cni', 'ztunnel', 'edge'])('are not the mesh\'s own: %s', (namespace) => {
    const { app, mesh } = platform();
    mesh.addInjectedGateway('edge');
    mesh.addTenant('payments', { namespaces: [namespace], grants: [], createNamespaces: false });
    expect(messagesOf(app)).toMatch(/in which this program runs parts of the mesh/);
  });

  it('are at least one', () => {
    expect(() => platform().mesh.addTenant('payments', { namespaces: [], grants: [] })).toThrow(/mesh\/tenant-without-namespaces/);
  });
});

describe('the hosts of a tenant', () => {
  it('are served on the gateway, bindable from its namespaces, without a VirtualService', () => {
    const { app, cluster, mesh } = platform();
    mesh.addInjectedGateway('edge');
    const tenant = mesh.addTenant('payments', { namespaces: ['payments'], hosts: ['payments'], grants: ALL });
    expect(objectOf(cluster, 'Gateway', 'edge').spec.servers.map((s: any) => s.hosts)).toEqual([
      ['./payments.apps.east.example.com', 'payments/payments.apps.east.example.com'],
    ]);
    expect(objectOf(cluster, 'Route', 'payments').spec.host).toBe('payments.apps.east.example.com');
    expect(namesOf(cluster).filter((n) => n.startsWith('VirtualService'))).toEqual([]);
    expect(tenant.hostNames).toEqual(['payments.apps.east.example.com']);
    expect(errorsOf(app)).toEqual([]);
  });

  it('are as the platform made them before', () => {
    const { app, cluster, mesh } = platform();
    mesh.addInjectedGateway('edge').host('payments', { objectName: 'pay' });
    mesh.addTenant('payments', { namespaces: ['payments'], hosts: ['payments'], grants: ALL });
    expect(objectOf(cluster, 'Route', 'pay').spec.host).toBe('payments.apps.east.example.com');
    expect(errorsOf(app)).toEqual([]);
  });

  it('need the grant to attach routes', () => {
    const { app, mesh } = platform();
    mesh.addInjectedGateway('edge');
    mesh.addTenant('payments', { namespaces: ['payments'], hosts: ['payments'], grants: [Grant.ENROL] });
    expect(messagesOf(app)).toMatch(/mesh\/tenant-grant-missing[^]*Grant.ATTACH_ROUTES/);
  });

  it('are on the gateway that is named, where there are several', () => {
    const { app, cluster, mesh } = platform();
    mesh.addInjectedGateway('edge').host('other', { routesFrom: [mesh.addNamespace('other')] });
    const inner = mesh.addInjectedGateway('inner');
    mesh.addTenant('ledger', { namespaces: ['ledger'], hosts: ['ledger'], grants: ALL, gateway: inner });
    expect(objectOf(cluster, 'Gateway', 'inner').spec.servers).toHaveLength(1);
    mesh.addTenant('payments', { namespaces: ['payments'], hosts: ['payments'], grants: ALL });
    expect(messagesOf(app)).toMatch(/mesh\/tenant-gateway-needed[^]*the mesh has 2: 'edge', 'inner'[^]*fix: pass `gateway`/);
  });

  it('need a gateway that was added before', () => {
    const { app, mesh } = platform();
    mesh.addTenant('payments', { namespaces: ['payments'], hosts: ['payments'], grants: ALL });
    expect(messagesOf(app)).toMatch(/the mesh has none[^]*call `mesh.addInjectedGateway/);
  });

  it('need a gateway of the same mesh', () => {
    const { app, mesh } = platform();
    mesh.addTenant('payments', { namespaces: ['payments'], hosts: ['payments'], grants: ALL, gateway: platform().mesh.addInjectedGateway('edge') });
    expect(errorsOf(app)).toContain('mesh/tenant-gateway-of-another-mesh');
  });

  it('are not given to two tenants', () => {
    const { app, mesh } = platform();
    mesh.addInjectedGateway('edge');
    mesh.addTenant('payments', { namespaces: ['payments'], hosts: ['pay'], grants: ALL });
    mesh.addTenant('ledger', { namespaces: ['ledger'], hosts: ['pay.apps.east.example.com'], grants: ALL });
    expect(messagesOf(app)).toMatch(/mesh\/host-granted-twice.*tenant 'payments' has it already/);
  });

  it('are not routed by the platform too', () => {
    const { app, mesh } = platform();
    const edge = mesh.addInjectedGateway('edge');
    mesh.addTenant('payments', { namespaces: ['payments'], hosts: ['pay'], grants: ALL });
    expect(errorsOf(app)).toEqual([]);
    const shop = mesh.addNamespace('shop').addService('shop', { port: 80 });
    edge.host('pay').addRoute('all', { match: PathMatch.prefix('/'), backend: shop });
    expect(errorsOf(app)).toEqual(['mesh/granted-host-has-routes']);
  });
});

it('a tenant that shares the server of re-encrypted hosts with others is reported', () => {
  const warnings = (tls: RouteTls, hosts: string[]) => {
    const { app, mesh } = platform();
    const edge = mesh.addInjectedGateway('edge', { exposure: Exposure.route({ tls }) });
    mesh.addTenant('payments', { namespaces: ['payments'], hosts: ['pay', 'cash'], grants: ALL });
    hosts.forEach((host) => edge.host(host, { routesFrom: [mesh.namespace(`of-${host}`)] }));
    return Findings.of(app).all().filter((f) => f.code === 'mesh/tenant-hosts-not-apart');
  };
  expect(warnings(RouteTls.REENCRYPT, ['shop'])).toMatchObject([{ severity: 'warning' }]);
  expect(warnings(RouteTls.REENCRYPT, [])).toEqual([]);
  expect(warnings(RouteTls.EDGE, ['shop'])).toEqual([]);
});

describe('a prefix that is delegated to a tenant', () => {
  it('is an entry of the platform\'s VirtualService, beside its own routes', () => {
    const { app, cluster, mesh } = platform();
    const edge = mesh.addInjectedGateway('edge');
    const shop = mesh.addNamespace('shop').addService('shop', { port: 80 });
    edge.host('shop').addRoute('all', { match: PathMatch.prefix('/'), backend: shop });
    mesh.addTenant('payments', { namespaces: ['payments'], grants: ALL, delegations: [{ host: 'shop', prefix: '/payments' }] });
    expect(objectOf(cluster, 'VirtualService', 'shop').spec.http).toMatchObject([
      { match: [{ uri: { exact: '/payments' } }, { uri: { prefix: '/payments/' } }], delegate: { name: 'payments-shop-payments', namespace: 'payments' } },
      { name: 'all' },
    ]);
    expect(errorsOf(app)).toEqual([]);
  });

  it('is in the namespace that is named', () => {
    const { app, mesh } = platform();
    mesh.addInjectedGateway('edge');
    const add = (name: string, namespace?: string) => mesh.addTenant(name, {
      namespaces: [`${name}-a`, `${name}-b`], grants: ALL, delegations: [{ host: 'shop', prefix: `/${name}`, namespace }],
    });
    expect(add('one', 'one-b')._delegations[0].virtualService).toEqual({ name: 'one-shop-one', namespace: 'one-b' });
    expect(errorsOf(app)).toEqual([]);
    add('two');
    expect(messagesOf(app)).toMatch(/tenant 'two' is delegated '\/two' of host 'shop', and has several namespaces/);
    add('three', 'elsewhere');
    expect(messagesOf(app)).toMatch(/in namespace 'elsewhere', which is not its own/);
  });

  it.each(['/', 'payments', '/pay ments'])('is a path below the host: %s', (prefix) => {
    const { app, mesh } = platform();
    mesh.addInjectedGateway('edge');
    mesh.addTenant('payments', { namespaces: ['payments'], grants: ALL, delegations: [{ host: 'shop', prefix }] });
    expect(errorsOf(app)).toEqual(['mesh/tenant-delegation']);
  });

  it('is one tenant\'s', () => {
    const { app, mesh } = platform();
    mesh.addInjectedGateway('edge');
    for (const name of ['one', 'two']) mesh.addTenant(name, { namespaces: [name], grants: ALL, delegations: [{ host: 'shop', prefix: '/x' }] });
    expect(errorsOf(app)).toEqual(['traffic/match-twice']);
  });

  it('is of a host that no tenant has all of', () => {
    const { app, mesh } = platform();
    mesh.addInjectedGateway('edge');
    mesh.addTenant('one', { namespaces: ['one'], grants: ALL, hosts: ['shop'] });
    mesh.addTenant('two', { namespaces: ['two'], grants: ALL, delegations: [{ host: 'shop', prefix: '/x' }] });
    expect(errorsOf(app)).toEqual(['mesh/granted-host-has-routes']);
  });

  it('gives its VirtualService a name of its own', () => {
    expect(delegateName('pay', 'shop', '/api/v1')).toBe('pay-shop-api.v1');
    expect(delegateName('pay', 'shop', '/api-v1')).toBe('pay-shop-api-v1');
    const names = ['/Api', '/api', '/api_', '/~', '/a.b', '/a/b', '/a-b', '/-'].map((p) => delegateName('pay', 'shop', p));
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/);
  });
});

it('a tenant has a usable name, once', () => {
  const { app, mesh } = platform();
  mesh.addTenant('payments', { namespaces: ['payments'], grants: [] });
  expect(errorsOf(app)).toEqual([]);
  expect(() => mesh.addTenant('payments', { namespaces: ['other'], grants: [] })).toThrow(/mesh\/tenant-twice.*the first is east\/mesh\/tenant-payments/);
  mesh.addTenant('Pay ments', { namespaces: ['third'], grants: [] });
  expect(errorsOf(app)).toEqual(['mesh/invalid-tenant']);
});

it('a data plane without the grant to enrol, and labels of namespaces that the tenant creates, are errors', () => {
  const { app, mesh } = platform();
  mesh.addTenant('a', { namespaces: ['a'], grants: [], dataPlane: DataPlane.AMBIENT });
  expect(messagesOf(app)).toMatch(/the namespaces of tenant 'a' are to be ambient, but the tenant may not enrol them/);
  mesh.addTenant('b', { namespaces: ['b'], grants: [], createNamespaces: false, labels: { team: 'b' } });
  expect(messagesOf(app)).toMatch(/tenant 'b' has `labels`, but creates its namespaces itself/);
});

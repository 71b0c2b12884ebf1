import { errorsOf, messagesOf, objectOf, platform, remarksOf } from './platform';
import { Grant, type Mesh, MeshRequests } from '../../../src/mesh';
import { requestId } from '../../../src/mesh/contract/request-id';
import { DataPlane, PathMatch } from '../../../src/vocabulary';

type Content = Omit<Parameters<typeof requestId>[0], 'tenant'> & { tenant?: string };

/** The requests of tenant `payments`, and their ids. */
function ask(...contents: Content[]) {
  const requests = contents.map((c) => {
    const content = { tenant: 'payments', ...c };
    return { ...content, id: requestId(content, 'default'), reason: 'needed' };
  });
  const file = MeshRequests.fromJson(JSON.stringify({ format: 1, oldestReader: 1, mesh: 'default', requests }));
  return { file, ids: requests.map((r) => r.id) };
}

const label = (key: string, value: string, namespace = 'payments'): Content => ({ kind: 'namespaceLabel', namespace, key, value });
const host = (name: string, gateway = 'edge'): Content => ({ kind: 'gatewayHost', gateway, host: name });
const acceptedOf = (mesh: Mesh) => JSON.parse(mesh.contract().toJson()).tenants[0].accepted;

function withTenant(options: Partial<Parameters<Mesh['addTenant']>[1]> = {}) {
  const made = platform();
  made.mesh.addInjectedGateway('edge');
  made.mesh.addTenant('payments', { namespaces: ['payments'], grants: [Grant.ENROL], ...options });
  return made;
}

describe('a label that is accepted', () => {
  it('is written on the Namespace, and is in the contract with its request', () => {
    const { app, cluster, mesh } = withTenant();
    const { file, ids } = ask(label('istio.io/use-waypoint', 'waypoint'), label('istio.io/use-waypoint-namespace', 'shop'));
    mesh.accept(file, { ids: [ids[0]] });
    expect(objectOf(cluster, 'Namespace', 'payments').metadata.labels).toEqual({
      'istio.io/dataplane-mode': 'ambient', 'istio.io/use-waypoint': 'waypoint',
    });
    expect(acceptedOf(mesh)).toEqual([
      { id: ids[0], kind: 'namespaceLabel', tenant: 'payments', namespace: 'payments', key: 'istio.io/use-waypoint', value: 'waypoint' },
    ]);
    expect(errorsOf(app)).toEqual([]);
  });

  it('leaves the others of the file in the summary of whoever decides', () => {
    const { app, mesh } = withTenant();
    const { file, ids } = ask(label('istio.io/use-waypoint', 'waypoint'), label('istio.io/use-waypoint-namespace', 'shop'));
    mesh.accept(file, { ids: [ids[0]] });
    expect(remarksOf(app, 'unaccepted')).toEqual([
      `label istio.io/use-waypoint-namespace=shop on namespace 'payments', asked by tenant 'payments' as ${ids[1]}`,
    ]);
  });

  it('may enrol a namespace that is in no data plane', () => {
    const { app, mesh } = withTenant({ grants: [] });
    const { file, ids } = ask(label('istio.io/dataplane-mode', 'ambient'));
    mesh.accept(file, { ids });
    expect(JSON.parse(mesh.contract().toJson()).namespaces.find((n: any) => n.name === 'payments').dataPlane).toBe('ambient');
    expect(errorsOf(app)).toEqual([]);
  });

  it('may be there already: then a line of the summary says so, and it is no grant of its own', () => {
    const { app, mesh } = withTenant();
    const { file, ids } = ask(label('istio.io/dataplane-mode', 'ambient'));
    mesh.accept(file, { ids });
    expect(remarksOf(app, 'decided').join()).toMatch(/request req-.* is granted anyway: leave it out of `accept`/);
    expect(acceptedOf(mesh)).toEqual([]);
  });

  it.each<[string, string, string, DataPlane, RegExp]>([
    ['of pod security', 'pod-security.kubernetes.io/enforce', 'privileged', DataPlane.AMBIENT, /is no label of a data plane/],
    ['for another data plane', 'istio-injection', 'enabled', DataPlane.AMBIENT, /the namespace's data plane is ambient/],
    ['for another data plane', 'istio.io/dataplane-mode', 'ambient', DataPlane.SIDECAR, /the namespace's data plane is sidecar/],
    ['of another revision', 'istio.io/rev', 'north', DataPlane.SIDECAR, /the value is none of default/],
    ['that leaves the mesh', 'istio.io/dataplane-mode', 'none', DataPlane.AMBIENT, /the namespace's data plane is ambient/],
    ['that leaves the mesh', 'istio-injection', 'disabled', DataPlane.SIDECAR, /the namespace's data plane is sidecar/],
    ['that means nothing', 'istio.io/ingress-use-waypoint', 'yes', DataPlane.AMBIENT, /the value is none of true, false/],
    ['of an impossible waypoint', 'istio.io/use-waypoint', 'Way.Point', DataPlane.AMBIENT, /it holds 'W', '\.', 'P'/],
  ])('is none %s: %s=%s', (_, key, value, dataPlane, message) => {
    const { app, mesh } = withTenant({ dataPlane });
    const { file, ids } = ask(label(key, value));
    mesh.accept(file, { ids });
    expect(errorsOf(app)).toEqual(['mesh/request-not-acceptable']);
    expect(messagesOf(app)).toMatch(message);
    expect(acceptedOf(mesh)).toEqual([]);
  });

  it('is of a namespace of the tenant, which this program writes', () => {
    const { app, mesh } = withTenant({ createNamespaces: false });
    const { file, ids } = ask(label('istio.io/use-waypoint', 'w'), label('istio.io/use-waypoint', 'w', 'shop'));
    mesh.accept(file, { ids });
    expect(errorsOf(app)).toEqual(['mesh/request-of-foreign-namespace', 'mesh/request-beyond-tenant']);
  });

  it('is not ambient in a mesh of sidecars', () => {
    const { app, mesh } = platform({ dataPlane: DataPlane.SIDECAR });
    mesh.addTenant('payments', { namespaces: ['payments'], grants: [] });
    const { file, ids } = ask(label('istio.io/dataplane-mode', 'ambient'));
    mesh.accept(file, { ids });
    expect(messagesOf(app)).toMatch(/the mesh is not ambient/);
  });

  it('asks for the default revision where the mesh has one', () => {
    const { app, mesh } = platform({ dataPlane: DataPlane.SIDECAR, name: 'north' });
    mesh.addTenant('payments', { namespaces: ['payments'], grants: [] });
    const content = { tenant: 'payments', ...label('istio-injection', 'enabled') };
    const requests = [{ ...content, id: requestId(content, 'north') }];
    mesh.accept(MeshRequests.fromJson(JSON.stringify({ format: 1, oldestReader: 1, mesh: 'north', requests })), { ids: [requests[0].id] });
    expect(messagesOf(app)).toMatch(/no revision of the mesh is called 'default'/);
  });
});

describe('a host that is accepted', () => {
  it('is served, bindable from the tenant\'s namespaces, and is no standing grant', () => {
    const { app, cluster, mesh } = withTenant();
    const { file, ids } = ask(host('pay.example.com'));
    mesh.accept(file, { ids });
    expect(objectOf(cluster, 'Gateway', 'edge').spec.servers[0].hosts).toEqual(['./pay.example.com', 'payments/pay.example.com']);
    const [tenant] = JSON.parse(mesh.contract().toJson()).tenants;
    expect([tenant.hosts, tenant.accepted.map((a: any) => a.id)]).toEqual([[], ids]);
    expect(errorsOf(app)).toEqual([]);
  });

  it('may be granted already', () => {
    const { app, mesh } = withTenant({ grants: [Grant.ATTACH_ROUTES], hosts: ['pay.example.com'] });
    const { file, ids } = ask(host('pay.example.com'));
    mesh.accept(file, { ids });
    expect(remarksOf(app, 'decided').join()).toMatch(/is granted anyway/);
    expect(errorsOf(app)).toEqual([]);
  });

  it('is on a gateway of the mesh', () => {
    const { app, mesh } = withTenant();
    const { file, ids } = ask(host('pay.example.com', 'inner'));
    mesh.accept(file, { ids });
    expect(messagesOf(app)).toMatch(/mesh\/request-of-unknown-gateway[^]*expected: 'edge'/);
  });

  it('is not routed by this program', () => {
    const { app, mesh } = withTenant();
    mesh.gateway('edge').host('pay.example.com').addRoute('all', {
      match: PathMatch.prefix('/'), backend: mesh.addNamespace('shop').addService('shop', { port: 80 }),
    });
    const { file, ids } = ask(host('pay.example.com'));
    mesh.accept(file, { ids });
    expect(messagesOf(app)).toMatch(/mesh\/request-not-acceptable[^]*this program routes the host itself/);
  });

  it('is not that of another tenant', () => {
    const { app, mesh } = withTenant();
    mesh.addTenant('ledger', { namespaces: ['ledger'], grants: [Grant.ATTACH_ROUTES], hosts: ['pay.example.com'] });
    const { file, ids } = ask(host('pay.example.com'));
    mesh.accept(file, { ids });
    expect(errorsOf(app)).toEqual(['mesh/host-granted-twice']);
    expect(JSON.parse(mesh.contract().toJson()).tenants[1]).toMatchObject({ name: 'payments', accepted: [] });
  });
});

describe('accepting', () => {
  it('takes the requests that are named, and no others', () => {
    const { app, mesh } = withTenant();
    const { file } = ask(label('istio.io/use-waypoint', 'w'), host('pay.example.com'));
    mesh.accept(file, { ids: [] });
    expect(acceptedOf(mesh)).toEqual([]);
    expect(errorsOf(app)).toEqual([]);
  });

  it('takes an id twice as once', () => {
    const { app, mesh } = withTenant();
    const { file, ids } = ask(label('istio.io/use-waypoint', 'w'));
    mesh.accept(file, { ids: [...ids, ...ids] });
    expect(acceptedOf(mesh)).toHaveLength(1);
    expect(errorsOf(app)).toEqual([]);
  });

  it('an id that the file does not have lists those it has, with what they ask for', () => {
    const { app, mesh } = withTenant();
    const { file, ids } = ask(label('istio.io/use-waypoint', 'w'), host('pay.example.com'));
    mesh.accept(file, { ids: ['req-ab12cd'] });
    const message = messagesOf(app);
    expect(message).toContain('mesh requests has no request \'req-ab12cd\'');
    expect(message).toContain(`${ids[0]} (tenant 'payments': label istio.io/use-waypoint=w on namespace 'payments')`);
    expect(message).toContain(`${ids[1]} (tenant 'payments': host 'pay.example.com' on gateway 'edge')`);
  });

  it('an id of an empty file says that there is none', () => {
    const { app, mesh } = withTenant();
    mesh.accept(ask().file, { ids: ['req-1'] });
    expect(messagesOf(app)).toMatch(/expected: an id of the file, which has none/);
  });

  it('requests of a tenant that the mesh does not have is an error', () => {
    const { app, mesh } = withTenant();
    const { file, ids } = ask({ ...label('istio.io/use-waypoint', 'w'), tenant: 'ledger' });
    mesh.accept(file, { ids });
    expect(messagesOf(app)).toMatch(/mesh\/request-of-unknown-tenant[^]*expected: one of 'payments'[^]*fix: call `mesh.addTenant\('ledger'/);
  });

  it('requests to another mesh is an error', () => {
    const { mesh } = withTenant();
    const file = MeshRequests.fromJson(JSON.stringify({ format: 1, oldestReader: 1, mesh: 'north', requests: [] }));
    expect(() => mesh.accept(file, { ids: [] })).toThrow(/mesh\/requests-of-another-mesh[^]*requests to mesh 'default'/);
  });

  it('a kind that only a later version knows is an error', () => {
    const { app, mesh } = withTenant();
    const id = 'req-0123456789abcdef0123';
    const requests = [{ id, kind: 'provider', tenant: 'payments', name: 'otel' }];
    mesh.accept(MeshRequests.fromJson(JSON.stringify({ format: 1, oldestReader: 1, mesh: 'default', requests })), { ids: [id] });
    expect(messagesOf(app)).toMatch(/mesh\/request-of-unknown-kind[^]*fix: update cdk8s-ossm/);
  });
});

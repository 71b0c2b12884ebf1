import { Testing } from 'cdk8s';
import { errorsOf, platform } from './platform';
import { Grant, Mesh, MeshContract, UpdateStrategy } from '../../../src/mesh';
import { OssmRelease } from '../../../src/release';
import { Availability, DataPlane, DiscoverySelector, LabelOperator } from '../../../src/vocabulary';
import { Waypoint } from '../../../src/waypoint';

const ALL = [Grant.ENROL, Grant.ATTACH_ROUTES];
const dataOf = (mesh: Mesh) => JSON.parse(mesh.contract().toJson());

/** A mesh with a bit of everything. */
function full() {
  const made = platform({ waypointAvailability: Availability.autoscaled(2, 4), meshId: 'east-mesh' });
  const { mesh } = made;
  const shop = mesh.addNamespace('shop', { labels: { team: 'shop' } });
  mesh.addInjectedGateway('edge').host('shop').addRoute('all', { backend: shop.addService('shop', { port: 80 }) });
  mesh.addTenant('payments', {
    namespaces: ['payments'], grants: ALL, hosts: ['payments'], delegations: [{ host: 'shop', prefix: '/payments' }],
  });
  mesh.addTenant('billing', { namespaces: ['billing'], grants: [], createNamespaces: false });
  shop.addWaypoint('waypoint', { usableFrom: [mesh.namespace('payments')] });
  return made;
}

describe('the contract of a mesh', () => {
  it('can be read, and is written the same again', () => {
    const { mesh } = full();
    const text = mesh.contract().toJson();
    expect(MeshContract.fromJson(text).toJson()).toBe(text);
  });

  it('says what other programs need to know', () => {
    const { app, mesh } = full();
    expect(dataOf(mesh)).toEqual({
      format: 1,
      oldestReader: 1,
      mesh: {
        name: 'default',
        rootNamespace: 'istio-system',
        trustDomain: 'cluster.local',
        meshId: 'east-mesh',
        dataPlane: 'ambient',
        revision: 'default',
        tags: [],
        discoverySelectors: [],
        discoveryLabels: {},
        nativeSidecars: true,
        imagePullSecrets: [],
        providers: [],
        waypointAvailability: { autoscaled: true, inControlPlane: true, minReplicas: 2, maxReplicas: 4 },
      },
      release: { minor: '3.3', istioMinor: '1.28' },
      cluster: { name: 'east', openshift: '4.20', appsDomain: 'apps.east.example.com', clusterDomain: 'cluster.local' },
      namespaces: [
        { name: 'billing', dataPlane: 'none', revision: 'default', labels: {}, owned: false },
        { name: 'edge', dataPlane: 'none', revision: 'default', labels: {}, owned: true },
        { name: 'payments', dataPlane: 'ambient', revision: 'default', labels: { 'istio.io/dataplane-mode': 'ambient' }, owned: true },
        {
          name: 'shop',
          dataPlane: 'ambient',
          revision: 'default',
          labels: { 'istio.io/dataplane-mode': 'ambient', 'istio.io/use-waypoint': 'waypoint', 'team': 'shop' },
          owned: true,
        },
      ],
      reservedNamespaces: ['edge', 'istio-cni', 'istio-system', 'ztunnel'],
      gateways: [{
        name: 'edge',
        namespace: 'edge',
        identity: 'cluster.local/ns/edge/sa/edge',
        selector: { app: 'edge', istio: 'edge' },
        exposure: 'route',
        hosts: [
          { host: 'payments.apps.east.example.com', protocols: ['HTTP'], tenant: 'payments', namespaces: ['payments'], everywhere: false },
          { host: 'shop.apps.east.example.com', protocols: ['HTTP'], namespaces: [], everywhere: false },
        ],
      }],
      waypoints: [{
        name: 'waypoint', namespace: 'shop', identity: 'cluster.local/ns/shop/sa/waypoint', traffic: 'service', admits: ['payments'], admitsEverywhere: false,
      }],
      tenants: [
        { name: 'billing', grants: [], namespaces: ['billing'], hosts: [], delegations: [], accepted: [] },
        {
          name: 'payments',
          grants: ['attachRoutes', 'enrol'],
          namespaces: ['payments'],
          hosts: [{ gateway: 'edge', host: 'payments.apps.east.example.com' }],
          delegations: [{
            gateway: 'edge',
            host: 'shop.apps.east.example.com',
            prefix: '/payments',
            virtualService: { name: 'payments-shop-payments', namespace: 'payments' },
          }],
          accepted: [],
        },
      ],
      ownedObjects: [
        { group: 'sailoperator.io', kind: 'Istio', name: 'default' },
        { group: 'sailoperator.io', kind: 'IstioCNI', name: 'default' },
        { group: 'sailoperator.io', kind: 'ZTunnel', name: 'default' },
      ],
    });
    expect(errorsOf(app)).toEqual([]);
  });

  it('names the tags, but never the revision behind one', () => {
    const strategy = UpdateStrategy.revisionBased({ version: 'v1.28.5', production: 'v1.27.8', canary: 'v1.28.5' });
    const { mesh } = platform({ dataPlane: DataPlane.SIDECAR, updateStrategy: strategy, release: OssmRelease.of('3.3.2') });
    const { mesh: data, release, ownedObjects } = dataOf(mesh);
    expect(data).toMatchObject({ revision: 'default', canaryRevision: 'default-canary', tags: ['default', 'default-canary'] });
    expect(release).toEqual({ minor: '3.3', operator: '3.3.2', istioMinor: '1.27' });
    expect(ownedObjects).toContainEqual({ group: 'sailoperator.io', kind: 'IstioRevisionTag', name: 'default-canary' });
    expect(JSON.stringify(data)).not.toContain('default-v1');
  });

  it('has the discovery selectors, and labels that match them', () => {
    const conditions = DiscoverySelector.conditions([{ key: 'mesh', operator: LabelOperator.IN, values: ['north'] }]);
    const { mesh } = platform({ discoverySelectors: [DiscoverySelector.labels({ tenant: 'a' }), conditions] });
    expect(dataOf(mesh).mesh).toMatchObject({
      discoverySelectors: [{ matchLabels: { tenant: 'a' } }, { matchExpressions: [{ key: 'mesh', operator: 'In', values: ['north'] }] }],
      discoveryLabels: { tenant: 'a' },
    });
    expect(MeshContract.fromJson(mesh.contract().toJson()).meshName).toBe('default');
  });

  it('has what raw values say of the mesh', () => {
    const { mesh } = platform({ rawValues: { global: { meshID: 'raw' }, meshConfig: { extensionProviders: [{ name: 'otel' }, { name: 'authz' }] } } });
    expect(dataOf(mesh).mesh).toMatchObject({ meshId: 'raw', providers: ['authz', 'otel'] });
  });

  it('names objects of the owner in namespaces of tenants, whoever makes them', () => {
    const { mesh } = full();
    new Waypoint(mesh, 'w', { namespace: mesh.namespace('payments'), name: 'pay', usableFromEverywhere: true });
    const { ownedObjects, waypoints } = dataOf(mesh);
    expect(ownedObjects).toContainEqual({ group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: 'payments', name: 'pay' });
    expect(waypoints[0]).toMatchObject({ name: 'pay', admits: [], admitsEverywhere: true });
  });

  it('says how gateways are exposed', () => {
    const { mesh } = platform();
    mesh.addInjectedGateway('edge');
    expect(dataOf(mesh).gateways[0].exposure).toBe('clusterIp');
    mesh.gateway('edge').host('shop');
    expect(dataOf(mesh).gateways[0].exposure).toBe('route');
  });

  it('holds no id of a construct', () => {
    const text = (id: string) => {
      const { cluster, mesh: first } = platform();
      const mesh = new Mesh(cluster, id, { foundation: first.foundation, name: 'second', rootNamespace: 'second' });
      mesh.addNamespace('shop');
      mesh.addInjectedGateway('edge').host('shop');
      return mesh.contract().toJson();
    };
    expect(text('a')).toBe(text('quite-another-id'));
  });

  it('has no cluster name where the mesh is in no Cluster', () => {
    const mesh = new Mesh(Testing.chart(), 'mesh', { release: OssmRelease.V3_0 });
    expect(dataOf(mesh).cluster).toEqual({ openshift: '4.14', clusterDomain: 'cluster.local' });
  });

  it('must be taken after the last construct', () => {
    const { app, mesh } = full();
    mesh.contract();
    expect(errorsOf(app)).toEqual([]);
    mesh.addNamespace('late');
    expect(errorsOf(app)).toEqual(['mesh/contract-taken-too-early']);
    mesh.contract();
    expect(errorsOf(app)).toEqual([]);
  });
});

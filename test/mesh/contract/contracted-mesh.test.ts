import { ApiObject, App, Chart } from 'cdk8s';
import { contract, contractData, gatewayData, namespaceData, tenantData } from './fixtures';
import { errorsOf, messagesOf, objectOf, remarksOf } from './platform';
import { Cluster } from '../../../src/cluster';
import { ContractedMesh, type ContractedMeshProps, Mesh, MeshContract } from '../../../src/mesh';
import type { ContractData } from '../../../src/mesh/contract/contract-data';
import { requestId } from '../../../src/mesh/contract/request-id';
import { OpenShift } from '../../../src/release';
import { DataPlane, RevisionTrack, WaypointTraffic } from '../../../src/vocabulary';

/** The program of a team. */
function team(data: Partial<ContractData> = {}, props: Partial<ContractedMeshProps> = {}) {
  const app = new App();
  const chart = new Chart(app, 'orders');
  const mesh = Mesh.fromContract(chart, 'mesh', { contract: contract(data), ...props });
  return { app, chart, mesh };
}

const label = { kind: 'namespaceLabel', tenant: 'orders', namespace: 'orders', key: 'istio.io/use-waypoint', value: 'waypoint' };

describe('a mesh from its contract', () => {
  it('has the facts of the mesh, and writes nothing', () => {
    const { app, chart, mesh } = team({
      release: { minor: '3.2', operator: '3.2.1', istioMinor: '1.27' },
      mesh: {
        ...contractData().mesh,
        trustDomain: 'east.example.com',
        revision: 'stable',
        canaryRevision: 'next',
        tags: ['next', 'stable'],
        discoverySelectors: [{ matchLabels: { mesh: 'a' } }, { matchExpressions: [{ key: 'team', operator: 'Exists' }] }],
        imagePullSecrets: ['pull'],
        nativeSidecars: false,
        waypointAvailability: { minReplicas: 2, maxReplicas: 2, autoscaled: false, inControlPlane: true },
      },
    });
    expect(mesh).toMatchObject({ meshName: 'default', rootNamespace: 'istio-system', trustDomain: 'east.example.com', dataPlane: 'ambient', tenantName: 'orders' });
    expect([mesh.release.operatorVersion, mesh.revision.name, mesh.canaryRevision?.name]).toEqual(['3.2.1', 'stable', 'next']);
    expect(mesh._facts).toMatchObject({
      istioMinor: '1.27',
      clusterDomain: 'cluster.local',
      appsDomain: 'apps.east.example.com',
      imagePullSecrets: ['pull'],
      nativeSidecars: false,
      waypointAvailabilityInValues: true,
    });
    expect(mesh._facts.waypointAvailability?.minReplicas).toBe(2);
    expect(mesh._facts.discoverySelectors.map((s) => [s.matchLabels, s.matchConditions.length])).toEqual([[{ mesh: 'a' }, 0], [{}, 1]]);
    expect(chart.toJson()).toEqual([]);
    expect(errorsOf(app)).toEqual([]);
  });

  it('is of the mesh that the program expects', () => {
    expect(() => team({}, { meshName: 'north' })).toThrow(/\[mesh\/contract-of-another-mesh\] orders\/mesh.*: mesh contract is the contract of mesh 'default'/);
    expect(() => team({}, { meshName: 'default' })).not.toThrow();
  });

  it('is read by one tenant: the only one, or the one that is named', () => {
    const two = { tenants: [tenantData(), tenantData({ name: 'shop', namespaces: ['shop'], hosts: [] })] };
    expect(() => team(two)).toThrow(/\[mesh\/tenant-unknown\].*has the tenants 'orders', 'shop', and `tenant` names none[^]*fix: write `tenant: 'orders'`/);
    expect(team(two, { tenant: 'shop' }).mesh.namespaceNames).toEqual(['shop']);
    expect(() => team(two, { tenant: 'billing' })).toThrow(/has no tenant 'billing'[^]*expected: one of 'orders', 'shop'/);
    const none = { tenants: [], gateways: [] };
    expect(() => team(none)).toThrow(/has no tenant[^]*have the owner of the mesh call `mesh.addTenant/);
  });

  it('counts an OpenShift newer than known ones as the newest, and says so', () => {
    const { app, mesh } = team({ cluster: { ...contractData().cluster, openshift: '4.99' } });
    expect(mesh._facts.openshift.version).toBe('4.23');
    expect(remarksOf(app, 'decided')).toEqual(['OpenShift 4.99 counts as 4.23, the newest that this version of cdk8s-ossm knows']);
    expect(() => team({ cluster: { ...contractData().cluster, openshift: '4.2' } })).toThrow(/cluster\.openshift is "4\.2"[^]*4\.14 or later/);
  });
});

describe('a contract in the wrong cluster', () => {
  const inCluster = (props: ConstructorParameters<typeof Cluster>[2]) => {
    const app = new App();
    new ContractedMesh(new Cluster(app, 'c', props), 'mesh', { contract: contract() });
    return app;
  };

  it('is an error, which names the fact', () => {
    expect(messagesOf(inCluster({ name: 'west' }))).toMatch(/\[mesh\/contract-of-another-cluster\].*the name of the cluster is 'east', but the Cluster c says 'west'/);
    expect(messagesOf(inCluster({ name: 'east', openshift: OpenShift.V4_19 }))).toMatch(/the openshift of the cluster is '4.20'/);
    expect(messagesOf(inCluster({ name: 'east', appsDomain: 'apps.west.example.com' }))).toMatch(/leave `appsDomain` of the Cluster out/);
  });

  it('is none where the cluster says the same, or nothing', () => {
    expect(errorsOf(inCluster({ name: 'east' }))).toEqual([]);
    expect(errorsOf(inCluster({ name: 'east', openshift: OpenShift.V4_20, appsDomain: 'apps.east.example.com' }))).toEqual([]);
  });
});

describe('several handles in one program', () => {
  const tenants = [tenantData(), tenantData({ name: 'shop', namespaces: ['shop'], hosts: [] })];

  it('are of one contract', () => {
    const { app, chart } = team();
    const other = MeshContract.fromJson(JSON.stringify(contractData({ release: { minor: '3.2', istioMinor: '1.27' } })));
    new ContractedMesh(chart, 'again', { contract: other });
    expect(messagesOf(app)).toMatch(/\[mesh\/two-contracts\] orders\/again.*another one at orders\/mesh/);
  });

  it('are of different tenants', () => {
    const { app, chart } = team({ tenants }, { tenant: 'orders' });
    new ContractedMesh(chart, 'shop', { contract: contract({ tenants }), tenant: 'shop' });
    expect(errorsOf(app)).toEqual([]);
    new ContractedMesh(chart, 'again', { contract: contract({ tenants }), tenant: 'shop' });
    expect(errorsOf(app)).toEqual(['mesh/two-handles']);
  });

  it('may be of different meshes', () => {
    const { app, chart } = team();
    new ContractedMesh(chart, 'north', { contract: contract({ mesh: { ...contractData().mesh, name: 'north' } }) });
    expect(errorsOf(app)).toEqual([]);
  });

  it('share what they may write', () => {
    const { app, chart } = team({ tenants }, { tenant: 'orders' });
    new ApiObject(chart, 'map', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x', namespace: 'shop' } });
    expect(errorsOf(app)).toEqual(['mesh/object-of-another-owner']);
    new ContractedMesh(chart, 'shop', { contract: contract({ tenants }), tenant: 'shop' });
    expect(errorsOf(app)).toEqual([]);
  });
});

describe('a namespace of a contracted mesh', () => {
  it('is one handle, which writes nothing', () => {
    const { app, chart, mesh } = team();
    const orders = mesh.namespace('orders');
    orders.serviceFromName('orders', { port: 9080, serviceAccount: 'orders' });
    expect(mesh.namespace('orders')).toBe(orders);
    expect([orders.dataPlane, orders._internals.written, orders._internals.labelOf('istio.io/dataplane-mode')]).toEqual(['ambient', false, 'ambient']);
    expect(chart.toJson()).toEqual([]);
    expect(mesh.requests().isEmpty).toBe(true);
    expect(errorsOf(app)).toEqual([]);
  });

  it('that is not granted is an error that lists what is', () => {
    const { mesh } = team();
    expect(() => mesh.namespace('ghost')).toThrow(/\[mesh\/namespace-not-granted\].*does not grant namespace 'ghost' to tenant 'orders'[^]*expected: one of those it does: 'orders'/);
    const two = team({ tenants: [tenantData(), tenantData({ name: 'shop', namespaces: ['shop'], hosts: [] })] }, { tenant: 'orders' });
    expect(() => two.mesh.namespace('shop')).toThrow(/to tenant 'orders', but to 'shop'/);
  });

  it('follows the canary where the contract says so', () => {
    const { mesh } = team({
      mesh: { ...contractData().mesh, canaryRevision: 'next', dataPlane: 'sidecar' },
      namespaces: [namespaceData('edge'), namespaceData('shop'), namespaceData('orders', { dataPlane: 'sidecar', revision: 'next', labels: { 'istio.io/rev': 'next' } })],
    });
    expect(mesh.namespace('orders').revision.name).toBe('next');
    expect(mesh.requests().isEmpty).toBe(true);
  });

  it('asks for labels of another data plane or track than it has', () => {
    const { app, mesh } = team({
      mesh: { ...contractData().mesh, canaryRevision: 'next' },
      namespaces: [namespaceData('edge'), namespaceData('shop'), namespaceData('orders', { dataPlane: 'none', labels: {} })],
    });
    mesh.namespace('orders', { dataPlane: DataPlane.SIDECAR, track: RevisionTrack.CANARY });
    expect(mesh.requests().entries.map((e) => [e.kind, e.namespace, e.key, e.value])).toEqual([['namespaceLabel', 'orders', 'istio.io/rev', 'next']]);
    expect(errorsOf(app)).toEqual([]);
    expect(() => mesh.namespace('orders', { dataPlane: DataPlane.AMBIENT })).toThrow(/mesh\/namespace-twice/);
  });

  it('is written by this program where the owner does not write it', () => {
    const { app, chart, mesh } = team({ namespaces: [namespaceData('edge'), namespaceData('shop'), namespaceData('orders', { owned: false, labels: {} })] });
    const orders = mesh.addNamespace('orders', { labels: { team: 'orders' } });
    expect(objectOf(chart, 'Namespace', 'orders').metadata.labels).toEqual({ 'istio.io/dataplane-mode': 'ambient', 'team': 'orders' });
    expect(mesh.namespace('orders')).toBe(orders);
    orders.addWaypoint();
    expect(mesh.requests().isEmpty).toBe(true);
    expect(() => mesh.addNamespace('orders')).toThrow(/mesh\/namespace-twice/);
    expect(errorsOf(app)).toEqual([]);
  });

  it('is adopted by this program where the owner does not write it', () => {
    const { app, chart, mesh } = team({ namespaces: [namespaceData('edge'), namespaceData('shop'), namespaceData('orders', { owned: false, labels: {} })] });
    mesh.adopt(new ApiObject(chart, 'ns', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'orders' } }));
    expect(objectOf(chart, 'Namespace', 'orders').metadata.labels).toEqual({ 'istio.io/dataplane-mode': 'ambient' });
    expect(errorsOf(app)).toEqual([]);
    const map = new ApiObject(chart, 'map', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' } });
    expect(() => mesh.adopt(map)).toThrow(/namespace\/not-a-namespace/);
  });

  it('is not written by this program where the owner does, or enrolment is not granted', () => {
    expect(() => team().mesh.addNamespace('orders')).toThrow(/\[mesh\/namespace-of-the-owner\].*the owner of mesh 'default' writes the Namespace 'orders'/);
    const { chart, mesh } = team({
      namespaces: [namespaceData('edge'), namespaceData('shop'), namespaceData('orders', { owned: false, labels: {} })],
      tenants: [tenantData({ grants: ['attachRoutes'] })],
    });
    expect(() => mesh.addNamespace('orders')).toThrow(/\[mesh\/enrolment-not-granted\]/);
    const namespace = new ApiObject(chart, 'ns', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'orders' } });
    expect(() => mesh.adopt(namespace)).toThrow(/\[mesh\/enrolment-not-granted\]/);
    expect(() => mesh.addNamespace('ghost')).toThrow(/mesh\/namespace-not-granted/);
  });
});

describe('a label beyond what the contract has', () => {
  it('is asked for, and the summary says what is not in force', () => {
    const { app, mesh } = team();
    mesh.namespace('orders').useWaypoint(mesh.waypoint('waypoint', 'shop'));
    const requests = mesh.requests();
    expect(requests.entries.map(({ key, value }) => [key, value])).toEqual([['istio.io/use-waypoint', 'waypoint'], ['istio.io/use-waypoint-namespace', 'shop']]);
    expect(requests.entries[0].id).toBe(requestId(label, 'default'));
    const open = remarksOf(app, 'open');
    expect(open).toHaveLength(2);
    expect(open[0]).toContain(`label istio.io/use-waypoint=waypoint on namespace 'orders', asked of the owner of mesh 'default' as ${requestId(label, 'default')}`);
    expect(errorsOf(app)).toEqual([]);
  });

  it('is asked for still after it was accepted, but no longer open', () => {
    const id = requestId(label, 'default');
    const { app, mesh } = team({
      namespaces: [namespaceData('edge'), namespaceData('shop'), namespaceData('orders', { labels: { 'istio.io/dataplane-mode': 'ambient', 'istio.io/use-waypoint': 'waypoint' } })],
      tenants: [tenantData({ accepted: [{ ...label, id }] })],
    });
    mesh.namespace('orders').useWaypoint(mesh.waypoint('waypoint', 'shop'));
    expect(mesh.requests().entries.map((e) => e.id)).toContain(id);
    expect(remarksOf(app, 'open').join()).not.toContain(id);
    expect(remarksOf(app, 'open')).toHaveLength(1);
  });

  it('is not asked for where it is there by a standing grant', () => {
    const labels = { 'istio.io/dataplane-mode': 'ambient', 'istio.io/use-waypoint': 'waypoint', 'istio.io/use-waypoint-namespace': 'shop' };
    const { mesh } = team({ namespaces: [namespaceData('edge'), namespaceData('shop'), namespaceData('orders', { labels })] });
    mesh.namespace('orders').useWaypoint(mesh.waypoint('waypoint', 'shop'));
    expect(mesh.requests().isEmpty).toBe(true);
  });

  it('cannot be asked for on a Namespace that the owner does not write', () => {
    const { app, mesh } = team({ namespaces: [namespaceData('edge'), namespaceData('shop'), namespaceData('orders', { owned: false, labels: {} })] });
    mesh.namespace('orders').useWaypoint(mesh.waypoint('waypoint', 'shop'));
    expect(messagesOf(app)).toMatch(/\[mesh\/label-of-no-owner\].*namespace 'orders' needs label istio\.io\/use-waypoint: waypoint[^]*mesh\.addNamespace\('orders'\)/);
    expect(mesh.requests().isEmpty).toBe(true);
  });

  it('has the same id in any program, whatever its constructs are called', () => {
    const text = (id: string) => {
      const chart = new Chart(new App(), id);
      const mesh = Mesh.fromContract(chart, `${id}-mesh`, { contract: contract() });
      mesh.namespace('orders').useWaypoint(mesh.waypoint('waypoint', 'shop'));
      return mesh.requests().toJson();
    };
    expect(text('one')).toBe(text('another'));
  });
});

describe('a waypoint of a contracted mesh', () => {
  it('is known with whom it admits', () => {
    const { mesh } = team();
    const waypoint = mesh.waypoint('waypoint', 'shop');
    expect([waypoint.identity.principal, waypoint.traffic, waypoint.admits('orders'), waypoint.admits('billing')])
      .toEqual(['cluster.local/ns/shop/sa/waypoint', WaypointTraffic.SERVICE, true, false]);
    expect(mesh.waypoint('waypoint', 'shop')).toBe(waypoint);
  });

  it('that does not exist is an error that lists what does', () => {
    expect(() => team().mesh.waypoint('waypoint', 'orders')).toThrow(/\[mesh\/unknown-waypoint\].*no waypoint 'orders\/waypoint'[^]*'waypoint' of namespace 'shop'/);
    expect(() => team({ waypoints: [] }).mesh.waypoint('a', 'b')).toThrow(/a contract that has a waypoint; this one has none/);
  });

  it('that does not admit the namespace is an error', () => {
    const { app, mesh } = team({ waypoints: [{ ...contractData().waypoints[0], admits: [] }] });
    mesh.namespace('orders').useWaypoint(mesh.waypoint('waypoint', 'shop'));
    expect(errorsOf(app)).toContain('waypoint/namespace-not-admitted');
  });

  it('may be one of this program, in a namespace of its own', () => {
    const { app, chart, mesh } = team();
    mesh.namespace('orders').addWaypoint();
    expect(objectOf(chart, 'Gateway', 'waypoint').metadata.namespace).toBe('orders');
    expect(mesh.requests().entries.map((e) => e.key)).toEqual(['istio.io/use-waypoint']);
    expect(errorsOf(app)).toEqual([]);
  });
});

describe('an object of another owner', () => {
  const emits = (apiVersion: string, kind: string, name: string, namespace?: string, data: Partial<ContractData> = {}) => {
    const { app, chart } = team(data);
    new ApiObject(chart, 'object', { apiVersion, kind, metadata: { name, namespace } });
    return app;
  };

  it.each<[string, string, string, string | undefined, RegExp]>([
    ['v1', 'Namespace', 'orders', undefined, /Namespace 'orders', at orders\/object, but the contract of mesh 'default' says that its owner does[^]*mesh\.namespace\('orders'\)/],
    ['v1', 'Namespace', 'istio-system', undefined, /says that its owner does/],
    ['project.openshift.io/v1', 'Project', 'shop', undefined, /says that its owner does/],
    ['sailoperator.io/v1', 'Istio', 'default', undefined, /names it as its owner's/],
    ['sailoperator.io/v1', 'Istio', 'default', 'orders', /names it as its owner's/],
    ['apps/v1', 'Deployment', 'edge', 'edge', /of namespace 'edge'.*reserves the namespace for its owner[^]*expected: objects of your own, in 'orders'/],
    ['telemetry.istio.io/v1', 'Telemetry', 'all', 'istio-system', /reserves the namespace for its owner/],
    ['v1', 'ConfigMap', 'x', 'shop', /says that the namespace is its owner's/],
  ])('is refused: %s %s %s %s', (apiVersion, kind, name, namespace, message) => {
    expect(messagesOf(emits(apiVersion, kind, name, namespace))).toMatch(message);
  });

  it('is refused where it is in a namespace of another tenant', () => {
    const tenants = [tenantData(), tenantData({ name: 'zeta', namespaces: ['zeta'], hosts: [] })];
    const namespaces = [...contractData().namespaces, namespaceData('zeta', { owned: false, labels: {} })];
    const { app, chart } = team({ tenants, namespaces }, { tenant: 'orders' });
    new ApiObject(chart, 'object', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'x', namespace: 'zeta' } });
    expect(messagesOf(app)).toMatch(/has granted the namespace to tenant 'zeta'/);
  });

  it('is refused where the owner has one of that name in a namespace of the tenant', () => {
    const ownedObjects = [{ group: 'networking.k8s.io', kind: 'NetworkPolicy', namespace: 'orders', name: 'default-deny' }];
    expect(errorsOf(emits('networking.k8s.io/v1', 'NetworkPolicy', 'default-deny', 'orders', { ownedObjects }))).toEqual(['mesh/object-of-another-owner']);
    expect(errorsOf(emits('networking.k8s.io/v1', 'NetworkPolicy', 'another', 'orders', { ownedObjects }))).toEqual([]);
  });

  it.each<[string, string, string, string | undefined]>([
    ['v1', 'Namespace', 'elsewhere', undefined],
    ['v1', 'Service', 'orders', 'orders'],
    ['apps/v1', 'Deployment', 'edge', 'elsewhere'],
    ['rbac.authorization.k8s.io/v1', 'ClusterRole', 'default', undefined],
  ])('is not: %s %s %s %s', (apiVersion, kind, name, namespace) => {
    expect(errorsOf(emits(apiVersion, kind, name, namespace))).toEqual([]);
  });

  it('is looked for in all charts of the program, but not in those of other clusters and meshes', () => {
    const { app } = team();
    const put = (chart: Chart) => new ApiObject(chart, 'istio', { apiVersion: 'sailoperator.io/v1', kind: 'Istio', metadata: { name: 'default' } });
    put(new Cluster(app, 'west', { name: 'west' }));
    expect(errorsOf(app)).toEqual([]);
    const north = new Chart(app, 'north');
    new ContractedMesh(north, 'mesh', { contract: contract({ gateways: [gatewayData()], ownedObjects: [] }) });
    put(north);
    expect(errorsOf(app)).toEqual([]);
    put(new Chart(app, 'more'));
    expect(errorsOf(app)).toEqual(['mesh/object-of-another-owner']);
  });

  it('is looked for in the Cluster of the mesh only, where it is in one', () => {
    const app = new App();
    const east = new Cluster(app, 'east', { name: 'east' });
    new ContractedMesh(east, 'mesh', { contract: contract() });
    const put = (chart: Chart) => new ApiObject(chart, 'ns', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'orders' } });
    put(new Cluster(app, 'west', { name: 'west' }));
    expect(errorsOf(app)).toEqual([]);
    put(new Chart(east, 'nested'));
    expect(errorsOf(app)).toEqual(['mesh/object-of-another-owner']);
  });
});

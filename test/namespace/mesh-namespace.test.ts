import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { MeshNamespace } from '../../src/namespace';
import { Stage, DataPlane, DiscoverySelector, Revision, RevisionTrack } from '../../src/vocabulary';
import { ambientProgram, codes, fakeProgram, findings, namespaceLabels, only, remarks, rendered } from '../support/fake-mesh';

test('a namespace of a sidecar mesh is enrolled for injection with the default revision', () => {
  const { chart, mesh } = fakeProgram();
  mesh.addNamespace('shop');
  expect(rendered(chart)).toEqual([
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: { 'istio-injection': 'enabled' } } },
  ]);
});

test('a namespace of another revision or tag names it', () => {
  const { chart, mesh } = fakeProgram({ revision: Revision.of('prod') });
  mesh.addNamespace('shop');
  expect(namespaceLabels(chart)).toEqual({ 'istio.io/rev': 'prod' });
});

test('an ambient namespace never carries a revision, which would inject sidecars there', () => {
  const { chart, mesh } = ambientProgram({ revision: Revision.of('prod') });
  mesh.addNamespace('shop');
  expect(namespaceLabels(chart)).toEqual({ 'istio.io/dataplane-mode': 'ambient' });
});

test('an ambient mesh may hold a sidecar namespace', () => {
  const program = ambientProgram();
  program.mesh.addNamespace('legacy', { dataPlane: DataPlane.SIDECAR });
  expect(namespaceLabels(program.chart)).toEqual({ 'istio-injection': 'enabled' });
  expect(codes(program)).toEqual([]);
});

test('a namespace without a data plane carries no label of one', () => {
  const { chart, mesh } = fakeProgram();
  mesh.addNamespace('edge', { dataPlane: DataPlane.NONE });
  expect(only(chart, 'Namespace').metadata).toEqual({ name: 'edge' });
});

test('a namespace has no namespace, even in a chart that has one', () => {
  const { app } = fakeProgram();
  const chart = new Chart(app, 'spaced', { namespace: 'other' });
  const { mesh } = fakeProgram();
  new MeshNamespace(chart, 'shop', { mesh, name: 'shop' });
  expect(only(chart, 'Namespace').metadata.namespace).toBeUndefined();
});

test('a namespace belongs to the stage of the base', () => {
  const { mesh } = fakeProgram();
  expect((mesh.addNamespace('shop').resource as any).stage).toBe(Stage.BASE);
});

test('a namespace on the canary track carries the canary tag', () => {
  const program = fakeProgram({ revision: Revision.of('prod'), canary: Revision.of('prod-canary') });
  const shop = program.mesh.addNamespace('shop', { track: RevisionTrack.CANARY });
  expect(namespaceLabels(program.chart)).toEqual({ 'istio.io/rev': 'prod-canary' });
  expect(shop.revision.name).toBe('prod-canary');
  expect(codes(program)).toEqual([]);
});

test('the canary track of a mesh without canary is an error', () => {
  const program = fakeProgram();
  program.mesh.addNamespace('shop', { track: RevisionTrack.CANARY });
  expect(codes(program)).toEqual(['namespace/no-canary']);
});

test('an ambient namespace in a sidecar mesh is an error', () => {
  const program = fakeProgram();
  program.mesh.addNamespace('shop', { dataPlane: DataPlane.AMBIENT });
  expect(codes(program)).toEqual(['namespace/mesh-not-ambient']);
});

describe('labels of the user', () => {
  test('are written beside those of the mesh', () => {
    const program = fakeProgram();
    program.mesh.addNamespace('shop', { labels: { team: 'shop' }, annotations: { note: 'x' } });
    expect(only(program.chart, 'Namespace').metadata).toEqual({
      name: 'shop', labels: { 'team': 'shop', 'istio-injection': 'enabled' }, annotations: { note: 'x' },
    });
    expect(codes(program)).toEqual([]);
  });

  test.each([
    ['istio-injection', 'disabled', '`optOut()`'],
    ['istio.io/rev', 'prod', '`track`'],
    ['istio.io/dataplane-mode', 'ambient', '`dataPlane: DataPlane.AMBIENT`'],
    ['istio.io/use-waypoint', 'waypoint', '`addWaypoint`'],
    ['istio.io/use-waypoint-namespace', 'infra', '`useWaypoint`'],
    ['istio.io/ingress-use-waypoint', 'true', '`useWaypointForIngress`'],
    ['sidecar.istio.io/inject', 'true', '`dataPlane`'],
  ])('that are the data plane\'s, like %s, are an error that names what to use', (key, value, instead) => {
    const program = fakeProgram({ revision: Revision.of('x') });
    program.mesh.addNamespace('shop', { dataPlane: DataPlane.NONE, labels: { [key]: value } });
    const [finding, ...more] = findings(program);
    expect(more).toEqual([]);
    expect(finding.code).toBe('namespace/label-decided-elsewhere');
    expect(finding.what).toContain(`${key}: ${value}`);
    expect(finding.fix).toContain(instead);
  });

  test('that say another name than the namespace has are an error', () => {
    const program = fakeProgram();
    program.mesh.addNamespace('shop', { labels: { 'kubernetes.io/metadata.name': 'shop' } });
    expect(codes(program)).toEqual([]);
    program.mesh.addNamespace('store', { labels: { 'kubernetes.io/metadata.name': 'shop' } });
    expect(codes(program)).toEqual(['namespace/label-decided-elsewhere']);
  });
});

describe('discovery', () => {
  const discoverySelectors = [DiscoverySelector.labels({ tenant: 'red' })];

  test('a namespace of the mesh gets the labels that its selectors want', () => {
    const program = fakeProgram({ discoverySelectors });
    program.mesh.addNamespace('shop');
    expect(namespaceLabels(program.chart)).toEqual({ 'istio-injection': 'enabled', 'tenant': 'red' });
    expect(codes(program)).toEqual([]);
  });

  test('a namespace without a data plane gets them too: a gateway there needs them', () => {
    const { chart, mesh } = fakeProgram({ discoverySelectors });
    mesh.addNamespace('edge', { dataPlane: DataPlane.NONE });
    expect(namespaceLabels(chart)).toEqual({ tenant: 'red' });
  });

  test('labels of the user that already match a selector are enough', () => {
    const { chart, mesh } = fakeProgram({ discoverySelectors: [...discoverySelectors, DiscoverySelector.labels({ env: 'prod' })] });
    mesh.addNamespace('shop', { labels: { env: 'prod' } });
    expect(namespaceLabels(chart)).toEqual({ 'env': 'prod', 'istio-injection': 'enabled' });
  });

  test('a namespace whose labels contradict every selector is an error that lists them', () => {
    const program = fakeProgram({ discoverySelectors });
    program.mesh.addNamespace('shop', { labels: { tenant: 'blue' } });
    expect(codes(program)).toEqual(['namespace/not-discoverable']);
    expect(findings(program)[0].expected).toContain('(tenant: red)');
  });

  test('a selector by name needs no label', () => {
    const program = fakeProgram({ discoverySelectors: [DiscoverySelector.labels({ 'kubernetes.io/metadata.name': 'shop' })] });
    program.mesh.addNamespace('shop');
    expect(namespaceLabels(program.chart)).toEqual({ 'istio-injection': 'enabled' });
    expect(codes(program)).toEqual([]);
    program.mesh.addNamespace('store');
    expect(codes(program)).toEqual(['namespace/not-discoverable']);
  });
});

describe('opting out', () => {
  test('writes the labels that forbid', () => {
    const program = ambientProgram();
    program.mesh.addNamespace('legacy', { dataPlane: DataPlane.NONE }).optOut();
    expect(namespaceLabels(program.chart)).toEqual({ 'istio-injection': 'disabled', 'istio.io/dataplane-mode': 'none' });
    expect(codes(program)).toEqual([]);
  });

  test('of a namespace that is enrolled is an error', () => {
    const program = fakeProgram();
    const shop = program.mesh.addNamespace('shop');
    shop.optOut();
    expect(codes(program)).toEqual(['namespace/enrolled-and-opted-out']);
    expect(shop.resource.toJson().metadata.labels).toEqual({ 'istio-injection': 'enabled' });
  });
});

describe('names', () => {
  test('a name that is no DNS label is refused', () => {
    expect(codes((() => {
      const program = fakeProgram();
      program.mesh.addNamespace('My_Shop');
      return program;
    })())).toContain('kube/invalid-name');
    expect(codes((() => {
      const program = fakeProgram();
      program.mesh.namespace('My_Shop');
      return program;
    })())).toEqual(['namespace/invalid-name']);
  });

  test.each(['kube-system', 'kube-public', 'kube-node-lease', 'openshift-monitoring', 'openshift', 'istio-system'])('%s cannot be enrolled', (name) => {
    const program = fakeProgram();
    program.mesh.addNamespace(name);
    expect(codes(program)).toEqual(['namespace/reserved']);
  });

  test('a namespace of the platform that is made for an operator is a warning', () => {
    const program = fakeProgram();
    program.mesh.addNamespace('openshift-tempo-operator', { dataPlane: DataPlane.NONE });
    expect(codes(program)).toEqual(['namespace/reserved?']);
  });

  test('a reserved namespace can be referred to, and is not enrolled then', () => {
    const program = fakeProgram();
    expect(program.mesh.namespace('openshift-monitoring').dataPlane).toBe(DataPlane.NONE);
    expect(program.mesh.namespace('istio-system').dataPlane).toBe(DataPlane.NONE);
    expect(codes(program)).toEqual([]);
    program.mesh.namespace('kube-system', { dataPlane: DataPlane.SIDECAR });
    expect(codes(program)).toEqual(['namespace/reserved']);
  });

  test('names that only look like the platform\'s are free', () => {
    const program = fakeProgram();
    program.mesh.addNamespace('openshifty');
    program.mesh.addNamespace('kube-shop');
    expect(codes(program)).toEqual([]);
  });
});

describe('the three doors', () => {
  test('the Namespace is an ApiObject, also through ApiObject.of', () => {
    const { mesh } = fakeProgram();
    const shop = mesh.addNamespace('shop');
    expect(shop.resource.kind).toBe('Namespace');
    expect(ApiObject.of(shop)).toBe(shop.resource);
  });

  test('raw fields and patches reach the Namespace', () => {
    const { chart, mesh } = fakeProgram();
    const shop = mesh.addNamespace('shop', { raw: { metadata: { labels: { raw: 'yes' } }, spec: { finalizers: ['x'] } } });
    shop.resource.addJsonPatch(JsonPatch.add('/metadata/labels/patched', 'yes'));
    const namespace = only(chart, 'Namespace');
    expect(namespace.metadata.labels).toEqual({ 'istio-injection': 'enabled', 'patched': 'yes', 'raw': 'yes' });
    expect(namespace.spec).toEqual({ finalizers: ['x'] });
  });
});

test('the mesh is told of each handle, with labels as they are when it asks', () => {
  const { mesh } = fakeProgram();
  const shop = mesh.addNamespace('shop');
  const [facts] = mesh.registered;
  expect(facts).toMatchObject({ name: 'shop', dataPlane: DataPlane.SIDECAR, written: true, construct: shop });
  shop.resource.metadata.addLabel('late', 'yes');
  expect(facts.labels()).toEqual({ 'istio-injection': 'enabled', 'kubernetes.io/metadata.name': 'shop', 'late': 'yes' });
});

test('renaming the id of a construct changes no byte', () => {
  const yaml = (id: string) => {
    const { chart, mesh } = ambientProgram();
    const shop = new MeshNamespace(chart, id, { mesh, name: 'shop' });
    shop.addWaypoint();
    shop.addService('web', { port: 80 });
    return JSON.stringify(rendered(chart));
  };
  expect(yaml('a')).toBe(yaml('something-else'));
});

test('nothing is said about pull Secrets where the mesh has none', () => {
  const program = fakeProgram();
  program.mesh.addNamespace('shop').addService('web', { port: 80 });
  expect(remarks(program, 'precondition')).toEqual([]);
});

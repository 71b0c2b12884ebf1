import { ApiObject, Chart } from 'cdk8s';
import { Namespace as KplusNamespace, k8s } from 'cdk8s-plus-28';
import { MeshNamespace } from '../../src/namespace';
import { DataPlane, DiscoverySelector, Revision } from '../../src/vocabulary';
import type { MeshOwner } from '../../src/vocabulary/mesh-facts';
import { ambientProgram, codes, fakeProgram, findings, namespaceLabels, rendered } from '../support/fake-mesh';

describe('a namespace that another program writes', () => {
  test('is never written to', () => {
    const program = ambientProgram();
    const shop = program.mesh.namespace('shop');
    shop.addWaypoint('waypoint', { enrol: false });
    expect(rendered(program.chart).map((o) => o.kind)).toEqual(['Gateway']);
  });

  test('is taken to be enrolled as the mesh is, where nobody says more', () => {
    const program = fakeProgram({ discoverySelectors: [DiscoverySelector.labels({ tenant: 'red' })] });
    const shop = program.mesh.namespace('shop');
    expect(shop.dataPlane).toBe(DataPlane.SIDECAR);
    expect(shop._internals).toMatchObject({ written: false, writable: true });
    expect(codes(program)).toEqual([]);
  });

  test('has no object to change, and the error says so', () => {
    const { mesh } = fakeProgram();
    expect(() => mesh.namespace('shop').resource).toThrow(/namespace\/not-here.*shop/);
  });

  test('lacks a label that a verb needs: an error with the exact label', () => {
    const program = ambientProgram();
    const shop = program.mesh.namespace('shop');
    shop.addWaypoint();
    const [finding, ...more] = findings(program);
    expect(more).toEqual([]);
    expect(finding.code).toBe('namespace/label-missing');
    expect(finding.fix).toContain('oc label namespace shop istio.io/use-waypoint=waypoint');
    expect(finding.fix).toContain("labels: { 'istio.io/use-waypoint': 'waypoint' }");
  });

  test('has the label that a verb needs, as we are told', () => {
    const program = ambientProgram();
    program.mesh.namespace('shop', { labels: { 'istio.io/dataplane-mode': 'ambient', 'istio.io/use-waypoint': 'waypoint' } }).addWaypoint();
    expect(codes(program)).toEqual([]);
  });

  test('has another value for the label: an error', () => {
    const program = ambientProgram();
    program.mesh.namespace('shop', { labels: { 'istio.io/dataplane-mode': 'ambient', 'istio.io/use-waypoint': 'other' } }).addWaypoint();
    expect(codes(program)).toEqual(['namespace/label-has-two-values']);
  });

  test('says its data plane by its labels', () => {
    const { mesh } = ambientProgram();
    expect(mesh.namespace('a', { labels: { 'istio-injection': 'enabled' } }).dataPlane).toBe(DataPlane.SIDECAR);
    expect(mesh.namespace('c', { labels: { 'istio.io/dataplane-mode': 'ambient' } }).dataPlane).toBe(DataPlane.AMBIENT);
    expect(mesh.namespace('d', { labels: {} }).dataPlane).toBe(DataPlane.NONE);
    expect(mesh.namespace('e', { labels: { 'istio-injection': 'disabled', 'istio.io/rev': 'x' } }).dataPlane).toBe(DataPlane.NONE);
  });

  test('that follows another revision than said is an error', () => {
    const program = fakeProgram({ revision: Revision.of('prod') });
    program.mesh.namespace('shop', { labels: { 'istio.io/rev': 'prod' } });
    expect(codes(program)).toEqual([]);
    program.mesh.namespace('store', { labels: { 'istio.io/rev': 'old' } });
    expect(codes(program)).toEqual(['namespace/label-has-two-values']);
  });

  test('whose labels amount to another data plane than said is an error', () => {
    const program = ambientProgram();
    program.mesh.namespace('shop', { dataPlane: DataPlane.NONE, labels: { 'istio.io/dataplane-mode': 'ambient' } });
    expect(codes(program)).toEqual(['namespace/other-data-plane']);
  });

  test('whose labels do not enrol it as said is an error', () => {
    const program = ambientProgram();
    program.mesh.namespace('shop', { dataPlane: DataPlane.AMBIENT, labels: {} });
    expect(codes(program)).toEqual(['namespace/label-missing']);
  });
});

describe('a namespace of another program whose mesh has an owner', () => {
  function withOwner() {
    const asked: string[] = [];
    const owner: MeshOwner = {
      requestNamespaceLabel: ({ namespace, key, value, by }) => void asked.push(`${by.node.path}: ${namespace} ${key}=${value}`),
      requestGatewayHost: () => undefined,
    };
    return { asked, program: ambientProgram({ owner }) };
  }

  test('asks the owner for the label that a verb needs', () => {
    const { asked, program } = withOwner();
    program.mesh.namespace('shop').addWaypoint();
    expect(asked).toEqual(['chart/mesh/shop: shop istio.io/use-waypoint=waypoint']);
    expect(codes(program)).toEqual([]);
  });

  test('asks for what enrols it, where its labels are known', () => {
    const { asked, program } = withOwner();
    program.mesh.namespace('shop', { dataPlane: DataPlane.AMBIENT, labels: {} });
    expect(asked).toEqual(['chart/mesh/shop: shop istio.io/dataplane-mode=ambient']);
  });

  test('asks for nothing that is there', () => {
    const { asked, program } = withOwner();
    program.mesh.namespace('shop', { labels: { 'istio.io/dataplane-mode': 'ambient', 'istio.io/use-waypoint': 'waypoint' } }).addWaypoint();
    expect(asked).toEqual([]);
  });

  test('opts out by asking', () => {
    const { asked, program } = withOwner();
    program.mesh.namespace('shop', { dataPlane: DataPlane.NONE }).optOut();
    expect(asked).toEqual(['chart/mesh/shop: shop istio-injection=disabled', 'chart/mesh/shop: shop istio.io/dataplane-mode=none']);
  });
});

describe('a namespace that belongs to another program entirely', () => {
  test('takes no object of ours', () => {
    const program = ambientProgram();
    const { mesh } = program;
    const theirs = MeshNamespace.fromName(mesh, 'theirs', { mesh, name: 'theirs', _writable: false } as any);
    theirs.addWaypoint('waypoint', { enrol: false });
    theirs.addService('web', { port: 80, existingServiceAccount: 'web' });
    theirs.addServiceAccount('batch');
    expect(codes(program).filter((c) => !c.endsWith('?')))
      .toEqual(['waypoint/namespace-not-ours', 'workload/namespace-not-ours', 'workload/namespace-not-ours']);
  });
});

describe('an adopted namespace', () => {
  test('of cdk8s-plus gets the labels of its place in the mesh', () => {
    const program = fakeProgram({ discoverySelectors: [DiscoverySelector.labels({ tenant: 'red' })] });
    const namespace = new KplusNamespace(program.chart, 'ns', { metadata: { name: 'shop', labels: { team: 'a' } } });
    const shop = MeshNamespace.adopt(program.chart, 'shop', { mesh: program.mesh, construct: namespace });
    expect(namespaceLabels(program.chart)).toEqual({ 'istio-injection': 'enabled', 'team': 'a', 'tenant': 'red' });
    expect(shop.namespaceName).toBe('shop');
    expect(shop.resource).toBe(ApiObject.of(namespace));
    expect(shop._internals.written).toBe(true);
    expect(codes(program)).toEqual([]);
  });

  test('may be a generated object, or one without a class', () => {
    const program = ambientProgram();
    const generated = new k8s.KubeNamespace(program.chart, 'generated', { metadata: { name: 'one' } });
    const plain = new ApiObject(program.chart, 'plain', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'two' } });
    for (const construct of [generated, plain]) MeshNamespace.adopt(construct, 'mesh', { mesh: program.mesh, construct });
    expect(rendered(program.chart).map((o) => [o.metadata.name, o.metadata.labels])).toEqual([
      ['one', { 'istio.io/dataplane-mode': 'ambient' }],
      ['two', { 'istio.io/dataplane-mode': 'ambient' }],
    ]);
  });

  test('takes labels of verbs', () => {
    const { chart, mesh } = ambientProgram();
    const construct = new KplusNamespace(chart, 'ns', { metadata: { name: 'shop' } });
    MeshNamespace.adopt(chart, 'shop', { mesh, construct }).addWaypoint();
    expect(namespaceLabels(chart)).toEqual({ 'istio.io/dataplane-mode': 'ambient', 'istio.io/use-waypoint': 'waypoint' });
  });

  test('that carries another value already is an error', () => {
    const program = fakeProgram();
    const construct = new KplusNamespace(program.chart, 'ns', { metadata: { name: 'shop', labels: { 'istio-injection': 'disabled' } } });
    MeshNamespace.adopt(program.chart, 'shop', { mesh: program.mesh, construct });
    expect(codes(program)).toContain('namespace/label-has-two-values');
  });

  test('that is given another value later is an error', () => {
    const program = fakeProgram();
    const construct = new KplusNamespace(program.chart, 'ns', { metadata: { name: 'shop' } });
    MeshNamespace.adopt(program.chart, 'shop', { mesh: program.mesh, construct });
    construct.metadata.addLabel('istio-injection', 'disabled');
    expect(codes(program)).toEqual(['namespace/label-has-two-values']);
  });

  test('that is given the label of another data plane is an error', () => {
    const program = ambientProgram();
    const construct = new KplusNamespace(program.chart, 'ns', { metadata: { name: 'shop' } });
    MeshNamespace.adopt(program.chart, 'shop', { mesh: program.mesh, construct });
    construct.metadata.addLabel('istio-injection', 'enabled');
    expect(codes(program)).toEqual(['namespace/other-data-plane']);
  });

  test('that is no Namespace is refused', () => {
    const { chart, mesh } = fakeProgram();
    const construct = new ApiObject(chart, 'x', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'shop' } });
    expect(() => MeshNamespace.adopt(chart, 'shop', { mesh, construct })).toThrow(/namespace\/not-a-namespace.*chart\/shop.*ConfigMap/s);
  });

  test('may be in another chart', () => {
    const { app, mesh } = fakeProgram();
    const other = new Chart(app, 'other');
    const construct = new KplusNamespace(other, 'ns', { metadata: { name: 'shop' } });
    MeshNamespace.adopt(mesh, 'shop', { mesh, construct });
    expect(namespaceLabels(other)).toEqual({ 'istio-injection': 'enabled' });
  });
});

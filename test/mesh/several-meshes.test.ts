import { Testing } from 'cdk8s';
import { Cluster, DataPlane, DiscoverySelector, LabelOperator, Mesh, MeshFoundation, type MeshProps, OssmRelease, OpenShift, Acknowledgement, Risk } from '../../src';
import { overlap } from '../../src/mesh/disjoint';
import { objectsOf, only, synthError } from '../support/objects';

const label = (value: string, key = 'mesh') => DiscoverySelector.labels({ [key]: value });

function twoMeshes(a: MeshProps, b: MeshProps) {
  const app = Testing.app();
  const cluster = new Cluster(app, 'east', { name: 'east', openshift: OpenShift.V4_20 });
  const foundation = new MeshFoundation(cluster, 'foundation', { release: OssmRelease.V3_3 });
  const first = new Mesh(cluster, 'a', { foundation, name: 'a', rootNamespace: 'a-system', discoverySelectors: [label('a')], ...a });
  const second = new Mesh(cluster, 'b', { foundation, name: 'b', rootNamespace: 'b-system', discoverySelectors: [label('b')], ...b });
  return { app, cluster, first, second };
}

test('two meshes share one IstioCNI, and label their namespaces each for itself', () => {
  const { cluster, first, second } = twoMeshes({}, {});
  first.addNamespace('shop');
  second.addNamespace('bank');
  const objects = objectsOf(cluster);
  only(objects, 'IstioCNI');
  expect(only(objects, 'Namespace', 'shop').metadata.labels).toEqual({ 'mesh': 'a', 'istio.io/rev': 'a' });
  expect(only(objects, 'Namespace', 'bank').metadata.labels).toEqual({ 'mesh': 'b', 'istio.io/rev': 'b' });
  expect(only(objects, 'Namespace', 'b-system').metadata.labels).toEqual({ mesh: 'b' });
});

test.each([
  [{}, { name: 'a' }, /mesh\/not-unique-in-cluster\].*the mesh name 'a'/s],
  [{}, { rootNamespace: 'a-system' }, /the root namespace 'a-system'/],
  [{ dataPlane: DataPlane.AMBIENT }, { dataPlane: DataPlane.AMBIENT }, /mesh\/second-ambient-mesh/],
  [{}, { discoverySelectors: [label('a')] }, /mesh\/overlapping-meshes/],
  [{}, { discoverySelectors: [] }, /mesh\/overlapping-meshes\].*one without selectors looks at every namespace/s],
  [{}, { discoverySelectors: [label('b', 'team')] }, /Risk\.DISCOVERY_NOT_PROVABLY_DISJOINT/],
])('%p beside %p is refused', (a, b, message) => {
  expect(synthError(twoMeshes(a, b).app)).toMatch(message);
});

test('one ambient and one sidecar mesh can stand side by side', () => {
  expect(synthError(twoMeshes({ dataPlane: DataPlane.AMBIENT }, {}).app)).toBeUndefined();
});

test('selectors on different labels pass once somebody has accepted the risk', () => {
  const acknowledge = [Acknowledgement.of(Risk.DISCOVERY_NOT_PROVABLY_DISJOINT, 'an admission policy keeps the labels apart')];
  expect(synthError(twoMeshes({}, { discoverySelectors: [label('b', 'team')], acknowledge }).app)).toBeUndefined();
});

test('a second foundation in a cluster is refused with the fix', () => {
  const app = Testing.app();
  const cluster = new Cluster(app, 'east', { name: 'east' });
  new Mesh(cluster, 'a', { release: OssmRelease.V3_3, name: 'a', rootNamespace: 'a', discoverySelectors: [label('a')] });
  new Mesh(cluster, 'b', { release: OssmRelease.V3_3, name: 'b', rootNamespace: 'b', discoverySelectors: [label('b')] });
  expect(synthError(app)).toMatch(/mesh\/second-foundation\].*fix: create `const foundation = new MeshFoundation\(cluster, 'foundation', \{ release \}\)`/s);
});

test('two clusters have a foundation each', () => {
  const app = Testing.app();
  for (const name of ['east', 'west']) new Mesh(new Cluster(app, name, { name }), 'mesh', { release: OssmRelease.V3_3 });
  expect(synthError(app)).toBeUndefined();
});

test('a foundation of another cluster is refused at once', () => {
  const app = Testing.app();
  const foundation = new MeshFoundation(new Cluster(app, 'east', { name: 'east' }), 'foundation', { release: OssmRelease.V3_3 });
  expect(() => new Mesh(new Cluster(app, 'west', { name: 'west' }), 'mesh', { foundation })).toThrow(/mesh\/foundation-of-another-cluster/);
});

describe('overlap of discovery selectors', () => {
  const where = (key: string, operator: LabelOperator, values?: string[]) => DiscoverySelector.conditions([{ key, operator, values }]);

  test.each([
    ['one label, two values', [label('a')], [label('b')], 'disjoint'],
    ['one label, one value', [label('a')], [label('a')], 'overlapping'],
    ['two labels', [label('a')], [label('a', 'team')], 'undecided'],
    ['a label and its absence', [where('m', LabelOperator.EXISTS)], [where('m', LabelOperator.DOES_NOT_EXIST)], 'disjoint'],
    ['a value and the absence of its label', [label('a')], [where('mesh', LabelOperator.DOES_NOT_EXIST)], 'disjoint'],
    ['a value inside a list', [label('a')], [where('mesh', LabelOperator.IN, ['a', 'b'])], 'overlapping'],
    ['a value outside a list', [label('a')], [where('mesh', LabelOperator.IN, ['b', 'c'])], 'disjoint'],
    ['a value that the other forbids', [label('a')], [where('mesh', LabelOperator.NOT_IN, ['a'])], 'disjoint'],
    ['a value that the other allows', [label('b')], [where('mesh', LabelOperator.NOT_IN, ['a'])], 'overlapping'],
    ['any of several selectors', [label('x'), label('a')], [label('y'), label('a')], 'overlapping'],
    ['none on one side', [], [label('a')], 'overlapping'],
    ['one that asks for more', [DiscoverySelector.labels({ mesh: 'a', env: 'prod' })], [label('a')], 'overlapping'],
  ] as const)('%s: %#', (_, a, b, verdict) => {
    expect(overlap([...a], [...b])).toBe(verdict);
    expect(overlap([...b], [...a])).toBe(verdict);
  });
});

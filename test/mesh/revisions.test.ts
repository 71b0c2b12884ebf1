import { Duration } from 'cdk8s';
import { errorOf, istioOf, meshProgram, objectsWith } from './support';
import { Acknowledgement, DataPlane, OssmRelease, Risk, UpdateStrategy } from '../../src';
import { revisionOf } from '../../src/mesh/revision-names';
import { objectsOf, only } from '../support/objects';

test('the revision of a version is the name of the mesh and the version with hyphens', () => {
  expect(revisionOf('default', 'v1.30.3')).toBe('default-v1-30-3');
});

describe('an upgrade is three commits', () => {
  const at = (version: string, production: string, canary?: string) => {
    const { cluster, mesh } = meshProgram({ updateStrategy: UpdateStrategy.revisionBased({ version, production, canary }) });
    mesh.addNamespace('shop');
    return objectsOf(cluster);
  };
  const tags = (objects: any[]) => Object.fromEntries(objects.filter((o) => o.kind === 'IstioRevisionTag').map((o) => [o.metadata.name, o.spec.targetRef]));

  test('the new version stands beside the old pin', () => {
    const objects = at('v1.28.6', 'v1.28.5');
    expect(only(objects, 'Istio').spec.version).toBe('v1.28.6');
    expect(tags(objects)).toEqual({ default: { kind: 'IstioRevision', name: 'default-v1-28-5' } });
    expect(only(objects, 'IstioCNI').spec.version).toBe('v1.28.5');
  });

  test('the canary tag points at the new revision', () => {
    expect(tags(at('v1.28.6', 'v1.28.5', 'v1.28.6'))).toEqual({
      'default': { kind: 'IstioRevision', name: 'default-v1-28-5' },
      'default-canary': { kind: 'IstioRevision', name: 'default-v1-28-6' },
    });
  });

  test('moving the pin changes no label of a namespace', () => {
    const [before, after] = [at('v1.28.6', 'v1.28.5'), at('v1.28.6', 'v1.28.6')];
    expect(tags(after)).toEqual({ default: { kind: 'IstioRevision', name: 'default-v1-28-6' } });
    expect(only(after, 'Namespace', 'shop')).toEqual(only(before, 'Namespace', 'shop'));
    expect(only(after, 'Namespace', 'shop').metadata.labels).toEqual({ 'istio-injection': 'enabled' });
  });
});

test('a revision that nothing uses is kept for thirty minutes unless somebody says otherwise', () => {
  const strategy = (gracePeriod?: Duration) => UpdateStrategy.revisionBased({ version: 'v1.28.6', production: 'v1.28.6', gracePeriod });
  expect(istioOf({ updateStrategy: strategy() }).spec.updateStrategy).toEqual({ type: 'RevisionBased', inactiveRevisionDeletionGracePeriodSeconds: 1800 });
  expect(istioOf({ updateStrategy: strategy(Duration.hours(1)) }).spec.updateStrategy.inactiveRevisionDeletionGracePeriodSeconds).toBe(3600);
});

test('a mesh of another name has that name as its tag and revision label', () => {
  const { cluster, mesh } = meshProgram({ name: 'blue', rootNamespace: 'blue', updateStrategy: UpdateStrategy.revisionBased({ version: 'v1.28.6', production: 'v1.28.6' }) });
  mesh.addNamespace('shop');
  expect(only(objectsOf(cluster), 'Namespace', 'shop').metadata.labels).toEqual({ 'istio.io/rev': 'blue' });
  expect(only(objectsOf(cluster), 'IstioRevisionTag').metadata.name).toBe('blue');
});

test.each([
  [{ version: 'v1.28-latest', production: 'v1.28.6' }, /mesh\/version-not-exact.*write 'v1\.28\.10'/s],
  [{ version: 'v1.28.6', production: 'v1.28-latest' }, /the production version 'v1\.28-latest'/],
  [{ version: 'v1.28.6', production: 'v1.28.99' }, /release\/unknown-version/],
  [{ version: 'v1.28.6', production: 'v1.28.5', canary: 'v1.28.8' }, /mesh\/canary-without-revision/],
  [{ version: 'v1.28.6', production: 'v1.28.6', productionTag: 'default-v1-28-6' }, /mesh\/tag-named-like-a-revision/],
  [{ version: 'v1.28.6', production: 'v1.28.6', canary: 'v1.28.6', canaryTag: 'default' }, /mesh\/same-tag-twice/],
  [{ version: 'v1.28.6', production: 'v1.28.6', productionTag: 'Prod' }, /the tag 'Prod' is not usable/],
])('%p is refused', (options, message) => {
  expect(errorOf({ updateStrategy: UpdateStrategy.revisionBased(options) })).toMatch(message);
});

describe('ambient with revisions', () => {
  const props = { dataPlane: DataPlane.AMBIENT, updateStrategy: UpdateStrategy.revisionBased({ version: 'v1.30.3', production: 'v1.30.1' }), release: OssmRelease.V3_4 };

  test('is a risk to accept', () => {
    expect(errorOf(props)).toMatch(/Risk\.AMBIENT_WITH_REVISIONS/);
  });

  test('once accepted pins ztunnel to the revision of production', () => {
    const objects = objectsWith({ ...props, acknowledge: [Acknowledgement.of(Risk.AMBIENT_WITH_REVISIONS, 'proved in staging')] });
    expect(only(objects, 'ZTunnel').spec).toEqual({ namespace: 'ztunnel', version: 'v1.30.1', targetRef: { kind: 'IstioRevision', name: 'default-v1-30-1' } });
  });

  test('before OSSM 3.4 the chart of ztunnel is told the revision', () => {
    const objects = objectsWith({
      dataPlane: DataPlane.AMBIENT,
      updateStrategy: UpdateStrategy.revisionBased({ version: 'v1.28.6', production: 'v1.28.5' }),
      acknowledge: [Acknowledgement.of(Risk.AMBIENT_WITH_REVISIONS, 'proved in staging')],
    });
    expect(only(objects, 'ZTunnel').spec.values).toEqual({ ztunnel: { revision: 'default-v1-28-5' } });
  });
});

test('the acknowledgement of a risk that is not there is refused', () => {
  expect(errorOf({ acknowledge: [Acknowledgement.of(Risk.AMBIENT_WITH_REVISIONS, 'just in case')] })).toMatch(/analysis\/unused-acknowledgement/);
});

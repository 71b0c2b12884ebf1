import { Testing } from 'cdk8s';
import { Cluster } from '../../src/cluster';
import type { LateValue } from '../../src/kube/late-value';
import { Manifest } from '../../src/kube/manifest';
import { Grant, Mesh } from '../../src/mesh';
import { contractOf } from '../../src/mesh/contract/contract-writer';
import { ownedObjects } from '../../src/mesh/contract/owned-objects';
import { objectsTwice } from '../../src/mesh/objects-twice';
import { OssmRelease } from '../../src/release';

const LATE: LateValue = { cluster: 'east', key: 'apiServer.url', what: 'the URL', command: 'oc' };

const secret = (scope: Cluster, id: string, name: string, waitsFor?: readonly LateValue[]) =>
  new Manifest(scope, id, { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace: 'shop' }, waitsFor });

describe('an object that waits for a value', () => {
  test.each([[[LATE], undefined], [undefined, [LATE]], [[LATE], [LATE]]])('is one of two of the same name (%#)', (first, second) => {
    const cluster = new Cluster(Testing.app(), 'east', { name: 'east' });
    secret(cluster, 'a', 'same', first);
    secret(cluster, 'b', 'same', second);
    secret(cluster, 'c', 'other', second);
    expect(objectsTwice(cluster, () => true).map((p) => p.code)).toEqual(['mesh/object-twice']);
  });

  test('is its owner\'s in a contract, whose values are told as far as they are known', () => {
    const cluster = new Cluster(Testing.app(), 'east', { name: 'east' });
    const mesh = new Mesh(cluster, 'mesh', { release: OssmRelease.V3_3, raw: { istio: { spec: { values: { global: { meshID: 'm1' } } } } } });
    mesh.addTenant('shop', { namespaces: ['shop'], grants: [Grant.ENROL] });
    secret(cluster, 'remote', 'remote', [LATE]);
    Object.defineProperty(mesh.istio, 'waitsFor', { value: [LATE] });
    expect(() => mesh.istio.toJson()).toThrow('kube/value-not-known');
    expect(contractOf(mesh)._data.mesh.meshId).toBe('m1');
    expect(ownedObjects(mesh)).toContainEqual({ group: 'core', kind: 'Secret', namespace: 'shop', name: 'remote' });
    expect(ownedObjects(mesh)).toContainEqual({ group: 'sailoperator.io', kind: 'Istio', name: 'default' });
  });

  test('can have a workload applied to it, which is done when it is written', () => {
    const app = Testing.app();
    const cluster = new Cluster(app, 'east', { name: 'east' });
    const mesh = new Mesh(cluster, 'mesh', { release: OssmRelease.V3_3 });
    let known: string | undefined;
    const deployment = new Manifest(cluster, 'batch', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'batch', namespace: 'shop' },
      waitsFor: [{ ...LATE, get known() { return known; } }],
      body: { spec: { template: { spec: { containers: [{ name: 'c', image: 'i' }] } } } },
    });
    mesh.addNamespace('shop').workload({ labels: { a: 'b' } }).applyTo(deployment);
    expect(Testing.synth(cluster).map((o) => o.kind)).not.toContain('Deployment');
    known = 'https://api.east.example.com';
    expect(Testing.synth(cluster).find((o) => o.kind === 'Deployment').spec.template.metadata.labels).toMatchObject({ a: 'b' });
  });
});

import { found, objectOf, violations } from './support';

/** What is found in the metadata of an AuthorizationPolicy, whose spec may be empty. */
function inMetadata(metadata: unknown): readonly string[] {
  return found({ ...objectOf('AuthorizationPolicy', {}), metadata });
}

describe('the name', () => {
  test('is a DNS subdomain', () => {
    for (const name of ['a', 'a.b-c', '1']) expect(inMetadata({ name })).toEqual([]);
    for (const name of ['A', 'a_b', '-a', 'a..b', 'a'.repeat(254)]) expect(inMetadata({ name })).toEqual(['schema/name metadata.name']);
    expect(violations({ ...objectOf('AuthorizationPolicy', {}), metadata: { name: 1, namespace: true } })).toEqual([
      expect.objectContaining({ code: 'schema/wrong-type', at: ['metadata', 'name'], what: '`name` is the number 1', fix: 'put the value in quotes' }),
      expect.objectContaining({ code: 'schema/wrong-type', at: ['metadata', 'namespace'], what: '`namespace` is true' }),
    ]);
    expect(inMetadata({ generateName: 1 })).toEqual(['schema/wrong-type metadata.generateName']);
  });

  test('is required, unless the API server makes one', () => {
    for (const metadata of [undefined, null, {}, { name: '' }, { name: null }]) expect(inMetadata(metadata)).toEqual(['schema/required metadata.name']);
    expect(inMetadata({ generateName: 'a-' })).toEqual([]);
    for (const generateName of ['-', 'A-', 'a_']) expect(inMetadata({ generateName })).toEqual(['schema/name metadata.generateName']);
  });

  test('is given in an object', () => {
    for (const metadata of ['text', [], 1]) expect(inMetadata(metadata)).toEqual(['schema/wrong-type metadata']);
  });
});

describe('the namespace', () => {
  test('is a DNS label, and whoever applies may fill it in', () => {
    expect(inMetadata({ name: 'a', namespace: 'b' })).toEqual([]);
    expect(inMetadata({ name: 'a' })).toEqual([]);
    expect(inMetadata({ name: 'a', namespace: 'a.b' })).toEqual(['schema/name metadata.namespace']);
  });

  test('of a kind that stands in none is dropped, which is a warning', () => {
    const [{ code, severity, at }, ...others] = violations(objectOf('GatewayClass', { controllerName: 'example.com/a' }, { name: 'a', namespace: 'b' }));
    expect([code, severity, at, others]).toEqual(['schema/cluster-scoped', 'warning', ['metadata', 'namespace'], []]);
    expect(found(objectOf('GatewayClass', { controllerName: 'example.com/a' }, { name: 'a' }))).toEqual([]);
  });
});

describe('labels and annotations', () => {
  test('have qualified names as keys; in annotations, in any case', () => {
    expect(inMetadata({ name: 'a', labels: { 'app.kubernetes.io/name': 'a' }, annotations: { 'Example.com/A': 'any text: {}' } })).toEqual([]);
    expect(inMetadata({ name: 'a', labels: { 'Example.com/a': 'a' }, annotations: { 'a b': 'c' } })).toEqual([
      'schema/label metadata.labels["Example.com/a"]', 'schema/annotation metadata.annotations["a b"]',
    ]);
  });

  test('have texts as values; in labels, short ones', () => {
    expect(inMetadata({ name: 'a', labels: { a: '' }, annotations: { b: null } })).toEqual([]);
    expect(inMetadata({ name: 'a', labels: { a: 'b c' } })).toEqual(['schema/label metadata.labels.a']);
    const all = violations({ ...objectOf('AuthorizationPolicy', {}), metadata: { name: 'a', labels: { a: true }, annotations: { b: 1 } } });
    expect(all.map(({ code, fix }) => [code, fix])).toEqual([['schema/wrong-type', 'put true in quotes'], ['schema/wrong-type', 'put 1 in quotes']]);
  });

  test('have a size', () => {
    expect(inMetadata({ name: 'a', annotations: { a: 'b'.repeat(200_000) } })).toEqual([]);
    expect(inMetadata({ name: 'a', annotations: { a: 'b'.repeat(270_000) } })).toEqual(['schema/bounds metadata.annotations']);
  });
});

describe('all else', () => {
  test('is known to the API server', () => {
    expect(inMetadata({ name: 'a', label: { a: 'b' } })).toEqual(['schema/unknown-field metadata.label']);
    const [{ expected }] = violations({ ...objectOf('AuthorizationPolicy', {}), metadata: { name: 'a', lables: {} } });
    expect(expected).toBe('`labels`, which it looks like');
  });

  test('has its types: what comes out of a cluster is fine', () => {
    expect(inMetadata({
      name: 'a',
      namespace: 'b',
      uid: 'c',
      resourceVersion: '1',
      generation: 1,
      creationTimestamp: '2024-02-29T00:00:00Z',
      finalizers: ['example.com/cleanup'],
      ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'a', uid: 'b', controller: true }],
      managedFields: [{ manager: 'kubectl', operation: 'Update', apiVersion: 'v1', fieldsType: 'FieldsV1', fieldsV1: { 'f:spec': {} }, time: '2024-02-29T00:00:00Z' }],
    })).toEqual([]);
    expect(inMetadata({ name: 'a', generation: '1', creationTimestamp: 'yesterday', resourceVersion: 1 })).toEqual([
      'schema/wrong-type metadata.generation', 'schema/format metadata.creationTimestamp', 'schema/wrong-type metadata.resourceVersion',
    ]);
    expect(inMetadata({ name: 'a', creationTimestamp: null })).toEqual([]);
    expect(inMetadata({ name: 'a', creationTimestamp: '2023-02-29T00:00:00Z' })).toEqual(['schema/format metadata.creationTimestamp']);
  });

  test('is whole in owners, managers and finalizers', () => {
    const owner = { apiVersion: 'v1', kind: 'ConfigMap', name: 'a', uid: 'b' };
    expect(inMetadata({ name: 'a', ownerReferences: [{ ...owner, uid: '' }, 'x'] })).toEqual([
      'schema/wrong-type metadata.ownerReferences[1]', 'schema/required metadata.ownerReferences[0].uid',
    ]);
    expect(inMetadata({ name: 'a', ownerReferences: [{ ...owner, controller: true }, { ...owner, controller: true }] })).toEqual(['schema/one-of metadata.ownerReferences[1].controller']);
    expect(inMetadata({ name: 'a', managedFields: [{ operation: 'apply' }] })).toEqual(['schema/enum metadata.managedFields[0].operation']);
    expect(inMetadata({ name: 'a', finalizers: ['a b', 1] })).toEqual(['schema/finalizer metadata.finalizers[0]', 'schema/wrong-type metadata.finalizers[1]']);
  });
});

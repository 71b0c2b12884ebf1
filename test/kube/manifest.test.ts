import { ApiObject, App, Chart, JsonPatch, Lazy, Testing } from 'cdk8s';
import type { Construct } from 'constructs';
import { isManifest, Manifest, type ManifestProps } from '../../src/kube/manifest';
import { Stage } from '../../src/vocabulary/stage';

const istio = (scope: Construct, props: Partial<ManifestProps> = {}, id = 'istio') => new Manifest(scope, id, {
  apiVersion: 'sailoperator.io/v1', kind: 'Istio', metadata: { name: 'default' }, clusterScoped: true, ...props,
});
const policy = (scope: Construct, props: Partial<ManifestProps> = {}, id = 'policy') => new Manifest(scope, id, {
  apiVersion: 'security.istio.io/v1', kind: 'AuthorizationPolicy', metadata: { name: 'deny', namespace: 'shop' }, ...props,
});

/** An int-or-string class as the importer of CRDs generates them. */
class GeneratedIntOrString {
  constructor(public readonly value: number | string) {}
}

describe('what comes out of a manifest', () => {
  test('apiVersion, kind and metadata come first, everything else is sorted, whatever the environment says', () => {
    process.env.CDK8S_DISABLE_SORT = '1';
    try {
      const json = policy(Testing.chart(), { body: { spec: { rules: [{ to: [], from: [] }], action: 'DENY' }, status: {} } }).toJson();
      expect(JSON.stringify(json)).toBe('{"apiVersion":"security.istio.io/v1","kind":"AuthorizationPolicy",'
        + '"metadata":{"name":"deny","namespace":"shop"},"spec":{"action":"DENY","rules":[{"from":[],"to":[]}]},"status":{}}');
    } finally {
      delete process.env.CDK8S_DISABLE_SORT;
    }
  });

  test('empty maps and lists stay, absent values do not', () => {
    const other = { rules: [{}], list: [], gone: undefined, nothing: null, items: [null] };
    const json = policy(Testing.chart(), { body: { spec: {}, other } }).toJson();
    expect(json.spec).toEqual({});
    expect(json.other).toStrictEqual({ rules: [{}], list: [], items: [null] });
  });

  test('late-bound values are resolved at any depth, in the body and in raw fields, also for the resolvers of the app', () => {
    const app = new App({ resolvers: [{ resolve: (c) => { if (c.value === 'LATE') c.replaceValue('bound'); } }] });
    const lazy = { spec: Lazy.any({ produce: () => ({ list: [Lazy.any({ produce: () => 'LATE' })] }) }) };
    const token = { resolve: () => ({ deep: 'LATE' }) };
    const json = policy(new Chart(app, 'c'), { body: { ...lazy, token }, raw: { spec: { raw: Lazy.any({ produce: () => 1 }) } } }).toJson();
    expect(json.spec).toEqual({ list: ['bound'], raw: 1 });
    expect(json.token).toEqual({ deep: 'bound' });
  });

  test('int-or-string classes of generated types become their value', () => {
    const json = policy(Testing.chart(), { body: { spec: { port: new GeneratedIntOrString(80), name: new GeneratedIntOrString('http') } } }).toJson();
    expect(json.spec).toEqual({ port: 80, name: 'http' });
  });

  test('rendering twice gives equal objects that share nothing with each other or with the props', () => {
    const raw = { spec: { list: [{ a: 1 }] } };
    const manifest = policy(Testing.chart(), { raw });
    const first = manifest.toJson();
    first.spec.list[0].a = 2;
    expect(manifest.toJson().spec.list).toEqual([{ a: 1 }]);
    expect(raw.spec.list).toEqual([{ a: 1 }]);
  });

  test('typed names become API names before raw fields are merged', () => {
    const json = istio(Testing.chart(), {
      spelling: 'sailoperator.io/Istio',
      body: { spec: { values: { global: { meshId: 'm1' } } } },
      raw: { spec: { values: { global: { brandNew: true }, pilot: { env: { A: 'b' } } } } },
    }).toJson();
    expect(json.spec.values).toEqual({ global: { meshID: 'm1', brandNew: true }, pilot: { env: { A: 'b' } } });
  });

  test('labels of the chart and labels added later are on it', () => {
    const chart = new Chart(Testing.app(), 'c', { labels: { team: 'shop' }, namespace: 'ns' });
    const manifest = policy(chart, { metadata: { name: 'p', labels: { a: 'b' } } });
    manifest.metadata.addLabel('late', 'yes');
    expect(manifest.toJson().metadata).toEqual({ name: 'p', namespace: 'ns', labels: { team: 'shop', a: 'b', late: 'yes' } });
  });
});

describe('raw fields', () => {
  test('maps merge, lists and scalars are replaced, raw wins', () => {
    const json = policy(Testing.chart(), {
      metadata: { name: 'deny', labels: { a: '1' } },
      body: { spec: { action: 'DENY', rules: [{ a: 1 }, { b: 2 }], selector: { matchLabels: { app: 'x' } } } },
      raw: { metadata: { labels: { b: '2' } }, spec: { action: 'AUDIT', rules: [{ c: 3 }], selector: { matchLabels: { version: 'v1' } } }, extra: {} },
    }).toJson();
    expect(json.metadata.labels).toEqual({ a: '1', b: '2' });
    expect(json.spec).toEqual({ action: 'AUDIT', rules: [{ c: 3 }], selector: { matchLabels: { app: 'x', version: 'v1' } } });
    expect(json.extra).toEqual({});
  });

  test.each([
    ['apiVersion', { apiVersion: 'v2' }], ['kind', { kind: 'Other' }], ['metadata.name', { metadata: { name: 'other' } }],
  ])('they cannot change %s, and the error names the patch that can', (field, raw) => {
    const render = () => policy(Testing.chart(), { raw }).toJson();
    expect(render).toThrow(`the raw fields set ${field}`);
    expect(render).toThrow(`JsonPatch.replace('/${field.replace('.', '/')}'`);
  });

  test('repeating what the object is anyway is fine', () => {
    const raw = { apiVersion: 'security.istio.io/v1', kind: 'AuthorizationPolicy', metadata: { name: 'deny' } };
    expect(policy(Testing.chart(), { raw }).toJson().metadata.name).toBe('deny');
  });

  test('a null in a map is refused with the patch to use instead, a null in a list is kept', () => {
    expect(() => policy(Testing.chart(), { raw: { spec: { 'a/b': { c: null } } } }).toJson()).toThrow("JsonPatch.remove('/spec/a~1b/c')");
    expect(policy(Testing.chart(), { raw: { spec: { list: [null] } } }).toJson().spec).toEqual({ list: [null] });
  });

  test.each([['text', 'spec: {}'], ['a list', [{}]]])('%s instead of a map is refused', (_, raw) => {
    expect(() => policy(Testing.chart(), { raw }).toJson()).toThrow('expected: a map like { spec: { ... } }');
  });
});

describe('JSON patches', () => {
  test('they come last: over raw fields, and may change what the object is', () => {
    const manifest = policy(Testing.chart(), { body: { spec: { a: 1 } }, raw: { spec: { a: 2 } } });
    manifest.addJsonPatch(JsonPatch.test('/spec/a', 2), JsonPatch.replace('/spec/a', 3), JsonPatch.add('/spec/none', null));
    ApiObject.of(manifest).addJsonPatch(JsonPatch.replace('/metadata/name', 'renamed'), JsonPatch.add('/aaa', 1));
    expect(manifest.toJson()).toMatchObject({ metadata: { name: 'renamed' }, spec: { a: 3, none: null } });
    expect(Object.keys(manifest.toJson()).slice(0, 3)).toEqual(['apiVersion', 'kind', 'metadata']);
  });

  test('one that leads nowhere is an error that names construct and patch', () => {
    const manifest = policy(Testing.chart(), { body: { spec: {} } });
    manifest.addJsonPatch(JsonPatch.add('/spec/a/b', 1));
    expect(() => manifest.toJson()).toThrow(/test\/policy/);
    expect(() => manifest.toJson()).toThrow('JSON patch 1 of 1 ({"op":"add","path":"/spec/a/b","value":1})');
  });
});

describe('a cluster-scoped kind', () => {
  test('has no namespace, whatever the chart says', () => {
    const manifest = istio(new Chart(Testing.app(), 'c', { namespace: 'oops' }));
    expect(manifest.toJson().metadata).toEqual({ name: 'default' });
    expect(manifest.metadata.namespace).toBeFalsy();
  });

  test('refuses one in its metadata, in raw fields and in a patch', () => {
    const chart = Testing.chart();
    expect(() => istio(chart, { metadata: { name: 'default', namespace: 'x' } }, 'a')).toThrow("Istio 'default' is given namespace 'x' by its metadata");
    expect(() => istio(chart, { raw: { metadata: { namespace: 'x' } } }, 'b').toJson()).toThrow('by its raw fields');
    const patched = istio(chart, {}, 'c');
    patched.addJsonPatch(JsonPatch.add('/metadata/namespace', 'x'));
    expect(() => patched.toJson()).toThrow('by a JSON patch');
  });
});

describe('what no manifest can hold', () => {
  class Thing { public readonly kind = 'thing'; }
  test.each<[string, unknown, string]>([
    ['an instance of a class', new Thing(), 'an instance of Thing'],
    ['NaN', NaN, 'NaN'], ['infinity', Infinity, 'Infinity'], ['a function', () => 1, 'a function'], ['a bigint', 1n, 'the bigint 1'],
    ['a gap in a list', [undefined], 'undefined'], ['a lazy gap in a list', [Lazy.any({ produce: () => undefined })], 'undefined'],
  ])('%s is an error that names construct, object and field', (_, value, words) => {
    const render = () => policy(Testing.chart(), { body: { spec: { deep: { value } } } }).toJson();
    expect(render).toThrow('test/policy');
    expect(render).toThrow("AuthorizationPolicy 'deny': spec.deep.value");
    expect(render).toThrow(words);
  });

  test('a value that holds itself', () => {
    const self: Record<string, unknown> = {};
    self.self = self;
    expect(() => policy(Testing.chart(), { raw: { spec: self } }).toJson()).toThrow('expected: a value that does not hold itself');
  });

  test('a label that is no string, or breaks the rules of labels', () => {
    const render = (labels: Record<string, unknown>) => () => policy(Testing.chart(), { raw: { metadata: { labels } } }).toJson();
    expect(render({ inject: true })).toThrow("write 'true', in quotes");
    expect(render({ app: 'not ok' })).toThrow("app: 'not ok'");
    expect(render({ 'bad key': 'x' })).toThrow('bad key');
    expect(render({ 'sidecar.istio.io/inject': 'true', 'empty': '' })).not.toThrow();
  });

  test('an annotation may hold any text, under a key that is a qualified name', () => {
    const render = (annotations: Record<string, unknown>) =>
      policy(Testing.chart(), { raw: { metadata: { annotations } } }).toJson().metadata.annotations;
    expect(render({ 'a/b': 'any text: {}\n' })).toEqual({ 'a/b': 'any text: {}\n' });
    expect(() => render({ 'a/b': 1 })).toThrow('it is no string');
    expect(() => render({ 'a b': '1' })).toThrow('a b');
  });

  test('no name', () => {
    expect(() => policy(Testing.chart(), { metadata: { name: '' } })).toThrow('has no name');
  });

  test('what a token throws tells which construct asked for it', () => {
    const body = { spec: Lazy.any({ produce: () => { throw new Error('too early'); } }) };
    expect(() => policy(Testing.chart(), { body }).toJson()).toThrow("test/policy: AuthorizationPolicy 'deny' cannot be rendered: too early");
  });
});

test('a manifest is recognised by a mark, not by its class, and carries its stage', () => {
  const chart = Testing.chart();
  expect(isManifest(policy(chart))).toBe(true);
  expect(isManifest(new ApiObject(chart, 'o', { apiVersion: 'v1', kind: 'Secret' }))).toBe(false);
  expect(isManifest(null)).toBe(false);
  expect(istio(chart).stage).toBe(Stage.CONTROL_PLANE);
  expect(policy(chart, { stage: Stage.GATEWAYS }, 'other').stage).toBe(Stage.GATEWAYS);
});

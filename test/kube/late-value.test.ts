import { ApiObject, type App, Chart, Lazy, Testing } from 'cdk8s';
import type { Construct } from 'constructs';
import { Findings } from '../../src/analysis/findings';
import { draftOf, isWithheld, type LateValue, objectsIn, pendingValues, withheldIn } from '../../src/kube/late-value';
import { Manifest, type ManifestProps } from '../../src/kube/manifest';

const late = (known?: string, key = 'addresses.istio-system/gw', cluster = 'east'): LateValue => ({
  cluster, key, what: `the address '${key}' of cluster '${cluster}'`, command: `oc --context ${cluster} get ${key}`, known,
});
const istio = (scope: Construct, waitsFor?: readonly LateValue[], props: Partial<ManifestProps> = {}, id = 'istio') => new Manifest(scope, id, {
  apiVersion: 'sailoperator.io/v1',
  kind: 'Istio',
  clusterScoped: true,
  metadata: { name: id },
  waitsFor,
  body: { spec: { values: { global: { meshID: 'm', remotePilotAddress: Lazy.any({ produce: () => waitsFor?.[0].known }) } } } },
  ...props,
});
const secret = (scope: Construct, id: string, waitsFor?: readonly LateValue[]) =>
  new Manifest(scope, id, { apiVersion: 'v1', kind: 'Secret', metadata: { name: id, namespace: 'istio-system' }, waitsFor });
const kinds = (chart: Chart) => Testing.synth(chart).map((o) => `${o.kind}/${o.metadata.name}`);

/** Synthesizes under a plain App, and returns what it warns of. */
function warningsOf(app: App): string {
  const warn = jest.spyOn(console, 'warn').mockImplementation();
  try {
    app.synth();
    return warn.mock.calls.map(([text]) => text).join('\n');
  } finally {
    warn.mockRestore();
  }
}

describe('a manifest that waits for a value', () => {
  test('is written once all of its values are known', () => {
    const chart = Testing.chart();
    const manifest = istio(chart, [late('203.0.113.7'), late('x', 'apiServer.url')]);
    expect(isWithheld(manifest)).toBe(false);
    expect(kinds(chart)).toEqual(['Istio/istio']);
    expect(manifest.toJson().spec.values.global.remotePilotAddress).toBe('203.0.113.7');
  });

  test('is in the tree and is not written while one is not', () => {
    const chart = Testing.chart();
    const manifest = istio(chart, [late('203.0.113.7'), late(undefined, 'apiServer.url')]);
    secret(chart, 'other');
    expect(isWithheld(manifest)).toBe(true);
    expect(chart.node.children).toContain(manifest);
    expect(chart.node.findAll()).not.toContain(manifest);
    expect(kinds(chart)).toEqual(['Secret/other']);
    expect((chart.node.root as App).synthYaml()).not.toContain('Istio');
    expect(withheldIn(chart)).toEqual([{ manifest, waitsFor: [expect.objectContaining({ key: 'apiServer.url' })] }]);
    expect(objectsIn(chart)).toContain(manifest);
  });

  test('is judged anew each time: a value may be stated later', () => {
    const chart = Testing.chart();
    let known: string | undefined;
    istio(chart, [{ ...late(), get known() { return known; } }]);
    expect(kinds(chart)).toEqual([]);
    known = '203.0.113.7';
    expect(kinds(chart)).toEqual(['Istio/istio']);
  });

  test('is neither written nor in the way where constructs depend on it', () => {
    const app = Testing.app();
    const [chart, other] = ['c', 'd'].map((id) => new Chart(app, id));
    const manifest = istio(chart, [late()]);
    const [first, second] = [secret(chart, 'first'), secret(chart, 'second')];
    first.addDependency(manifest);
    first.addDependency(second);
    manifest.addDependency(second);
    new ApiObject(other, 'job', { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'job' } }).addDependency(manifest);
    expect(kinds(chart)).toEqual(['Secret/second', 'Secret/first']);
    expect(kinds(other)).toEqual(['Job/job']);
    expect(app.synthYaml()).not.toContain('Istio');
    expect(chart.node.findAll().find((c) => c.node.id === '$install-order')!.node.dependencies).not.toContain(manifest);
  });

  test('cannot be rendered: the error says what is missing, and how to read it', () => {
    const manifest = istio(Testing.chart(), [late(), late('known', 'apiServer.url')]);
    expect(() => manifest.toJson()).toThrow(/\[kube\/value-not-known\] test\/istio.*Istio 'istio' cannot be rendered: the address 'addresses.istio-system\/gw'/);
    expect(() => manifest.toJson()).toThrow('read what is missing: `oc --context east get addresses.istio-system/gw`');
    expect(() => manifest.toJson()).not.toThrow('apiServer');
  });

  test('can be looked at, as far as it is known', () => {
    const chart = Testing.chart();
    expect(draftOf(istio(chart, [late()])).spec.values.global).toEqual({ meshID: 'm' });
    expect(draftOf(istio(chart, [late('a')], {}, 'known')).spec.values.global).toEqual({ meshID: 'm', remotePilotAddress: 'a' });
    const broken = istio(chart, [late()], { body: { spec: Lazy.any({ produce: () => { throw new Error('no value'); } }) } }, 'broken');
    expect(draftOf(broken)).toEqual({ apiVersion: 'sailoperator.io/v1', kind: 'Istio', metadata: { name: 'broken' } });
  });
});

test('what is pending is sorted, whatever the order of construction', () => {
  const chart = Testing.chart();
  const [a, b] = [late(undefined, 'apiServer.url', 'west'), late()];
  secret(chart, 'z', [a, b]);
  secret(chart, 'y', [b]);
  istio(chart, [{ ...b }]);
  expect(pendingValues(withheldIn(chart)).map((p) => [p.late.cluster, p.late.key, p.waiting.map((m) => m.name)])).toEqual([
    ['east', 'addresses.istio-system/gw', ['istio', 'y', 'z']],
    ['west', 'apiServer.url', ['z']],
  ]);
});

describe('under a plain App', () => {
  test('there is one warning for each value: what is not written, and how to read the value', () => {
    const app = Testing.app();
    const chart = new Chart(app, 'c');
    istio(chart, [late()]);
    secret(chart, 'remote', [late(), late(undefined, 'apiServer.url', 'west')]);
    const warnings = Findings.of(app).all();
    expect(warnings.map((f) => [f.code, f.severity])).toEqual([['cluster/value-pending', 'warning'], ['cluster/value-pending', 'warning']]);
    expect(warnings[0].what).toBe("the address 'addresses.istio-system/gw' of cluster 'east' is not known yet, so 2 objects are not written: "
      + "Istio 'istio', Secret 'remote' of namespace 'istio-system'");
    expect(warnings[0].fix).toContain('`oc --context east get addresses.istio-system/gw`');
    expect(warningsOf(app)).toMatch(/\[cluster\/value-pending\] c\/istio .*\[cluster\/value-pending\] c\/remote .*one object is not written/s);
  });

  test('there is none once the values are known', () => {
    const app = Testing.app();
    istio(new Chart(app, 'c'), [late('203.0.113.7')]);
    expect(warningsOf(app)).toBe('');
  });

  test('a long list of objects is cut', () => {
    const app = Testing.app();
    const chart = new Chart(app, 'c');
    for (let i = 0; i < 7; i++) secret(chart, `s${i}`, [late()]);
    expect(Findings.of(app).all()[0].what).toMatch(/7 objects are not written: .*'s4' of namespace 'istio-system' and 2 more$/);
  });
});

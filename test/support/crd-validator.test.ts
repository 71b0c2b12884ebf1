import { validateAgainstCrds, type CrdError, type CrdRelease } from './crd-validator';
import { describeWithCrds } from './crds-dir';

const V3_3 = { ossm: '3.3', openshift: '4.20' };

describeWithCrds('manifests judged by the CRDs of their own release', (root) => {
  const judge = (manifest: unknown, release: CrdRelease = V3_3) => validateAgainstCrds([manifest], release, root);
  const errors = (manifest: unknown, release?: CrdRelease) => judge(manifest, release).errors.map(({ path, message }: CrdError) => `${path}: ${message}`);
  const istio = (spec: object, metadata: object = {}) => ({ apiVersion: 'sailoperator.io/v1', kind: 'Istio', metadata: { name: 'default', ...metadata }, spec });
  const route = (spec: object) => ({ apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', metadata: { name: 'r', namespace: 'shop' }, spec });

  test('a good object passes', () => {
    const good = istio({ version: 'v1.28.10', namespace: 'istio-system', values: { pilot: { autoscaleMin: 2, env: { A: 'b' } } } });
    expect(judge(good)).toEqual({ errors: [], judged: ['Istio default'], notJudged: [] });
  });

  test('an unknown field is an error, wherever it stands', () => {
    expect(errors(istio({ version: 'v1.28.10', values: { pilot: { autoscaleMinimum: 2 } } }))).toEqual(['spec.values.pilot.autoscaleMinimum: unknown field']);
    expect(errors({ ...istio({ version: 'v1.28.10' }), data: {} })).toEqual(['data: unknown field']);
    expect(errors(route({ rules: [{ backendRefs: [{ name: 'a', port: 80, zone: 'x' }] }] }))).toEqual(['spec.rules[0].backendRefs[0].zone: unknown field']);
  });

  test('free-form fields stay open', () => {
    expect(errors(istio({ version: 'v1.28.10', values: { gatewayClasses: { istio: { deployment: { spec: { replicas: 2 } } } } } }))).toEqual([]);
  });

  test('a wrong type is an error', () => {
    expect(errors(istio({ version: 'v1.28.10', values: { pilot: { autoscaleMin: '2', env: { A: true } } } }))).toEqual([
      'spec.values.pilot.autoscaleMin: must be integer', 'spec.values.pilot.env.A: must be string',
    ]);
  });

  test('a wrong enum value is an error that lists the right ones', () => {
    expect(errors(istio({ version: 'v1.28.10', updateStrategy: { type: 'Canary' } }))).toEqual(['spec.updateStrategy.type: must be one of InPlace, RevisionBased']);
  });

  test('a version that the release does not accept is an error', () => {
    const old = istio({ version: 'v1.24.6' });
    expect(errors(old, { ossm: '3.2', openshift: '4.18' })).toEqual([]);
    expect(errors(old)).toEqual([expect.stringContaining('spec.version: must be one of v1.28-latest, v1.28.10')]);
  });

  test('an integer or a string may stand where the CRD says so, and nothing else', () => {
    const surge = (rollingMaxSurge: unknown) => errors(istio({ version: 'v1.28.10', values: { pilot: { rollingMaxSurge } } }));
    expect(surge(1)).toEqual([]);
    expect(surge('25%')).toEqual([]);
    expect(surge(true)).toEqual(['spec.values.pilot.rollingMaxSurge: must match a schema in anyOf']);
  });

  test('what has a default may be left out, what has none may not', () => {
    expect(errors(istio({}))).toEqual([]);
    expect(errors({ apiVersion: 'sailoperator.io/v1', kind: 'IstioRevisionTag', metadata: { name: 'prod' }, spec: { targetRef: { kind: 'Istio' } } }))
      .toEqual(['spec.targetRef: must have required property \'name\'']);
  });

  test('labels and annotations are strings, and a name is needed', () => {
    expect(errors(istio({}, { labels: { a: 1 }, annotations: { b: true } }))).toEqual(['metadata.labels.a: must be string', 'metadata.annotations.b: must be string']);
    expect(errors({ ...istio({}), metadata: {} })).toEqual(['metadata: must have required property \'name\'']);
  });

  test('a namespace on a cluster-scoped kind is an error', () => {
    expect(errors(istio({}, { namespace: 'istio-system' }))).toEqual(['metadata.namespace: Istio is cluster-scoped']);
  });

  test('a version of the kind that the release does not serve is an error', () => {
    const ztunnel = (version: string) => ({ apiVersion: `sailoperator.io/${version}`, kind: 'ZTunnel', metadata: { name: 'default' }, spec: {} });
    expect(errors(ztunnel('v1'), { ossm: '3.1', openshift: '4.18' })).toEqual([': sailoperator/3.1 does not serve sailoperator.io/v1 of ZTunnel']);
    expect(errors(ztunnel('v1alpha1'), { ossm: '3.1', openshift: '4.18' })).toEqual([]);
    expect(errors(ztunnel('v1'))).toEqual([]);
  });

  test('the Gateway API is the one that the OpenShift version ships', () => {
    const named = route({ rules: [{ name: 'first' }] });
    expect(errors(named, { ossm: '3.3', openshift: '4.21' })).toEqual(['spec.rules[0].name: unknown field']);
    expect(errors(named, { ossm: '3.3', openshift: '4.22' })).toEqual([]);
  });

  test('a kind that no CRD knows is an error', () => {
    expect(errors({ apiVersion: 'example.org/v1', kind: 'Lamp', metadata: { name: 'x' } })).toEqual([expect.stringContaining('no CRD known for group example.org')]);
    expect(errors({ ...istio({}), kind: 'Istios' })).toEqual([': sailoperator/3.3 has no kind sailoperator.io/Istios']);
  });

  test('core kinds are listed as not judged', () => {
    expect(judge({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'shop' } }))
      .toEqual({ errors: [], judged: [], notJudged: ['Deployment shop/web'] });
  });

  test('a release without CRDs cannot be judged by', () => {
    expect(() => judge(istio({}), { ossm: '2.6', openshift: '4.14' })).toThrow('no CRDs of OSSM 2.6');
  });
});

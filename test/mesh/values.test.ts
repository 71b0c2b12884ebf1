import { errorOf, istioOf } from './support';
import { Availability, OpenShift, OssmRelease } from '../../src';

test('typed values come out in the spelling of the API', () => {
  const { values } = istioOf({ values: { global: { meshId: 'prod', proxyInit: { image: 'x/init:1' } } } }).spec;
  expect(values).toEqual({ global: { meshID: 'prod', proxy_init: { image: 'x/init:1' } } });
});

test('raw values win over typed ones, may hold unknown fields, and keep empty maps', () => {
  const { values } = istioOf({
    values: { pilot: { traceSampling: 1 } },
    rawValues: { pilot: { traceSampling: 2, brandNew: { } }, meshConfig: { defaultProviders: {} } },
  }).spec;
  expect(values).toEqual({ pilot: { traceSampling: 2, brandNew: {} }, meshConfig: { defaultProviders: {} } });
});

test('raw fields and patches reach the finished object', () => {
  const istio = istioOf({ raw: { istio: { metadata: { annotations: { team: 'mesh' } }, spec: { updateStrategy: { updateWorkloads: false } } } } });
  expect(istio.metadata.annotations).toEqual({ team: 'mesh' });
  expect(istio.spec.updateStrategy).toEqual({ type: 'InPlace', updateWorkloads: false });
});

test('a property and a value that disagree are an error, equal ones are none', () => {
  expect(errorOf({ meshId: 'a', values: { global: { meshId: 'b' } } })).toMatch(/mesh\/values-disagree\].*`values\.global\.meshID` is "b", but other properties make it "a"/s);
  expect(errorOf({ meshId: 'a', values: { global: { meshId: 'a' } } })).toBeUndefined();
  expect(errorOf({ controlPlane: { availability: Availability.fixed(2) }, values: { pilot: { replicaCount: 3 } } })).toMatch(/mesh\/values-disagree/);
});

test('two properties that disagree are an error', () => {
  expect(errorOf({ nativeSidecars: true, controlPlane: { env: { ENABLE_NATIVE_SIDECARS: 'false' } } })).toMatch(/mesh\/properties-disagree/);
});

test('a field that the release lacks is an error that names the release it came with; raw values are not judged', () => {
  const values = { global: { resourceScope: 'namespace' } } as any;
  expect(errorOf({ release: OssmRelease.V3_2, values })).toMatch(/mesh\/field-not-in-release\].*resourceScope.*3\.2\.8.*expected: OSSM 3\.3 or later/s);
  expect(errorOf({ release: OssmRelease.V3_3, values })).toBeUndefined();
  expect(errorOf({ release: OssmRelease.V3_2, rawValues: values })).toBeUndefined();
});

test.each([
  [{ values: { revision: 'blue' } }, /`values\.revision` is "blue"/],
  [{ rawValues: { revision: 'blue' } }, /`values\.revision` is "blue"/],
  [{ values: { global: { istioNamespace: 'elsewhere' } } }, /`values\.global\.istioNamespace` is "elsewhere"/],
  [{ values: { defaultRevision: 'blue' } }, /`values\.defaultRevision` is "blue"/],
  [{ values: { profile: 'external' } }, /mesh\/profile-without-file/],
])('%p is refused, as the operator overwrites or rejects it', (props, message) => {
  expect(errorOf(props as any)).toMatch(message);
});

test('what agrees with the operator passes', () => {
  expect(errorOf({ values: { global: { istioNamespace: 'istio-system' } } })).toBeUndefined();
});

test('the default revision is passed through before the z-streams that clear it', () => {
  const values = { defaultRevision: 'blue' };
  expect(errorOf({ release: OssmRelease.V3_3.at('3.3.3'), values })).toBeUndefined();
  expect(errorOf({ release: OssmRelease.V3_3.at('3.3.4'), values })).toMatch(/defaultRevision/);
  expect(errorOf({ release: OssmRelease.V3_1, values }, OpenShift.V4_18)).toBeUndefined();
});

test('environment variables that are no strings are refused wherever they come from', () => {
  expect(errorOf({ rawValues: { pilot: { env: { FLAG: true } } } })).toMatch(/mesh\/env-not-a-string\].*`values\.pilot\.env\.FLAG` is true, a boolean.*fix: write 'true'/s);
  expect(errorOf({ rawValues: { pilot: { env: { FLAG: 'true' } } } })).toBeUndefined();
});

test('a null in raw values is refused: it neither deletes nor is it written', () => {
  expect(errorOf({ rawValues: { pilot: { traceSampling: null } } })).toMatch(/mesh\/raw-null\].*`rawValues\.pilot\.traceSampling`.*JsonPatch\.remove\('\/spec\/values\/pilot\/traceSampling'\)/s);
});

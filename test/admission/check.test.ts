import { checkAdmission } from '../../src/admission/check';
import type { PlainObject } from '../../src/admission/syntax/values';
import { formatPath } from '../../src/analysis/violation';

const ISTIO = { istio: '1.30' };
const rule = (more: object = {}, annotations: Record<string, string> = {}): PlainObject => ({
  apiVersion: 'networking.istio.io/v1', kind: 'DestinationRule', metadata: { name: 'reviews', namespace: 'shop', annotations }, spec: { host: 'reviews' }, ...more,
});
const said = (object: PlainObject) => checkAdmission(object, ISTIO).violations.map(({ severity, code, at }) => `${severity} ${code} ${formatPath(at)}`);

test.each(['v1', 'v1beta1', 'v1alpha3', 'v9'])('version %s of a kind is judged', (version) => {
  const verdict = checkAdmission(rule({ apiVersion: `networking.istio.io/${version}`, spec: {} }), ISTIO);
  expect(verdict.judged).toBe(true);
  expect(verdict.violations).toHaveLength(1);
});

test.each([
  [{ apiVersion: 'v1', kind: 'DestinationRule' }], [{ apiVersion: 'networking.istio.io/v1', kind: 'toString' }], [{ apiVersion: 'example.com/v1', kind: 'DestinationRule' }],
  [{}], [{ apiVersion: 1, kind: [] }],
])('%j is not judged', (object) => expect(checkAdmission(object, ISTIO)).toEqual({ judged: false, violations: [] }));

test('a kind of two groups is judged as what its group has', () => {
  expect(checkAdmission({ apiVersion: 'networking.istio.io/v1', kind: 'Gateway', metadata: { name: 'a' }, spec: {} }, ISTIO).violations.map(({ code }) => code))
    .toContain('gateway/no-server');
});

test('a spec that is absent or null is an empty one, another type is left to the schema', () => {
  expect([undefined, null].map((spec) => said(rule({ spec })))).toEqual([['error destination-rule/host-syntax spec.host'], ['error destination-rule/host-syntax spec.host']]);
  expect(['x', 1, []].map((spec) => said(rule({ spec })))).toEqual([[], [], []]);
});

test('metadata of a wrong type is none', () => {
  expect(['x', null, [], { annotations: [], labels: 'a', namespace: 1 }].map((metadata) => said(rule({ metadata })))).toEqual([[], [], [], []]);
});

describe('annotations that decide about admission', () => {
  test.each(['internal.istio.io/webhook-always-reject', 'internal.istio.io/parent-namespace', 'internal.istio.io/parents'])('%s is refused', (name) => {
    expect(said(rule({}, { [name]: 'a' }))).toEqual([`error metadata/reserved-annotation metadata.annotations["${name}"]`]);
  });

  test('a dry run is for AuthorizationPolicies', () => {
    expect(said(rule({}, { 'istio.io/dry-run': 'true' }))).toEqual(['error metadata/dry-run-unsupported metadata.annotations["istio.io/dry-run"]']);
    expect(said(rule({}, { 'example.com/dry-run': 'true' }))).toEqual([]);
  });
});

test('the same object has the same verdict', () => {
  const object = rule({ spec: { host: 'a b', subsets: [{}, {}], exportTo: ['~'] } });
  expect(checkAdmission(object, ISTIO)).toEqual(checkAdmission(structuredClone(object), ISTIO));
});

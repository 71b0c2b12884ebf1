import { found, objectOf, violations } from './support';

function only(kind: string, spec: unknown) {
  const all = violations(objectOf(kind, spec));
  expect(all).toHaveLength(1);
  return all[0];
}

describe('a field that the API server would drop', () => {
  test('is told where it belongs: the sampling rate of a Telemetry stands two levels too deep', () => {
    const violation = only('Telemetry', { tracing: [{ providers: [{ name: 'otel', randomSamplingPercentage: 100 }] }] });
    expect(violation).toEqual({
      code: 'schema/unknown-field',
      severity: 'error',
      mistaken: true,
      at: ['spec', 'tracing', 0, 'providers', 0, 'randomSamplingPercentage'],
      what: '`randomSamplingPercentage` is no field that is known here; the API server drops it',
      expected: '`randomSamplingPercentage` belongs two levels up, at `spec.tracing[].randomSamplingPercentage`',
      fix: 'move it there',
    });
    expect(found(objectOf('Telemetry', { tracing: [{ providers: [{ name: 'otel' }], randomSamplingPercentage: 100 }] }))).toEqual([]);
  });

  test('is told that it belongs deeper', () => {
    expect(only('Istio', { namespace: 'istio-system', version: 'v1.30.3', meshConfig: {} }).expected).toBe('`meshConfig` belongs one level down, at `spec.values.meshConfig`');
  });

  test('is told all places that are equally near', () => {
    expect(only('DestinationRule', { host: 'a', simple: 'RANDOM' }).expected)
      .toBe('`simple` belongs two levels down, at `spec.trafficPolicy.loadBalancer.simple`');
    expect(only('HTTPRoute', { rules: [{ hostname: 'a.example.com' }] }).expected)
      .toMatch(/^`hostname` belongs at `spec\.rules\[\]\.filters\[\]\.\w+\.hostname` or `/);
  });

  test('is told where it belongs beside the way', () => {
    expect(only('VirtualService', { http: [{ match: [{ subset: 'v1' }] }] }).expected).toBe('`subset` belongs at `spec.http[].mirror.subset`');
  });

  test.each([
    ['match_labels', 'matchLabels'], ['matchlabels', 'matchLabels'], ['matchLabel', 'matchLabels'], ['machLabels', 'matchLabels'], ['matchLabelz', 'matchLabels'],
  ])('that is %s is told to be %s', (written, known) => {
    const violation = only('AuthorizationPolicy', { selector: { [written]: { app: 'a' } } });
    expect([violation.expected, violation.fix]).toEqual([`\`${known}\`, which it looks like`, `write \`${known}\``]);
  });

  test('that looks like nothing is told what may stand there', () => {
    expect(only('AuthorizationPolicy', { zzz: 1 }).expected).toBe('one of `action`, `provider`, `rules`, `selector`, `targetRef`, `targetRefs`');
    expect(only('Istio', { namespace: 'a', version: 'v1.30.3', values: { global: { zzz: 1 } } }).expected).toMatch(/^one of (`\w+`, ){9}`\w+` and \d+ more$/);
  });

  test('is one finding, whatever stands in it', () => {
    expect(found(objectOf('VirtualService', { htp: [{ nonsense: 1, route: 'x' }] }))).toEqual(['schema/unknown-field spec.htp']);
  });

  test('is found beside spec, and as __proto__', () => {
    expect(found({ ...objectOf('VirtualService', { hosts: ['a'] }), data: {} })).toEqual(['schema/unknown-field data']);
    expect(found(JSON.parse('{"apiVersion":"networking.istio.io/v1","kind":"VirtualService","metadata":{"name":"a"},"spec":{"__proto__":{"a":1}}}')))
      .toEqual(['schema/unknown-field spec.__proto__']);
  });

  test('is none in what the schema leaves open, in maps, and in a status', () => {
    const open = { configPatches: [{ applyTo: 'CLUSTER', patch: { operation: 'MERGE', value: { anything: { at: ['all'] } } } }] };
    expect(found(objectOf('EnvoyFilter', open))).toEqual([]);
    expect(found(objectOf('AuthorizationPolicy', { selector: { matchLabels: { anything: 'a' } } }))).toEqual([]);
    expect(found({ ...objectOf('VirtualService', { hosts: ['a'] }), status: { anything: 1 } })).toEqual([]);
  });
});

import * as fc from 'fast-check';
import { found, NEWEST, objectOf } from './support';
import { checkSchema } from '../../src/schema';

describe('any value', () => {
  test('without apiVersion and kind, or of an unknown kind, is not judged', () => {
    const others = [
      undefined, null, true, 0, 'text', [], {}, { apiVersion: 'networking.istio.io/v1' }, { kind: 'VirtualService' }, { apiVersion: 1, kind: 'VirtualService' },
      { apiVersion: 'networking.istio.io/v1', kind: null }, { apiVersion: 'networking.istio.io/v1/x', kind: 'VirtualService' }, { apiVersion: 'networking.istio.io', kind: 'VirtualService' },
      { apiVersion: 'v1', kind: 'Service' }, { apiVersion: 'networking.istio.io/v1', kind: 'constructor' }, { apiVersion: '__proto__/v1', kind: '__proto__' }, [objectOf('VirtualService', {})],
    ];
    for (const other of others) expect(checkSchema(other, NEWEST)).toEqual({ judged: false, violations: [] });
  });

  test('gets a verdict as spec and metadata, and anywhere in them', () => {
    const kinds = fc.constantFrom('VirtualService', 'Istio', 'HTTPRoute', 'Gateway', 'Telemetry', 'IstioRevision', 'Route');
    fc.assert(fc.property(kinds, fc.jsonValue(), fc.jsonValue(), (kind, spec, metadata) => {
      expect(checkSchema({ ...objectOf(kind, spec), metadata }, NEWEST).judged).toBe(true);
    }), { numRuns: 300, seed: 1 });
  });

  test('leaves the object as it was', () => {
    const object = objectOf('HTTPRoute', { parentRefs: [{ name: 'a', group: null }], rules: [{}], unknown: 1 });
    const before = JSON.stringify(object);
    expect(found(object)).toEqual(['schema/unknown-field spec.unknown']);
    expect(JSON.stringify(object)).toBe(before);
  });

  test('gets the same verdict each time', () => {
    const object = objectOf('VirtualService', { hosts: 'a', nonsense: 1, http: [{ timeout: '1' }] });
    expect(found(object)).toEqual(found(object));
    expect(found(object)).toHaveLength(3);
  });
});

describe('an object that is too deep', () => {
  const TOO_DEEP = ['schema/too-deep '];
  const filter = (value: unknown) => objectOf('EnvoyFilter', { configPatches: [{ applyTo: 'CLUSTER', patch: { operation: 'MERGE', value } }] });

  function nested(levels: number): object {
    let object = {};
    for (let i = 0; i < levels; i++) object = { a: object };
    return object;
  }

  test('is refused with a word', () => {
    expect(found(filter(nested(9_000)))).toEqual([]);
    expect(found(filter(nested(11_000)))).toEqual(TOO_DEEP);
    expect(found(objectOf('VirtualService', nested(11_000)))).toEqual(TOO_DEEP);
  });

  test('since it holds itself is refused with a word', () => {
    const circle: Record<string, unknown> = {};
    circle.a = { b: [circle] };
    for (const object of [filter(circle), objectOf('VirtualService', circle), objectOf('VirtualService', { http: circle })]) expect(found(object)).toEqual(TOO_DEEP);
  });

  test('is none that has one part in many places', () => {
    let shared: unknown = 'x';
    for (let i = 0; i < 100; i++) shared = [shared, shared];
    expect(found(filter({ shared }))).toEqual([]);
  });
});

describe('time', () => {
  test('grows with the number of objects, and not with what was judged before', () => {
    const judge = (count: number) => {
      const start = process.hrtime.bigint();
      for (let i = 0; i < count; i++) checkSchema(objectOf('VirtualService', { hosts: ['a'], http: [{ route: [{ destination: { host: 'a', port: { number: i } } }] }], unknown: i }), NEWEST);
      return Number(process.hrtime.bigint() - start) / count;
    };
    judge(1000);
    expect(judge(10_000) / judge(1000)).toBeLessThan(6);
  });

  test('does not explode with text that patterns could be tried on in many ways', () => {
    const start = process.hrtime.bigint();
    const value = `${'a'.repeat(20_000)}!`;
    found(objectOf('HTTPRoute', { hostnames: [value], rules: [{ matches: [{ path: { value } }], filters: [{ type: 'RequestHeaderModifier', requestHeaderModifier: { set: [{ name: value, value: `${value}\n` }] } }] }] }));
    found(objectOf('VirtualService', { http: [{ timeout: '1'.repeat(20_000) }] }));
    found(objectOf('WasmPlugin', { url: `oci://${value}`, sha256: value }));
    // far above what a slow machine needs, and nothing to what trying them all takes
    expect(Number(process.hrtime.bigint() - start) / 1e9).toBeLessThan(60);
  });
});

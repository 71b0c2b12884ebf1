import { toApiSpelling } from '../../src/kube/spelling';

const ISTIO = 'sailoperator.io/Istio';

describe('API spelling', () => {
  test('gives renamed fields their API names, the renamed parents too', () => {
    const body = { spec: { values: { global: { meshId: 'east', proxyInit: { image: 'proxyv2' } }, meshConfig: { meshMtls: {} } } } };
    expect(toApiSpelling(ISTIO, body)).toEqual({ spec: { values: { global: { meshID: 'east', proxy_init: { image: 'proxyv2' } }, meshConfig: { meshMTLS: {} } } } });
  });

  test('reaches into list items', () => {
    const body = { spec: { values: { meshConfig: { extensionProviders: [{ name: 'a' }, { name: 'b', zipkin: { enable64BitTraceId: true } }] } } } };
    expect(toApiSpelling(ISTIO, body)).toEqual({
      spec: { values: { meshConfig: { extensionProviders: [{ name: 'a' }, { name: 'b', zipkin: { enable64bitTraceId: true } }] } } },
    });
  });

  test('never renames the keys of maps, which are the user\'s', () => {
    const body = { spec: { values: { pilot: { env: { meshId: 'x', proxyInit: 'y' }, podLabels: { downwardApi: 'z' } } } } };
    expect(toApiSpelling(ISTIO, body)).toEqual(body);
  });

  test('leaves names that the types do not have as they are, the API\'s own among them', () => {
    const body = { spec: { values: { global: { meshID: 'east', brandNew: [{ meshId: 1 }] } } } };
    expect(toApiSpelling(ISTIO, body)).toEqual(body);
  });

  test('leaves empty objects, empty lists, null and false in place', () => {
    const body = { spec: { values: { global: { proxyInit: {} }, meshConfig: { extensionProviders: [] }, pilot: null, experimental: false } } };
    expect(toApiSpelling(ISTIO, body)).toEqual({
      spec: { values: { global: { proxy_init: {} }, meshConfig: { extensionProviders: [] }, pilot: null, experimental: false } },
    });
  });

  test('keeps the order of keys and does not change the body given', () => {
    const body = { spec: { values: { global: { meshId: 'east', arch: {} } } } };
    const out = toApiSpelling(ISTIO, body) as any;
    expect(Object.keys(out.spec.values.global)).toEqual(['meshID', 'arch']);
    expect(body).toEqual({ spec: { values: { global: { meshId: 'east', arch: {} } } } });
  });

  test('returns the body of a kind without renamed fields as it is', () => {
    const body = { spec: { hosts: ['a'] } };
    expect(toApiSpelling('networking.istio.io/VirtualService', body)).toBe(body);
    expect(toApiSpelling('example.org/Lamp', body)).toBe(body);
  });

  test.each([
    [{ meshId: 'a', meshID: 'b' }],
    [{ meshID: 'b', meshId: 'a' }],
  ])('refuses a field given under both names: %j', (global) => {
    expect(() => toApiSpelling(ISTIO, { spec: { values: { global } } })).toThrow('sailoperator.io/Istio.spec.values.global: meshId and meshID are two names of one field');
  });
});

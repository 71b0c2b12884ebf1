import { found, gatewayApi, NEWEST, objectOf, violations } from './support';
import { checkSchema } from '../../src/schema';

function only(object: object, target = NEWEST) {
  const all = violations(object, target);
  expect(all).toHaveLength(1);
  return all[0];
}

const TLS_ROUTE = objectOf('TLSRoute', { hostnames: ['a.example.com'], rules: [{ backendRefs: [{ name: 'a', port: 80 }] }] });

describe('what another release has', () => {
  test('is a kind', () => {
    const trafficExtension = objectOf('TrafficExtension', { lua: { inlineCode: 'a' } });
    expect(found(trafficExtension, { ossm: '3.4' })).toEqual([]);
    expect(only(trafficExtension, { ossm: '3.3' })).toEqual(expect.objectContaining({
      code: 'schema/not-in-release', at: ['kind'], what: 'OSSM 3.3 has no kind TrafficExtension of extensions.istio.io', expected: 'OSSM 3.4 or newer, which has it',
    }));
    expect(found(TLS_ROUTE)).toEqual([]);
    expect(only(TLS_ROUTE, gatewayApi('v1.4.1')).expected)
      .toBe('Gateway API v1.5.1 or newer in the standard channel, or v1.2.1 or newer in the experimental channel, which has it');
  });

  test('is a version of a kind', () => {
    const ztunnel = (version: string) => ({ ...objectOf('ZTunnel', { namespace: 'a' }), apiVersion: `sailoperator.io/${version}` });
    expect(only(ztunnel('v1'), { ossm: '3.1' })).toEqual(expect.objectContaining({
      code: 'schema/not-in-release', at: ['apiVersion'], expected: 'sailoperator.io/v1alpha1', what: 'OSSM 3.1 does not serve ZTunnel as "sailoperator.io/v1", which is of OSSM 3.2 or newer',
    }));
    expect(found({ ...TLS_ROUTE, apiVersion: 'gateway.networking.k8s.io/v1alpha3' }, gatewayApi('v1.5.1'))).toEqual(['schema/not-in-release apiVersion']);
  });

  test('is a field', () => {
    const istio = objectOf('Istio', { namespace: 'a', version: 'v1.26.8', values: { global: { nativeNftables: true } } });
    expect(only(istio, { ossm: '3.1' })).toEqual(expect.objectContaining({
      code: 'schema/not-in-release', what: '`nativeNftables` is a field that OSSM 3.1 does not have here', expected: 'OSSM 3.2 or newer, which has it',
    }));
    expect(found(istio, { ossm: '3.2' })).toEqual([]);
    const sticky = objectOf('HTTPRoute', { rules: [{ sessionPersistence: { sessionName: 'b' } }] });
    expect(found(sticky, gatewayApi('v1.5.1', 'experimental'))).toEqual([]);
    expect(only(sticky).expected).toBe('Gateway API v1.2.1 or newer in the experimental channel, which has it');
  });

  test('is a value', () => {
    const entry = objectOf('ServiceEntry', { hosts: ['a.example.com'], resolution: 'DYNAMIC_DNS' });
    expect(only(entry, { ossm: '3.2' })).toEqual(expect.objectContaining({
      code: 'schema/not-in-release', at: ['spec', 'resolution'], what: '"DYNAMIC_DNS" is a value that OSSM 3.2 does not have here', expected: 'OSSM 3.3 or newer, which has it',
    }));
    expect(found(entry, { ossm: '3.3' })).toEqual([]);
  });

  test('is what an older one had', () => {
    expect(only(objectOf('Istio', { namespace: 'a', version: 'v1.24.6' })).expected).toBe('OSSM 3.0 to 3.2, which has it');
  });
});

describe('an apiVersion', () => {
  test('that no release serves is told the ones that are served', () => {
    expect(only({ ...objectOf('Istio', {}), apiVersion: 'sailoperator.io/v1alpha1' })).toEqual(expect.objectContaining({
      code: 'schema/unknown-version', expected: 'sailoperator.io/v1', fix: 'write sailoperator.io/v1',
    }));
    expect(only({ ...objectOf('VirtualService', {}), apiVersion: 'networking.istio.io/v2' }).expected)
      .toBe('one of networking.istio.io/v1, networking.istio.io/v1alpha3, networking.istio.io/v1beta1');
  });

  test('that no release serves is told the one that lasts longest', () => {
    expect(only({ ...objectOf('VirtualService', {}), apiVersion: 'networking.istio.io/v1alpha4' }).fix).toBe('write networking.istio.io/v1');
    expect(only({ ...objectOf('EnvoyFilter', {}), apiVersion: 'networking.istio.io/v1' }).fix).toBe('write networking.istio.io/v1alpha3');
  });

  test('that is served, and not the newest, is judged by its own schema', () => {
    for (const version of ['v1', 'v1beta1', 'v1alpha3']) {
      expect(found({ ...objectOf('VirtualService', { hosts: ['a'], htp: [] }), apiVersion: `networking.istio.io/${version}` })).toEqual(['schema/unknown-field spec.htp']);
    }
  });
});

describe('a target', () => {
  test('between two releases is judged by the older, one past the newest by the newest, one before the oldest by the oldest', () => {
    expect(found(TLS_ROUTE, gatewayApi('v1.5.0'))).toEqual(['schema/not-in-release kind']);
    expect(found(TLS_ROUTE, gatewayApi('v1.6.1'))).toEqual([]);
    expect(found(TLS_ROUTE, gatewayApi('v1.0.0'))).toEqual(['schema/not-in-release kind']);
    expect(found(objectOf('TrafficExtension', { lua: { inlineCode: 'a' } }), { ossm: '3.9' })).toEqual([]);
  });

  test('without a Gateway API judges none of its kinds', () => {
    expect(checkSchema(TLS_ROUTE, { ossm: '3.4' })).toEqual({ judged: false, violations: [] });
  });
});

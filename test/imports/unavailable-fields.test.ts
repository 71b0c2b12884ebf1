import { unavailableFields } from '../../src/kube/availability';

const ISTIO = 'sailoperator.io/Istio';
const ZTUNNEL = 'sailoperator.io/ZTunnel';

function values(kind: 'pilot' | 'global' | 'ztunnel', fields: object): object {
  return { spec: { values: { [kind]: fields } } };
}

describe('fields that a release lacks', () => {
  test('are listed with the release that brought them', () => {
    const body = values('global', { nativeNftables: true, logAsJson: true });
    expect(unavailableFields(ISTIO, body, '3.1.11')).toEqual([{ path: 'spec.values.global.nativeNftables', since: '3.2' }]);
    expect(unavailableFields(ISTIO, body, '3.2.0')).toEqual([]);
  });

  test('are listed where they stand, item by item', () => {
    const body = { spec: { servers: [{ tls: { credentialName: 'a' } }, { tls: { credentialNames: ['a', 'b'] } }] } };
    expect(unavailableFields('networking.istio.io/Gateway', body, '3.0.14')).toEqual([{ path: 'spec.servers[1].tls.credentialNames', since: '3.1' }]);
  });

  test('include values of a field that is older than they are', () => {
    const body = { spec: { resolution: 'DYNAMIC_DNS' } };
    expect(unavailableFields('networking.istio.io/ServiceEntry', body, '3.2.8')).toEqual([{ path: 'spec.resolution', value: 'DYNAMIC_DNS', since: '3.3' }]);
    expect(unavailableFields('networking.istio.io/ServiceEntry', { spec: { resolution: 'DNS' } }, '3.2.8')).toEqual([]);
  });

  test('include values that are none of those a release lists', () => {
    const tag = (kind: string) => ({ spec: { targetRef: { kind, name: 'default' } } });
    expect(unavailableFields('sailoperator.io/IstioRevisionTag', tag('Other'), '3.3.6')).toEqual([]);
    expect(unavailableFields('sailoperator.io/IstioRevisionTag', tag('Other'), '3.4.1')).toEqual([
      { path: 'spec.targetRef.kind', value: 'Other', until: '3.3' },
    ]);
    expect(unavailableFields('sailoperator.io/IstioRevisionTag', tag('Istio'), '3.4.1')).toEqual([]);
  });

  test('are judged by the z where a minor is not fine enough', () => {
    const body = { spec: { values: { gatewayClasses: { istio: {} } } } };
    expect(unavailableFields(ISTIO, body, '3.2.1')).toEqual([{ path: 'spec.values.gatewayClasses', since: '3.2.2' }]);
    expect(unavailableFields(ISTIO, body, '3.2.2')).toEqual([]);
    expect(unavailableFields(ISTIO, values('pilot', { taint: { name: 'x' } }), '3.4.0')).toEqual([{ path: 'spec.values.pilot.taint.name', since: '3.4.1' }]);
    expect(unavailableFields(ISTIO, values('pilot', { taint: { name: 'x' } }), '3.4.1')).toEqual([]);
  });

  test('are told to be unreleased where only the tip of the branch has them', () => {
    const lower = { path: 'spec.values.ztunnel.annotations', since: '3.4.2', unreleased: true };
    expect(unavailableFields(ZTUNNEL, values('ztunnel', { annotations: { a: 'b' } }), '3.4.1')).toEqual([lower]);
    expect(unavailableFields(ZTUNNEL, values('ztunnel', { Annotations: { a: 'b' } }), '3.4.1')).toEqual([]);
    expect(unavailableFields(ZTUNNEL, values('ztunnel', { Annotations: { a: 'b' } }), '3.4.2')).toEqual([
      { path: 'spec.values.ztunnel.Annotations', until: '3.4.1' },
    ]);
  });

  test('include those that a release has no more', () => {
    expect(unavailableFields(ZTUNNEL, { spec: { profile: 'ambient' } }, '3.2.0')).toEqual([]);
    expect(unavailableFields(ZTUNNEL, { spec: { profile: 'ambient' } }, '3.2.1')).toEqual([{ path: 'spec.profile', until: '3.2.0' }]);
    expect(unavailableFields(ZTUNNEL, values('ztunnel', { meshConfig: {}, logging: {} }), '3.3.6')).toEqual([
      { path: 'spec.values.ztunnel.meshConfig', until: '3.1' },
      { path: 'spec.values.ztunnel.logging', until: '3.0' },
    ]);
  });

  test('include the version of the kind', () => {
    const body = { apiVersion: 'sailoperator.io/v1', spec: {} };
    expect(unavailableFields(ZTUNNEL, body, '3.2.0')).toEqual([{ path: 'apiVersion', value: 'sailoperator.io/v1', since: '3.2.1' }]);
    expect(unavailableFields(ZTUNNEL, body, '3.2.1')).toEqual([]);
  });

  test('are the kind as a whole where the release has no such kind', () => {
    expect(unavailableFields('extensions.istio.io/TrafficExtension', { spec: { match: [] } }, '3.3.6')).toEqual([{ path: '', since: '3.4' }]);
  });

  test('count by Gateway API version for kinds of the Gateway API', () => {
    const body = { spec: { rules: [{ filters: [{ requestMirror: { percent: 5 } }] }] } };
    expect(unavailableFields('gateway.networking.k8s.io/HTTPRoute', body, 'v1.2.1')).toEqual([{ path: 'spec.rules[0].filters[0].requestMirror.percent', since: 'v1.3.0' }]);
    expect(unavailableFields('gateway.networking.k8s.io/HTTPRoute', body, 'v1.3.0')).toEqual([]);
  });

  test('are none for a field that is not set, and for a kind that the table lacks', () => {
    expect(unavailableFields(ISTIO, { spec: { values: { gatewayClasses: undefined } } }, '3.0.14')).toEqual([]);
    expect(unavailableFields('example.org/Lamp', { spec: { led: true } }, '3.0.14')).toEqual([]);
  });

  test('cannot be judged for what is no release, or too short a one', () => {
    expect(() => unavailableFields(ISTIO, { spec: {} }, 'newest')).toThrow('"newest" is not a release');
    expect(() => unavailableFields(ISTIO, { spec: { values: { gatewayClasses: {} } } }, '3.2')).toThrow('Release 3.2 cannot be compared with 3.2.2');
  });
});

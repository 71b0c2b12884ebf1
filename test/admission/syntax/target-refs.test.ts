import { checkAdmission } from '../../../src/admission/check';
import { judge, testRows } from '../support/judge';

const SECURITY = { apiVersion: 'security.istio.io/v1' };
const GATEWAY_API = 'gateway.networking.k8s.io';
const refer = (...targetRefs: object[]) => ({ targetRefs });

describe('references of policies', () => testRows('AuthorizationPolicy', [
  ['Services, ServiceEntries, Gateways and classes are targets', refer(
    { kind: 'Service', name: 'a' }, { group: 'networking.istio.io', kind: 'ServiceEntry', name: 'a' }, { group: GATEWAY_API, kind: 'Gateway', name: 'a' },
    { group: GATEWAY_API, kind: 'GatewayClass', name: 'istio-waypoint' },
  ), []],
  ['classes are none before Istio 1.25', refer({ group: GATEWAY_API, kind: 'GatewayClass', name: 'a' }), ['error target-ref/kind spec.targetRefs[0]'], { istio: '1.24' }],
  ['the Gateway of Istio is none', refer({ group: 'networking.istio.io', kind: 'Gateway', name: 'a' }), ['error target-ref/kind spec.targetRefs[0]']],
  ['a Gateway needs its group', refer({ kind: 'Gateway', name: 'a' }), ['error target-ref/kind spec.targetRefs[0]']],
  ['no kind is refused', { targetRef: { name: 'a' } }, ['error target-ref/kind spec.targetRef']],
  ['a kind of a wrong type is left to the schema', refer({ kind: 5, name: 'a' }), []],
  ['no name is refused', refer({ kind: 'Service' }), ['error target-ref/no-name spec.targetRefs[0].name']],
  ['another namespace is refused', refer({ kind: 'Service', name: 'a', namespace: 'b' }), ['error target-ref/other-namespace spec.targetRefs[0].namespace']],
  ['the own namespace is refused as well', refer({ kind: 'Service', name: 'a', namespace: 'shop' }), ['error target-ref/other-namespace spec.targetRefs[0].namespace']],
  ['an empty namespace is none', refer({ kind: 'Service', name: 'a', namespace: '' }), []],
], SECURITY));

test.each([
  ['security.istio.io/v1', 'RequestAuthentication', {}],
  ['telemetry.istio.io/v1', 'Telemetry', {}],
  ['extensions.istio.io/v1alpha1', 'WasmPlugin', { url: 'oci://a/b' }],
  ['extensions.istio.io/v1alpha1', 'TrafficExtension', { lua: { inlineCode: 'x' } }],
])('%s %s is attached in the same way', (apiVersion, kind, rest) => {
  expect(judge(kind, { ...rest, selector: { matchLabels: { a: 'b' } }, ...refer({ kind: 'Pod', name: 'a' }) }, { apiVersion }))
    .toEqual(['error target-ref/beside-selector spec', 'error target-ref/kind spec.targetRefs[0]']);
});

test('a policy for a class is warned of where the root namespace is known to be another one', () => {
  const spec = refer({ group: GATEWAY_API, kind: 'GatewayClass', name: 'istio-waypoint' });
  const codes = (namespace: string, rootNamespace?: string) => checkAdmission(
    { apiVersion: 'security.istio.io/v1', kind: 'AuthorizationPolicy', metadata: { name: 'a', namespace }, spec }, { istio: '1.28', rootNamespace },
  ).violations.map(({ severity, code }) => `${severity} ${code}`);

  expect(codes('shop', 'mesh-root')).toEqual(['warning target-ref/gateway-class-outside-root']);
  expect(codes('mesh-root', 'mesh-root')).toEqual([]);
  expect(codes('shop')).toEqual([]);
});

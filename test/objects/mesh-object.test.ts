import type { Construct } from 'constructs';
import type { IMeshObject } from '../../src/objects/mesh-object';
import type { ObjectReference } from '../../src/objects/object-props';
import { Telemetry } from '../../src/observability';
import { AuthorizationPolicy, PeerAuthentication, RequestAuthentication } from '../../src/security';
import { TrafficExtension, WasmPlugin } from '../../src/traffic/extensions';
import { BackendTlsPolicy, GrpcRoute, HttpRoute, ReferenceGrant, TlsRoute } from '../../src/traffic/gateway-api';
import { codes, fakeProgram, rendered } from '../support/fake-mesh';

const SECURITY = 'security.istio.io';
const EXTENSIONS = 'extensions.istio.io';
const GATEWAY_API = 'gateway.networking.k8s.io';

type Refer = (scope: Construct, id: string, reference: ObjectReference) => IMeshObject;

const KINDS: [kind: string, group: string, fromName: Refer][] = [
  ['PeerAuthentication', SECURITY, PeerAuthentication.fromName],
  ['RequestAuthentication', SECURITY, RequestAuthentication.fromName],
  ['AuthorizationPolicy', SECURITY, AuthorizationPolicy.fromName],
  ['Telemetry', 'telemetry.istio.io', Telemetry.fromName],
  ['WasmPlugin', EXTENSIONS, WasmPlugin.fromName],
  ['TrafficExtension', EXTENSIONS, TrafficExtension.fromName],
  ['HTTPRoute', GATEWAY_API, HttpRoute.fromName],
  ['GRPCRoute', GATEWAY_API, GrpcRoute.fromName],
  ['TLSRoute', GATEWAY_API, TlsRoute.fromName],
  ['ReferenceGrant', GATEWAY_API, ReferenceGrant.fromName],
  ['BackendTLSPolicy', GATEWAY_API, BackendTlsPolicy.fromName],
];

describe.each(KINDS)('a %s of another program', (kind, group, fromName) => {
  test('is known by group, kind, name and namespace, and nothing is written', () => {
    const program = fakeProgram();
    const namespace = program.mesh.namespace('shop');
    const known = fromName(program.chart, 'it', { name: 'it', namespace });
    expect([known.objectGroup, known.objectKind, known.objectName, known.namespaceName]).toEqual([group, kind, 'it', 'shop']);
    expect(fromName(program.chart, 'near', { name: 'near' }).namespaceName).toBeUndefined();
    expect(rendered(program.chart)).toEqual([]);
    expect(codes(program)).toEqual([]);
  });

  test('without a name, or with a namespace that is a text, is an error', () => {
    const { chart } = fakeProgram();
    expect(() => fromName(chart, 'a', { namespace: undefined } as never)).toThrow(new RegExp(`\`name\` of the reference to a ${kind} is not given`));
    expect(() => fromName(chart, 'b', { name: 'it', namespace: 'shop' as never })).toThrow(/\[objects\/wrong-type\].*`namespace`/s);
    expect(() => fromName(chart, 'c', undefined as never)).toThrow(/\[objects\/wrong-type\]/);
  });
});

test('an object of this program is known by the same', () => {
  const { chart, mesh } = fakeProgram();
  const made: IMeshObject = new PeerAuthentication(chart, 'it', { name: 'it', namespace: mesh.namespace('shop') });
  expect([made.objectGroup, made.objectKind, made.objectName, made.namespaceName]).toEqual([SECURITY, 'PeerAuthentication', 'it', 'shop']);
});

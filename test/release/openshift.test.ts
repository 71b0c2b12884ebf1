import { OpenShift } from '../../src/release';
import { ReleaseError } from '../../src/release/release-error';

test('each version carries its Kubernetes and its Gateway API', () => {
  expect(OpenShift._all().map((o) => [o.version, o.kubernetesVersion, o.gatewayApiVersion, o.gatewayApiChannel])).toEqual([
    ['4.14', '1.27', undefined, undefined],
    ['4.15', '1.28', undefined, undefined],
    ['4.16', '1.29', undefined, undefined],
    ['4.17', '1.30', undefined, undefined],
    ['4.18', '1.31', undefined, undefined],
    ['4.19', '1.32', 'v1.2.1', 'standard'],
    ['4.20', '1.33', 'v1.2.1', 'standard'],
    ['4.21', '1.34', 'v1.3.0', 'standard'],
    ['4.22', '1.35', 'v1.4.1', 'standard'],
    ['4.23', '1.36', 'v1.5.1', 'standard'],
  ]);
});

test('from 4.19 on the platform owns the Gateway API CRDs, and Routes take a certificate from a Secret', () => {
  expect([OpenShift.V4_18.managesGatewayApi, OpenShift.V4_19.managesGatewayApi]).toEqual([false, true]);
  expect([OpenShift.V4_18.supportsExternalCertificate, OpenShift.V4_19.supportsExternalCertificate]).toEqual([false, true]);
});

test('the Gateway API kinds grow with the version', () => {
  expect(OpenShift.V4_18._gatewayApiKinds).toEqual([]);
  expect(OpenShift.V4_21._gatewayApiKinds).toEqual(['GRPCRoute', 'Gateway', 'GatewayClass', 'HTTPRoute', 'ReferenceGrant']);
  expect(OpenShift.V4_22._gatewayApiKinds).toContain('BackendTLSPolicy');
  expect(OpenShift.V4_22._gatewayApiKinds).not.toContain('TLSRoute');
  expect(OpenShift.V4_23._gatewayApiKinds).toContain('TLSRoute');
});

test('versions are compared', () => {
  expect(OpenShift.V4_20.isAtLeast(OpenShift.V4_19)).toBe(true);
  expect(OpenShift.V4_20.isAtLeast(OpenShift.V4_20)).toBe(true);
  expect(OpenShift.V4_19.isAtLeast(OpenShift.V4_20)).toBe(false);
  expect(`${OpenShift.V4_20}`).toBe('4.20');
});

test('a version is found by its minor, whatever its last number', () => {
  expect(OpenShift.of('4.20')).toBe(OpenShift.V4_20);
  expect(OpenShift.of('4.20.3')).toBe(OpenShift.V4_20);
});

test.each(['4.13', '4.99', '5.0', '4', 'v4.20', '4.20-latest', '4.2O', ''])('"%s" is an error that lists the known versions', (text) => {
  expect(() => OpenShift.of(text)).toThrow(ReleaseError);
  expect(() => OpenShift.of(text)).toThrow(`"${text}" is no OpenShift version that this library knows`);
  expect(() => OpenShift.of(text)).toThrow('one of 4.14, 4.15, 4.16, 4.17, 4.18, 4.19, 4.20, 4.21, 4.22, 4.23');
});

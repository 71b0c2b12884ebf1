import { ExternalProgram } from './support';
import { ControlPlaneExposure, EastWest, type ExternalControlPlaneProps, GatewayCertificate, type HttpsControlPlaneOptions, IssuerRef, Mesh, OssmRelease } from '../../../src';
import { find, objectsOf } from '../support';

const https = (options: Partial<HttpsControlPlaneOptions> = {}) => ControlPlaneExposure.https({
  host: 'istiod.example.com', certificate: GatewayCertificate.certManager({ issuer: IssuerRef.clusterIssuer('public') }), rootSecretName: 'external-root', ...options,
});

function behind(props: Partial<ExternalControlPlaneProps> = {}): ExternalProgram {
  const program = new ExternalProgram();
  program.external({ exposure: https(), ...props });
  return program;
}

test('clusters reach the control plane by the name in the certificate, so that nothing waits for an address', () => {
  const program = behind({ dataClusters: [] });
  expect(program.withheld(program.hub)).toEqual([]);
  const { meshConfig, global } = find(objectsOf(program.hub), 'Istio', 'external-istiod').spec.values;
  expect([meshConfig.defaultConfig.discoveryAddress, global.caAddress]).toEqual(['istiod.example.com:15012', 'istiod.example.com:15012']);
  expect(find(objectsOf(program.east), 'Istio', 'external-istiod').spec.values.global.remotePilotAddress).toBe('istiod.example.com');
  expect(program.errors()).toEqual([]);
});

test('the gateway ends the TLS of discovery, connects to the control plane by its root, and lets the webhook through', () => {
  const program = behind();
  const objects = objectsOf(program.hub);
  expect(find(objects, 'Certificate', 'external-istiod-gateway-istiod')).toMatchObject({ metadata: { namespace: 'external-istiod-gateway' }, spec: { dnsNames: ['istiod.example.com'] } });
  const [discovery, webhook] = find(objects, 'Gateway', 'external-istiod-gateway-istiod-gateway').spec.servers;
  expect([discovery.tls, discovery.hosts]).toEqual([{ mode: 'SIMPLE', credentialName: 'external-istiod-gateway-istiod-tls' }, ['istiod.example.com']]);
  expect(webhook.tls).toEqual({ mode: 'PASSTHROUGH' });
  const rule = find(objects, 'DestinationRule', 'external-istiod-gateway-istiod-dr').spec;
  expect(rule.host).toBe('istiod-external-istiod.external-istiod.svc.cluster.local');
  expect(rule.trafficPolicy.portLevelSettings).toEqual([{
    port: { number: 15012 },
    connectionPool: { http: { h2UpgradePolicy: 'UPGRADE' } },
    tls: { mode: 'SIMPLE', credentialName: 'external-root', sni: 'istiod-external-istiod.external-istiod.svc', subjectAltNames: ['istiod-external-istiod.external-istiod.svc'] },
  }]);
  // what reads Secrets is in a namespace that has none of the control plane's
  expect(find(objects, 'Role', 'external-istiod-gateway-sds').metadata.namespace).toBe('external-istiod-gateway');
});

test('proxies verify the gateway with the authorities of their image, unless somebody names another', () => {
  const metadata = (program: ExternalProgram) => find(objectsOf(program.hub), 'Istio', 'external-istiod').spec.values.meshConfig.defaultConfig.proxyMetadata;
  const byDefault = behind();
  expect(metadata(byDefault)).toEqual({ XDS_ROOT_CA: 'SYSTEM', CA_ROOT_CA: 'SYSTEM' });
  expect(byDefault.remarks().some((r) => r.includes('XDS_ROOT_CA, CA_ROOT_CA'))).toBe(true);
  const named = behind({ proxy: { metadata: { XDS_ROOT_CA: '/etc/own/ca.pem', CA_ROOT_CA: '/etc/own/ca.pem' } } });
  expect(metadata(named)).toEqual({ XDS_ROOT_CA: '/etc/own/ca.pem', CA_ROOT_CA: '/etc/own/ca.pem' });
  expect(named.errors()).toEqual([]);
  expect(named.remarks().some((r) => r.includes('authorities of their own image'))).toBe(false);
  const passing = new ExternalProgram();
  passing.external({ hubGateway: EastWest.injected({ dnsName: 'istiod.example.com' }) });
  expect(metadata(passing)).toBeUndefined();
});

describe('what cannot be', () => {
  test('a gateway with two names', () => {
    expect(behind({ hubGateway: EastWest.injected({ dnsName: 'other.example.com' }) }).errors()).toEqual(['topology/two-names-of-a-gateway']);
    expect(behind({ hubGateway: EastWest.injected({ dnsName: 'istiod.example.com' }) }).errors()).toEqual([]);
  });

  test('a webhook whose TLS the gateway ends', () => {
    expect(behind({ exposure: https({ terminatesWebhook: true }) }).errors()).toEqual(['topology/webhook-behind-certificate']);
    expect(behind({ exposure: https({ terminatesWebhook: false }) }).errors()).toEqual([]);
  });

  test('a control plane whose root the gateway does not have', () => {
    expect(behind({ exposure: https({ rootSecretName: undefined }) }).errors()).toEqual(['topology/root-of-control-plane-unknown']);
    const program = new ExternalProgram();
    const own = new Mesh(program.hub, 'own', { release: OssmRelease.V3_4 });
    program.external({ gatewayMesh: own, exposure: https({ rootSecretName: undefined }) });
    expect(program.errors()).toEqual([]);
    expect(program.remarks().some((r) => r.includes('have one root certificate'))).toBe(true);
  });

  test('a gateway that Istio makes', () => {
    const program = new ExternalProgram();
    program.external({ hubGateway: EastWest.gatewayApi({ dnsName: 'istiod.example.com' }) });
    expect(program.errors()).toContain('gateway/east-west-exposes-no-control-plane');
  });
});

import { Duration } from 'cdk8s';
import { json, Program } from './support';
import { Exposure, GatewayCertificate, type InjectedGateway } from '../../src/gateway';
import { IssuerRef } from '../../src/vocabulary';

const issuer = IssuerRef.clusterIssuer('letsencrypt');

function balanced() {
  const program = new Program();
  const gateway = program.gateway({ exposure: Exposure.loadBalancer() });
  const host = (name: string, certificate: GatewayCertificate) => {
    const made = gateway.host(name, { certificate });
    made.addRoute('web', { backend: program.web });
    return made;
  };
  return { program, gateway, host };
}
const secrets = (gateway: InjectedGateway) => json(gateway.gateway).spec.servers.flatMap((s: any) => s.tls.credentialName ?? []);

describe('a certificate', () => {
  test('in a Secret is referred to, and the gateway may read it', () => {
    const { program, gateway, host } = balanced();
    const made = host('shop', GatewayCertificate.fromSecret('shop-tls'));
    expect(secrets(gateway)).toEqual(['shop-tls']);
    expect(made.certificates).toEqual([]);
    expect(json(gateway.role)).toMatchObject({ metadata: { name: 'edge-sds', namespace: 'istio-ingress' } });
    expect(json(gateway.roleBinding)).toMatchObject({
      metadata: { name: 'edge-sds' }, roleRef: { kind: 'Role', name: 'edge-sds' }, subjects: [{ kind: 'ServiceAccount', name: 'edge', namespace: 'istio-ingress' }],
    });
    expect(program.kinds()).not.toContain('Certificate');
  });

  test('of cert-manager is requested in the gateway\'s namespace, for the host', () => {
    const { gateway, host, program } = balanced();
    const [certificate] = host('shop', GatewayCertificate.certManager({ issuer })).certificates;
    expect(json(certificate)).toEqual({
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: { name: 'shop', namespace: 'istio-ingress' },
      spec: {
        secretName: 'shop-tls',
        dnsNames: ['shop.apps.east.example.com'],
        issuerRef: { name: 'letsencrypt', kind: 'ClusterIssuer', group: 'cert-manager.io' },
      },
    });
    expect(secrets(gateway)).toEqual(['shop-tls']);
    expect(program.codes()).toEqual([]);
  });

  test('of cert-manager lives as long as it is told, and takes names and raw fields', () => {
    const { host } = balanced();
    const [certificate] = host('shop', GatewayCertificate.certManager({
      issuer: IssuerRef.issuer('corp'),
      dnsNames: ['www.example.com'],
      duration: Duration.days(30),
      renewBefore: Duration.minutes(90),
      raw: { spec: { privateKey: { rotationPolicy: 'Always' } } },
    })).certificates;
    expect(json(certificate).spec).toMatchObject({
      dnsNames: ['shop.apps.east.example.com', 'www.example.com'],
      duration: '720h',
      renewBefore: '90m',
      privateKey: { rotationPolicy: 'Always' },
      issuerRef: { name: 'corp', kind: 'Issuer' },
    });
  });

  test('of cert-manager is one for each host, whoever is asked', () => {
    const { gateway, host, program } = balanced();
    const shared = GatewayCertificate.certManager({ issuer: IssuerRef.of('vault', 'VaultIssuer', 'vault.example.com') });
    host('a', shared);
    host('b', shared);
    expect(secrets(gateway)).toEqual(['a-tls', 'b-tls']);
    expect(json(gateway._served[1].host.certificates[0]).spec.issuerRef).toEqual({ name: 'vault', kind: 'VaultIssuer', group: 'vault.example.com' });
    expect(program.kinds().filter((k) => k === 'Certificate')).toHaveLength(2);
  });

  test('of cert-manager in a Secret that two hosts name is one, with both names', () => {
    const { gateway, host, program } = balanced();
    const [first] = host('a', GatewayCertificate.certManager({ issuer, secretName: 'both-tls' })).certificates;
    const [second] = host('b', GatewayCertificate.certManager({ issuer, secretName: 'both-tls' })).certificates;
    expect(second).toBe(first);
    expect(json(first)).toMatchObject({
      metadata: { name: 'both-tls' }, spec: { secretName: 'both-tls', dnsNames: ['a.apps.east.example.com', 'b.apps.east.example.com'] },
    });
    expect(secrets(gateway)).toEqual(['both-tls', 'both-tls']);
    expect(program.codes()).toEqual([]);
  });

  test('of cert-manager can be what the router shows', () => {
    const program = new Program();
    const gateway = program.gateway({ exposure: Exposure.route({ externalCertificate: GatewayCertificate.certManager({ issuer }) }) });
    const host = gateway.host('shop');
    host.addRoute('web', { backend: program.web });
    expect(json(host.certificates[0]).spec.secretName).toBe('shop-tls');
    expect(json(host.route).spec.tls.externalCertificate).toEqual({ name: 'shop-tls' });
    expect(json(gateway.routerRole).rules[0].resourceNames).toEqual(['shop-tls']);
    expect(program.codes()).toEqual([]);
  });

  test('lets the gateway read Secrets only where it shows one, or on request', () => {
    const program = new Program();
    expect(program.gateway().role).toBeUndefined();
    expect(program.gateway({ name: 'b', readsSecrets: true }).role).toBeDefined();
  });
});

describe('errors of certificates', () => {
  test('two for one Secret that differ', () => {
    const { host, program } = balanced();
    host('a', GatewayCertificate.certManager({ issuer, secretName: 'both-tls' }));
    host('b', GatewayCertificate.certManager({ issuer: IssuerRef.issuer('other'), secretName: 'both-tls' }));
    expect(program.codes()).toEqual(['gateway/certificates-disagree']);
  });

  test('every host, which is no name', () => {
    const { host, program } = balanced();
    host('*', GatewayCertificate.certManager({ issuer }));
    expect(program.codes()).toEqual(['gateway/certificate-without-names']);
    const good = balanced();
    good.host('*', GatewayCertificate.certManager({ issuer, dnsNames: ['*.example.com'] }));
    expect(good.program.codes()).toEqual([]);
  });

  test('a Secret whose name is none', () => {
    const { host, program } = balanced();
    host('a', GatewayCertificate.fromSecret('Shop_TLS'));
    expect(program.codes()).toEqual(['gateway/invalid-secret-name']);
  });

  test('two gateways of a namespace that request one Certificate', () => {
    const program = new Program();
    const one = program.gateway({ exposure: Exposure.clusterIp() });
    const namespace = program.mesh.node.findChild('ns-istio-ingress') as any;
    const two = program.gateway({ name: 'two', namespace, exposure: Exposure.clusterIp() });
    const certificate = GatewayCertificate.certManager({ issuer, secretName: 'both-tls' });
    one.host('a', { certificate }).addRoute('web', { backend: program.web });
    two.host('b', { certificate }).addRoute('web', { backend: program.web });
    expect(program.findings()).toMatchObject([{ code: 'gateway/object-name-taken', what: expect.stringContaining("Certificate 'both-tls'") }]);
  });
});

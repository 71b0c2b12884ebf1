import { codesOf, EastWestProgram } from './support';
import { Exposure, GatewayCertificate } from '../../../src/gateway';
import { ControlPlaneExposure, EastWest, type EastWestGatewayProps, type HttpsControlPlaneOptions } from '../../../src/gateway/east-west';
import { IssuerRef } from '../../../src/vocabulary/issuer-ref';
import { Revision } from '../../../src/vocabulary/revision';
import { json } from '../support';

const exposed = (props: Partial<EastWestGatewayProps> = {}) =>
  new EastWestProgram({ exposeControlPlane: ControlPlaneExposure.passthrough(), ...props });
const https = (options: Partial<HttpsControlPlaneOptions> = {}, props: Partial<EastWestGatewayProps> = {}) => exposed({
  namespaceName: 'istio-gateways',
  ...props,
  exposeControlPlane: ControlPlaneExposure.https({ host: 'istiod.example.com', certificate: GatewayCertificate.fromSecret('istiod-tls'), ...options }),
});

describe('a control plane by passthrough', () => {
  test('its Service has the ports of the control plane, and 443 for those who know it by a host name', () => {
    const { gateway_ } = exposed();
    expect(json(gateway_.service).spec.ports.map((p: any) => [p.port, p.targetPort])).toEqual([
      [15021, 15021], [15443, 15443], [15012, 15012], [15017, 15017], [443, 15017],
    ]);
    expect(json(gateway_.networkPolicy).spec.ingress[0].ports.map((p: any) => p.port)).toEqual([15443, 15012, 15017, 15021]);
  });

  test('on one network it has no port and no label of one', () => {
    const { gateway_, codes } = (() => {
      const program = exposed({ network: undefined, settings: EastWest.injected({ exposure: Exposure.clusterIp() }) });
      return { gateway_: program.gateway_, codes: program.codes() };
    })();
    expect(codes).toEqual([]);
    const { metadata, spec } = json(gateway_.service);
    expect(spec.type).toBe('ClusterIP');
    expect(spec.ports.map((p: any) => p.port)).toEqual([15021, 15012, 15017, 443]);
    expect(metadata.labels).not.toHaveProperty(['topology.istio.io/network']);
    const { template } = json(gateway_.deployment).spec;
    expect(template.metadata.labels).not.toHaveProperty(['topology.istio.io/network']);
    expect(template.spec.containers[0]).not.toHaveProperty('env');
    expect(gateway_.servicesGateway).toBeUndefined();
  });

  test('whatever server name is asked for leads to the one control plane', () => {
    const { controlPlaneGateway, controlPlaneRoutes } = exposed().gateway_;
    expect(json(controlPlaneGateway).spec.servers.map((s: any) => [s.port.number, s.port.protocol, s.tls.mode, s.hosts])).toEqual([
      [15012, 'TLS', 'PASSTHROUGH', ['*']], [15017, 'TLS', 'PASSTHROUGH', ['*']],
    ]);
    const { hosts, gateways, tls } = json(controlPlaneRoutes).spec;
    expect([hosts, gateways]).toEqual([['*'], ['istiod-gateway']]);
    expect(tls).toEqual([
      { match: [{ port: 15012, sniHosts: ['*'] }], route: [{ destination: { host: 'istiod.istio-system.svc.cluster.local', port: { number: 15012 } } }] },
      { match: [{ port: 15017, sniHosts: ['*'] }], route: [{ destination: { host: 'istiod.istio-system.svc.cluster.local', port: { number: 443 } } }] },
    ]);
  });

  test('a revision that is not the default has a Service of its own name, in the domain of the cluster', () => {
    const program = new EastWestProgram({ exposeControlPlane: ControlPlaneExposure.passthrough() }, { revision: Revision.of('prod'), clusterDomain: 'corp.lan' });
    expect(json(program.gateway_.controlPlaneRoutes).spec.tls[0].route[0].destination.host).toBe('istiod-prod.istio-system.svc.corp.lan');
  });

  test('of several, the server name says which', () => {
    const { controlPlaneRoutes } = exposed({ controlPlanes: [{ service: 'istiod-a' }, { service: 'istiod-b', namespaceName: 'other' }] }).gateway_;
    expect(json(controlPlaneRoutes).spec.tls.map((t: any) => [t.match[0].port, t.match[0].sniHosts, t.route[0].destination.host])).toEqual([
      [15012, ['istiod-a.istio-system.svc', 'istiod-a.istio-system.svc.cluster.local'], 'istiod-a.istio-system.svc.cluster.local'],
      [15017, ['istiod-a.istio-system.svc', 'istiod-a.istio-system.svc.cluster.local'], 'istiod-a.istio-system.svc.cluster.local'],
      [15012, ['istiod-b.other.svc', 'istiod-b.other.svc.cluster.local'], 'istiod-b.other.svc.cluster.local'],
      [15017, ['istiod-b.other.svc', 'istiod-b.other.svc.cluster.local'], 'istiod-b.other.svc.cluster.local'],
    ]);
  });
});

describe('a control plane behind a certificate', () => {
  test('discovery is ended and encrypted anew, to the name and CA of the control plane; the webhook passes through', () => {
    const { controlPlaneGateway, controlPlaneRoutes, controlPlaneTraffic, role, roleBinding } = https().gateway_;
    expect(json(controlPlaneGateway).spec.servers).toEqual([
      { port: { number: 15012, name: 'https-istiod', protocol: 'HTTPS' }, tls: { mode: 'SIMPLE', credentialName: 'istiod-tls' }, hosts: ['istiod.example.com'] },
      { port: { number: 15017, name: 'tls-istiodwebhook', protocol: 'TLS' }, tls: { mode: 'PASSTHROUGH' }, hosts: ['*'] },
    ]);
    const { http, tls } = json(controlPlaneRoutes).spec;
    expect(http).toEqual([{ match: [{ port: 15012 }], route: [{ destination: { host: 'istiod.istio-system.svc.cluster.local', port: { number: 15012 } } }] }]);
    expect(tls.map((t: any) => t.match[0].port)).toEqual([15017]);
    expect(json(controlPlaneTraffic).spec).toEqual({
      host: 'istiod.istio-system.svc.cluster.local',
      trafficPolicy: {
        portLevelSettings: [{
          port: { number: 15012 },
          connectionPool: { http: { h2UpgradePolicy: 'UPGRADE' } },
          tls: {
            mode: 'SIMPLE', caCertificates: '/var/run/secrets/istio/root-cert.pem', sni: 'istiod.istio-system.svc', subjectAltNames: ['istiod.istio-system.svc'],
          },
        }],
      },
    });
    expect(json(role).rules).toEqual([{ apiGroups: [''], resources: ['secrets'], verbs: ['get', 'watch', 'list'] }]);
    expect(json(roleBinding).subjects).toEqual([{ kind: 'ServiceAccount', name: 'istio-eastwestgateway', namespace: 'istio-gateways' }]);
    expect(https().codes()).toEqual([]);
  });

  test('the webhook may be ended too, and the root may be another one', () => {
    const { controlPlaneGateway, controlPlaneRoutes, controlPlaneTraffic } = https({ terminatesWebhook: true, rootSecretName: 'external-root' }).gateway_;
    expect(json(controlPlaneGateway).spec.servers.map((s: any) => s.tls.mode)).toEqual(['SIMPLE', 'SIMPLE']);
    const { hosts, http, tls } = json(controlPlaneRoutes).spec;
    expect([hosts, http.map((h: any) => h.match[0].port), tls]).toEqual([['istiod.example.com'], [15012, 15017], undefined]);
    const settings = json(controlPlaneTraffic).spec.trafficPolicy.portLevelSettings;
    expect(settings.map((s: any) => [s.port.number, s.tls.credentialName, s.tls.caCertificates])).toEqual([[15012, 'external-root', undefined], [443, 'external-root', undefined]]);
  });

  test('beside the control plane the gateway could read its Secrets, which is said', () => {
    expect(https({}, { namespaceName: undefined }).codes()).toEqual(['warning gateway/east-west-reads-root-secrets']);
    expect(https().codes()).toEqual([]);
  });

  test('cert-manager requests it for the host', () => {
    const { gateway_ } = https({ certificate: GatewayCertificate.certManager({ issuer: IssuerRef.clusterIssuer('public') }) });
    expect(json(gateway_.certificate)).toMatchObject({
      metadata: { name: 'istio-eastwestgateway-istiod', namespace: 'istio-gateways' },
      spec: { secretName: 'istio-eastwestgateway-istiod-tls', dnsNames: ['istiod.example.com'], issuerRef: { name: 'public', kind: 'ClusterIssuer' } },
    });
    expect(json(gateway_.controlPlaneGateway).spec.servers[0].tls.credentialName).toBe('istio-eastwestgateway-istiod-tls');
  });
});

describe('what cannot be', () => {
  const passthrough = { exposeControlPlane: ControlPlaneExposure.passthrough() };

  test('a gateway that Istio makes leads to no control plane', () => {
    expect(codesOf({ ...passthrough, settings: EastWest.gatewayApi() })).toEqual(['gateway/east-west-exposes-no-control-plane']);
    expect(codesOf({ ...passthrough, settings: EastWest.injected() })).toEqual([]);
  });

  test('no gateway at all leads to none either', () => {
    expect(codesOf({ ...passthrough, settings: EastWest.none() })).toEqual(['gateway/east-west-none']);
  });

  test('control planes without a way to them', () => {
    expect(codesOf({ controlPlanes: [{ service: 'istiod' }] })).toEqual(['gateway/east-west-control-planes-unused']);
  });

  test('one control plane twice', () => {
    expect(codesOf({ ...passthrough, controlPlanes: [{ service: 'istiod' }, { service: 'istiod' }] })).toEqual(['gateway/east-west-control-plane-twice']);
  });

  test('an empty list of them', () => {
    expect(codesOf({ ...passthrough, controlPlanes: [] })).toEqual(['gateway/east-west-no-control-plane']);
  });

  test('one host for two control planes', () => {
    expect(https({}, { controlPlanes: [{ service: 'istiod-a' }, { service: 'istiod-b' }] }).codes()).toEqual(['gateway/east-west-one-host-for-many']);
  });

  test('names of objects that cannot be', () => {
    expect(codesOf({ ...passthrough, controlPlanes: [{ service: 'Istiod' }] })).toEqual(['gateway/east-west-invalid-name']);
    expect(codesOf({ ...passthrough, controlPlanes: [{ service: 'istiod', namespaceName: 'Other' }] })).toEqual(['gateway/east-west-invalid-name']);
    expect(https({ certificate: GatewayCertificate.fromSecret('TLS'), rootSecretName: 'Root' }).codes()).toEqual(Array(2).fill('gateway/east-west-invalid-name'));
  });

  test('a host that is none', () => {
    expect(https({ host: 'istiod' }).codes()).toEqual(['gateway/east-west-invalid-name']);
    expect(https({ host: 'https://istiod.example.com' }).codes()).toEqual(['gateway/east-west-invalid-name']);
  });

  test('the certificate of the Service, whose name is another', () => {
    expect(https({ certificate: GatewayCertificate.serviceServing() }).codes()).toEqual(['gateway/east-west-certificate-not-for-host']);
  });
});

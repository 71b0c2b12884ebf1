import { Gateway, GatewayServer, ServerCertificate, ServerHost } from '../../src/traffic/gateway';
import { WorkloadSelector } from '../../src/vocabulary/workload-selector';
import { describeWithCases, manifestsOf } from '../support/cases-dir';
import { fakeProgram, only } from '../support/fake-mesh';

const ANY = [ServerHost.ANY];
const INGRESS = WorkloadSelector.labels({ istio: 'ingressgateway' });
const EAST_WEST = WorkloadSelector.labels({ istio: 'eastwestgateway' });
const PLACEHOLDER = [ServerHost.of('ISTIOD-HOST.DOMAIN')];

/** A file with a `Gateway`, and how a user writes the same. */
const ROWS: readonly (readonly [set: string, file: string, selector: WorkloadSelector, servers: () => GatewayServer[]])[] = [
  ['istio-bookinfo-networking', 'bookinfo-gateway.yaml', INGRESS, () => [GatewayServer.http({ hosts: ANY, port: 8080, portName: 'http' })]],
  ['istio-bookinfo-networking', 'certmanager-gateway.yaml', INGRESS, () => [GatewayServer.http({ hosts: ANY, portName: 'http' })]],
  ['istio-helloworld', 'helloworld-gateway.yaml', INGRESS, () => [GatewayServer.http({ hosts: ANY, portName: 'http' })]],
  ['ossm-quickstart-kiali-tempo-bookinfo', 'Bookinfo__bookinfo-gateway.yaml', INGRESS, () => [
    GatewayServer.http({ hosts: ANY, port: 8080, portName: 'http' }),
  ]],
  ['argo-rollouts-istio', 'examples__istio__istio-mirror.yaml', INGRESS, () => [
    GatewayServer.http({ hosts: [ServerHost.of('istio-host-split.com')], portName: 'http' }),
  ]],
  ['istio-multicluster', 'expose-istiod.yaml', EAST_WEST, () => [
    GatewayServer.tlsPassthrough({ hosts: ANY, port: 15012, portName: 'tls-istiod' }),
    GatewayServer.tlsPassthrough({ hosts: ANY, port: 15017, portName: 'tls-istiodwebhook' }),
  ]],
  ['istio-multicluster', 'expose-istiod-https.yaml', EAST_WEST, () => {
    const certificate = ServerCertificate.secret('$CREDENTIAL_NAME');
    return [
      GatewayServer.https({ hosts: PLACEHOLDER, port: 15012, portName: 'https-istiod', certificate }),
      GatewayServer.https({ hosts: PLACEHOLDER, port: 15017, portName: 'https-istiodwebhook', certificate }),
    ];
  }],
  ['istio-multicluster', 'expose-services.yaml', EAST_WEST, () => [GatewayServer.autoPassthrough({ hosts: [ServerHost.of('*.local')], portName: 'tls' })]],
];

describeWithCases('the Gateways that others publish are written with the typed kind', (root) => {
  test.each(ROWS)('%s/%s', (set, file, selector, servers) => {
    const [published] = manifestsOf(root, set, file).filter((o) => o.kind === 'Gateway') as any[];
    const { chart, mesh } = fakeProgram();
    const { name, namespace } = published.metadata;
    new Gateway(chart, 'it', { name, namespace: namespace && mesh.namespace(namespace), selector, servers: servers() });
    // served in several versions, and protocols in either case
    published.apiVersion = 'networking.istio.io/v1';
    for (const { port } of published.spec.servers) port.protocol = port.protocol.toUpperCase();
    expect(only(chart, 'Gateway')).toEqual(published);
  });
});

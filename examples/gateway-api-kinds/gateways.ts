import {
  AllowedRoutes, ClientCertificateMode, Exposure, FrontendValidation, KubernetesGateway, KubernetesGatewayAddress, KubernetesGatewayClass,
  KubernetesListener, type Mesh, type MeshNamespace, SecretRef,
} from 'cdk8s-ossm';
import { authority, certificate, settings } from './workloads';

interface Places {
  readonly ingress: MeshNamespace;
  readonly certificates: MeshNamespace;
  readonly shop: MeshNamespace;
  readonly catalogue: MeshNamespace;
}

/** What is made here. */
export interface Gateways {
  readonly edge: KubernetesGateway;
  readonly inner: KubernetesGateway;
  /** With the certificate of the shop. */
  readonly secret: SecretRef;
}

/** Two ways in: one from outside, of which Istio makes a Deployment, and one from inside, whose pods are there already. */
export function gateways(mesh: Mesh, { ingress, certificates, shop, catalogue }: Places): Gateways {
  const secret = SecretRef.fromConstruct(certificate(certificates, 'shop', ['*.shop.example', '*.partners.shop.example']));
  const shown = { certificates: [secret], certificateNamespace: certificates.namespaceName };

  // Customers need no certificate of their own. Partners have a port where they do.
  const edge = new KubernetesGateway(ingress, 'edge', {
    name: 'edge',
    namespace: ingress,
    listeners: [
      KubernetesListener.http(),
      KubernetesListener.https({ ...shown, hostname: '*.shop.example', routesFrom: AllowedRoutes.namespaces(shop) }),
      KubernetesListener.https({
        ...shown,
        name: 'partners',
        port: 9443,
        hostname: '*.partners.shop.example',
        routesFrom: AllowedRoutes.namespaces(catalogue),
        routeKinds: ['HTTPRoute', 'GRPCRoute'],
      }),
    ],
    addresses: [KubernetesGatewayAddress.ip('203.0.113.10')],
    infrastructure: {
      labels: { team: 'ingress' },
      annotations: { 'service.beta.kubernetes.io/aws-load-balancer-type': 'nlb' },
      parametersConfigMap: settings(ingress, 'edge-settings'),
    },
    // teams may bring listeners of their own
    listenersFrom: AllowedRoutes.labelled({ 'shop.example/listeners': 'yes' }),
    clientCertificates: FrontendValidation.configMaps([authority(ingress, 'customers-ca')], ClientCertificateMode.OPTIONAL, [
      { port: 9443, caConfigMaps: [authority(ingress, 'partners-ca')], mode: ClientCertificateMode.REQUIRE },
    ]),
    // shown to services that speak TLS by themselves
    backendClientCertificate: SecretRef.fromConstruct(certificate(ingress, 'edge-client', ['edge.shop.example'])),
  });
  edge.addListener(KubernetesListener.tlsPassthrough({ port: 8443, hostname: '*.shop.example', routesFrom: AllowedRoutes.ALL_NAMESPACES }));

  // which ports it opens is said by its listeners, so no NetworkPolicy is written by what this program knows
  const proxies = mesh.addInjectedGateway('inner', { namespace: ingress, exposure: Exposure.clusterIp(), networkPolicy: false });
  const inner = new KubernetesGateway(ingress, 'inner', {
    name: 'inner',
    namespace: ingress,
    gatewayClass: KubernetesGatewayClass.ISTIO,
    listeners: [KubernetesListener.http({ routesFrom: AllowedRoutes.namespaces(ingress, shop) })],
    addresses: [KubernetesGatewayAddress.hostname(`${proxies.gatewayName}.${proxies.namespaceName}.svc.cluster.local`)],
  });
  return { edge, inner, secret };
}

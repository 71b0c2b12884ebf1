import type { HttpsControlPlaneOptions } from './control-plane-exposure';
import { ISTIOD_PORT, WEBHOOK_PORT, WEBHOOK_SERVICE_PORT } from './ports';
import type { PlainGatewayServer, HttpPortEntry, PortTraffic, TlsEntry } from '../../traffic/istio-objects';

/** A control plane by what leads to it. */
export interface ControlPlaneAddress {
  readonly service: string;
  readonly namespace: string;
  readonly clusterDomain: string;
}

/** The root certificate that injection puts into every proxy. */
const ROOT_CERTIFICATE = '/var/run/secrets/istio/root-cert.pem';

const SERVED = [
  { port: ISTIOD_PORT, suffix: 'istiod', servicePort: ISTIOD_PORT },
  { port: WEBHOOK_PORT, suffix: 'istiodwebhook', servicePort: WEBHOOK_SERVICE_PORT },
];

/** The servers of the `Gateway` for control planes. */
export function controlPlaneServers(https: HttpsControlPlaneOptions | undefined, secretName: string | undefined): PlainGatewayServer[] {
  return SERVED.map(({ port, suffix }) => (https && terminates(https, port)
    ? { port: { number: port, name: `https-${suffix}`, protocol: 'HTTPS' }, hosts: [https.host], tls: { mode: 'SIMPLE', credentialName: secretName } }
    : { port: { number: port, name: `tls-${suffix}`, protocol: 'TLS' }, hosts: ['*'], tls: { mode: 'PASSTHROUGH' } }));
}

/** The hosts of the VirtualService for control planes. `*` covers every other one, and Istio refuses both beside each other. */
export function controlPlaneHosts(https: HttpsControlPlaneOptions | undefined): string[] {
  return https?.terminatesWebhook ? [https.host] : ['*'];
}

/** Routes of the connections whose TLS the gateway ends. */
export function httpRoutes(https: HttpsControlPlaneOptions, { service, namespace, clusterDomain }: ControlPlaneAddress): HttpPortEntry[] {
  return SERVED.filter(({ port }) => terminates(https, port)).map(({ port, servicePort }) => ({
    match: [{ port }],
    route: [{ destination: { host: `${service}.${namespace}.svc.${clusterDomain}`, port: { number: servicePort } } }],
  }));
}

/** Routes of the connections that pass through. */
export function tlsRoutes(https: HttpsControlPlaneOptions | undefined, controlPlanes: readonly ControlPlaneAddress[]): TlsEntry[] {
  const served = SERVED.filter(({ port }) => !https || !terminates(https, port));
  return controlPlanes.flatMap((controlPlane) => served.map(({ port, servicePort }) => ({
    match: [{ port, sniHosts: controlPlanes.length === 1 ? ['*'] : serverNames(controlPlane) }],
    route: [{ destination: { host: serverNames(controlPlane)[1], port: { number: servicePort } } }],
  })));
}

/** How the gateway connects to the control plane whose TLS it ends. */
export function controlPlaneTraffic(https: HttpsControlPlaneOptions, controlPlane: ControlPlaneAddress): PortTraffic[] {
  const [name] = serverNames(controlPlane);
  return SERVED.filter(({ port }) => terminates(https, port)).map(({ port, servicePort }) => ({
    port: { number: servicePort },
    tls: {
      mode: 'SIMPLE',
      // Without a name Istio would expect the host that the client asked for, without a CA one of the system's
      // (istio/istio pilot/pkg/networking/core/cluster_tls.go); the control plane's certificate is of neither.
      sni: name,
      subjectAltNames: [name],
      ...(https.rootSecretName === undefined ? { caCertificates: ROOT_CERTIFICATE } : { credentialName: https.rootSecretName }),
    },
    // discovery is gRPC, whatever the port is called
    ...(port === ISTIOD_PORT && { connectionPool: { http: { h2UpgradePolicy: 'UPGRADE' as const } } }),
  }));
}

/** Names that clients of a control plane ask for: API servers and proxies the first one, proxies of another domain the second. */
function serverNames({ service, namespace, clusterDomain }: ControlPlaneAddress): [string, string] {
  return [`${service}.${namespace}.svc`, `${service}.${namespace}.svc.${clusterDomain}`];
}

function terminates(https: HttpsControlPlaneOptions, port: number): boolean {
  return port === ISTIOD_PORT || (https.terminatesWebhook ?? false);
}

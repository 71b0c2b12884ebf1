import {
  AppProtocol, Cluster, DataPlane, Exposure, ExternalTrafficPolicy, GatewayCertificate, IssuerRef, Mesh, MeshApp, MeshHost, MutualTlsMode, OpenShift,
  OssmRelease, PathMatch, PeerAuthentication, Resolution, ServiceEntry, WorkloadSelector,
} from 'cdk8s-ossm';
import { authorization } from './authorization';
import { extensions } from './extensions';
import type { Shop } from './shop';
import { telemetry } from './telemetry';
import { tokens } from './tokens';
import { authoriser, backupJob, collector, pods } from './workloads';

const app = new MeshApp();
const cluster = new Cluster(app, 'cluster', { name: 'cluster', openshift: OpenShift.V4_20, appsDomain: 'apps.example.com' });

// An ambient mesh, which may hold namespaces with sidecars. Policies ask the authoriser `opa`; traces go to `otel`.
const mesh = new Mesh(cluster, 'mesh', {
  release: OssmRelease.V3_4,
  dataPlane: DataPlane.AMBIENT,
  trustDomain: 'shop.example',
  values: {
    meshConfig: {
      extensionProviders: [
        { name: 'opa', envoyExtAuthzGrpc: { service: 'opa.policy.svc.cluster.local', port: 9191, timeout: '0.5s' } },
        { name: 'otel', opentelemetry: { service: 'collector.tracing.svc.cluster.local', port: 4317 } },
      ],
    },
    // istiod reads keys where policies say so; of addresses inside it does not.
    pilot: { env: { BLOCKED_CIDRS_IN_JWKS_URIS: '10.0.0.0/8,172.16.0.0/12,192.168.0.0/16' } },
  },
});
const root = mesh.namespace(mesh.rootNamespace);

// What the mesh config names.
const policy = mesh.addNamespace('policy');
const opa = policy.addService('opa', { ports: [{ port: 9191, protocol: AppProtocol.GRPC }, { port: 8282, name: 'http-metrics' }] });
authoriser(opa);
const tracing = mesh.addNamespace('tracing', { dataPlane: DataPlane.NONE });
collector(tracing.addService('collector', { port: 4317, protocol: AppProtocol.GRPC }));

// The shop's front has sidecars ...
const front = mesh.addNamespace('front', { dataPlane: DataPlane.SIDECAR });
const web = front.addService('web', { ports: [{ port: 8080 }, { port: 9090, name: 'http-metrics' }] });
const cart = front.addService('cart', { port: 8080 });
// ... and what is behind it has none: a waypoint looks at requests there, also at those that come from the gateway.
const back = mesh.addNamespace('back');
const waypoint = back.addWaypoint();
back.useWaypointForIngress();
const orders = back.addService('orders', { port: 8080 });
const billing = back.addService('billing', { port: 8080 });
const ledger = back.addService('ledger', { port: 5432, protocol: AppProtocol.TCP });
for (const service of [web, cart, orders, billing, ledger]) pods(service);
const backup = backupJob(back, ledger);

// The bank is outside. Calls to it go through the waypoint too.
const bank = new ServiceEntry(back, 'bank', {
  name: 'bank',
  namespace: back,
  hosts: [MeshHost.of('api.bank.example')],
  ports: [{ port: 443, name: 'tls', protocol: AppProtocol.TLS }],
  resolution: Resolution.dns(),
});

// The way in: a network of content delivery calls the load balancer, which keeps its addresses.
const ingress = mesh.addNamespace('edge', { dataPlane: DataPlane.NONE });
const edge = mesh.addInjectedGateway('edge', {
  namespace: ingress,
  exposure: Exposure.loadBalancer({ externalTrafficPolicy: ExternalTrafficPolicy.LOCAL, trustedProxies: 1 }),
});
const site = edge.host('www.shop.example', { certificate: GatewayCertificate.certManager({ issuer: IssuerRef.clusterIssuer('public') }) });
site.addRoute('orders', { match: PathMatch.prefix('/api/orders'), backend: orders });
site.addRoute('web', { match: PathMatch.prefix('/'), backend: web, port: 8080 });

// Nobody talks to anybody without mutual TLS, but for what collects metrics, which is not in the mesh.
new PeerAuthentication(root, 'mutual-tls', { name: 'default', namespace: root, mode: MutualTlsMode.STRICT });
new PeerAuthentication(front, 'web-metrics', {
  name: 'web-metrics',
  namespace: front,
  selector: WorkloadSelector.service(web),
  mode: MutualTlsMode.UNSET,
  portModes: { 9090: MutualTlsMode.DISABLE },
});
new PeerAuthentication(policy, 'opa-metrics', {
  name: 'opa-metrics',
  namespace: policy,
  selector: WorkloadSelector.service(opa),
  portModes: { 8282: MutualTlsMode.PERMISSIVE },
});

const shop: Shop = {
  root, ingress, edge, host: site.hostName, opa, front, web, cart, back, waypoint, orders, billing, ledger, backup, bank,
};
tokens(shop);
authorization(shop);
telemetry(shop);
extensions(shop);

app.synth();

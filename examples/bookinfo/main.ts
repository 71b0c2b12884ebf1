import { Cluster, DataPlane, Exposure, Mesh, MeshApp, OpenShift, OssmRelease, PathMatch, RouteTls } from 'cdk8s-ossm';
import { trafficGenerator } from './traffic-generator';
import { bookinfo } from './workloads';

const app = new MeshApp();
const cluster = new Cluster(app, 'cluster', { name: 'cluster', openshift: OpenShift.V4_20, appsDomain: 'apps.example.com' });

// The mesh: control plane, CNI plugin, their namespaces; traces go to a collector.
const mesh = new Mesh(cluster, 'mesh', {
  release: OssmRelease.V3_3,
  values: {
    meshConfig: {
      extensionProviders: [{ name: 'otel', opentelemetry: { service: 'otel-collector.opentelemetrycollector.svc.cluster.local', port: 4317 } }],
    },
  },
});

// The application, with a sidecar in each pod.
const books = mesh.addNamespace('bookinfo');
const { productpage } = bookinfo(books);

// The way in: OpenShift's router ends TLS and hands over to the gateway, which routes by path.
const edge = mesh.addInjectedGateway('istio-ingressgateway', {
  namespace: mesh.addNamespace('istio-ingress', { dataPlane: DataPlane.NONE }),
  selectorLabels: { app: 'istio-ingressgateway', istio: 'ingressgateway' },
  exposure: Exposure.route({ tls: RouteTls.EDGE }),
});
const host = edge.host('bookinfo');
host.addRoute('pages', {
  matches: [
    PathMatch.exact('/productpage'),
    PathMatch.prefix('/static'),
    PathMatch.exact('/login'),
    PathMatch.exact('/logout'),
    PathMatch.prefix('/api/v1/products'),
  ],
  backend: productpage,
});
trafficGenerator(books, `https://${host.hostName}/productpage`);

app.synth();

import {
  AppProtocol, Cluster, DataPlane, Exposure, ImageSource, Mesh, MeshApp, OpenShift, OssmRelease,
  PathMatch, PullPolicy, RouteTls, UpdateStrategy,
} from 'cdk8s-ossm';

const app = new MeshApp();
const cluster = new Cluster(app, 'cluster', { name: 'cluster', openshift: OpenShift.V4_20, appsDomain: 'apps.example.com' });

// Said once; istiod, the CNI plugin, ztunnel and every proxy take their images from here.
const mesh = new Mesh(cluster, 'mesh', {
  release: OssmRelease.V3_4,
  dataPlane: DataPlane.AMBIENT,
  updateStrategy: UpdateStrategy.inPlace({ version: 'v1.30.3' }),
  images: ImageSource.registry('registry.example.com/ossm', { tag: '1.30.3', pullSecret: 'mesh-pull', pullPolicy: PullPolicy.IF_NOT_PRESENT }),
});

const shop = mesh.addNamespace('shop');
shop.addWaypoint();
const web = shop.addService('web', { port: 8080, protocol: AppProtocol.HTTP });
web.useWaypointForIngress();
const legacy = mesh.addNamespace('legacy', { dataPlane: DataPlane.SIDECAR });
legacy.addService('billing', { port: 8080, protocol: AppProtocol.HTTP });

const edge = mesh.addInjectedGateway('edge', { exposure: Exposure.route({ tls: RouteTls.EDGE }) });
edge.host('shop').addRoute('web', { match: PathMatch.prefix('/'), backend: web });

app.synth();

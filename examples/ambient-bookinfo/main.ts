import { Availability, Cluster, DataPlane, Exposure, Mesh, MeshApp, OpenShift, OssmRelease, PathMatch, RouteTls } from 'cdk8s-ossm';
import { bookinfo } from '../bookinfo/workloads';

const app = new MeshApp();
const cluster = new Cluster(app, 'cluster', { name: 'cluster', openshift: OpenShift.V4_20, appsDomain: 'apps.example.com' });

// Istio and IstioCNI with the ambient profile, ZTunnel, and istiod trusting it.
const mesh = new Mesh(cluster, 'mesh', { release: OssmRelease.V3_4, dataPlane: DataPlane.AMBIENT });

// One waypoint for everything in the namespace ...
const books = mesh.addNamespace('bookinfo');
books.addWaypoint();
const { productpage, reviews } = bookinfo(books);

// ... one of its own for the service that changes most, with replicas of its own ...
reviews.addWaypoint('reviews-waypoint', { availability: Availability.autoscaled(2, 4) });

// ... and one that another namespace shares. Traffic from the gateway goes through the waypoint, too.
const platform = mesh.addNamespace('foo');
const shared = platform.addWaypoint('waypoint-foo', { usableFrom: [books], enrol: false });
productpage.useWaypoint(shared);
productpage.useWaypointForIngress();

const edge = mesh.addInjectedGateway('edge', { exposure: Exposure.route({ tls: RouteTls.EDGE }) });
edge.host('bookinfo').addRoute('all', { match: PathMatch.prefix('/'), backend: productpage });

app.synth();

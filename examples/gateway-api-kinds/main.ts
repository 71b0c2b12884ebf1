import {
  Acknowledgement, AppProtocol, Cluster, DataPlane, Mesh, MeshApp, MeshHost, OpenShift, OssmRelease, Resolution, Risk, ServiceEntry,
} from 'cdk8s-ossm';
import { backends } from './backends';
import { gateways } from './gateways';
import { grants } from './grants';
import { calls, inTheMesh, pages, tls } from './routes';
import { pods } from './workloads';

const app = new MeshApp();
// Routes of TLS, policies for backends and leave for scripts of other origins are in Gateway API since this version.
const cluster = new Cluster(app, 'cluster', { name: 'cluster', openshift: OpenShift.V4_23 });
const mesh = new Mesh(cluster, 'mesh', {
  release: OssmRelease.V3_4,
  dataPlane: DataPlane.AMBIENT,
  acknowledge: [Acknowledgement.of(Risk.UNSUPPORTED_OPENSHIFT, 'the cluster is for trying out what its Gateway API can do')],
});

// The gateways are in a namespace of their own, and so are the certificates.
const ingress = mesh.addNamespace('ingress', { dataPlane: DataPlane.NONE });
const certificates = mesh.addNamespace('certificates', { dataPlane: DataPlane.NONE });

// The shop, with a waypoint, where routes inside the mesh happen.
const shop = mesh.addNamespace('shop');
shop.addWaypoint();
const web = shop.addService('web', { port: 8080 });
const cart = shop.addService('cart', { port: 8080 });
const cartNext = shop.addService('cart-next', { port: 8080 });
const search = shop.addService('search', { port: 9090, protocol: AppProtocol.GRPC });
const searchNext = shop.addService('search-next', { port: 9090, protocol: AppProtocol.GRPC });
const vault = shop.addService('vault', { port: 8443, protocol: AppProtocol.TLS });

// Another team has the catalogue; what is older than the mesh speaks TLS by itself.
const catalogue = mesh.addNamespace('catalogue');
const items = catalogue.addService('items', { port: 8080 });
const prices = catalogue.addService('prices', { port: 9090, protocol: AppProtocol.GRPC });
const safe = catalogue.addService('safe', { port: 8443, protocol: AppProtocol.TLS });
const legacy = mesh.addNamespace('legacy', { dataPlane: DataPlane.NONE });
const invoices = legacy.addService('invoices', { ports: [{ port: 8443, name: 'https', protocol: AppProtocol.HTTPS }] });
const stock = legacy.addService('stock', { ports: [{ port: 8443, name: 'https', protocol: AppProtocol.HTTPS }] });
for (const service of [web, cart, cartNext, search, searchNext, vault, items, prices, safe, invoices, stock]) pods(service);

// A service outside of the mesh.
const weather = new ServiceEntry(shop, 'weather', {
  name: 'weather',
  namespace: shop,
  hosts: [MeshHost.of('api.weather.example')],
  ports: [{ port: 80, name: 'http', protocol: AppProtocol.HTTP }],
  resolution: Resolution.dns(),
});

const { edge, inner, secret } = gateways(mesh, { ingress, certificates, shop, catalogue });
const whole = {
  ingress, shop, catalogue, edge, inner, web, cart, cartNext, search, searchNext, vault, items, prices, safe, invoices, stock, weather,
};
pages(whole);
calls(whole);
tls(whole);
inTheMesh(whole);
backends(legacy, { invoices, stock });
grants({ ingress, certificates, shop, catalogue, legacy, items, prices, safe, secret });

app.synth();

import { Cluster, DataPlane, Exposure, GatewayCertificate, IssuerRef, Mesh, MeshApp, OpenShift, OssmRelease } from 'cdk8s-ossm';
import { connections } from './connections';
import { frontDoor } from './front-door';
import { gateways } from './gateways';
import { limits } from './limits';
import { machines } from './machines';
import { outside } from './outside';
import { proxies } from './proxies';
import { pods, shop } from './shop';
import { sidecars } from './sidecars';
import { versions } from './versions';

const app = new MeshApp();
const cluster = new Cluster(app, 'cluster', { name: 'cluster', openshift: OpenShift.V4_20, appsDomain: 'apps.example.com' });
// istiod reads keys of tokens where policies say so; of addresses inside it does not.
const BLOCKED_CIDRS_IN_JWKS_URIS = '10.0.0.0/8,172.16.0.0/12,192.168.0.0/16';
const mesh = new Mesh(cluster, 'mesh', { release: OssmRelease.V3_4, values: { pilot: { env: { BLOCKED_CIDRS_IN_JWKS_URIS } } } });

// The shop, a team that it sends to, and the pods of two gateways: one for customers, one for partners, which takes what is no HTTP too.
const { namespace, ...services } = shop(mesh.addNamespace('shop'));
const finance = mesh.addNamespace('finance');
const ledger = finance.addService('ledger', { port: 7070 });
pods(ledger, 'v1');
const ingress = mesh.addNamespace('ingress', { dataPlane: DataPlane.NONE });
const edge = mesh.addInjectedGateway('edge', { namespace: ingress, exposure: Exposure.loadBalancer(), readsSecrets: true });
const outer = mesh.addNamespace('partners', { dataPlane: DataPlane.NONE });
const partners = mesh.addInjectedGateway('partners', { namespace: outer, exposure: Exposure.loadBalancer() });
// Partners find the shop there under the same name. Its routes are those of the shop's own VirtualService.
partners.host('shop.example.com', { certificate: GatewayCertificate.certManager({ issuer: IssuerRef.clusterIssuer('public') }), routesFrom: [namespace] });

const whole = { namespace, ...services };
const { web, bytes } = gateways(cluster, { edge, partners, ingress, outer, shop: namespace, reviews: services.reviews });
versions(cluster, whole);
frontDoor(cluster, { shop: whole, ingress, edge, web, partners, outer, finance, ledger });
connections(cluster, { shop: whole, bytes, ledger });
limits(cluster, whole, ledger);
outside(cluster, whole);
machines(cluster, namespace);
sidecars(cluster, { shop: namespace, root: mesh.namespace(mesh.rootNamespace), reviews: services.reviews, ledger });
proxies(cluster, { shop: namespace, reviews: services.reviews, ingress, edge, web });

app.synth();

import { Cluster, DataPlane, Exposure, InjectedGateway, Mesh, MeshApp, OpenShift, OssmRelease } from 'cdk8s-ossm';
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
const mesh = new Mesh(cluster, 'mesh', { release: OssmRelease.V3_4 });

// The shop, a team that it sends to, and the pods of a gateway. Those of another one are the work of another program.
const { namespace, ...services } = shop(mesh.addNamespace('shop'));
const finance = mesh.addNamespace('finance');
const ledger = finance.addService('ledger', { port: 9080 });
pods(ledger, 'v1');
const ingress = mesh.addNamespace('ingress', { dataPlane: DataPlane.NONE });
const edge = mesh.addInjectedGateway('edge', { namespace: ingress, exposure: Exposure.loadBalancer(), readsSecrets: true });
const partners = InjectedGateway.fromName(cluster, 'partners', { name: 'partners', namespace: mesh.namespace('partners') });

const whole = { namespace, ...services };
const { web, bytes } = gateways(cluster, { edge, partners, ingress, shop: namespace, reviews: services.reviews });
versions(cluster, whole);
frontDoor(cluster, { shop: whole, web, partners, finance, ledger });
connections(cluster, whole, bytes);
limits(cluster, whole, ledger);
outside(cluster, whole);
machines(cluster, namespace);
sidecars(cluster, { shop: namespace, root: mesh.namespace(mesh.rootNamespace), reviews: services.reviews, ledger });
proxies(cluster, { shop: namespace, reviews: services.reviews, ingress, edge, web });

app.synth();

import { Chart } from 'cdk8s';
import { Mesh, MeshApp, MeshContract, PathMatch } from 'cdk8s-ossm';

const app = new MeshApp();
const chart = new Chart(app, 'orders');

// Everything about the mesh is in the file that the team running it gave us.
const mesh = Mesh.fromContract(chart, 'mesh', { contract: MeshContract.fromFile('mesh-contract.json') });
const shop = mesh.namespace('shop');

// Our Deployment and Service stand in another repository; here we only refer to them.
const orders = shop.serviceFromName('orders', { port: 9080, serviceAccount: 'orders' });

// The host was granted to us: its Route, certificate and server are there. We add where requests go.
mesh.gateway('edge').host('orders').addRoute('web', { match: PathMatch.prefix('/'), backend: orders });

app.synth();

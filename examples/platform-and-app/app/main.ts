import { AppProtocol, Cluster, Mesh, MeshApp, MeshContract, PathMatch } from 'cdk8s-ossm';

// The payments team's repository. All it has of the platform's is the contract.
const app = new MeshApp({ contractsDir: '../exchange' });
const cluster = new Cluster(app, 'east', { name: 'east' });
const mesh = Mesh.fromContract(cluster, 'mesh', { contract: MeshContract.fromFile('../exchange/east/default/mesh-contract.json') });

// Granted: a namespace of ours, and a host that waits for routes.
const payments = mesh.namespace('payments');
const api = payments.addService('api', { port: 8080, protocol: AppProtocol.HTTP });
mesh.gateway('edge').host('payments').addRoute('api', { match: PathMatch.prefix('/'), backend: api });

// Not granted: the Namespace is the platform's, so the label that puts this waypoint into service is asked for.
payments.addWaypoint();
api.useWaypointForIngress();

app.synth();

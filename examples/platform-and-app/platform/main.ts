import {
  Cluster, DataPlane, Exposure, Grant, Mesh, MeshApp, MeshRequests, OpenShift, OssmRelease, RouteTls,
} from 'cdk8s-ossm';

// The platform team's repository.
const app = new MeshApp({ contractsDir: '../exchange' });
const cluster = new Cluster(app, 'east', { name: 'east', openshift: OpenShift.V4_20, appsDomain: 'apps.east.example.com' });
const mesh = new Mesh(cluster, 'mesh', { release: OssmRelease.V3_4, dataPlane: DataPlane.AMBIENT });

mesh.addInjectedGateway('edge', { exposure: Exposure.route({ tls: RouteTls.EDGE }) });

// What the payments team may do without asking: live in one namespace, and serve one host.
mesh.addTenant('payments', { namespaces: ['payments'], hosts: ['payments'], grants: [Grant.ENROL, Grant.ATTACH_ROUTES] });

// What they asked for beyond that, and got: somebody has read it, and wrote its id here. A changed request has another id.
mesh.accept(MeshRequests.fromFile('../exchange/east/default/payments/mesh-requests.json'), { ids: ['req-91e756aa9289aa321f94'] });

// The contract is written to a folder of its own; commit it where the team can read it.
app.synth();

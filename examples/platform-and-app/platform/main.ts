import { Cluster, DataPlane, Exposure, Grant, Mesh, MeshApp, OpenShift, OssmRelease, RouteTls } from 'cdk8s-ossm';

// The platform team's repository.
const app = new MeshApp();
const cluster = new Cluster(app, 'east', { name: 'east', openshift: OpenShift.V4_20, appsDomain: 'apps.east.example.com' });
const mesh = new Mesh(cluster, 'mesh', { release: OssmRelease.V3_4, dataPlane: DataPlane.AMBIENT });

mesh.addInjectedGateway('edge', { exposure: Exposure.route({ tls: RouteTls.EDGE }) });

// What the payments team may do without asking: live in one namespace, and serve one host.
mesh.addTenant('payments', { namespaces: ['payments'], hosts: ['payments'], grants: [Grant.ENROL, Grant.ATTACH_ROUTES] });

// The contract goes beside the output, not into it; commit it where the teams can read it.
app.synth();

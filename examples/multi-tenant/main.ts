import {
  AppProtocol, Cluster, DiscoverySelector, Exposure, Mesh, MeshApp, MeshFoundation, OpenShift,
  OssmRelease, PathMatch, RouteTls,
} from 'cdk8s-ossm';

const app = new MeshApp();
const cluster = new Cluster(app, 'cluster', { name: 'cluster', openshift: OpenShift.V4_20, appsDomain: 'apps.example.com' });

// What a cluster has once: one operator, one IstioCNI.
const foundation = new MeshFoundation(cluster, 'foundation', { release: OssmRelease.V3_3 });

// A mesh for each team: its own control plane, which sees the namespaces of that team and no others.
for (const team of ['red', 'blue']) {
  const mesh = new Mesh(cluster, team, {
    foundation,
    name: team,
    rootNamespace: `${team}-system`,
    meshId: team,
    discoverySelectors: [DiscoverySelector.labels({ mesh: team })],
  });
  const shop = mesh.addNamespace(`${team}-shop`);
  const web = shop.addService('web', { port: 8080, protocol: AppProtocol.HTTP });
  const edge = mesh.addInjectedGateway(`${team}-edge`, { exposure: Exposure.route({ tls: RouteTls.EDGE }) });
  edge.host(`${team}-shop`).addRoute('web', { match: PathMatch.prefix('/'), backend: web });
}

app.synth();

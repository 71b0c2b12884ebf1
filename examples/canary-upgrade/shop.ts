import {
  AppProtocol, Cluster, Exposure, Mesh, MeshApp, OpenShift, OssmRelease, PathMatch, RevisionTrack,
  RouteTls, UpdateStrategy,
} from 'cdk8s-ossm';

/** What changes from commit to commit. */
export interface Commit {
  /** The newest control plane. */
  readonly version: string;
  /** What production runs. */
  readonly production: string;
  /** What the canary runs, where there is one. */
  readonly canary?: string;
}

/** A shop whose catalogue is first to try a new control plane. */
export function shop(commit: Commit): void {
  const app = new MeshApp();
  const cluster = new Cluster(app, 'cluster', { name: 'cluster', openshift: OpenShift.V4_20, appsDomain: 'apps.example.com' });
  const mesh = new Mesh(cluster, 'mesh', { release: OssmRelease.V3_4, updateStrategy: UpdateStrategy.revisionBased(commit) });

  const front = mesh.addNamespace('front');
  const web = front.addService('web', { port: 8080, protocol: AppProtocol.HTTP });
  const track = commit.canary === undefined ? RevisionTrack.PRODUCTION : RevisionTrack.CANARY;
  mesh.addNamespace('catalogue', { track }).addService('catalogue', { port: 8080, protocol: AppProtocol.HTTP });

  const edge = mesh.addInjectedGateway('edge', { exposure: Exposure.route({ tls: RouteTls.EDGE }) });
  edge.host('shop').addRoute('web', { match: PathMatch.prefix('/'), backend: web });
  app.synth();
}

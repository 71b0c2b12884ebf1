import {
  Acknowledgement, AppProtocol, Cluster, DataPlane, MeshApp, MeshTrust, MultiPrimary, OpenShift, OssmRelease, RemoteSecrets, Risk, SecretStoreRef,
} from 'cdk8s-ossm';
import { client, helloworld } from '../multi-primary-single-network/helloworld';

const app = new MeshApp();
const vault = SecretStoreRef.clusterStore('vault');

const cluster = (name: string) => new Cluster(app, name, {
  name,
  network: `net-${name}`,
  openshift: OpenShift.V4_20,
  apiServer: { url: `https://api.${name}.example.com:6443` },
});
const [east, west] = [cluster('east'), cluster('west')];

const mesh = new MultiPrimary(app, 'mesh', {
  clusters: [east, west],
  meshId: 'mesh1',
  release: OssmRelease.V3_4,
  dataPlane: DataPlane.AMBIENT,
  trust: MeshTrust.externalSecrets({ store: vault, key: 'mesh/ca/{cluster}', rootKey: 'mesh/ca/root' }),
  remoteSecrets: RemoteSecrets.externalSecrets({ store: vault, key: 'mesh/remote/{cluster}', publish: true }),
  acknowledge: [Acknowledgement.of(Risk.UNPROVEN_TOPOLOGY, 'the clusters are for development')],
});

// The same waypoint in both clusters, and a service that both share.
const sample = mesh.addNamespace('sample');
sample.addWaypoint();
const hello = sample.addService('helloworld', { port: 5000, protocol: AppProtocol.HTTP });
helloworld(hello.of(east), 'v1');
helloworld(hello.of(west), 'v2');
client(sample.of(east));

// A service that is not shared stays in its cluster, also for callers of the other one.
mesh.addNamespace('backoffice').of(west).addService('notes', { port: 8080 });

app.synth();

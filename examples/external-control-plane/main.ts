import {
  Acknowledgement, AppProtocol, Cluster, ClusterFacts, ExternalControlPlane, MeshApp, MeshTrust, OpenShift, OssmRelease, RemoteSecrets, Risk,
  SecretStoreRef,
} from 'cdk8s-ossm';
import { client, helloworld } from '../multi-primary-single-network/helloworld';

const app = new MeshApp();
const vault = SecretStoreRef.clusterStore('vault');

const cluster = (name: string, network: string) => new Cluster(app, name, {
  name,
  network,
  openshift: OpenShift.V4_20,
  facts: ClusterFacts.fromFile(`facts/${name}.json`),
});
const hub = cluster('hub', 'net-hub');
const [east, west] = [cluster('east', 'shared'), cluster('west', 'shared')];

// The control plane runs in `hub`, for workloads of `east` and `west`. Routes and policies are written into `east`.
const mesh = new ExternalControlPlane(app, 'mesh', {
  hub,
  configCluster: east,
  dataClusters: [west],
  meshId: 'mesh1',
  release: OssmRelease.V3_3,
  trust: MeshTrust.externalSecrets({ store: vault, key: 'mesh/ca/{cluster}', rootKey: 'mesh/ca/root' }),
  remoteSecrets: RemoteSecrets.externalSecrets({ store: vault, key: 'mesh/remote/{cluster}/{account}', publish: true }),
  acknowledge: [Acknowledgement.of(Risk.UNPROVEN_TOPOLOGY, 'the clusters of this mesh are for development')],
});

const sample = mesh.addNamespace('sample');
const hello = sample.addService('helloworld', { port: 5000, protocol: AppProtocol.HTTP });
helloworld(hello.of(east), 'v1');
helloworld(hello.of(west), 'v2');
client(sample.of(west));

app.synth();

import {
  AppProtocol, Cluster, ClusterFacts, MeshApp, MeshTrust, OpenShift, OssmRelease, PrimaryRemote, RemoteSecrets, SecretStoreRef, UpdateStrategy,
} from 'cdk8s-ossm';
import { client, helloworld } from '../multi-primary-single-network/helloworld';

const app = new MeshApp();
const vault = SecretStoreRef.clusterStore('vault');

const cluster = (name: string) => new Cluster(app, name, {
  name,
  network: `net-${name}`,
  openshift: OpenShift.V4_20,
  facts: ClusterFacts.fromFile(`facts/${name}.json`),
});
const [hub, spare, edge] = [cluster('hub'), cluster('spare'), cluster('edge')];

// Two control planes, which look after a third cluster as well. It starts from `hub`, unless `perCluster` says otherwise.
const mesh = new PrimaryRemote(app, 'mesh', {
  primaries: [hub, spare],
  remotes: [edge],
  meshId: 'mesh1',
  release: OssmRelease.V3_4,
  updateStrategy: UpdateStrategy.revisionBased({ version: 'v1.30.3', production: 'v1.30.3' }),
  trust: MeshTrust.externalSecrets({ store: vault, key: 'mesh/ca/{cluster}', rootKey: 'mesh/ca/root' }),
  remoteSecrets: RemoteSecrets.externalSecrets({ store: vault, key: 'mesh/remote/{cluster}', publish: true }),
});

const sample = mesh.addNamespace('sample');
const hello = sample.addService('helloworld', { port: 5000, protocol: AppProtocol.HTTP });
helloworld(hello.of(hub), 'v1');
helloworld(hello.of(edge), 'v2');
client(sample.of(edge));

// What must not leave its cluster.
mesh.addNamespace('backoffice').of(hub).addService('notes', { port: 8080 }).keepLocal();

app.synth();

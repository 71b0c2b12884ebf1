import {
  Acknowledgement, AppProtocol, Cluster, ClusterFacts, EastWest, Exposure, MeshApp, MeshTrust, OpenShift, OssmRelease, PrimaryRemote,
  RemoteSecrets, Risk,
} from 'cdk8s-ossm';
import { client, helloworld } from '../multi-primary-single-network/helloworld';

const app = new MeshApp();

// What is known only once the clusters run stands in a file for each of them.
const cluster = (name: string) => new Cluster(app, name, {
  name,
  network: 'shared',
  openshift: OpenShift.V4_20,
  facts: ClusterFacts.fromFile(`facts/${name}.json`),
});
const [hub, edge] = [cluster('hub'), cluster('edge')];

const mesh = new PrimaryRemote(app, 'mesh', {
  primaries: [hub],
  remotes: [edge],
  meshId: 'mesh1',
  release: OssmRelease.V3_3,
  trust: MeshTrust.existingSecrets(),
  remoteSecrets: RemoteSecrets.script(),
  // On one network the address of a Service will do, and no load balancer is needed.
  eastWest: EastWest.injected({ exposure: Exposure.clusterIp() }),
  acknowledge: [Acknowledgement.of(Risk.UNPROVEN_TOPOLOGY, 'pods and Services of both clusters are routed')],
});

const sample = mesh.addNamespace('sample');
const hello = sample.addService('helloworld', { port: 5000, protocol: AppProtocol.HTTP });
helloworld(hello.of(hub), 'v1');
helloworld(hello.of(edge), 'v2');
client(sample.of(edge));

app.synth();

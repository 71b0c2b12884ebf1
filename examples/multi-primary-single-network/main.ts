import {
  Acknowledgement, AppProtocol, Cluster, IssuerRef, MeshApp, MeshTrust, MultiPrimary, OpenShift, OssmRelease, RemoteSecrets, Risk,
} from 'cdk8s-ossm';
import { client, helloworld } from './helloworld';

const app = new MeshApp();

// Two clusters whose pods reach each other: they are on one network.
const cluster = (name: string) => new Cluster(app, name, {
  name,
  network: 'shared',
  openshift: OpenShift.V4_20,
  apiServer: { url: `https://api.${name}.example.com:6443` },
});
const [east, west] = [cluster('east'), cluster('west')];

const mesh = new MultiPrimary(app, 'mesh', {
  clusters: [east, west],
  meshId: 'mesh1',
  release: OssmRelease.V3_4,
  // Each control plane has a CA of its own below one root.
  trust: MeshTrust.certManager({ issuer: IssuerRef.clusterIssuer('mesh-root') }),
  remoteSecrets: RemoteSecrets.script(),
  acknowledge: [Acknowledgement.of(Risk.UNPROVEN_TOPOLOGY, 'pods of both clusters are routed, and failover was rehearsed')],
});

// One service, with pods in both clusters.
const sample = mesh.addNamespace('sample');
const hello = sample.addService('helloworld', { port: 5000, protocol: AppProtocol.HTTP });
helloworld(hello.of(east), 'v1');
helloworld(hello.of(west), 'v2');
client(sample.of(east));

app.synth();

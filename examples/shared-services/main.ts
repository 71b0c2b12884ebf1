import { readFileSync } from 'fs';
import {
  AppProtocol, Cluster, ClusterFacts, IssuerRef, MeshApp, MeshTrust, OpenShift, OssmRelease, SharedServices,
} from 'cdk8s-ossm';
import { client, helloworld } from '../multi-primary-single-network/helloworld';

const app = new MeshApp();

// Two meshes that stay apart: each has a trust domain, a root and a control plane of its own, and reads no other cluster.
const mesh = (name: string) => ({
  cluster: new Cluster(app, name, { name, network: `net-${name}`, openshift: OpenShift.V4_20, facts: ClusterFacts.fromFile(`facts/${name}.json`) }),
  release: OssmRelease.V3_3,
  trustDomain: `${name}.example`,
  trust: MeshTrust.certManager({ issuer: IssuerRef.clusterIssuer('mesh-root'), rootCertificate: readFileSync(`roots/${name}.pem`, 'utf-8') }),
});
const [east, west] = [mesh('east'), mesh('west')];
const shared = new SharedServices(app, 'shared', { meshes: [east, west] });

// A service of the one, which the other gets under a name of its own.
const sample = shared.meshOf(west.cluster).addNamespace('sample');
const hello = sample.addService('helloworld', { port: 5000, protocol: AppProtocol.HTTP });
helloworld(hello, 'v1');
shared.exportService(hello, { host: 'helloworld.west.example.com' });

client(shared.meshOf(east.cluster).addNamespace('sample'));

app.synth();

import { Duration } from 'cdk8s';
import {
  AppProtocol, Cluster, FailoverKey, MeshApp, MeshTrust, MultiPrimary, OpenShift, OssmRelease, OutlierDetection, RemoteSecrets, SecretStoreRef,
  UpdateStrategy,
} from 'cdk8s-ossm';
import { client, helloworld } from '../multi-primary-single-network/helloworld';

const app = new MeshApp();
const vault = SecretStoreRef.clusterStore('vault');

// Three clusters whose pods do not reach each other: each is on a network of its own.
const cluster = (name: string, region: string) => new Cluster(app, name, {
  name,
  region,
  network: `net-${name}`,
  openshift: OpenShift.V4_20,
  apiServer: { url: `https://api.${name}.example.com:6443` },
});
const east = cluster('east', 'us-east');
const west = cluster('west', 'us-west');
const north = cluster('north', 'eu-north');

const mesh = new MultiPrimary(app, 'mesh', {
  clusters: [east, west, north],
  meshId: 'mesh1',
  release: OssmRelease.V3_3,
  updateStrategy: UpdateStrategy.inPlace({ version: 'v1.28.10' }),
  // Key material stays in the vault: an intermediate certificate for each cluster, below one root.
  trust: MeshTrust.externalSecrets({ store: vault, key: 'mesh/ca/{cluster}', rootKey: 'mesh/ca/root' }),
  // And so do the tokens by which the control planes read each other's clusters; each cluster puts its own there.
  remoteSecrets: RemoteSecrets.externalSecrets({ store: vault, key: 'mesh/remote/{cluster}', publish: true }),
  // Only what is in the namespace `sample` can be reached from other networks.
  exposedHosts: ['*.sample.svc.cluster.local'],
});

const sample = mesh.addNamespace('sample');
const hello = sample.addService('helloworld', { port: 5000, protocol: AppProtocol.HTTP });
helloworld(hello.of(east), 'v1');
helloworld(hello.of(west), 'v2');
client(sample.of(east));
client(sample.of(north));

// A caller stays in its own cluster while there is a healthy pod, then in its region.
hello.failover({
  order: [FailoverKey.REGION, FailoverKey.CLUSTER],
  outlierDetection: OutlierDetection.after5xx(5, { interval: Duration.seconds(10), ejectionTime: Duration.seconds(30) }),
});

app.synth();

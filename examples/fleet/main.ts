import { readFileSync } from 'fs';
import {
  AppProtocol, Cluster, IssuerRef, MeshApp, MeshTrust, MultiPrimary, OpenShift, OssmRelease, RemoteSecrets, SecretStoreRef, UpdateStrategy,
} from 'cdk8s-ossm';

/** A row of the file that says which clusters there are. */
interface Row {
  readonly name: string;
  readonly region: string;
  readonly domain: string;
}

const app = new MeshApp();

// A cluster is a line of a file. Adding one adds a folder, and to each other cluster the one Secret that reads it.
const rows: Row[] = JSON.parse(readFileSync('clusters.json', 'utf-8'));
const clusters = rows.map(({ name, region, domain }) => new Cluster(app, name, {
  name,
  region,
  network: `net-${name}`,
  openshift: OpenShift.V4_20,
  appsDomain: `apps.${domain}`,
  apiServer: { url: `https://api.${domain}:6443` },
}));

const vault = SecretStoreRef.clusterStore('vault');
const mesh = new MultiPrimary(app, 'mesh', {
  clusters,
  meshId: 'fleet',
  release: OssmRelease.V3_4,
  updateStrategy: UpdateStrategy.inPlace({ version: 'v1.30.3' }),
  trust: MeshTrust.certManager({ issuer: IssuerRef.clusterIssuer('fleet-root') }),
  remoteSecrets: RemoteSecrets.externalSecrets({ store: vault, key: 'fleet/{cluster}', publish: true }),
});

mesh.addNamespace('shop').addService('catalog', { port: 8080, protocol: AppProtocol.HTTP });

app.synth();

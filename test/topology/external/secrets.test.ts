import { known } from './support';
import { IssuerRef, MeshTrust, RemoteSecrets, SecretStoreRef } from '../../../src';
import { find, listed, objectsOf } from '../support';

const store = SecretStoreRef.clusterStore('vault');

test('the control plane reads the config cluster as itself, and the others as every control plane reads another cluster', () => {
  const program = known();
  program.external({ dataClusters: [program.west], remoteSecrets: RemoteSecrets.externalSecrets({ store, key: 'mesh/{cluster}/{account}' }) });
  const objects = objectsOf(program.hub);
  const config = find(objects, 'ExternalSecret', 'istio-kubeconfig');
  expect(config.metadata.namespace).toBe('external-istiod');
  expect(Object.keys(config.spec.target.template.data)).toEqual(['config']);
  expect(config.spec.target.template.metadata.labels ?? {}).toEqual({});
  expect(config.spec.data[0].remoteRef.key).toBe('mesh/east/istiod-external-istiod');
  const remote = find(objects, 'ExternalSecret', 'istio-remote-secret-west');
  expect(Object.keys(remote.spec.target.template.data)).toEqual(['west']);
  expect(remote.spec.target.template.metadata.labels).toEqual({ 'istio/multiCluster': 'true' });
  expect(remote.spec.data[0].remoteRef.key).toBe('mesh/west/istio-reader-service-account');
  expect(listed(objects).filter((o) => o.startsWith('ExternalSecret'))).toHaveLength(2);
  expect(program.errors()).toEqual([]);
});

test('tokens are of the account that the charts make in the config cluster, and of a reader that they do not make in a data cluster', () => {
  const program = known();
  program.external({ dataClusters: [program.west], remoteSecrets: RemoteSecrets.externalSecrets({ store, publish: true, key: 'mesh/{cluster}/{account}' }) });
  const accounts = (cluster: 'east' | 'west') => objectsOf(program[cluster])
    .filter((o) => o.kind === 'Secret' || (o.kind === 'ServiceAccount' && o.metadata.name !== 'istio-eastwestgateway'))
    .map((o) => `${o.kind} ${o.metadata.namespace}/${o.metadata.name}`);
  expect(accounts('east')).toEqual(['Secret external-istiod/istiod-external-istiod-istio-remote-secret-token']);
  expect(accounts('west')).toEqual([
    'ServiceAccount external-istiod/istio-reader-service-account', 'Secret external-istiod/istio-reader-service-account-istio-remote-secret-token',
  ]);
});

test('a person is told that istiod takes the hub for its config cluster while it has no kubeconfig', () => {
  const program = known();
  const mesh = program.external();
  expect(mesh.preconditions().find((p) => p.includes("'istio-kubeconfig' is in namespace 'external-istiod' of cluster 'hub'"))).toContain('until Deployment');
  expect(mesh.preconditions().some((p) => p.includes("'cacerts'") && p.includes("cluster 'hub'"))).toBe(true);
});

describe('the certificate authority', () => {
  test('is beside istiod, in the hub, and nowhere else', () => {
    const program = known();
    program.external({ dataClusters: [program.west], trust: MeshTrust.certManager({ issuer: IssuerRef.clusterIssuer('vault') }) });
    const certificates = (cluster: 'hub' | 'east' | 'west') => objectsOf(program[cluster]).filter((o) => o.kind === 'Certificate').map((o) => `${o.metadata.namespace}/${o.spec.secretName}`);
    expect([certificates('hub'), certificates('east'), certificates('west')]).toEqual([['external-istiod/cacerts'], [], []]);
    expect(program.errors()).toEqual([]);
  });

  test('may be one of its own: there is one control plane', () => {
    const program = known();
    program.external({ dataClusters: [program.west], trust: MeshTrust.selfSigned() });
    expect(program.errors()).toEqual([]);
  });

  test('cannot be istio-csr, which serves the control plane of its own cluster', () => {
    const program = known();
    program.external({ trust: MeshTrust.istioCsr({ issuer: IssuerRef.clusterIssuer('vault') }) });
    expect(program.errors().filter((c) => c.startsWith('security/'))).not.toEqual([]);
  });
});

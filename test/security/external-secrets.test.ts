import { Duration } from 'cdk8s';
import { Clusters, codes, ROOT } from './support';
import { type ExternalSecretsTrustOptions, MeshTrust } from '../../src/security';
import { fingerprintOf } from '../../src/security/certificates';
import { SecretStoreRef } from '../../src/vocabulary';

const store = SecretStoreRef.clusterStore('vault');
const trust = (options: Partial<ExternalSecretsTrustOptions> = {}) => MeshTrust.externalSecrets({ store, key: 'mesh/{cluster}', ...options });
const data = (clusters: Clusters, cluster: string) => clusters.only(cluster, 'ExternalSecret').spec.data;

describe('Secrets of the External Secrets Operator', () => {
  test('have the four files of a plugged-in CA, from an entry of each cluster', () => {
    const clusters = new Clusters(['east', 'west']).apply(trust());
    expect(clusters.only('east', 'ExternalSecret')).toEqual({
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: { name: 'cacerts', namespace: 'istio-system' },
      spec: {
        secretStoreRef: { kind: 'ClusterSecretStore', name: 'vault' },
        target: { name: 'cacerts' },
        data: ['ca-cert.pem', 'ca-key.pem', 'root-cert.pem', 'cert-chain.pem'].map((file) => ({
          secretKey: file, remoteRef: { key: 'mesh/east', property: file },
        })),
      },
    });
    expect(data(clusters, 'west').map((d: any) => d.remoteRef.key)).toEqual(Array(4).fill('mesh/west'));
    expect(trust()._problems(clusters.contexts)).toEqual([]);
    expect(trust()._values(clusters.contexts[0])).toEqual({});
  });

  test('have one root where it has an entry of its own', () => {
    const clusters = new Clusters(['east', 'west']).apply(trust({ rootKey: 'mesh/root', properties: { root: 'pem' } }));
    for (const cluster of ['east', 'west']) {
      expect(data(clusters, cluster)[2]).toEqual({ secretKey: 'root-cert.pem', remoteRef: { key: 'mesh/root', property: 'pem' } });
    }
    expect(clusters.preconditions().some((t) => t.includes('taken on trust'))).toBe(false);
  });

  test('whose roots come from an entry each are taken on trust, and that is said', () => {
    const texts = new Clusters(['east']).apply(trust({ rootCertificate: ROOT })).preconditions();
    expect(texts[0]).toMatch(/must be made .* of cluster 'east' before the control plane .* wait --for=condition=Ready externalsecret\/cacerts/);
    expect(texts[1]).toMatch(/entry 'mesh\/east' of ClusterSecretStore 'vault' has the root of the mesh is taken on trust/);
    expect(texts[1]).toContain(fingerprintOf(ROOT));
    expect(trust({ rootCertificate: ROOT })._rootOf('west')).toBe(fingerprintOf(ROOT));
  });

  test('take other field names, an interval and raw fields', () => {
    const clusters = new Clusters(['east']).apply(trust({
      properties: { certificate: 'cert', privateKey: 'key', root: 'root', chain: 'chain' },
      refreshInterval: Duration.minutes(90),
      raw: { spec: { target: { deletionPolicy: 'Retain' } } },
    }));
    const { spec } = clusters.only('east', 'ExternalSecret');
    expect(spec.data.map((d: any) => d.remoteRef.property)).toEqual(['cert', 'key', 'root', 'chain']);
    expect(spec).toMatchObject({ refreshInterval: '90m', target: { deletionPolicy: 'Retain' } });
  });

  test('of one entry for two clusters are an error, for one cluster they are not', () => {
    const shared = trust({ key: 'mesh/ca' });
    const problems = shared._problems(new Clusters(['east', 'west']).contexts);
    expect(codes(problems)).toEqual(['security/shared-intermediate']);
    expect(problems[0].problem.fix).toContain("'mesh/ca/{cluster}'");
    expect(shared._problems(new Clusters(['east']).contexts)).toEqual([]);
  });

  test('with a root for each cluster are an error', () => {
    expect(codes(trust({ rootKey: 'root/{cluster}' })._problems(new Clusters(['east', 'west']).contexts))).toEqual(['security/root-per-cluster']);
  });

  test.each([
    ['store', { store: 'vault' }], ['key', { key: undefined }], ['rootKey', { rootKey: 1 }], ['refreshInterval', { refreshInterval: '1h' }],
    ['properties.root', { properties: { root: 1 } }],
  ])('fail at once with a wrong `%s`', (property, options) => {
    const apply = () => new Clusters(['east']).apply(trust(options as any));
    expect(apply).toThrow('security/wrong-type');
    expect(apply).toThrow(`\`${property}\` of MeshTrust.externalSecrets`);
  });
});

import { ApiObject } from 'cdk8s';
import { ExternalProgram, known } from './support';
import { Acknowledgement, DataPlane, ExternalControlPlane, type ExternalControlPlaneProps, Risk, UpdateStrategy } from '../../../src';
import { find, objectsOf } from '../support';

const thrown = (props: (program: ExternalProgram) => any): string => {
  const program = known();
  try {
    program.external(props(program));
    return '';
  } catch (e) {
    return (e as Error).message;
  }
};

describe('the three parts', () => {
  test('the hub is none of the clusters of the mesh', () => {
    expect(thrown((p) => ({ configCluster: p.hub }))).toContain('topology/hub-in-the-mesh');
    expect(thrown((p) => ({ dataClusters: [p.hub] }))).toContain('topology/hub-in-the-mesh');
    expect(thrown((p) => ({ dataClusters: [p.west] }))).toBe('');
  });

  test('each cluster is there once, under a name of its own, with a network', () => {
    expect(thrown((p) => ({ dataClusters: [p.east] }))).toContain('topology/cluster-twice');
    expect(thrown((p) => ({ dataClusters: [p.cluster('bare', { network: undefined })] }))).toContain('topology/no-network');
    const program = known();
    program.external({ configCluster: program.cluster('second', { name: 'hub' }) });
    expect(program.errors()).toContain('topology/cluster-name-twice');
  });

  test('all clusters are of one app', () => {
    expect(thrown(() => ({ hub: new ExternalProgram().hub }))).toContain('topology/cluster-of-another-app');
  });
});

describe('what is not of its type', () => {
  test.each([
    ['hub', 'hub'], ['hub', undefined], ['configCluster', 'east'], ['configCluster', undefined], ['dataClusters', 'west'], ['dataClusters', ['west']],
    ['exposure', 'passthrough'], ['hubGateway', 'injected'], ['gatewayMesh', 'default'], ['name', 7], ['meshId', undefined], ['trust', 'cacerts'],
    ['release', '3.4'], ['perCluster', 'east'], ['remoteSecrets', 'script'], ['exposedHosts', '*.local'],
  ])('%s: %p', (property, value) => {
    expect(thrown(() => ({ [property]: value }))).toContain('topology/wrong-type');
  });

  test('no properties at all', () => {
    const { app } = known();
    expect(() => new ExternalControlPlane(app, 'mesh', undefined as unknown as ExternalControlPlaneProps)).toThrow('topology/wrong-type');
  });

  test('null means unsaid', () => {
    expect(thrown(() => ({ name: null, dataClusters: null, exposure: null, hubGateway: null, gatewayMesh: null, perCluster: null, updateStrategy: null }))).toBe('');
  });
});

describe('what is refused', () => {
  test('an ambient mesh', () => {
    expect(thrown(() => ({ dataPlane: DataPlane.AMBIENT }))).toContain('topology/ambient-remote');
    expect(thrown(() => ({ dataPlane: DataPlane.SIDECAR }))).toBe('');
  });

  test('an update by revisions, of the whole or of one cluster', () => {
    const strategy = UpdateStrategy.revisionBased({ version: 'v1.30.1', production: 'v1.30.1' });
    expect(thrown(() => ({ updateStrategy: strategy }))).toContain('topology/external-with-revisions');
    expect(thrown(() => ({ perCluster: { east: { updateStrategy: strategy } } }))).toContain('topology/external-with-revisions');
    expect(thrown(() => ({ perCluster: { hub: { updateStrategy: strategy } } }))).toContain('topology/external-with-revisions');
    expect(thrown(() => ({ updateStrategy: UpdateStrategy.inPlace({ version: 'v1.30.1' }) }))).toBe('');
  });

  test('settings of a cluster that is not there', () => {
    const program = known();
    program.external({ perCluster: { wets: {} } });
    expect(program.errors()).toEqual(['topology/unknown-cluster']);
    expect(thrown(() => ({ perCluster: { hub: 'big' } }))).toContain('topology/wrong-type');
  });

  test('a primary: there is one control plane', () => {
    const program = known();
    program.external({ perCluster: { east: { primary: 'hub' } } });
    expect(program.errors()).toEqual(['topology/primary-beside-external']);
  });

  test('a tag for the revision of a cluster without a control plane', () => {
    const program = known();
    program.external();
    new ApiObject(program.east, 'tag', {
      apiVersion: 'sailoperator.io/v1', kind: 'IstioRevisionTag', metadata: { name: 'prod' }, spec: { targetRef: { kind: 'Istio', name: 'external-istiod' } },
    } as any);
    expect(program.errors()).toEqual(['topology/tag-on-remote']);
  });

  test('values that only the topology can know', () => {
    const codes = (values: object) => {
      const program = known();
      program.external({ values });
      return program.errors();
    };
    expect(codes({ istiodRemote: { injectionUrl: 'https://203.0.113.7:15017/inject' } })).toEqual(expect.arrayContaining(['mesh/value-of-a-property']));
    expect(codes({ global: { caAddress: 'elsewhere:15012' } })).toEqual(['mesh/value-of-a-property', 'mesh/values-disagree']);
    expect(codes({ pilot: { env: { CLUSTER_ID: 'west' } } })).toEqual(['mesh/value-of-a-property']);
    const program = known();
    program.external({ perCluster: { hub: { values: { global: { meshId: 'mesh1' } } } } });
    expect(program.errors()).toEqual([]);
  });
});

describe('the warning that the documents show it for development', () => {
  test('can be accepted, once for all clusters', () => {
    const plain = known();
    plain.external({ dataClusters: [plain.cluster('near', { network: 'net-east' })] });
    expect(plain.findings().map((f) => [f.code, f.severity, f.what.includes('development')])).toEqual([['topology/unproven', 'warning', true]]);
    const accepted = known();
    accepted.external({ acknowledge: [Acknowledgement.of(Risk.UNPROVEN_TOPOLOGY, 'the hub has a team of its own')] });
    expect(accepted.codes()).toEqual([]);
  });
});

test('another name is that of the namespace, the revision and everything that follows from it', () => {
  const program = new ExternalProgram();
  const mesh = program.external({ name: 'shop', hubGateway: undefined });
  expect([mesh.controlPlane.meshName, mesh.controlPlane.rootNamespace, mesh.meshOf(program.east).revision.name]).toEqual(['shop', 'shop', 'shop']);
  expect(program.withheld(program.hub)).toEqual(['Istio/shop']);
  expect(find(objectsOf(program.hub), 'Service', 'shop-gateway').metadata.namespace).toBe('shop-gateway');
});

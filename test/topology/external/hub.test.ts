import { ExternalProgram, factsOf, known } from './support';
import { Acknowledgement, CniPlugin, DiscoverySelector, Mesh, OpenShift, OssmRelease, Risk } from '../../../src';
import { find, listed, objectsOf } from '../support';

function two(more: object = {}) {
  const program = new ExternalProgram({ facts: factsOf({ 'shop-istiod': '203.0.113.7', 'bank-istiod': '203.0.113.8' }) });
  const shop = program.external({ name: 'shop-istiod', meshId: 'shop' }, 'shop');
  const bank = program.external({ name: 'bank-istiod', meshId: 'bank', configCluster: program.west, ...more }, 'bank');
  return { program, shop, bank };
}

describe('a hub of two control planes', () => {
  test('has one ordinary mesh, and a namespace, a gateway and an address for each', () => {
    const { program, shop, bank } = two();
    expect(shop.gatewayMesh).toBe(bank.gatewayMesh);
    const objects = objectsOf(program.hub);
    expect(listed(objects).filter((o) => /^(Istio|IstioCNI|Namespace|Deployment)\//.test(o))).toEqual([
      'Deployment/bank-istiod-gateway', 'Deployment/shop-istiod-gateway', 'Istio/bank-istiod', 'Istio/default', 'Istio/shop-istiod', 'IstioCNI/default',
      'Namespace/bank-istiod', 'Namespace/bank-istiod-gateway', 'Namespace/istio-cni', 'Namespace/istio-system', 'Namespace/shop-istiod', 'Namespace/shop-istiod-gateway',
    ]);
    expect(find(objects, 'Istio', 'shop-istiod').spec.values.global).toMatchObject({ caAddress: '203.0.113.7:15012', multiCluster: { clusterName: 'east' } });
    expect(find(objects, 'Istio', 'bank-istiod').spec.values.global).toMatchObject({ caAddress: '203.0.113.8:15012', multiCluster: { clusterName: 'west' } });
    expect(program.errors()).toEqual([]);
  });

  test('refuses the same name for both', () => {
    expect(() => two({ name: 'shop-istiod' })).toThrow('topology/external-name-twice');
  });

  test('has one operator', () => {
    expect(two({ release: OssmRelease.V3_3 }).program.errors()).toContain('topology/hub-release-differs');
    expect(two({ perCluster: { hub: { nodeVersion: 'v1.30.1' } } }).program.errors()).toEqual(['topology/hub-settings-elsewhere']);
  });
});

describe('the ordinary mesh of a hub', () => {
  test('may be one that is there, with what that is named and watches', () => {
    const program = known();
    const own = new Mesh(program.hub, 'own', { release: OssmRelease.V3_4, name: 'hub', rootNamespace: 'hub-system', discoverySelectors: [DiscoverySelector.labels({ mesh: 'hub' })] });
    const mesh = program.external({ gatewayMesh: own });
    expect(mesh.gatewayMesh).toBe(own);
    const objects = objectsOf(program.hub);
    expect(find(objects, 'Deployment', 'external-istiod-gateway').spec.template.metadata.labels['istio.io/rev']).toBe('hub');
    // the gateway finds the control plane, and is found itself
    for (const name of ['external-istiod', 'external-istiod-gateway']) expect(find(objects, 'Namespace', name).metadata.labels).toMatchObject({ mesh: 'hub' });
    expect(listed(objects).filter((o) => o.startsWith('Istio/'))).toEqual(['Istio/external-istiod', 'Istio/hub']);
    expect(program.errors()).toEqual([]);
  });

  test('is not guessed', () => {
    const program = known();
    const own = new Mesh(program.hub, 'own', { release: OssmRelease.V3_4 });
    expect(() => program.external()).toThrow('topology/hub-has-a-mesh');
    expect(() => program.external({ gatewayMesh: own }, 'again')).not.toThrow();
  });

  test('is in the hub, and looks after it', () => {
    const program = known();
    const elsewhere = new Mesh(program.west, 'own', { release: OssmRelease.V3_4 });
    expect(() => program.external({ gatewayMesh: elsewhere })).toThrow('topology/gateway-mesh-elsewhere');
    const other = known();
    const first = other.external({ name: 'first' }, 'first');
    expect(() => other.external({ configCluster: other.west, gatewayMesh: first.controlPlane }, 'second')).toThrow('topology/gateway-mesh-looks-elsewhere');
  });

  test('whose selectors no label of the control plane\'s namespace can match is an error', () => {
    const program = known();
    const own = new Mesh(program.hub, 'own', { release: OssmRelease.V3_4, discoverySelectors: [DiscoverySelector.labels({ 'kubernetes.io/metadata.name': 'istio-system' })] });
    program.external({ gatewayMesh: own });
    expect(program.errors()).toContain('topology/control-plane-not-discovered');
  });
});

describe('neighbours', () => {
  test('a control plane that looks after another cluster overlaps with no mesh of its own cluster', () => {
    const program = known();
    const mesh = program.external();
    expect(mesh.controlPlane._facts.discoverySelectors).toEqual([]);
    expect(program.errors()).toEqual([]);
  });

  test('nor does it perhaps, with selectors of which nothing can be told', () => {
    const program = known();
    const own = new Mesh(program.hub, 'own', { release: OssmRelease.V3_4, discoverySelectors: [DiscoverySelector.labels({ mesh: 'hub' })] });
    program.external({ gatewayMesh: own, discoverySelectors: [DiscoverySelector.labels({ team: 'shop' })] });
    expect(program.codes().filter((c) => c.startsWith('mesh/'))).toEqual([]);
  });

  test('an ordinary mesh in the config cluster does overlap', () => {
    const program = known();
    const mesh = program.external();
    new Mesh(program.east, 'own', { foundation: mesh.meshOf(program.east).foundation });
    expect(program.errors()).toEqual(['mesh/overlapping-meshes']);
  });

  test('the node components of the hub do not follow the control plane of another cluster', () => {
    const program = known();
    const own = new Mesh(program.hub, 'own', { release: OssmRelease.V3_4, nodeVersion: 'v1.27-latest' });
    program.external({ gatewayMesh: own });
    expect(program.findings().filter((f) => f.code === 'mesh/node-components-too-old').map((f) => f.path)).toEqual(['hub/own']);
  });
});

test('what is injected is decided in the hub, so that the CNI plugin is of one kind everywhere', () => {
  const chained = CniPlugin.chained({ confDir: '/etc/cni/multus/net.d', binDir: '/var/lib/cni/bin', confFileName: 'a.conflist' });
  const program = known();
  program.external({ perCluster: { east: { cniPlugin: chained } } });
  expect(program.errors()).toEqual(['topology/cni-plugin-differs']);
  const same = known();
  same.external({ cniPlugin: chained });
  expect(same.errors()).toEqual([]);
});

test('names of services end the same everywhere', () => {
  const program = known();
  program.external({ configCluster: program.cluster('corp', { clusterDomain: 'corp.lan' }) });
  expect(program.errors()).toEqual(['topology/cluster-domain-differs']);
});

test('settings of the hub are its own', () => {
  const program = known();
  program.external({ perCluster: { hub: { controlPlane: { env: { PILOT_TRACE_SAMPLING: '1' } }, release: OssmRelease.V3_4 } } });
  expect(find(objectsOf(program.hub), 'Istio', 'external-istiod').spec.values.pilot.env.PILOT_TRACE_SAMPLING).toBe('1');
  expect(JSON.stringify(objectsOf(program.east))).not.toContain('PILOT_TRACE_SAMPLING');
  expect(program.errors()).toEqual([]);
});

test('a minor that only one of hub and config cluster runs is an error', () => {
  const program = known();
  program.external({ perCluster: { hub: { release: OssmRelease.V3_3 } } });
  expect(program.errors()).toEqual(['topology/mixed-minors']);
});

test('a cluster of an OpenShift that the release does not list is accepted once for both meshes of the hub', () => {
  const program = new ExternalProgram({ openshift: OpenShift.of('4.14'), facts: factsOf({ 'external-istiod': '203.0.113.7' }) });
  program.external({ perCluster: { hub: { acknowledge: [Acknowledgement.of(Risk.UNSUPPORTED_OPENSHIFT, 'moved next week')] } } });
  expect(program.errors()).toEqual([]);
});

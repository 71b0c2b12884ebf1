import { App, Chart, Duration, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { errorOf, istioOf, meshProgram, objectsWith } from './support';
import {
  Cluster, CniPlugin, DataPlane, DiscoverySelector, ImageSource, Mesh, MeshFoundation, type MeshProps, OssmRelease, UpdateStrategy, ZTunnelUpdate,
} from '../../src';
import { only, synthError } from '../support/objects';

describe('values that a property stands for', () => {
  test.each<[string, MeshProps]>([
    ['meshConfig.discoverySelectors', { values: { meshConfig: { discoverySelectors: [{ matchLabels: { mesh: 'a' } }] } } }],
    ['meshConfig.trustDomain', { values: { meshConfig: { trustDomain: 'corp.example' } } }],
    ['meshConfig.rootNamespace', { values: { meshConfig: { rootNamespace: 'elsewhere' } } }],
    ['global.network', { values: { global: { network: 'n1' } } }],
    ['global.hub', { values: { global: { hub: 'registry.example.com/ossm' } } }],
    ['global.imagePullSecrets', { values: { global: { imagePullSecrets: ['corp'] } } }],
    ['global.nativeNftables', { values: { global: { nativeNftables: true } } }],
    ['pilot.cni.provider', { values: { pilot: { cni: { provider: 'default' } } } }],
    ['cni.chained', { cni: { values: { cni: { chained: true } } } }],
    ['ztunnel.revision', { dataPlane: DataPlane.AMBIENT, ztunnel: { values: { ztunnel: { revision: 'other' } } } }],
  ])('%s is refused in `values`: what depends on it would not follow', (path, props) => {
    expect(errorOf(props)).toMatch(new RegExp(`mesh/value-of-a-property\\].*\`values\\.${path.replace(/\./g, '\\.')}\``));
  });

  test('the same value as the property comes to is no contradiction', () => {
    expect(errorOf({ values: { meshConfig: { trustDomain: 'cluster.local', rootNamespace: 'istio-system' } } })).toBeUndefined();
  });

  test('raw values pass: their writer has gone past the property on purpose', () => {
    expect(istioOf({ rawValues: { meshConfig: { trustDomain: 'corp.example' } } }).spec.values.meshConfig.trustDomain).toBe('corp.example');
  });

  test.each<[MeshProps, RegExp]>([
    [{ values: { profile: 'ambient' } }, /`values\.profile` is "ambient", but the data plane of the mesh is sidecar/],
    [{ values: { profile: 'demo' }, dataPlane: DataPlane.AMBIENT }, /`values\.profile` is "demo", but the data plane of the mesh is ambient/],
    [{ values: { pilot: { env: { PILOT_ENABLE_AMBIENT: 'true' } } } }, /PILOT_ENABLE_AMBIENT/],
  ])('a value that makes another data plane of istiod is refused: %j', (props, message) => {
    expect(errorOf(props)).toMatch(/mesh\/value-against-data-plane/);
    expect(errorOf(props)).toMatch(message);
  });

  test('a profile beside the data plane, and the same data plane said twice, pass', () => {
    expect(errorOf({ values: { profile: 'demo' } })).toBeUndefined();
    expect(errorOf({ values: { profile: 'ambient' }, dataPlane: DataPlane.AMBIENT })).toBeUndefined();
  });

  test('what the operator overwrites is found in the raw fields of the Istio too', () => {
    expect(errorOf({ raw: { istio: { spec: { values: { revision: 'x' } } } } })).toMatch(/mesh\/value-not-yours\].*`values\.revision` is "x"/);
    expect(errorOf({ raw: { istio: { spec: { values: { experimental: { x: 1 } } } } } })).toBeUndefined();
  });

  test('a compatibility version in `values` is judged like the property', () => {
    expect(errorOf({ values: { compatibilityVersion: '1.20' } })).toMatch(/mesh\/unknown-compatibility-version.*'1\.20'/);
    expect(errorOf({ values: { compatibilityVersion: '1.27' } })).toBeUndefined();
  });
});

describe('settings of objects that are not there', () => {
  const revisions = UpdateStrategy.revisionBased({ version: 'v1.28.10', production: 'v1.28.10' });

  test.each<[MeshProps, RegExp]>([
    [{ ztunnel: { update: ZTunnelUpdate.ON_DELETE } }, /`ztunnel` is given, but no mesh of this foundation is ambient/],
    [{ raw: { foundation: { ztunnel: {} } } }, /`ztunnel` in the raw fields is given/],
    [{ raw: { foundation: { cniNamespace: {} } }, manageNamespaces: false }, /`cniNamespace` in the raw fields is given/],
    [{ raw: { productionTag: {} } }, /`raw\.productionTag` is given, but an in-place control plane has no tag/],
    [{ raw: { canaryTag: {} }, updateStrategy: revisions }, /`raw\.canaryTag` is given, but there is no canary/],
    [{ raw: { rootNamespace: {} }, manageNamespaces: false }, /`raw\.rootNamespace` is given/],
  ])('%j is refused rather than lost', (props, message) => {
    expect(errorOf(props)).toMatch(/mesh\/nothing-to-change/);
    expect(errorOf(props)).toMatch(message);
  });

  test('they pass where the objects are', () => {
    const ztunnel = { terminationGracePeriod: Duration.minutes(5) };
    expect(errorOf({ dataPlane: DataPlane.AMBIENT, ztunnel, raw: { foundation: { ztunnel: {}, ztunnelNamespace: {} } } })).toBeUndefined();
    expect(errorOf({ updateStrategy: revisions, raw: { productionTag: {}, rootNamespace: {}, foundation: { cniNamespace: {} } } })).toBeUndefined();
  });

  test('a foundation may be set up for an ambient mesh that is made after it', () => {
    const cluster = new Cluster(new App(), 'east', { name: 'east' });
    const foundation = new MeshFoundation(cluster, 'foundation', { release: OssmRelease.V3_3, ztunnel: { update: ZTunnelUpdate.ON_DELETE } });
    new Mesh(cluster, 'mesh', { foundation, dataPlane: DataPlane.AMBIENT });
    expect(synthError(cluster.node.root as App)).toBeUndefined();
  });
});

describe('objects that are written twice', () => {
  test.each<[string, MeshProps, (mesh: Mesh) => void]>([
    ['the root namespace is that of the CNI plugin', { rootNamespace: 'istio-cni' }, () => undefined],
    ['the root namespace is that of ztunnel', { rootNamespace: 'ztunnel', dataPlane: DataPlane.AMBIENT }, () => undefined],
    ['a namespace is that of the CNI plugin', {}, (mesh) => void mesh.addNamespace('istio-cni')],
    ['another construct writes the same Namespace', {}, (mesh) => {
      mesh.addNamespace('shop');
      new kplus.Namespace(mesh, 'theirs', { metadata: { name: 'shop' } });
    }],
  ])('%s: an error that names both', (_, props, more) => {
    const { app, mesh } = meshProgram(props);
    more(mesh);
    expect(synthError(app)).toMatch(/mesh\/object-twice\] east.*Namespace '.*' is written by east\/mesh\/.* and again by east\/mesh/);
  });

  test('two meshes that both add a namespace are told so', () => {
    const cluster = new Cluster(new App(), 'east', { name: 'east' });
    const foundation = new MeshFoundation(cluster, 'foundation', { release: OssmRelease.V3_3 });
    const [a, b] = ['a', 'b'].map((name) => new Mesh(cluster, name, {
      foundation, name, rootNamespace: `${name}-system`, discoverySelectors: [DiscoverySelector.labels({ mesh: name })],
    }));
    a.addNamespace('shop');
    b.addNamespace('shop');
    expect(synthError(cluster.node.root as App)).toMatch(/Namespace 'shop' is written by east\/a\/ns-shop\/Resource and again by east\/b\/ns-shop\/Resource/);
  });

  test('a namespace that somebody else writes may be shared', () => {
    expect(errorOf({ rootNamespace: 'istio-cni', manageNamespaces: false })).toBeUndefined();
  });

  test('the same names in two clusters, and a name that a patch changes, are no clash', () => {
    const app = new App();
    for (const id of ['a', 'b']) new Mesh(new Chart(app, id), 'mesh', { release: OssmRelease.V3_3 });
    expect(synthError(app)).toBeUndefined();
    const { app: other, mesh } = meshProgram();
    const twin = mesh.addNamespace('istio-cni');
    twin.resource.addJsonPatch(JsonPatch.replace('/metadata/name', 'twin'));
    expect(synthError(other)).toBeUndefined();
  });
});

describe('images', () => {
  test.each([
    ['https://registry.example.com/ossm', "write it like 'registry.example.com/ossm'"],
    ['registry.example.com/ossm/', "write it like 'registry.example.com/ossm'"],
    ['registry.example.com/ossm:1.28', "write it like 'registry.example.com/ossm'"],
    ['', "write it like 'registry.example.com/ossm'"],
  ])('%j is no registry', (registry, fix) => {
    const error = errorOf({ images: ImageSource.registry(registry) });
    expect(error).toMatch(/mesh\/invalid-registry/);
    expect(error).toContain(fix);
  });

  test('a registry with a port is one', () => {
    expect(errorOf({ images: ImageSource.registry('registry.example.com:5000/ossm') })).toBeUndefined();
  });

  test('a tag needs a registry, and a pull Secret has a name', () => {
    expect(errorOf({ images: ImageSource.operatorDefault({ tag: '1.28.10' }), updateStrategy: UpdateStrategy.inPlace({ version: 'v1.28.10' }) }))
      .toMatch(/mesh\/tag-without-registry/);
    expect(errorOf({ images: ImageSource.operatorDefault({ pullSecret: 'Corp Pull' }) })).toMatch(/the pull Secret 'Corp Pull' is not usable/);
    expect(errorOf({ images: ImageSource.operatorDefault({ pullSecret: 'corp-pull' }) })).toBeUndefined();
  });

  test('the pull Secret is asked for in the namespaces of the components too', () => {
    const { mesh } = meshProgram({ dataPlane: DataPlane.AMBIENT, images: ImageSource.registry('registry.example.com/ossm', { pullSecret: 'corp-pull' }) });
    for (const namespace of ['istio-system', 'istio-cni', 'ztunnel']) {
      expect(mesh.preconditions().filter((text) => text.includes(`pull Secret 'corp-pull' must exist in namespace '${namespace}'`))).toHaveLength(1);
    }
  });

  test('preconditions are those of the mesh\'s own cluster', () => {
    const app = new App();
    const [east, west] = ['east', 'west'].map((name) => new Mesh(new Cluster(app, name, { name }), 'mesh', {
      release: OssmRelease.V3_3, images: ImageSource.registry('registry.example.com/ossm', { pullSecret: name }),
    }));
    expect(east.preconditions().join()).not.toContain('west');
    expect(west.preconditions().join()).toContain("'west'");
  });
});

test('nftables that the release lacks is one error, by the name of the property', () => {
  const error = errorOf({ release: OssmRelease.V3_1, nftables: true })!;
  expect(error).toMatch(/release\/missing-feature/);
  expect(error).not.toMatch(/field-not-in-release/);
});

test('before the chart has a value for it, the network reaches ztunnel as its own variable', () => {
  const props: MeshProps = { dataPlane: DataPlane.AMBIENT, network: 'n1' };
  const ztunnelOf = (release: OssmRelease) => {
    const cluster = new Chart(new App(), 'c');
    new Mesh(cluster, 'mesh', { ...props, release });
    return only(cluster.toJson(), 'ZTunnel').spec.values.ztunnel;
  };
  expect(ztunnelOf(OssmRelease.V3_1)).toEqual({ env: { NETWORK: 'n1' } });
  expect(ztunnelOf(OssmRelease.V3_3)).toEqual({ network: 'n1' });
});

test('a trust domain is a DNS name', () => {
  expect(errorOf({ trustDomain: 'Corp Example' })).toMatch(/the trust domain 'Corp Example' is not usable/);
  expect(errorOf({ trustDomain: 'corp.example' })).toBeUndefined();
});

test('a tag leaves room for the Helm release that the operator names after it', () => {
  const strategy = (productionTag: string) => UpdateStrategy.revisionBased({ version: 'v1.28.10', production: 'v1.28.10', productionTag });
  expect(errorOf({ updateStrategy: strategy('t'.repeat(41)) })).toMatch(/-revisiontags' is made of it.*at most 40 are left/);
  expect(errorOf({ updateStrategy: strategy('t'.repeat(40)) })).toBeUndefined();
});

test('a Namespace that is adopted twice, and what is none, are errors of their own', () => {
  const { cluster, mesh } = meshProgram();
  const namespace = new kplus.Namespace(cluster, 'ns', { metadata: { name: 'shop' } });
  mesh.adopt(namespace);
  expect(() => mesh.adopt(namespace)).toThrow(/mesh\/namespace-twice.*adopted a second time/);
  expect(() => mesh.adopt('shop' as any)).toThrow(/namespace\/not-a-namespace.*'shop', and no construct/);
  expect(only(objectsWith({ cniPlugin: CniPlugin.MULTUS }), 'IstioCNI').spec.values).toBeUndefined();
});

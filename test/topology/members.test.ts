import { objectsOf, Program } from './support';
import {
  Acknowledgement, Cluster, DataPlane, DiscoverySelector, EastWest, GatewayAddress, MeshFoundation, MeshTrust, MultiPrimary, NetworkDiscovery,
  OssmRelease, RemoteNetworkGateway, RemoteSecrets, Risk,
  UpdateStrategy,
} from '../../src';

function two(east: object = {}, west: object = {}) {
  const program = new Program();
  return { program, clusters: [program.cluster('east', east), program.cluster('west', west)] };
}

describe('what differs that must be the same, and the other way round', () => {
  test('two clusters of one name', () => {
    const program = new Program();
    const clusters = ['a', 'b'].map((id) => new Cluster(program.app, id, { name: 'east', network: `net-${id}` }));
    program.multiPrimary(clusters);
    expect(program.finding('topology/cluster-name-twice').what).toBe("two clusters of the mesh are called 'east': a and b");
  });

  test('two clusters with one API server', () => {
    const apiServer = { url: 'https://api.example.com:6443' };
    const { program, clusters } = two({ apiServer }, { apiServer });
    program.multiPrimary(clusters);
    expect(program.finding('topology/api-server-twice').what).toBe("cluster 'east' and cluster 'west' have one API server, 'https://api.example.com:6443'");
    const unknown = two({ apiServer }, { apiServer: undefined });
    unknown.program.multiPrimary(unknown.clusters);
    expect(unknown.program.errors()).toEqual([]);
  });

  test('one Cluster given twice', () => {
    const program = new Program();
    const east = program.cluster('east');
    expect(() => program.multiPrimary([east, east])).toThrow(/topology\/cluster-twice/);
  });

  test('a cluster without a network', () => {
    const { program, clusters } = two({ network: undefined });
    expect(() => program.multiPrimary(clusters)).toThrow(/Cluster 'east' states no network[\s\S]*network: 'net-east'/);
  });

  test('a cluster of another app', () => {
    const program = new Program();
    expect(() => program.multiPrimary([new Program().cluster('east')])).toThrow(/topology\/cluster-of-another-app/);
  });

  test('Istio minors that differ', () => {
    const { program, clusters } = two();
    program.multiPrimary(clusters, { perCluster: { west: { release: OssmRelease.V3_3 } } });
    expect(program.finding('topology/mixed-minors').what).toBe("the Istio minor differs: '1.30' in cluster 'east', '1.28' in cluster 'west'");
  });

  test('releases that differ, with one minor that both have', () => {
    const { program, clusters } = two();
    program.multiPrimary(clusters, {
      updateStrategy: UpdateStrategy.inPlace({ version: 'v1.28.10' }), perCluster: { west: { release: OssmRelease.V3_3 } },
    });
    expect(program.codes()).toEqual([]);
  });

  test('patches of one minor that differ are a warning', () => {
    const { program, clusters } = two();
    program.multiPrimary(clusters, {
      updateStrategy: UpdateStrategy.inPlace({ version: 'v1.30.3' }), perCluster: { west: { updateStrategy: UpdateStrategy.inPlace({ version: 'v1.30.1' }) } },
    });
    expect(program.finding('topology/mixed-patches').severity).toBe('warning');
    expect(program.errors()).toEqual([]);
  });

  test('pods of one network that have the same addresses', () => {
    const { program, clusters } = two({ network: 'shared', podCidrs: ['10.128.0.0/14'] }, { network: 'shared', podCidrs: ['10.130.0.0/16', 'fd01::/48'] });
    program.multiPrimary(clusters);
    expect(program.finding('topology/overlapping-pods').what).toContain('10.128.0.0/14 and 10.130.0.0/16');
  });

  test('pods of different networks may have the same addresses, and those of one network others', () => {
    const apart = two({ podCidrs: ['10.128.0.0/14'] }, { podCidrs: ['10.128.0.0/14'] });
    apart.program.multiPrimary(apart.clusters);
    expect(apart.program.codes()).toEqual([]);
    const disjoint = two({ network: 'shared', podCidrs: ['10.128.0.0/14'] }, { network: 'shared', podCidrs: ['10.132.0.0/14'] });
    disjoint.program.multiPrimary(disjoint.clusters);
    expect(disjoint.program.codes()).toEqual(['topology/unproven']);
  });

  test('an address range that is none', () => {
    expect(() => new Program().cluster('east', { podCidrs: ['10.128.0.0'] })).toThrow(/cluster\/wrong-type/);
    expect(() => new Program().cluster('east', { podCidrs: ['10.128.0.0/33'] })).toThrow(/podCidrs/);
  });

  test('a root of its own for each cluster', () => {
    const { program, clusters } = two();
    program.multiPrimary(clusters, { trust: MeshTrust.selfSigned() });
    expect(program.finding('security/different-roots').what).toMatch(/east.*west/s);
  });
});

describe('networks', () => {
  test('gateways stated for clusters that are all on one network', () => {
    const { program, clusters } = two({ network: 'shared' }, { network: 'shared' });
    program.multiPrimary(clusters, { eastWest: EastWest.injected() });
    expect(program.errors()).toEqual(['topology/gateways-on-one-network']);
  });

  test('a network that nothing leads into', () => {
    const { program, clusters } = two();
    program.multiPrimary(clusters, { perCluster: { west: { eastWest: EastWest.none() } } });
    expect(program.finding('topology/network-not-reachable').what).toContain("there is no gateway into network 'net-west', of cluster 'west', that cluster 'east' knows of");
  });

  test('a gateway that is told to the others counts', () => {
    const { program, clusters } = two();
    const mesh = program.multiPrimary(clusters, { perCluster: { west: { eastWest: EastWest.none() } } });
    new RemoteNetworkGateway(clusters[0], 'west-gateway', { mesh: mesh.meshOf(clusters[0]), network: 'net-west', address: GatewayAddress.of('203.0.113.9') });
    expect(program.errors()).toEqual([]);
  });

  test('so does one in the mesh configuration', () => {
    const { program, clusters } = two();
    program.multiPrimary(clusters, {
      perCluster: {
        west: { eastWest: EastWest.none() },
        east: { values: { global: { meshNetworks: { 'net-west': { endpoints: [{ fromRegistry: 'west' }], gateways: [{ address: '203.0.113.9', port: 15443 }] } } } } as any },
      },
    });
    expect(program.errors()).toEqual([]);
  });

  test('the mesh configuration says nothing to an ambient mesh', () => {
    const { program, clusters } = two();
    program.multiPrimary(clusters, { dataPlane: DataPlane.AMBIENT, networkDiscovery: NetworkDiscovery.MESH_NETWORKS });
    expect(program.errors()).toEqual(['topology/mesh-networks-in-ambient']);
  });

  test('the mesh configuration of one network is a warning', () => {
    const { program, clusters } = two({ network: 'shared' }, { network: 'shared' });
    program.multiPrimary(clusters, { networkDiscovery: NetworkDiscovery.MESH_NETWORKS });
    expect(program.codes()).toContain('topology/mesh-networks-on-one-network');
    expect(program.errors()).toEqual([]);
  });
});

describe('ambient', () => {
  test('two clusters on one network', () => {
    const { program, clusters } = two({ network: 'shared' }, { network: 'shared' });
    program.multiPrimary(clusters, { dataPlane: DataPlane.AMBIENT });
    expect(program.errors()).toEqual(['topology/ambient-on-one-network']);
  });

  test('an Istio that is too old', () => {
    const { program, clusters } = two();
    program.multiPrimary(clusters, { dataPlane: DataPlane.AMBIENT, release: OssmRelease.V3_1 });
    expect(program.errors()).toContain('topology/ambient-too-early');
    const later = two();
    later.program.multiPrimary(later.clusters, { dataPlane: DataPlane.AMBIENT, release: OssmRelease.V3_2 });
    expect(later.program.errors()).toEqual([]);
  });

  test('namespaces with sidecars are warned of', () => {
    const { program, clusters } = two();
    const mesh = program.multiPrimary(clusters, { dataPlane: DataPlane.AMBIENT });
    mesh.addNamespace('ambient');
    expect(program.codes()).toEqual(['topology/unproven']);
    mesh.addNamespace('legacy', { dataPlane: DataPlane.SIDECAR });
    expect(program.finding('topology/sidecars-in-ambient').what).toContain("namespace 'legacy' of cluster 'east'");
  });
});

describe('what is not proven', () => {
  const reason = 'rehearsed in the test clusters';

  test('is a warning with its reason, until somebody accepts it', () => {
    const { program, clusters } = two({ network: 'shared' }, { network: 'shared' });
    program.multiPrimary(clusters);
    const finding = program.finding('topology/unproven');
    expect(finding.severity).toBe('warning');
    expect(finding.what).toContain('multi-primary on one network');
    const accepted = two({ network: 'shared' }, { network: 'shared' });
    accepted.program.multiPrimary(accepted.clusters, { acknowledge: [Acknowledgement.of(Risk.UNPROVEN_TOPOLOGY, reason)] });
    expect(accepted.program.codes()).toEqual([]);
  });

  test('an acceptance that nothing needs is an error', () => {
    const { program, clusters } = two();
    program.multiPrimary(clusters, { acknowledge: [Acknowledgement.of(Risk.UNPROVEN_TOPOLOGY, reason)] });
    expect(program.errors()).toEqual(['analysis/unused-acknowledgement']);
  });

  test('risks of the mesh in a cluster are accepted there', () => {
    const { program, clusters } = two();
    program.multiPrimary(clusters, {
      dataPlane: DataPlane.AMBIENT,
      updateStrategy: UpdateStrategy.revisionBased({ version: 'v1.30.3', production: 'v1.30.3' }),
      acknowledge: [Acknowledgement.of(Risk.UNPROVEN_TOPOLOGY, reason), Acknowledgement.of(Risk.AMBIENT_WITH_REVISIONS, reason)],
    });
    expect(program.codes()).toEqual([]);
  });
});

describe('what a topology is given', () => {
  test('settings for a cluster that is not there: the nearest name is told', () => {
    const { program, clusters } = two();
    program.multiPrimary(clusters, { perCluster: { wset: {} } });
    expect(program.finding('topology/unknown-cluster').fix).toBe("write 'west'");
  });

  test('settings of a cluster that say nothing are a warning', () => {
    const { program, clusters } = two();
    program.multiPrimary(clusters, { perCluster: { west: {} } });
    expect(program.codes()).toEqual(['topology/empty-settings']);
  });

  test('no cluster, one cluster', () => {
    expect(() => new Program().multiPrimary([])).toThrow(/topology\/no-cluster/);
    const program = new Program();
    program.multiPrimary([program.cluster('east')]);
    expect(program.codes()).toEqual(['topology/one-cluster']);
  });

  test('a place inside a cluster', () => {
    const { clusters } = two();
    expect(() => new MultiPrimary(clusters[0], 'mesh', { clusters, meshId: 'm', release: OssmRelease.V3_4, trust: MeshTrust.existingSecrets() }))
      .toThrow(/topology\/inside-a-cluster/);
  });

  test.each([
    [{ clusters: ['east'] }, /`clusters` of the mesh over several clusters[\s\S]*pass the Cluster, not its name 'east'/],
    [{ meshId: undefined }, /`meshId`/],
    [{ release: '3.4' }, /OssmRelease\.of\('3\.4'\)/],
    [{ trust: 'cacerts' }, /MeshTrust\.certManager/],
    [{ remoteSecrets: {} }, /RemoteSecrets\.script\(\)/],
    [{ dataPlane: 'ambiant' }, /DataPlane\.AMBIENT/],
    [{ networkDiscovery: 'label' }, /NetworkDiscovery\.LABELS/],
    [{ perCluster: { west: 'x' } }, /`perCluster`/],
    [{ contracts: ['west.json'] }, /`contracts`/],
  ])('a wrong type is an error with a fix: %j', (wrong, message) => {
    const { program, clusters } = two();
    expect(() => program.multiPrimary(clusters, wrong as any)).toThrow(message);
  });

  test('a value that the topology sets is not set beside it', () => {
    const { program, clusters } = two();
    program.multiPrimary(clusters, { perCluster: { west: { values: { global: { multiCluster: { clusterName: 'west2' } } } } } });
    expect(program.errors()).toEqual(['mesh/values-disagree']);
  });

  test('the flag that the operator does not go by is warned of', () => {
    const { program, clusters } = two();
    program.multiPrimary(clusters, { perCluster: { west: { rawValues: { global: { externalIstiod: true } } } } });
    expect(program.codes()).toEqual(['mesh/external-istiod-without-env']);
    const good = two();
    good.program.multiPrimary(good.clusters, { perCluster: { west: { rawValues: { global: { externalIstiod: true }, pilot: { env: { EXTERNAL_ISTIOD: 'true' } } } } } });
    expect(good.program.codes()).toEqual([]);
  });
});

describe('the DNS domain of the clusters', () => {
  test('is one in all of them', () => {
    const { program, clusters } = two({ clusterDomain: 'corp.example' });
    program.multiPrimary(clusters);
    expect(program.errors()).toEqual(['topology/cluster-domain-differs']);
  });

  test('is what other networks reach services by', () => {
    const { program, clusters } = two({ clusterDomain: 'corp.example' }, { clusterDomain: 'corp.example' });
    const mesh = program.multiPrimary(clusters);
    mesh.addNamespace('shop').addService('reviews', { port: 9080 });
    expect(mesh.eastWestGatewayOf(clusters[0]).servicesGateway!.toJson().spec.servers[0].hosts).toEqual(['*.corp.example']);
    expect(program.errors()).toEqual([]);
  });
});

describe('what would be passed over', () => {
  test.each([['trustDomain', 'other'], ['trust', MeshTrust.existingSecrets()], ['rootNamespace', 'other'], ['exposedHosts', ['*.a.local']]])(
    '`%s` of a single cluster is an error', (key, value) => {
      const { program, clusters } = two();
      program.multiPrimary(clusters, { perCluster: { west: { [key]: value } } });
      expect(program.errors()).toEqual(['topology/not-per-cluster']);
      expect(program.finding('topology/not-per-cluster').what).toBe(`\`perCluster.west\` states \`${key}\`, which is of the whole mesh and would be passed over`);
    });

  test('a setting that clusters have of their own is none', () => {
    const { program, clusters } = two();
    program.multiPrimary(clusters, { perCluster: { west: { dualStack: true, eastWest: EastWest.injected() } } });
    expect(program.errors()).toEqual([]);
  });

  test('hosts that nothing is kept from reaching', () => {
    const exposedHosts = ['*.shop.svc.cluster.local'];
    const shared = two({ network: 'shared' }, { network: 'shared' });
    shared.program.multiPrimary(shared.clusters, { exposedHosts });
    expect(shared.program.finding('topology/exposed-hosts-without-effect').what).toContain("on one network, 'shared'");
    const ambient = two();
    ambient.program.multiPrimary(ambient.clusters, { exposedHosts, dataPlane: DataPlane.AMBIENT });
    expect(ambient.program.finding('topology/exposed-hosts-without-effect').what).toContain('in an ambient mesh');
    const apart = two();
    apart.program.multiPrimary(apart.clusters, { exposedHosts });
    expect(apart.program.errors()).toEqual([]);
  });
});

describe('what a compiler refuses, and JavaScript does not', () => {
  const bad = (props: object) => () => {
    const { program, clusters } = two();
    program.multiPrimary(clusters, props);
  };

  test.each([
    ['acknowledge', { acknowledge: 'x' }], ['acknowledge', { acknowledge: [null] }], ['acknowledge', { perCluster: { west: { acknowledge: {} } } }],
    ['updateStrategy', { updateStrategy: 'v1.30.3' }], ['updateStrategy', { perCluster: { west: { updateStrategy: 5 } } }],
    ['primary', { perCluster: { west: { primary: {} } } }], ['release', { perCluster: { west: { release: '3.4' } } }],
  ])('`%s`', (property, props) => expect(bad(props)).toThrow(new RegExp(`\\[topology/wrong-type\\] mesh .*\`${property}\``)));

  test('a revision-based strategy without versions', () => {
    expect(bad({ updateStrategy: UpdateStrategy.revisionBased({} as any) })).toThrow(/mesh\/version-not-exact.*no `version`/s);
    expect(bad({ updateStrategy: UpdateStrategy.inPlace(null as any) })).not.toThrow();
  });

  test('options that are null are unsaid', () => {
    const { program, clusters } = two();
    const mesh = program.multiPrimary(clusters, { perCluster: null as any });
    const service = mesh.addNamespace('shop').of(clusters[0]).addService('a', { port: 80 });
    expect(service.shareAcross(mesh, null as any).clusters).toEqual(clusters);
    expect(program.errors()).toEqual([]);
  });

  test('primaries and remotes that are null are unsaid', () => {
    const program = new Program();
    expect(() => program.primaryRemote(null as any, [program.cluster('west')])).toThrow(/topology\/no-primary/);
    const other = new Program();
    expect(() => other.primaryRemote([other.cluster('east')], null as any)).not.toThrow();
  });

  test('a cluster of what is no text', () => {
    expect(() => new Program().cluster('east', { clusterDomain: 5 as any })).toThrow(/cluster\/wrong-type.*`clusterDomain`/);
    expect(() => new Program().cluster('east', { network: {} as any })).toThrow(/cluster\/wrong-type.*`network`/);
    expect(new Program().cluster('east', { network: null as any, appsDomain: null as any }).network).toBeUndefined();
  });

  test.each([
    ['clusters', (n: any) => n.addService('a', { port: 80, clusters: 5 })], ['clusters', (n: any) => n.addService('a', { port: 80, clusters: ['west'] })],
    ['options', (n: any) => n.addService('a')], ['name', (n: any) => n.serviceFromContract()],
  ])('`%s` of a service in several clusters', (property, call) => {
    const { program, clusters } = two();
    const shop = program.multiPrimary(clusters).addNamespace('shop');
    expect(() => call(shop)).toThrow(new RegExp(`topology/wrong-type.*\`${property}\``));
  });

  test('`clusters` of a namespace in several clusters', () => {
    const { program, clusters } = two();
    const mesh = program.multiPrimary(clusters);
    expect(() => mesh.addNamespace('shop', { clusters: 5 as any })).toThrow(/topology\/wrong-type.*`clusters`/);
    expect(mesh.addNamespace('stock', { clusters: null as any }).clusters).toEqual(clusters);
    expect(mesh.addNamespace('rates').addService('a', { port: 80, clusters: null as any }).serviceName).toBe('a');
  });
});

test('ambient: the name of a cluster is text to YAML, since a chart writes it without quotes', () => {
  const of = (name: string) => {
    const program = new Program();
    program.multiPrimary([program.cluster(name), program.cluster('west')], { dataPlane: DataPlane.AMBIENT });
    return program.errors();
  };
  for (const name of ['1234', 'true', 'no', 'null', '1e3']) expect([name, of(name)]).toEqual([name, ['topology/name-is-no-text']]);
  for (const name of ['c-1234', 'nope', '1e', 'east-1', '4a']) expect([name, of(name)]).toEqual([name, []]);
});

test('two meshes over the same clusters share what a cluster has once', () => {
  const { program, clusters } = two();
  program.multiPrimary(clusters, { discoverySelectors: [DiscoverySelector.labels({ mesh: 'a' })] });
  new MultiPrimary(program.app, 'other', {
    clusters,
    name: 'other',
    rootNamespace: 'other-system',
    meshId: 'mesh2',
    release: OssmRelease.V3_4,
    trust: MeshTrust.existingSecrets(),
    remoteSecrets: RemoteSecrets.existing(),
    discoverySelectors: [DiscoverySelector.labels({ mesh: 'b' })],
  });
  expect(program.errors()).toEqual([]);
  expect(objectsOf(clusters[0]).filter((o) => o.kind === 'IstioCNI')).toHaveLength(1);
});

test('a mesh that joins what a cluster has states the release of that', () => {
  const { program, clusters } = two();
  new MeshFoundation(clusters[1], 'foundation', { release: OssmRelease.V3_3 });
  program.multiPrimary(clusters);
  expect(program.errors()).toContain('topology/release-of-foundation-differs');
});

test.each([['1', EastWest.injected({ raw: { service: { spec: { type: 'ClusterIP' } } } })], ['2', EastWest.injected({ raw: { service: { spec: { ports: [{ port: 80, name: 'a' }] } } } })]])(
  'a gateway of which raw fields make one that is not reached (%s)', (_, eastWest) => {
    const { program, clusters } = two();
    program.multiPrimary(clusters, { perCluster: { west: { eastWest } } });
    expect(program.errors()).toEqual(['topology/network-not-reachable']);
  });

test('a value that hides the Secrets of other clusters is refused', () => {
  const { program, clusters } = two();
  program.multiPrimary(clusters, { perCluster: { east: { controlPlane: { env: { PILOT_MULTICLUSTER_KUBECONFIG_PATH: '/x' } } } } });
  const typed = two();
  typed.program.multiPrimary(typed.clusters, { perCluster: { east: { values: { pilot: { env: { PILOT_MULTICLUSTER_KUBECONFIG_PATH: '/x' } } } } } });
  expect(typed.program.errors()).toEqual(['mesh/value-of-a-property']);
});

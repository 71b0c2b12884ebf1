import { Program } from './support';
import {
  Acknowledgement, Cluster, DataPlane, EastWest, GatewayAddress, MeshTrust, MultiPrimary, NetworkDiscovery, OssmRelease, RemoteNetworkGateway, Risk,
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

import { at, find, listed, meshIn, objectsOf, Program, WEST_ROOT } from './support';
import { MeshContract, MeshTrust, MultiPrimary, OssmRelease, RemoteSecrets, type SharedMeshProps } from '../../../src';

/** The program of west, which knows of no other, and the contract that it writes. */
function west(props: Partial<SharedMeshProps> = at('west.mesh.example.com'), shares = true) {
  const program = new Program();
  const cluster = program.cluster('west');
  const shared = program.shared([meshIn(cluster, props)], { contracts: [] });
  const shop = shared.meshOf(cluster).addNamespace('shop');
  const ratings = shop.addService('ratings', { port: 9080 });
  if (shares) shared.exportService(ratings);
  return { program, cluster, shared, contract: MeshContract.fromJson(shared.meshOf(cluster).contract().toJson()) };
}

function east(contract: MeshContract, props: Partial<SharedMeshProps> = {}) {
  const program = new Program();
  const cluster = program.cluster('east');
  return { program, cluster, shared: program.shared([meshIn(cluster, props)], { contracts: [contract] }) };
}

test('a contract says what is shared, and how it is reached and trusted', () => {
  const { contract, program } = west();
  expect(contract._data.multiCluster).toMatchObject({
    topology: 'shared-services',
    trustDomainAliases: [],
    rootCertificate: WEST_ROOT,
    gateway: { service: 'istio-eastwestgateway', namespace: 'istio-system', reachable: true, address: 'west.mesh.example.com' },
    services: [{ namespace: 'shop', name: 'ratings', host: 'ratings.shop.svc.cluster.local', serviceAccount: 'ratings', ports: [{ port: 9080, name: 'http', protocol: 'http' }] }],
  });
  expect(program.codes()).toEqual([]);
});

test('another program gets the service from it, as from a mesh of its own', () => {
  const { program, cluster, shared } = east(west().contract);
  const service = shared.importService('west', 'shop/ratings', { visibleTo: ['front'] });
  const objects = objectsOf(cluster);
  expect(find(objects, 'ServiceEntry', 'ratings.shop.svc.cluster.local').spec).toMatchObject({
    exportTo: ['front'],
    ports: [{ name: 'http', number: 9080, protocol: 'HTTP' }],
    subjectAltNames: ['spiffe://west.example/ns/shop/sa/ratings'],
    endpoints: [{ network: 'net-west' }],
  });
  expect(find(objects, 'Gateway', 'remote-gateway-net-west').spec.addresses).toEqual([{ type: 'Hostname', value: 'west.mesh.example.com' }]);
  expect(find(objects, 'Istio', 'default').spec.values.meshConfig.caCertificates).toEqual([{ pem: WEST_ROOT, trustDomains: ['west.example'] }]);
  expect([shared.clusterNames, service.importedInto]).toEqual([['east', 'west'], ['east']]);
  expect(program.codes()).toEqual([]);
});

test('what needs the address is withheld while the contract does not say it', () => {
  const { program, cluster, shared } = east(west({}).contract);
  shared.importService('west', 'shop/ratings');
  expect(listed(objectsOf(cluster))).not.toContain('ServiceEntry/ratings.shop.svc.cluster.local');
  expect(program.finding('cluster/value-pending').what).toMatch(/the address of Service 'istio-eastwestgateway'/);
});

test('the contract does not change with who reads it', () => {
  const alone = west();
  const program = new Program();
  const cluster = program.cluster('west');
  const shared = program.shared([meshIn(cluster, at('west.mesh.example.com'))], { contracts: [contractOfEast()] });
  shared.exportService(shared.meshOf(cluster).addNamespace('shop').addService('ratings', { port: 9080 }));
  expect(shared.meshOf(cluster).contract().toJson()).toBe(alone.contract.toJson());
});

function contractOfEast(): MeshContract {
  const program = new Program();
  const cluster = program.cluster('east');
  return program.shared([meshIn(cluster)]).meshOf(cluster).contract();
}

test('a service that the contract does not list is refused, with those that it lists', () => {
  const { shared } = east(west().contract);
  expect(() => shared.importService('west', 'shop/rating')).toThrow(/topology\/unknown-shared-service[^]*one of 'shop\/ratings'[^]*write 'shop\/ratings'/);
  expect(() => shared.importService('south', 'shop/ratings')).toThrow(/topology\/unknown-mesh[^]*one of 'west'/);
  expect(() => east(west(undefined, false).contract).shared.importService('west', 'shop/ratings')).toThrow(/a service that its program shares/);
});

test('a contract without a gateway is reported', () => {
  const data = JSON.parse(west().contract.toJson());
  delete data.multiCluster.gateway;
  const { program, shared } = east(MeshContract.fromJson(JSON.stringify(data)));
  shared.importService('west', 'shop/ratings');
  expect(program.codes()).toEqual(['topology/shared-behind-no-gateway']);
});

test('a root that a contract lacks, or that is none, is reported with where it comes from', () => {
  const data = JSON.parse(west().contract.toJson());
  delete data.multiCluster.rootCertificate;
  const without = east(MeshContract.fromJson(JSON.stringify(data)));
  expect(without.program.finding('topology/unknown-root').fix).toMatch(/in its program, and take its new contract$/);
  data.multiCluster.rootCertificate = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
  expect(east(MeshContract.fromJson(JSON.stringify(data))).program.codes()).toEqual(['security/invalid-certificate']);
});

test('a contract of another kind of mesh is refused', () => {
  const program = new Program();
  const clusters = ['west', 'south'].map((name) => program.cluster(name, { apiServer: { url: `https://api.${name}.example.com:6443` } }));
  const mesh = new MultiPrimary(program.app, 'mesh', {
    clusters, meshId: 'm', release: OssmRelease.V3_4, trust: MeshTrust.existingSecrets(), remoteSecrets: RemoteSecrets.existing(),
  });
  expect(() => east(mesh.meshOf(clusters[0]).contract())).toThrow(/topology\/contract-without-shared-services[^]*multi-primary/);
});

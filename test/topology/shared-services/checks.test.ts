import { ApiObject } from 'cdk8s';
import { at, meshIn, Program, two, type TwoOptions } from './support';
import { DataPlane, EastWest, Exposure, MeshService, SharedServices } from '../../../src';

type Two = ReturnType<typeof two>;
const WEST = { west: at('west.mesh.example.com') };

function codesOf(change: (t: Two) => void, options: TwoOptions = WEST): string[] {
  const t = two(options);
  change(t);
  return t.program.codes();
}

/** A Service of somebody else's construct, in west. */
function theirs(t: Two, name: string, spec: object): ApiObject {
  return new ApiObject(t.west, `theirs-${name}`, { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'shop' }, spec } as never);
}

describe('meshes that stay apart', () => {
  test.each<[string, TwoOptions, string]>([
    ['are on networks of their own', { westCluster: { network: 'net-east' } }, 'topology/shared-network'],
    ['are in clusters of names of their own', { westCluster: { name: 'east' }, west: { meshId: 'x', trustDomain: 'west.example' } }, 'topology/shared-cluster-name'],
    ['have ids of their own', { west: { meshId: 'east' } }, 'topology/shared-mesh-id'],
  ])('%s', (_, options, code) => {
    expect(two(options).program.codes()).toContain(code);
    expect(two().program.codes()).toEqual([]);
  });

  test('are two or more', () => {
    const program = new Program();
    program.shared([meshIn(program.cluster('east'))]);
    expect(program.codes()).toEqual(['topology/one-mesh']);
    expect(program.finding('topology/one-mesh').severity).toBe('warning');
    const first = new Program();
    first.shared([meshIn(first.cluster('east'))], { contracts: [] });
    expect(first.codes()).toEqual([]);
  });

  test('have the sidecar data plane', () => {
    expect(() => two({ east: { dataPlane: DataPlane.AMBIENT } as never })).toThrow(/topology\/shared-services-in-ambient[^]*ztunnel is not told the roots of other meshes/);
  });

  test('are in a cluster each, with a network', () => {
    const program = new Program();
    const [east, bare] = [program.cluster('east'), program.cluster('bare', { network: undefined })];
    expect(() => program.shared([meshIn(east), meshIn(east)])).toThrow(/topology\/cluster-twice/);
    expect(() => new SharedServices(program.app, 'b', { meshes: [meshIn(bare)] })).toThrow(/topology\/no-network/);
    expect(() => new SharedServices(program.app, 'c', { meshes: [] })).toThrow(/topology\/no-cluster/);
  });
});

describe('a name', () => {
  test('that a service of the other mesh has is refused', () => {
    const clash = (t: Two) => {
      t.shared.meshOf(t.east).addNamespace('shop').addService('ratings', { port: 80 });
      t.shared.exportService(t.ratings);
    };
    expect(codesOf(clash)).toEqual(['topology/shared-name-taken']);
    const t = two(WEST);
    clash(t);
    expect(t.program.finding('topology/shared-name-taken')).toMatchObject({
      what: expect.stringMatching(/'ratings\.shop\.svc\.cluster\.local', which in cluster 'east' is the name of the service at east\//),
      fix: "share it under another name: `host: 'ratings.west.example.com'`",
    });
    const renamed = (r: Two) => {
      r.shared.meshOf(r.east).addNamespace('shop').addService('ratings', { port: 80 });
      r.shared.exportService(r.ratings, { host: 'ratings.west.example.com' });
    };
    expect(codesOf(renamed)).toEqual([]);
  });

  test('that a Service or a ServiceEntry of anybody there has is refused', () => {
    const object = (kind: string, apiVersion: string, metadata: object, spec: object) => (t: Two) => {
      const made = new ApiObject(t.east, 'x', { kind, apiVersion, metadata, spec } as never);
      void made;
      t.shared.exportService(t.ratings);
    };
    expect(codesOf(object('Service', 'v1', { name: 'ratings', namespace: 'shop' }, {}))).toEqual(['topology/shared-name-taken']);
    expect(codesOf(object('ServiceEntry', 'networking.istio.io/v1', { name: 'x' }, { hosts: ['ratings.shop.svc.cluster.local'] }))).toEqual(['topology/shared-name-taken']);
    expect(codesOf(object('Service', 'v1', { name: 'ratings', namespace: 'other' }, {}))).toEqual([]);
  });

  test('that the exporting mesh has for something else is refused', () => {
    const taken = (t: Two) => {
      t.shop.addService('other', { port: 80 });
      t.shared.exportService(t.ratings, { host: 'other.shop.svc.cluster.local' });
    };
    expect(codesOf(taken)).toEqual(['topology/shared-name-taken']);
  });

  test('for services of two meshes is refused where both come in', () => {
    const program = new Program();
    const [east, west, north] = ['east', 'west', 'north'].map((name) => program.cluster(name));
    const shared = program.shared([meshIn(east), meshIn(west, WEST.west), meshIn(north, at('north.mesh.example.com'))]);
    const service = (cluster: typeof east) => shared.meshOf(cluster).addNamespace('shop').addService('ratings', { port: 80 });
    shared.exportService(service(west), { into: [east] });
    const second = shared.exportService(service(north), { into: [east] });
    expect(program.codes()).toEqual(['topology/shared-name-taken']);
    expect(second.importedInto).toEqual([]);
  });

  test('is a full name', () => {
    expect(codesOf((t) => t.shared.exportService(t.ratings, { host: 'ratings' }))).toContain('topology/invalid-shared-name');
    expect(codesOf((t) => t.shared.exportService(t.ratings, { host: 'https://ratings.example.com' }))).toContain('topology/invalid-shared-name');
  });

  test('of its own needs the Service, its selector and target ports by number', () => {
    const host = 'x.west.example.com';
    const named = (t: Two) => MeshService.fromName(t.shop, 'legacy', { namespace: t.shop, name: 'legacy', port: 80, serviceAccount: 'old' });
    expect(codesOf((t) => t.shared.exportService(named(t), { host }))).toEqual(['topology/second-name-without-service']);
    const byName = (t: Two) => t.shop.addService('byname', { ports: [{ port: 80, targetPortName: 'web' }] });
    expect(codesOf((t) => t.shared.exportService(byName(t), { host }))).toEqual(['topology/second-name-without-service']);
    const unselective = (t: Two) => MeshService.fromConstruct(t.shop, 'external', {
      namespace: t.shop, service: theirs(t, 'external', { ports: [{ port: 80 }] }), serviceAccount: 'external',
    });
    expect(codesOf((t) => t.shared.exportService(unselective(t), { host }))).toEqual(['topology/second-name-without-service']);
    expect(codesOf((t) => t.shared.exportService(t.ratings, { host }))).toEqual([]);
  });
});

describe('a service that is shared', () => {
  test('states its ServiceAccount', () => {
    const nameless = (t: Two) => t.shared.exportService(MeshService.fromName(t.shop, 'legacy', { namespace: t.shop, name: 'legacy', port: 80 }));
    expect(codesOf(nameless)).toEqual(['topology/shared-without-account']);
  });

  test('has a port that the mesh carries', () => {
    const dns = (ports: object[]) => (t: Two) => t.shared.exportService(MeshService.fromConstruct(t.shop, 'dns', {
      namespace: t.shop, service: theirs(t, 'dns', { ports }), serviceAccount: 'dns',
    }));
    const udp = { name: 'dns', port: 53, protocol: 'UDP' };
    expect(codesOf(dns([udp]))).toEqual(['topology/shared-without-port']);
    expect(codesOf(dns([udp, { name: 'dns-tcp', port: 53, protocol: 'TCP' }]))).toEqual([]);
  });

  test('does not come back into its own mesh', () => {
    const t = two(WEST);
    const service = t.shared.exportService(t.ratings, { into: [t.west, t.east] });
    expect(t.program.codes()).toEqual(['topology/shared-into-itself']);
    expect(service.importedInto).toEqual(['east']);
  });

  test('is shared once, in a mesh that is there', () => {
    const t = two(WEST);
    t.shared.exportService(t.ratings);
    expect(() => t.shared.exportService(t.ratings)).toThrow(/topology\/shared-twice/);
    const other = new Program();
    const south = other.cluster('south');
    const elsewhere = other.shared([meshIn(south)]).meshOf(south).addNamespace('a').addService('b', { port: 80 });
    expect(() => t.shared.exportService(elsewhere)).toThrow(/topology\/service-of-another-mesh/);
    expect(() => t.shared.exportService(t.shop.addService('x', { port: 80 }), { into: [south] })).toThrow(/topology\/unknown-mesh[^]*one of 'east', 'west'/);
  });

  test('is reached by a load balancer', () => {
    const share = (t: Two) => t.shared.exportService(t.ratings);
    expect(codesOf(share, { west: { eastWest: EastWest.none() } })).toEqual(['topology/shared-behind-no-gateway']);
    expect(codesOf(share, { west: { eastWest: EastWest.injected({ exposure: Exposure.clusterIp() }) } })).toEqual(['topology/shared-behind-no-gateway']);
    expect(codesOf(share, { west: { eastWest: EastWest.injected({ exposure: Exposure.loadBalancer(), dnsName: 'west.mesh.example.com' }) } })).toEqual([]);
    expect(codesOf(() => undefined, { west: { eastWest: EastWest.none() } })).toEqual([]);
  });

  test('is visible to namespaces of usable names, if to any', () => {
    expect(codesOf((t) => t.shared.exportService(t.ratings, { visibleTo: [] }))).toEqual(['topology/visible-to-nobody']);
    expect(codesOf((t) => t.shared.exportService(t.ratings, { visibleTo: ['Front'] }))).toEqual(['topology/invalid-namespace']);
  });
});

test('handles that are not there are refused', () => {
  const t = two(WEST);
  expect(() => t.shared.eastWestGatewayOf(t.west)).toThrow(/topology\/no-gateway/);
  expect(() => t.shared.meshOf(undefined as never)).toThrow(/topology\/unknown-mesh/);
  expect(() => t.shared.exportService(t.ratings).serviceEntryIn(t.west)).toThrow(/topology\/not-imported[^]*one of 'east'/);
});

test('what is of a wrong type is refused at once', () => {
  const program = new Program();
  const east = program.cluster('east');
  const shared = (props: object) => new SharedServices(new Program().app, 'x', props as never);
  expect(() => shared({})).toThrow(/`meshes` of the meshes that share services is not given/);
  expect(() => shared({ meshes: [east] })).toThrow(/topology\/wrong-type/);
  expect(() => shared({ meshes: ['east'] })).toThrow(/topology\/wrong-type/);
  const mesh = (props: object) => () => shared({ meshes: [{ ...meshIn(east), ...props }] });
  expect(mesh({ trustDomain: undefined })).toThrow(/`trustDomain` of the mesh in cluster 'east' is not given/);
  expect(mesh({ release: '3.4' })).toThrow(/OssmRelease\.of\('3\.4'\)/);
  expect(mesh({ eastWest: 'injected' })).toThrow(/EastWest\.injected/);
  expect(() => shared({ meshes: [meshIn(east)], contracts: ['west.json'] })).toThrow(/MeshContract\.fromFile\('west\.json'\)/);
  const t = two(WEST);
  expect(() => t.shared.exportService('ratings' as never)).toThrow(/a service of a mesh/);
  expect(() => t.shared.exportService(t.ratings, { into: ['east'] } as never)).toThrow(/pass the Cluster, not its name 'east'/);
  expect(() => t.shared.importService('west', 'shop/ratings', { visibleTo: 'front' } as never)).toThrow(/topology\/wrong-type/);
});

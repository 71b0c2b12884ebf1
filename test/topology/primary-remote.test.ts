import { ApiObject, JsonPatch } from 'cdk8s';
import { find, listed, objectsOf, Program } from './support';
import { type Cluster, ClusterFacts, DataPlane, EastWest, Exposure, IpFamily, OssmRelease, UpdateStrategy } from '../../src';
import { withheldIn } from '../../src/kube/late-value';

const address = (cluster: string, at: string) => ClusterFacts.fromJson(JSON.stringify({ cluster, addresses: { 'istio-system/istio-eastwestgateway': at } }));

function twoNetworks(facts?: string) {
  const program = new Program();
  const hub = program.cluster('hub', { facts: facts === undefined ? undefined : address('hub', facts) });
  const edge = program.cluster('edge');
  return { program, hub, edge, mesh: program.primaryRemote([hub], [edge]) };
}

test('the primary says that it serves other clusters in the form that the operator reads', () => {
  const { hub } = twoNetworks();
  expect(find(objectsOf(hub), 'Istio', 'default').spec.values).toEqual({
    global: { meshID: 'mesh1', multiCluster: { clusterName: 'hub' }, network: 'net-hub' }, pilot: { env: { EXTERNAL_ISTIOD: 'true' } },
  });
});

test('the remote is a profile, a path that says who it is, and the address of the primary', () => {
  const { program, edge } = twoNetworks('203.0.113.7');
  expect(find(objectsOf(edge), 'Istio', 'default').spec).toEqual({
    namespace: 'istio-system',
    profile: 'remote',
    updateStrategy: { type: 'InPlace' },
    values: { istiodRemote: { injectionPath: '/inject/cluster/edge/net/net-edge' }, global: { remotePilotAddress: '203.0.113.7' } },
    version: 'v1.30-latest',
  });
  expect(program.errors()).toEqual([]);
});

test('without the address the Istio is withheld, and nothing says anything half', () => {
  const { program, hub, edge } = twoNetworks();
  expect(listed(objectsOf(edge))).not.toContain('Istio/default');
  expect(JSON.stringify(objectsOf(edge))).not.toMatch(/remotePilotAddress|undefined|placeholder/);
  const withheld = withheldIn(edge);
  expect(withheld.map((w) => `${w.manifest.kind}/${w.manifest.name}`).sort()).toEqual(['Deployment/istio-eastwestgateway', 'Istio/default']);
  expect(withheld[0].waitsFor.map((l) => [l.cluster, l.key])).toEqual([['hub', 'addresses.istio-system/istio-eastwestgateway']]);
  expect(withheldIn(hub)).toEqual([]);
  expect(program.errors()).toEqual([]);
});

test('the namespace of the control plane names the clusters that look after it', () => {
  const { edge, hub } = twoNetworks();
  expect(find(objectsOf(edge), 'Namespace', 'istio-system').metadata).toEqual({
    name: 'istio-system',
    annotations: { 'topology.istio.io/controlPlaneClusters': 'hub' },
    labels: { 'topology.istio.io/network': 'net-edge' },
  });
  expect(find(objectsOf(hub), 'Namespace', 'istio-system').metadata.annotations).toBeUndefined();
});

test('the gateway of the primary leads to its control plane, on 443 too; that of the remote to its services only', () => {
  const { hub, edge } = twoNetworks();
  const ports = (cluster: Cluster) => find(objectsOf(cluster), 'Service', 'istio-eastwestgateway').spec.ports.map((p: any) => `${p.port}>${p.targetPort}`);
  expect(ports(hub)).toEqual(['15021>15021', '15443>15443', '15012>15012', '15017>15017', '443>15017']);
  expect(ports(edge)).toEqual(['15021>15021', '15443>15443']);
  const routes = find(objectsOf(hub), 'VirtualService', 'istiod-vs').spec;
  expect(routes.tls.map((t: any) => [t.match[0].port, t.match[0].sniHosts, t.route[0].destination])).toEqual([
    [15012, ['*'], { host: 'istiod.istio-system.svc.cluster.local', port: { number: 15012 } }],
    [15017, ['*'], { host: 'istiod.istio-system.svc.cluster.local', port: { number: 443 } }],
  ]);
});

test('configuration is written where control planes read it: the remote has none', () => {
  const { hub, edge } = twoNetworks('203.0.113.7');
  const istioKinds = (cluster: Cluster) => objectsOf(cluster).filter((o) => o.apiVersion.includes('istio.io/') && !o.apiVersion.startsWith('sailoperator'))
    .map((o) => `${o.kind}/${o.metadata.name}`).sort();
  expect(istioKinds(hub)).toEqual(['Gateway/cross-network-gateway', 'Gateway/istiod-gateway', 'VirtualService/istiod-vs']);
  expect(istioKinds(edge)).toEqual([]);
});

test('on one network only the primary has a gateway, for its control plane alone', () => {
  const program = new Program();
  const hub = program.cluster('hub', { network: 'shared', facts: address('hub', '10.0.0.9') });
  const edge = program.cluster('edge', { network: 'shared' });
  program.primaryRemote([hub], [edge], { eastWest: EastWest.injected({ exposure: Exposure.clusterIp() }) });
  const service = find(objectsOf(hub), 'Service', 'istio-eastwestgateway');
  expect(service.metadata.labels['topology.istio.io/network']).toBeUndefined();
  expect(service.spec.ports.map((p: any) => p.port)).toEqual([15021, 15012, 15017, 443]);
  expect(listed(objectsOf(hub)).filter((o) => o.startsWith('Gateway'))).toEqual(['Gateway/istiod-gateway']);
  expect(listed(objectsOf(edge)).filter((o) => o.startsWith('Service/'))).toEqual([]);
  expect(find(objectsOf(edge), 'Istio', 'default').spec.values.global.remotePilotAddress).toBe('10.0.0.9');
  expect(program.codes()).toEqual(['topology/unproven']);
});

test('several primaries: each remote names all of them, and starts from the first unless told otherwise', () => {
  const program = new Program();
  const hubs = ['a', 'b'].map((name, i) => program.cluster(name, { facts: address(name, `203.0.113.${i + 1}`) }));
  const [x, y] = ['x', 'y'].map((name) => program.cluster(name));
  program.primaryRemote(hubs, [x, y], { perCluster: { y: { primary: 'b' } } });
  const of = (cluster: Cluster) => [
    find(objectsOf(cluster), 'Istio', 'default').spec.values.global.remotePilotAddress,
    find(objectsOf(cluster), 'Namespace', 'istio-system').metadata.annotations['topology.istio.io/controlPlaneClusters'],
  ];
  expect([of(x), of(y)]).toEqual([['203.0.113.1', 'a,b'], ['203.0.113.2', 'a,b']]);
  expect(program.errors()).toEqual([]);
});

test('values for all clusters are for control planes; those of a remote are said for it', () => {
  const program = new Program();
  const hub = program.cluster('hub', { facts: address('hub', '203.0.113.7') });
  const [x, y] = [program.cluster('x'), program.cluster('y')];
  program.primaryRemote([hub], [x, y], {
    values: { pilot: { traceSampling: 1 } }, rawValues: { meshConfig: { accessLogFile: '/dev/stdout' } }, perCluster: { y: { values: { sidecarInjectorWebhook: { reinvocationPolicy: 'IfNeeded' } } } },
  });
  const values = (cluster: Cluster) => find(objectsOf(cluster), 'Istio', 'default').spec.values;
  expect(values(hub)).toMatchObject({ pilot: { traceSampling: 1 }, meshConfig: { accessLogFile: '/dev/stdout' } });
  expect(Object.keys(values(x)).sort()).toEqual(['global', 'istiodRemote']);
  expect(values(y).sidecarInjectorWebhook.reinvocationPolicy).toBe('IfNeeded');
});

test('a person is told that pods of a remote wait for its Istio', () => {
  const { mesh } = twoNetworks();
  expect(mesh.preconditions().filter((p) => p.includes("pods of cluster 'edge'"))).toHaveLength(1);
});

describe('revisions', () => {
  const strategy = UpdateStrategy.revisionBased({ version: 'v1.30.3', production: 'v1.30.1', canary: 'v1.30.3' });

  function revisions() {
    const program = new Program();
    const hub = program.cluster('hub', { facts: address('hub', '203.0.113.7') });
    const edge = program.cluster('edge');
    return { program, hub, edge, mesh: program.primaryRemote([hub], [edge], { updateStrategy: strategy }) };
  }

  test('a remote has no tags: its workloads ask for the revision itself', () => {
    const { program, hub, edge, mesh } = revisions();
    const shop = mesh.addNamespace('shop');
    expect(listed(objectsOf(hub)).filter((o) => o.startsWith('IstioRevisionTag'))).toEqual(['IstioRevisionTag/default', 'IstioRevisionTag/default-canary']);
    expect(listed(objectsOf(edge)).filter((o) => o.startsWith('IstioRevisionTag'))).toEqual([]);
    expect(find(objectsOf(hub), 'Namespace', 'shop').metadata.labels).toEqual({ 'istio-injection': 'enabled' });
    expect(find(objectsOf(edge), 'Namespace', 'shop').metadata.labels).toEqual({ 'istio.io/rev': 'default-v1-30-1' });
    expect(shop.of(edge).revision.name).toBe('default-v1-30-1');
    expect(program.errors()).toEqual([]);
  });

  test('each revision is exposed by the names that its clients ask for', () => {
    const { hub } = revisions();
    const tls = find(objectsOf(hub), 'VirtualService', 'istiod-vs').spec.tls;
    expect(tls.map((t: any) => [t.match[0].sniHosts[0], t.route[0].destination.port.number])).toEqual([
      ['istiod-default-v1-30-3.istio-system.svc', 15012], ['istiod-default-v1-30-3.istio-system.svc', 443],
      ['istiod-default-v1-30-1.istio-system.svc', 15012], ['istiod-default-v1-30-1.istio-system.svc', 443],
    ]);
  });

  test.each([[address('hub', '203.0.113.7')], [undefined]])('a remote that parts from its primary is an error, whether its address is known or not', (facts) => {
    const program = new Program();
    const hub = program.cluster('hub', { facts });
    program.primaryRemote([hub], [program.cluster('edge')], {
      updateStrategy: UpdateStrategy.revisionBased({ version: 'v1.30.1', production: 'v1.30.1' }),
      perCluster: { edge: { updateStrategy: UpdateStrategy.revisionBased({ version: 'v1.30.3', production: 'v1.30.3' }) } },
    });
    expect(program.finding('topology/revisions-part').what).toContain("revision 'default-v1-30-3'");
  });

  test('a tag that somebody writes on the revision of a remote is an error', () => {
    const { program, edge } = revisions();
    const tag = (name: string, target: string) => new ApiObject(edge, name, {
      apiVersion: 'sailoperator.io/v1', kind: 'IstioRevisionTag', metadata: { name }, spec: { targetRef: { kind: 'IstioRevision', name: target } },
    });
    tag('other', 'elsewhere-v1-30-3');
    expect(program.errors()).toEqual([]);
    tag('default', 'default-v1-30-1');
    expect(program.finding('topology/tag-on-remote').what).toContain("'default-v1-30-1'");
  });
});

describe('the address of the control plane', () => {
  const withAddress = (at: string, release = OssmRelease.V3_4) => {
    const program = new Program();
    const hub = program.cluster('hub', { facts: address('hub', at) });
    const edge = program.cluster('edge');
    return { program, edge, mesh: program.primaryRemote([hub], [edge], { release }), hub };
  };

  test('a host name is fine, as port 443 of the gateway leads to the webhook', () => {
    const { program, edge } = withAddress('a1b2.elb.us-east-1.amazonaws.com');
    expect(find(objectsOf(edge), 'Istio', 'default').spec.values.global.remotePilotAddress).toBe('a1b2.elb.us-east-1.amazonaws.com');
    expect(program.errors()).toEqual([]);
  });

  test('a host name is an error where somebody takes that port away', () => {
    const { program, hub, mesh } = withAddress('a1b2.elb.us-east-1.amazonaws.com');
    mesh.eastWestGatewayOf(hub).service!.addJsonPatch(JsonPatch.remove('/spec/ports/4'));
    expect(program.errors()).toEqual(['topology/webhook-port-not-mapped']);
  });

  test('an IP address does not need the port', () => {
    const { program, hub, mesh } = withAddress('203.0.113.7');
    mesh.eastWestGatewayOf(hub).service!.addJsonPatch(JsonPatch.remove('/spec/ports/4'));
    expect(program.errors()).toEqual([]);
  });

  test('an IPv6 address is an error where the charts take it for a host name', () => {
    expect(withAddress('2001:db8::7', OssmRelease.V3_3).program.errors()).toEqual(['topology/ipv6-pilot-address']);
    expect(withAddress('2001:db8::7').program.errors()).toEqual([]);
    expect(IpFamily.IPV6).toBe('IPv6');
  });

  test('a stable name is known from the start, and nothing is withheld', () => {
    const program = new Program();
    const [hub, edge] = [program.cluster('hub'), program.cluster('edge')];
    program.primaryRemote([hub], [edge], { perCluster: { hub: { eastWest: EastWest.injected({ dnsName: 'mesh.hub.example.com' }) } } });
    expect(find(objectsOf(edge), 'Istio', 'default').spec.values.global.remotePilotAddress).toBe('mesh.hub.example.com');
    expect(withheldIn(program.app)).toEqual([]);
  });
});

describe('bad input', () => {
  test('an ambient mesh has no remotes', () => {
    const program = new Program();
    expect(() => program.primaryRemote([program.cluster('hub')], [program.cluster('edge')], { dataPlane: DataPlane.AMBIENT })).toThrow(/topology\/ambient-remote/);
  });

  test('a remote needs a primary', () => {
    const program = new Program();
    expect(() => program.primaryRemote([], [program.cluster('edge')])).toThrow(/topology\/no-primary/);
  });

  test('a remote can only start from a primary', () => {
    const program = new Program();
    expect(() => program.primaryRemote([program.cluster('hub')], [program.cluster('edge')], { perCluster: { edge: { primary: 'edge' } } }))
      .toThrow(/'edge', which is no cluster with a control plane[\s\S]*'hub'/);
  });

  test('without a gateway the control plane of the primary is not reached', () => {
    const program = new Program();
    expect(() => program.primaryRemote([program.cluster('hub')], [program.cluster('edge')], { eastWest: EastWest.none() })).toThrow(/topology\/control-plane-not-exposed/);
  });

  test('a Gateway of the Gateway API in a remote has nobody to deploy it', () => {
    const program = new Program();
    program.primaryRemote([program.cluster('hub')], [program.cluster('edge')], { perCluster: { edge: { eastWest: EastWest.gatewayApi() } } });
    expect(program.errors()).toContain('topology/gateway-without-controller');
  });

  test('values that other clusters depend on are not to be set past the topology', () => {
    const program = new Program();
    program.primaryRemote([program.cluster('hub')], [program.cluster('edge')], {
      perCluster: { edge: { values: { istiodRemote: { injectionUrl: 'https://hub.example.com:15017/inject' } } } },
    });
    expect(program.finding('mesh/value-of-a-property').what).toContain('istiodRemote.injectionURL');
    expect(program.codes()).toContain('mesh/injection-url');
  });
});

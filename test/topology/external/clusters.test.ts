import { ExternalProgram, known } from './support';
import { AccessLogEncoding, DiscoverySelector, EastWest, NetworkDiscovery, OssmRelease } from '../../../src';
import { find, listed, objectsOf } from '../support';

const istio = (program: ExternalProgram, cluster: 'hub' | 'east' | 'west', name = 'external-istiod') => find(objectsOf(program[cluster]), 'Istio', name).spec;

describe('the hub', () => {
  test('runs the control plane of the config cluster: named, configured and injecting for that one', () => {
    const program = known();
    program.external();
    expect(istio(program, 'hub')).toEqual({
      namespace: 'external-istiod',
      profile: 'empty',
      updateStrategy: { type: 'InPlace' },
      version: 'v1.30-latest',
      values: {
        meshConfig: { rootNamespace: 'external-istiod', defaultConfig: { discoveryAddress: '203.0.113.7:15012' } },
        pilot: {
          volumes: [
            { name: 'config-volume', configMap: { name: 'istio-external-istiod' } },
            { name: 'inject-volume', configMap: { name: 'istio-sidecar-injector-external-istiod' } },
          ],
          volumeMounts: [
            { name: 'config-volume', mountPath: '/etc/istio/config' },
            { name: 'inject-volume', mountPath: '/var/lib/istio/inject' },
          ],
          env: {
            INJECTION_WEBHOOK_CONFIG_NAME: 'istio-sidecar-injector-external-istiod-external-istiod',
            VALIDATION_WEBHOOK_CONFIG_NAME: 'istio-validator-external-istiod-external-istiod',
            EXTERNAL_ISTIOD: 'true',
            LOCAL_CLUSTER_SECRET_WATCHER: 'true',
            SHARED_MESH_CONFIG: 'istio-external-istiod',
          },
        },
        global: {
          caAddress: '203.0.113.7:15012',
          istioNamespace: 'external-istiod',
          operatorManageWebhooks: true,
          configValidation: false,
          meshID: 'mesh1',
          multiCluster: { clusterName: 'east' },
          network: 'net-east',
        },
      },
    });
    expect(program.errors()).toEqual([]);
  });

  test('has an ordinary mesh of its own network, whose CNI plugin is the only one there', () => {
    const program = known();
    const mesh = program.external();
    const objects = objectsOf(program.hub);
    expect(find(objects, 'Istio', 'default').spec).toMatchObject({ namespace: 'istio-system', values: { global: { network: 'net-hub' } } });
    expect(find(objects, 'Istio', 'default').spec).not.toHaveProperty('profile');
    expect(listed(objects).filter((o) => o.startsWith('IstioCNI'))).toEqual(['IstioCNI/default']);
    expect(mesh.gatewayMesh.meshName).toBe('default');
    expect(find(objects, 'Namespace', 'istio-system').metadata.labels).toEqual({ 'topology.istio.io/network': 'net-hub' });
    // of the config cluster's pods none is there
    expect(find(objects, 'Namespace', 'external-istiod').metadata).toEqual({ name: 'external-istiod' });
  });

  test('has a load balancer that leads to the control plane, in a namespace of its own, injected by the ordinary mesh', () => {
    const program = known();
    const mesh = program.external();
    const objects = objectsOf(program.hub);
    const service = find(objects, 'Service', 'external-istiod-gateway');
    expect(service.metadata.namespace).toBe('external-istiod-gateway');
    expect([service.spec.type, ...service.spec.ports.map((p: any) => `${p.port}>${p.targetPort}`)]).toEqual(['LoadBalancer', '15021>15021', '15012>15012', '15017>15017', '443>15017']);
    const { labels } = find(objects, 'Deployment', 'external-istiod-gateway').spec.template.metadata;
    expect(labels).toMatchObject({ 'sidecar.istio.io/inject': 'true' });
    expect(labels).not.toHaveProperty(['istio.io/rev']);
    expect(find(objects, 'Gateway', 'external-istiod-gateway-istiod-gateway').spec.servers.map((s: any) => [s.port.number, s.tls.mode])).toEqual([[15012, 'PASSTHROUGH'], [15017, 'PASSTHROUGH']]);
    const routes = find(objects, 'VirtualService', 'external-istiod-gateway-istiod-vs').spec.tls;
    expect(routes.map((r: any) => [r.match[0], r.route[0].destination])).toEqual([
      [{ port: 15012, sniHosts: ['*'] }, { host: 'istiod-external-istiod.external-istiod.svc.cluster.local', port: { number: 15012 } }],
      [{ port: 15017, sniHosts: ['*'] }, { host: 'istiod-external-istiod.external-istiod.svc.cluster.local', port: { number: 443 } }],
    ]);
    expect(mesh.hubGateway.gatewayName).toBe('external-istiod-gateway');
  });

  test('needs no network of its own', () => {
    const program = new ExternalProgram({ network: undefined });
    program.external();
    expect(find(objectsOf(program.hub), 'Istio', 'default').spec).not.toHaveProperty('values');
    expect(program.errors()).toEqual([]);
  });
});

describe('the config cluster', () => {
  test('is a remote with the rights, the webhook and the mesh configuration of a control plane', () => {
    const program = known();
    program.external();
    expect(istio(program, 'east')).toEqual({
      namespace: 'external-istiod',
      profile: 'remote',
      updateStrategy: { type: 'InPlace' },
      version: 'v1.30-latest',
      values: {
        istiodRemote: { injectionPath: '/inject/cluster/east/net/net-east' },
        global: { istioNamespace: 'external-istiod', remotePilotAddress: '203.0.113.7', configCluster: true },
        pilot: { configMap: true },
      },
    });
    expect(find(objectsOf(program.east), 'Namespace', 'external-istiod').metadata).toEqual({ name: 'external-istiod', labels: { 'topology.istio.io/network': 'net-east' } });
    expect(find(objectsOf(program.east), 'IstioCNI', 'default').spec.namespace).toBe('istio-cni');
  });

  test('alone has no gateway, and is no mesh of one cluster', () => {
    const program = known();
    program.external();
    expect(listed(objectsOf(program.east))).toEqual(['Istio/external-istiod', 'IstioCNI/default', 'Namespace/external-istiod', 'Namespace/istio-cni']);
    expect(program.codes()).toEqual(['topology/unproven']);
  });

  test('what properties say of the mesh configuration is where istiod reads it: in the hub, and below that in the config cluster', () => {
    const program = known();
    program.external({
      trustDomain: 'corp.example',
      trustDomainAliases: ['old.example'],
      proxy: { accessLog: AccessLogEncoding.JSON, metadata: { ISTIO_META_DNS_CAPTURE: 'true' } },
      discoverySelectors: [DiscoverySelector.labels({ mesh: 'shop' })],
    });
    const meshConfig = {
      trustDomain: 'corp.example',
      trustDomainAliases: ['old.example'],
      accessLogFile: '/dev/stdout',
      accessLogEncoding: 'JSON',
      discoverySelectors: [{ matchLabels: { mesh: 'shop' } }],
    };
    const inHub = istio(program, 'hub').values;
    expect(inHub.meshConfig).toMatchObject(meshConfig);
    expect(inHub.meshConfig.defaultConfig).toEqual({ discoveryAddress: '203.0.113.7:15012', proxyMetadata: { ISTIO_META_DNS_CAPTURE: 'true' } });
    const inConfig = istio(program, 'east').values;
    expect(inConfig.meshConfig).toMatchObject(meshConfig);
    expect(inHub.pilot.env.SHARED_MESH_CONFIG).toBe('istio-external-istiod');
    expect(find(objectsOf(program.hub), 'Istio', 'default').spec.values).toEqual({ global: { network: 'net-hub' } });
    expect(find(objectsOf(program.east), 'Namespace', 'external-istiod').metadata.labels).toMatchObject({ mesh: 'shop' });
    expect(program.errors()).toEqual([]);
  });

  test('settings of istiod and of proxies are in the hub alone', () => {
    const program = known();
    program.external({ proxy: { resources: { cpuRequest: '50m' } }, controlPlane: { env: { PILOT_JWT_ENABLE_REMOTE_JWKS: 'envoy' } } });
    expect(istio(program, 'hub').values).toMatchObject({ global: { proxy: { resources: { requests: { cpu: '50m' } } } }, pilot: { env: { PILOT_JWT_ENABLE_REMOTE_JWKS: 'envoy' } } });
    expect(JSON.stringify(istio(program, 'east').values)).not.toMatch(/resources|JWKS/);
  });
});

describe('a data cluster', () => {
  test('is a remote that the control plane knows by the name of the config cluster', () => {
    const program = known();
    program.external({ dataClusters: [program.west] });
    expect(istio(program, 'west').values).toEqual({
      istiodRemote: { injectionPath: '/inject/cluster/west/net/net-west' }, global: { remotePilotAddress: '203.0.113.7' },
    });
    expect(find(objectsOf(program.west), 'Namespace', 'external-istiod').metadata.annotations).toEqual({ 'topology.istio.io/controlPlaneClusters': 'east' });
    expect(find(objectsOf(program.east), 'Namespace', 'external-istiod').metadata.annotations).toBeUndefined();
    expect(program.errors()).toEqual([]);
  });

  test('on another network each has a gateway, and the config cluster says what they expose', () => {
    const program = known();
    const mesh = program.external({ dataClusters: [program.west], exposedHosts: ['*.shop.svc.cluster.local'] });
    expect(find(objectsOf(program.east), 'Gateway', 'cross-network-gateway').spec.servers[0].hosts).toEqual(['*.shop.svc.cluster.local']);
    expect(listed(objectsOf(program.west))).toContain('Deployment/istio-eastwestgateway');
    expect(listed(objectsOf(program.west))).not.toContain('Gateway/cross-network-gateway');
    expect(mesh.eastWestGatewayOf(program.west).network).toBe('net-west');
    expect(find(objectsOf(program.west), 'Deployment', 'istio-eastwestgateway').spec.template.metadata.labels['istio.io/rev']).toBe('external-istiod');
    expect(program.errors()).toEqual([]);
  });

  test('on the network of the config cluster there is no gateway between them', () => {
    const program = known();
    const near = program.cluster('near', { network: 'net-east' });
    program.external({ dataClusters: [near] });
    expect(listed(objectsOf(near))).not.toContain('Deployment/istio-eastwestgateway');
    expect(program.errors()).toEqual([]);
  });

  test('a network without a way in is an error, of one that a RemoteNetworkGateway is not told of', () => {
    const program = known();
    program.external({ dataClusters: [program.west], perCluster: { west: { eastWest: EastWest.none() } } });
    expect(program.errors()).toEqual(['topology/network-not-reachable']);
    expect(program.finding('topology/network-not-reachable').fix).toContain("cluster 'east'");
  });

  test('networks that the mesh configuration says are said in the hub', () => {
    const program = known();
    program.external({ dataClusters: [program.west], networkDiscovery: NetworkDiscovery.MESH_NETWORKS });
    expect(Object.keys(istio(program, 'hub').values.global.meshNetworks)).toEqual(['net-east', 'net-west']);
    expect(find(objectsOf(program.west), 'Namespace', 'external-istiod').metadata).not.toHaveProperty('labels');
  });
});

describe('namespaces', () => {
  test('are in the clusters with workloads, and ask for the revision of the control plane', () => {
    const program = known();
    const mesh = program.external({ dataClusters: [program.west] });
    const shop = mesh.addNamespace('shop');
    for (const cluster of [program.east, program.west]) expect(find(objectsOf(cluster), 'Namespace', 'shop').metadata.labels).toEqual({ 'istio.io/rev': 'external-istiod' });
    expect(listed(objectsOf(program.hub))).not.toContain('Namespace/shop');
    expect(shop.clusters).toEqual([program.east, program.west]);
    expect([mesh.clusterNames, mesh.hub, mesh.configCluster]).toEqual([['east', 'west'], program.hub, program.east]);
  });

  test('none is in the hub', () => {
    const program = known();
    const mesh = program.external();
    expect(() => mesh.addNamespace('shop', { clusters: [program.hub] })).toThrow('topology/cluster-not-in-mesh');
    mesh.controlPlane.addNamespace('lost');
    expect(program.errors()).toEqual(['topology/namespace-in-hub']);
    mesh.gatewayMesh.addNamespace('of-the-hub');
    expect(program.errors()).toEqual(['topology/namespace-in-hub']);
  });

  test('a service that is kept local is so in the configuration of the one control plane', () => {
    const program = known();
    const mesh = program.external({ dataClusters: [program.west] });
    mesh.addNamespace('shop').of(program.east).addService('cart', { port: 8080 }).keepLocal();
    expect(istio(program, 'hub').values.meshConfig.serviceSettings).toEqual([{ settings: { clusterLocal: true }, hosts: ['cart.shop.svc.cluster.local'] }]);
  });
});

test.each(['3.0', '3.1', '3.2', '3.3', '3.4'])('a program of OSSM %s is without an error', (minor) => {
  const program = known();
  program.external({ dataClusters: [program.west], release: OssmRelease.of(minor) });
  expect(program.errors()).toEqual([]);
});

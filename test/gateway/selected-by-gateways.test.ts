import { FakeMesh, FakeNamespace, json, Program } from './support';
import { Cluster } from '../../src/cluster/cluster';
import { Gateway, GatewayServer, type GatewayServerOptions, ServerCertificate, ServerHost } from '../../src/traffic/gateway';
import { ListenAddress } from '../../src/traffic/listen-address';
import { WorkloadSelector } from '../../src/vocabulary/workload-selector';

const hosts = [ServerHost.of('shop.example.com')];
const http = (port: number, more: Partial<GatewayServerOptions> = {}) => GatewayServer.http({ hosts, port, ...more });

/** Ports that the Service and the NetworkPolicy of a gateway have because of `Gateway`s. */
function opened(write: (program: Program, selector: WorkloadSelector) => void) {
  const program = new Program();
  const gateway = program.gateway({ podLabels: { tier: 'front' } });
  write(program, WorkloadSelector.gateway(gateway));
  const { ports } = json(gateway.service).spec;
  const { ingress: [everybody, metrics] } = json(gateway.networkPolicy).spec;
  expect(metrics.ports).toEqual([{ port: 15020, protocol: 'TCP' }]);
  return {
    service: ports.slice(3).map((p: any) => `${p.name} ${p.port}->${p.targetPort}`),
    policy: everybody.ports.map((p: any) => p.port).filter((port: number) => port !== 15021),
  };
}

describe('what a Gateway of the program opens at the pods that it selects', () => {
  test('its ports, on pods that listen without privileges', () => {
    expect(opened(({ cluster }, selector) => {
      new Gateway(cluster, 'web', {
        name: 'web', selector, servers: [http(80), GatewayServer.https({ hosts, certificate: ServerCertificate.secret('shop-tls') })],
      });
    })).toEqual({ service: [], policy: [8080, 8443] });
  });

  test('others than those of HTTP too, in ascending order, also those that are added later, each once', () => {
    expect(opened(({ cluster }, selector) => {
      const bytes = new Gateway(cluster, 'bytes', { name: 'bytes', selector, servers: [GatewayServer.tcp({ port: 27017 })] });
      bytes.addServer(GatewayServer.autoPassthrough({ hosts }));
      bytes.addServer(GatewayServer.tcp({ port: 143 }));
      new Gateway(cluster, 'more', { name: 'more', selector, servers: [GatewayServer.tcp({ port: 27017 })] });
    })).toEqual({ service: ['tcp-143 143->8143', 'tls-15443 15443->15443', 'tcp-27017 27017->27017'], policy: [8143, 15443, 27017] });
  });

  test('not on the port of the pods that 80 has', () => {
    expect(opened(({ cluster }, selector) => {
      new Gateway(cluster, 'web', { name: 'web', selector, servers: [http(80), http(8080)] });
    })).toEqual({ service: ['http-8080 8080->16080'], policy: [8080, 16080] });
  });

  test('nothing for a socket, nor for what only the pod itself reaches', () => {
    expect(opened(({ cluster }, selector) => {
      new Gateway(cluster, 'inside', {
        name: 'inside',
        selector,
        servers: [
          http(9090, { bind: ListenAddress.ip('127.0.0.1') }), http(9091, { bind: ListenAddress.ip('::1') }),
          GatewayServer.http({ hosts, bind: ListenAddress.socket('/var/run/web.sock') }), http(9092, { bind: ListenAddress.ip('0.0.0.0') }),
        ],
      });
    })).toEqual({ service: ['http-9092 9092->9092'], policy: [9092] });
  });

  test('by any of the labels of the pods; without a selector at every gateway', () => {
    expect(opened(({ cluster }) => {
      new Gateway(cluster, 'tier', { name: 'tier', selector: WorkloadSelector.labels({ tier: 'front' }), servers: [http(9001)] });
      new Gateway(cluster, 'all', { name: 'all', servers: [http(9002)] });
    }).policy).toEqual([9001, 9002]);
  });

  test('nothing where it selects other pods, is of another mesh, or in another cluster', () => {
    expect(opened(({ app, cluster }, selector) => {
      new Gateway(cluster, 'other', { name: 'other', selector: WorkloadSelector.labels({ app: 'edge', tier: 'back' }), servers: [http(9001)] });
      const mesh = new FakeMesh(cluster, 'second', { name: 'second' });
      new Gateway(cluster, 'mesh-gateway', { name: 'web', namespace: new FakeNamespace(mesh, 'second'), selector, servers: [http(9002)] });
      new Gateway(new Cluster(app, 'west', { name: 'west' }), 'web', { name: 'web', selector, servers: [http(9003)] });
    })).toEqual({ service: [], policy: [] });
  });

  test('beside the hosts of the gateway itself', () => {
    expect(opened(({ cluster, web }, selector) => {
      new Gateway(cluster, 'web', { name: 'web', selector, servers: [http(80), http(9001)] });
      const edge = cluster.node.findChild('gateway-edge-istio-ingress') as ReturnType<Program['gateway']>;
      edge.host('shop').addRoute('web', { backend: web });
    })).toEqual({ service: ['http-9001 9001->9001'], policy: [8080, 9001] });
  });
});

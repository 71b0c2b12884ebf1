import { AMBIENT, EastWestProgram } from './support';
import { EastWest, GatewayAddress, RemoteNetworkGateway, type RemoteNetworkGatewayProps } from '../../../src/gateway/east-west';
import { OpenShift } from '../../../src/release';
import type { MeshFacts } from '../../../src/vocabulary/mesh-facts';
import { json, Program } from '../support';

function remote(props: Partial<RemoteNetworkGatewayProps> = {}, facts: Partial<MeshFacts> = {}) {
  const program = new Program(facts);
  const gateway = new RemoteNetworkGateway(program.cluster, 'west', {
    mesh: program.mesh, network: 'net-west', address: GatewayAddress.of('203.0.113.7'), ...props,
  });
  return { program, gateway };
}

test('it stands for a gateway of sidecars, by the type of its address', () => {
  const { program, gateway } = remote();
  expect(json(gateway.gateway)).toEqual({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name: 'remote-gateway-net-west', namespace: 'istio-system', labels: { 'topology.istio.io/network': 'net-west' } },
    spec: {
      gatewayClassName: 'istio-remote',
      addresses: [{ type: 'IPAddress', value: '203.0.113.7' }],
      listeners: [{
        name: 'cross-network', port: 15443, protocol: 'TLS', tls: { mode: 'Passthrough', options: { 'gateway.istio.io/listener-protocol': 'auto-passthrough' } },
      }],
    },
  });
  expect(program.codes()).toEqual([]);
  const addressOf = (address: string) => json(remote({ address: GatewayAddress.of(address) }).gateway.gateway).spec.addresses[0].type;
  expect([addressOf('2001:db8::7'), addressOf('west.mesh.example.com')]).toEqual(['IPAddress', 'Hostname']);
});

test('in an ambient mesh it says whom clients are to expect', () => {
  const { gateway } = remote({}, AMBIENT);
  const { metadata, spec } = json(gateway.gateway);
  expect(metadata.annotations).toEqual({ 'gateway.istio.io/service-account': 'istio-eastwestgateway' });
  expect(spec.listeners).toMatchObject([{ name: 'mesh', port: 15008, protocol: 'HBONE' }]);
  expect(gateway.identity.principal).toBe('cluster.local/ns/istio-system/sa/istio-eastwestgateway');
});

test('another port is stated where control planes look for it', () => {
  const { metadata, spec } = json(remote({ port: 16443 }).gateway.gateway);
  expect(metadata.labels['networking.istio.io/gatewayPort']).toBe('16443');
  expect(spec.listeners[0].port).toBe(16443);
});

test('it is withheld while the address of a gateway of this program is not known, and takes its DNS name', () => {
  const withAddress = (settings: EastWest) => {
    const program = new EastWestProgram({ settings });
    const address = GatewayAddress.ofGateway(program.gateway_);
    new RemoteNetworkGateway(program.cluster, 'west', { mesh: program.mesh, network: 'net-west', address });
    return program.written().filter((o) => o.startsWith('Gateway') && o.includes('remote'));
  };
  expect(withAddress(EastWest.injected())).toEqual([]);
  expect(withAddress(EastWest.injected({ dnsName: 'west.mesh.example.com' }))).toEqual(['Gateway istio-system/remote-gateway-net-west']);
});

test('raw fields reach it', () => {
  expect(json(remote({ raw: { metadata: { labels: { a: 'b' } } } }).gateway.gateway).metadata.labels.a).toBe('b');
});

test('an OpenShift without Gateway API is told to get it', () => {
  expect(remote({}, { openshift: OpenShift.V4_18 }).program.remarks()[0]).toMatch(/OpenShift 4\.18 has no Gateway API/);
});

test.each<[string, Partial<RemoteNetworkGatewayProps>, string[]]>([
  ['a URL for an address', { address: GatewayAddress.of('https://west.example.com') }, ['gateway/east-west-invalid-address']],
  ['an address of three numbers', { address: GatewayAddress.of('10.0.0') }, ['gateway/east-west-invalid-address']],
  ['a network that is no name', { network: 'Net', name: 'west' }, ['gateway/east-west-invalid-name']],
  ['a port that is none', { port: 0 }, ['gateway/east-west-invalid-port']],
])('%s', (_, props, codes) => {
  expect(remote(props).program.codes()).toEqual(codes);
});

test('two of one name are reported', () => {
  const { program } = remote();
  new RemoteNetworkGateway(program.cluster, 'again', { mesh: program.mesh, network: 'net-west', address: GatewayAddress.of('203.0.113.8') });
  expect(program.codes()).toEqual(['gateway/object-name-taken']);
});

test('what is of a wrong type is refused at once', () => {
  expect(() => remote({ address: '203.0.113.7' } as any)).toThrow(/GatewayAddress\.of\('203\.0\.113\.7'\)/);
  expect(() => remote({ network: undefined } as any)).toThrow(/`network` of the gateway of another network is not given/);
  expect(() => GatewayAddress.of(undefined as any)).toThrow(/gateway\/east-west-invalid-address/);
});

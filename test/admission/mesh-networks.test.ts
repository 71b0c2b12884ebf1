import { expectNoCrash, testRows, type Row } from './support/judge';

const AT = 'spec.values.global.meshNetworks';

function networks(network: unknown, rest: object = {}): unknown {
  return { values: { global: { meshNetworks: { east: network } }, ...rest } };
}

function endpoint(value: object): unknown {
  return networks({ endpoints: [value] });
}

function gateway(value: object, rest: object = {}): unknown {
  return networks({ gateways: [value] }, rest);
}

const ROWS: readonly Row[] = [
  ['no networks are right', { values: { global: { meshNetworks: {} } } }, []],
  ['a network of a cluster with a gateway by address is right', networks({ endpoints: [{ fromRegistry: 'east' }], gateways: [{ address: '192.0.2.1', port: 15443 }] }), []],
  ['a gateway by the name of its service is right', gateway({ registryServiceName: 'istio-eastwestgateway.istio-system.svc.cluster.local', port: 15443 }), []],
  ['a gateway by a DNS name is right', gateway({ address: 'gateway.example.com', port: 15443, locality: 'r/z' }), []],
  ['a block of addresses and a single one are right', networks({ endpoints: [{ fromCidr: '10.0.0.0/16' }, { fromCidr: '2001:db8::1' }] }), []],
  ['an endpoint that says nothing is right', endpoint({}), []],
  ['a block with too many bits is refused', endpoint({ fromCidr: '10.0.0.0/33' }), [`error mesh-networks/cidr ${AT}.east.endpoints[0].fromCidr`]],
  ['an address with a leading zero is refused', endpoint({ fromCidr: '10.0.0.01' }), [`error mesh-networks/cidr ${AT}.east.endpoints[0].fromCidr`]],
  ['an empty block is refused', endpoint({ fromCidr: '' }), [`error mesh-networks/cidr ${AT}.east.endpoints[0].fromCidr`]],
  ['a registry that is no label is refused', endpoint({ fromRegistry: 'east.example' }), [`error mesh-networks/registry ${AT}.east.endpoints[0].fromRegistry`]],
  ['an empty registry is refused', endpoint({ fromRegistry: '' }), [`error mesh-networks/registry ${AT}.east.endpoints[0].fromRegistry`]],
  ['a service that is no DNS name is refused', gateway({ registryServiceName: 'gateway_1', port: 1 }), [`error mesh-networks/gateway-service ${AT}.east.gateways[0].registryServiceName`]],
  ['an address with a port is refused', gateway({ address: 'gateway.example.com:15443', port: 15443 }), [`error mesh-networks/gateway-address ${AT}.east.gateways[0].address`]],
  ['a wildcard is refused as address', gateway({ address: '*.example.com', port: 15443 }), [`error mesh-networks/gateway-address ${AT}.east.gateways[0].address`]],
  ['a DNS name is refused where istiod does not resolve them', gateway({ address: 'gateway.example.com', port: 1 }, { pilot: { env: { RESOLVE_HOSTNAME_GATEWAYS: 'false' } } }),
    [`error mesh-networks/gateway-address ${AT}.east.gateways[0].address`]],
  ['an address is right where istiod resolves no names', gateway({ address: '192.0.2.1', port: 1 }, { pilot: { env: { RESOLVE_HOSTNAME_GATEWAYS: 'F' } } }), []],
  ['a DNS name is right where the switch of resolution has no value that istiod reads', gateway({ address: 'a.example', port: 1 }, { pilot: { env: { RESOLVE_HOSTNAME_GATEWAYS: 'no' } } }), []],
  ['a gateway without port is refused', gateway({ address: '192.0.2.1' }), [`error port/number-out-of-range ${AT}.east.gateways[0].port`]],
  ['a port out of range is refused', gateway({ address: '192.0.2.1', port: 65536 }), [`error port/number-out-of-range ${AT}.east.gateways[0].port`]],
  ['a negative port is refused', gateway({ address: '192.0.2.1', port: -1 }), [`error port/number-out-of-range ${AT}.east.gateways[0].port`]],
  ['each network is judged', { values: { global: { meshNetworks: { 'a': { endpoints: [{ fromCidr: 'x' }] }, 'b.c': { endpoints: [{ fromCidr: 'y' }] } } } } },
    [`error mesh-networks/cidr ${AT}.a.endpoints[0].fromCidr`, `error mesh-networks/cidr ${AT}["b.c"].endpoints[0].fromCidr`]],
];

describe('mesh networks in the values of an Istio', () => {
  testRows('Istio', ROWS, { apiVersion: 'sailoperator.io/v1' });
});

describe('mesh networks in the values of an IstioRevision', () => {
  testRows('IstioRevision', ROWS, { apiVersion: 'sailoperator.io/v1' });

  test('values of wrong types bring no check down', () => {
    expectNoCrash('IstioRevision', networks({ endpoints: [{ fromCidr: '10.0.0.0/8' }, { fromRegistry: 'c' }], gateways: [{ address: 'a', port: 1 }, { registryServiceName: 'a', port: 1 }] }), {
      apiVersion: 'sailoperator.io/v1',
    });
  });
});

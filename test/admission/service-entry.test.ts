import { expectNoCrash, judge, testRows } from './support/judge';

const HTTP = { number: 80, name: 'http', protocol: 'HTTP' };
const TCP = { number: 3306, name: 'db', protocol: 'TCP' };
const BASE = { hosts: ['api.example.com'], ports: [HTTP], resolution: 'DNS' };
const STATIC = { ...BASE, resolution: 'STATIC', endpoints: [{ address: '10.0.0.1' }] };
const DYNAMIC = { hosts: ['*.example.com'], ports: [HTTP], resolution: 'DYNAMIC_DNS' };

describe('hosts and addresses', () => {
  testRows('ServiceEntry', [
    ['a host that is resolved is right', BASE, []],
    ['a ServiceEntry without hosts is refused', { ...BASE, hosts: [] }, ['error service-entry/no-host spec.hosts']],
    ['all hosts are refused', { ...BASE, hosts: ['*'] }, ['error service-entry/invalid-host spec.hosts[0]']],
    ['a host that is no name is refused', { ...BASE, hosts: ['a_b.com'] }, ['error service-entry/invalid-host spec.hosts[0]']],
    ['a wildcard with resolution NONE is right', { ...BASE, hosts: ['*.example.com'], resolution: 'NONE' }, []],
    ['a wildcard for a part of a label is warned of', { ...BASE, hosts: ['*api.example.com'], resolution: 'NONE' }, ['warning service-entry/partial-wildcard spec.hosts[0]']],
    ['a wildcard that is to be resolved is refused', { ...BASE, hosts: ['a.com', '*.example.com'] }, ['error service-entry/wildcard-with-dns spec.hosts[1]']],
    ['a wildcard beside endpoints is right', { ...BASE, hosts: ['*.example.com'], endpoints: [{ address: 'a.com' }] }, []],
    ['an address of four octets is right', { ...BASE, addresses: ['10.1.1.1'] }, []],
    ['a block is refused with DNS', { ...BASE, addresses: ['10.0.0.0/8'] }, ['error service-entry/block-with-dns spec.addresses[0]']],
    ['a block is right with STATIC', { ...STATIC, addresses: ['10.0.0.0/8'] }, []],
    ['leading zeros are refused', { ...STATIC, addresses: ['10.0.0.01'] }, ['error service-entry/invalid-address spec.addresses[0]']],
    ['a block of too many bits is refused', { ...STATIC, addresses: ['10.0.0.0/33'] }, ['error service-entry/invalid-address spec.addresses[0]']],
    ['exportTo nobody is right', { ...BASE, exportTo: ['~'] }, []],
    ['exportTo nobody and somebody is refused', { ...BASE, exportTo: ['~', 'a'] }, ['error export-to/nobody-and-some spec.exportTo']],
  ]);
});

describe('ports', () => {
  testRows('ServiceEntry', [
    ['a name that two ports have is refused', { ...BASE, ports: [HTTP, { ...HTTP, number: 81 }] }, ['error service-entry/duplicate-port-name spec.ports[1].name']],
    ['a number that two ports have is refused', { ...BASE, ports: [HTTP, { ...HTTP, name: 'b' }] }, ['error service-entry/duplicate-port-number spec.ports[1].number']],
    ['a port without name is refused', { ...BASE, ports: [{ ...HTTP, name: undefined }] }, ['error port/invalid-name spec.ports[0].name']],
    ['a number that is none of a port is refused', { ...BASE, ports: [{ ...HTTP, number: 70000 }] }, ['error port/number-out-of-range spec.ports[0].number']],
    ['targetPort 0 is none', { ...BASE, ports: [{ ...HTTP, targetPort: 0 }] }, []],
    ['a targetPort that is none is refused', { ...BASE, ports: [{ ...HTTP, targetPort: 70000 }] }, ['error port/number-out-of-range spec.ports[0].targetPort']],
    ['a protocol nobody knows is refused', { ...BASE, ports: [{ ...HTTP, protocol: 'FTP' }] }, ['error port/unknown-protocol spec.ports[0].protocol']],
    ['TCP without address is right where istiod allocates one', { ...BASE, ports: [TCP] }, []],
    ['TCP without address is warned of before Istio 1.25', { ...BASE, ports: [TCP] }, ['warning service-entry/tcp-without-address spec.ports[0]'], { istio: '1.24' }],
    ['TCP without address is warned of where allocation is off', { ...BASE, ports: [TCP] }, ['warning service-entry/tcp-without-address spec.ports[0]'],
      { labels: { 'networking.istio.io/enable-autoallocate-ip': 'False' } }],
    ['no protocol without address is warned of with resolution NONE', { ...BASE, resolution: 'NONE', ports: [{ number: 1, name: 'a' }] },
      ['warning service-entry/tcp-without-address spec.ports[0]']],
    ['TCP with an address is right', { ...BASE, resolution: 'NONE', ports: [TCP], addresses: ['10.0.0.1'] }, []],
    ['several hosts with TCP are refused', { ...STATIC, hosts: ['a.com', 'b.com'], ports: [HTTP, TCP] }, ['error service-entry/hosts-without-http spec.ports[1].protocol']],
    ['several hosts with TCP are right with resolution NONE', { hosts: ['a.com', 'b.com'], ports: [TCP], addresses: ['10.0.0.1'] }, []],
    ['several hosts with TLS are right', { ...STATIC, hosts: ['a.com', 'b.com'], ports: [{ ...HTTP, protocol: 'TLS' }] }, []],
    ['several hosts beside an address and TLS are warned of', { ...BASE, hosts: ['a.com', 'b.com'], addresses: ['10.0.0.1'], ports: [{ ...HTTP, protocol: 'TLS' }] },
      ['warning service-entry/hosts-with-address spec.hosts']],
  ]);
});

describe('endpoints', () => {
  testRows('ServiceEntry', [
    ['an address is right with STATIC', STATIC, []],
    ['a name is refused with STATIC', { ...STATIC, endpoints: [{ address: 'a.com' }] }, ['error endpoint/invalid-address spec.endpoints[0].address']],
    ['a name is right with DNS', { ...BASE, endpoints: [{ address: 'a.com' }] }, []],
    ['a socket is refused with DNS', { ...BASE, endpoints: [{ address: 'unix:///a' }] }, ['error endpoint/invalid-address spec.endpoints[0].address']],
    ['a socket is right with STATIC and one port', { ...STATIC, endpoints: [{ address: 'unix:///a' }] }, []],
    ['a socket for several ports is refused', { ...STATIC, ports: [HTTP, { ...HTTP, name: 'b', number: 81 }], endpoints: [{ address: 'unix:///a' }] },
      ['error endpoint/socket-for-several-ports spec.endpoints[0].address']],
    ['an endpoint without address is refused with DNS', { ...BASE, endpoints: [{ network: 'n' }] }, ['error service-entry/endpoint-without-address spec.endpoints[0].address']],
    ['an endpoint of a network is warned of with STATIC', { ...STATIC, endpoints: [{ network: 'n' }] }, ['warning endpoint/network-without-address spec.endpoints[0].address']],
    ['a port that the service does not have is refused', { ...STATIC, endpoints: [{ address: '10.0.0.1', ports: { grpc: 1 } }] },
      ['error endpoint/unknown-port spec.endpoints[0].ports.grpc']],
    ['a port number of an endpoint is checked', { ...STATIC, endpoints: [{ address: '10.0.0.1', ports: { http: 70000 } }] },
      ['error port/number-out-of-range spec.endpoints[0].ports.http']],
    ['labels of an endpoint are checked', { ...BASE, endpoints: [{ address: 'a.com', labels: { a: '-' } }] }, ['error label/invalid spec.endpoints[0].labels.a']],
    ['several endpoints are refused with DNS_ROUND_ROBIN', { ...BASE, resolution: 'DNS_ROUND_ROBIN', endpoints: [{ address: 'a.com' }, { address: 'b.com' }] },
      ['error service-entry/several-endpoints spec.endpoints']],
    ['endpoints are refused with resolution NONE', { ...STATIC, resolution: 'NONE' }, ['error service-entry/endpoints-without-resolution spec.endpoints']],
    ['an empty list of endpoints is none', { ...STATIC, resolution: 'NONE', endpoints: [] }, []],
    ['endpoints beside a selector are refused', { ...STATIC, workloadSelector: { labels: { a: 'b' } } }, ['error service-entry/selector-and-endpoints spec.endpoints']],
    ['a selector without labels is warned of', { ...BASE, resolution: 'STATIC', workloadSelector: {} }, ['warning selector/no-labels spec.workloadSelector']],
    ['a selector with a wildcard is refused', { ...BASE, resolution: 'STATIC', workloadSelector: { labels: { a: '*' } } },
      ['error selector/wildcard spec.workloadSelector.labels.a']],
    ['a selector with resolution NONE is warned of', { ...BASE, resolution: 'NONE', workloadSelector: { labels: { a: 'b' } } },
      ['warning service-entry/selector-without-resolution spec.workloadSelector']],
  ]);
});

describe('DYNAMIC_DNS', () => {
  testRows('ServiceEntry', [
    ['a wildcard is right', DYNAMIC, []],
    ['a single host is refused', { ...DYNAMIC, hosts: ['a.com'] }, ['error service-entry/dynamic-dns-host spec.hosts[0]']],
    ['addresses are refused', { ...DYNAMIC, addresses: ['10.0.0.1'] }, ['error service-entry/dynamic-dns-addresses spec.addresses']],
    ['endpoints are refused', { ...DYNAMIC, endpoints: [{ address: 'a.com' }] }, ['error service-entry/dynamic-dns-endpoints spec.endpoints']],
    ['TCP is refused', { ...DYNAMIC, ports: [TCP] }, ['error service-entry/dynamic-dns-protocol spec.ports[0].protocol']],
    ['HTTPS is refused, TLS is right', { ...DYNAMIC, ports: [{ ...HTTP, protocol: 'HTTPS' }, { ...TCP, protocol: 'TLS' }] },
      ['error service-entry/dynamic-dns-protocol spec.ports[0].protocol']],
    ['inside the mesh is right without waypoint', { ...DYNAMIC, location: 'MESH_INTERNAL' }, [], { labels: { 'istio.io/use-waypoint': 'none' } }],
    ['inside the mesh is refused with a waypoint', { ...DYNAMIC, location: 'MESH_INTERNAL' }, ['error service-entry/dynamic-dns-inside spec.location'],
      { labels: { 'istio.io/use-waypoint': 'w' } }],
  ]);
});

test('enums by number are the same', () => {
  expect(judge('ServiceEntry', { ...STATIC, resolution: 0 })).toEqual(['error service-entry/endpoints-without-resolution spec.endpoints']);
});

test('values of wrong types bring no check down', () => expectNoCrash('ServiceEntry', {
  ...STATIC,
  addresses: ['1.1.1.1'],
  exportTo: ['.'],
  location: 'MESH_EXTERNAL',
  workloadSelector: { labels: { a: 'b' } },
  endpoints: [{ address: '10.0.0.1', ports: { http: 1 }, labels: { a: 'b' }, network: 'n' }],
  subjectAltNames: ['a'],
}));

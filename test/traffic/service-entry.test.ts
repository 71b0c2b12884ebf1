import { OssmRelease } from '../../src/release';
import {
  Resolution, ServiceEntry, type ServiceEntryEndpoint, ServiceEntryLocation, type ServiceEntryProps, WorkloadAddress, WorkloadLocality,
} from '../../src/traffic';
import { AppProtocol } from '../../src/vocabulary/app-protocol';
import { ExportTo } from '../../src/vocabulary/export-to';
import { Identity } from '../../src/vocabulary/identity';
import { MeshHost } from '../../src/vocabulary/mesh-host';
import { WorkloadSelector } from '../../src/vocabulary/workload-selector';
import { codes, fakeProgram, findings, only } from '../support/fake-mesh';

function program(facts = {}) {
  const made = fakeProgram(facts);
  const entry = (props: Partial<ServiceEntryProps> = {}) => new ServiceEntry(made.chart, 'it', {
    name: 'partner', namespace: made.mesh.namespace('shop'), hosts: [MeshHost.of('api.example.com')], resolution: Resolution.dns(), ...props,
  });
  return { ...made, entry, spec: () => only(made.chart, 'ServiceEntry').spec };
}

const HTTP = { port: 80, name: 'http', protocol: AppProtocol.HTTP };

describe('ServiceEntry', () => {
  test('a host outside, and everything else that it says', () => {
    const { chart, entry } = program();
    const made = entry({
      location: ServiceEntryLocation.MESH_EXTERNAL, addresses: ['10.0.0.1'], subjectAltNames: ['api.example.com'], exportTo: [ExportTo.ALL_NAMESPACES], ports: [HTTP],
    });
    made.addPort({ port: 443, name: 'tls', protocol: AppProtocol.TLS, targetPort: 8443 });
    expect(only(chart, 'ServiceEntry')).toEqual({
      apiVersion: 'networking.istio.io/v1',
      kind: 'ServiceEntry',
      metadata: { name: 'partner', namespace: 'shop' },
      spec: {
        hosts: ['api.example.com'],
        location: 'MESH_EXTERNAL',
        addresses: ['10.0.0.1'],
        subjectAltNames: ['api.example.com'],
        exportTo: ['*'],
        resolution: 'DNS',
        ports: [{ number: 80, name: 'http', protocol: 'HTTP' }, { number: 443, name: 'tls', protocol: 'TLS', targetPort: 8443 }],
      },
    });
    expect(made).toMatchObject({ serviceEntryName: 'partner', namespaceName: 'shop', hosts: [{ host: 'api.example.com' }] });
  });

  test.each<[string, Resolution, object]>([
    ['not at all', Resolution.none(), { resolution: 'NONE' }],
    ['by addresses', Resolution.staticEndpoints([{ address: WorkloadAddress.ip('10.0.0.1') }, { network: 'west' }]), {
      resolution: 'STATIC', endpoints: [{ address: '10.0.0.1' }, { network: 'west' }],
    }],
    ['by labels', Resolution.staticWorkloads(WorkloadSelector.labels({ app: 'vm' })), { resolution: 'STATIC', workloadSelector: { labels: { app: 'vm' } } }],
    ['by DNS', Resolution.dns([{ address: WorkloadAddress.dns('eu.example.com') }]), { resolution: 'DNS', endpoints: [{ address: 'eu.example.com' }] }],
    ['by labels and DNS', Resolution.dnsWorkloads(WorkloadSelector.labels({ app: 'vm' })), { resolution: 'DNS', workloadSelector: { labels: { app: 'vm' } } }],
    ['by the first of DNS', Resolution.dnsRoundRobin(), { resolution: 'DNS_ROUND_ROBIN' }],
    ['by the first of another name', Resolution.dnsRoundRobin({ address: WorkloadAddress.dns('eu.example.com') }), {
      resolution: 'DNS_ROUND_ROBIN', endpoints: [{ address: 'eu.example.com' }],
    }],
  ])('finds endpoints %s', (_, resolution, expected) => {
    const { entry, spec } = program();
    entry({ resolution, location: ServiceEntryLocation.MESH_INTERNAL, ports: [HTTP] });
    expect(spec()).toEqual({ hosts: ['api.example.com'], location: 'MESH_INTERNAL', ports: [{ number: 80, name: 'http', protocol: 'HTTP' }], ...expected });
  });

  test('wildcard hosts are looked up one by one from the release on that can', () => {
    const props = { hosts: [MeshHost.of('*.example.com')], resolution: Resolution.dynamicDns(), ports: [HTTP] };
    const newer = program();
    newer.entry(props);
    expect(newer.spec()).toMatchObject({ hosts: ['*.example.com'], resolution: 'DYNAMIC_DNS' });
    const older = program({ release: OssmRelease.V3_2, istioMinor: '1.27' });
    older.entry(props);
    expect(findings(older).map((f) => f.what).join()).toMatch(/DYNAMIC_DNS/);
  });

  test('all that an endpoint says', () => {
    const { entry, spec } = program();
    const endpoint: ServiceEntryEndpoint = {
      address: WorkloadAddress.ip('10.0.0.1'),
      ports: { http: 8080 },
      labels: { version: 'v1' },
      network: 'east',
      locality: WorkloadLocality.of('us-east', 'a'),
      weight: 2,
      identity: Identity.of('cluster.local', 'shop', 'vm'),
    };
    entry({ resolution: Resolution.staticEndpoints([endpoint]), ports: [HTTP] });
    expect(spec().endpoints).toEqual([{
      address: '10.0.0.1', ports: { http: 8080 }, labels: { version: 'v1' }, network: 'east', locality: 'us-east/a', weight: 2, serviceAccount: 'vm',
    }]);
  });

  test('the ServiceAccount of an endpoint is one of its namespace', () => {
    const resolution = Resolution.staticEndpoints([{ address: WorkloadAddress.ip('10.0.0.1'), identity: Identity.of('cluster.local', 'other', 'vm') }]);
    expect(() => program().entry({ resolution })).toThrow(/traffic\/identity-of-other-namespace/);
  });

  test('what the mesh calls a protocol, a ServiceEntry calls in its own way; what it does not know is refused', () => {
    const made = program();
    const protocols = [AppProtocol.GRPC_WEB, AppProtocol.MONGO, AppProtocol.of('kubernetes.io/h2c'), undefined];
    made.entry({ ports: protocols.map((protocol, i) => ({ port: 80 + i, name: `p-${i}`, protocol })) });
    expect(made.spec().ports.map((p: any) => p.protocol)).toEqual(['GRPC-Web', 'Mongo', 'HTTP2', undefined]);
    const wrong = program();
    wrong.entry({ ports: [{ port: 80, name: 'http', protocol: AppProtocol.of('smtp') }] });
    expect(findings(wrong).map((f) => f.what).join()).toMatch(/smtp/);
  });

  test('endpoints by names without DNS are refused', () => {
    const made = program();
    made.entry({ resolution: Resolution.staticEndpoints([{ address: WorkloadAddress.dns('eu.example.com') }]), ports: [HTTP] });
    expect(codes(made).filter((code) => !code.endsWith('?'))).toHaveLength(1);
    const right = program();
    right.entry({ resolution: Resolution.staticEndpoints([{ address: WorkloadAddress.ip('10.0.0.1') }]), ports: [HTTP] });
    expect(codes(right)).toEqual([]);
  });

  test.each<[string, any, RegExp]>([
    ['hosts', { hosts: ['a'] }, /MeshHost\.of\('a'\)/],
    ['a resolution', { resolution: 'DNS' }, /`resolution`[\s\S]*Resolution\.dns\(\)/],
    ['a protocol', { ports: [{ port: 80, name: 'a', protocol: 'http' }] }, /`protocol` of port 0[\s\S]*AppProtocol\.of\('http'\)/],
    ['a port', { ports: [{ port: '80', name: 'a' }] }, /`port` of port 0[\s\S]*write 80/],
    ['a location', { location: 'outside' }, /ServiceEntryLocation\.MESH_EXTERNAL/],
    ['an address', { resolution: Resolution.staticEndpoints([{ address: '10.0.0.1' as never }]) }, /`endpoints\[0\]\.address`[\s\S]*WorkloadAddress\.ip\('10\.0\.0\.1'\)/],
    ['a selector', { resolution: Resolution.staticWorkloads({ app: 'a' } as never) }, /`selector`[\s\S]*WorkloadSelector\.labels/],
  ])('%s of a wrong type: what to write', (_, props, message) => {
    expect(() => program().entry(props)).toThrow(message);
  });

  test('one of another program writes nothing', () => {
    const { chart, mesh } = program();
    const entry = ServiceEntry.fromName(chart, 'other', { name: 'other', namespace: mesh.namespace('shop'), hosts: [MeshHost.of('a.example.com')] });
    expect(entry).toMatchObject({ serviceEntryName: 'other', namespaceName: 'shop', hosts: [{ host: 'a.example.com' }] });
    expect(() => ServiceEntry.fromName(chart, 'x', { name: 'other' } as never)).toThrow(/`hosts`/);
    expect(chart.toJson().filter((o: any) => o.kind === 'ServiceEntry')).toEqual([]);
  });
});

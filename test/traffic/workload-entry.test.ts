import { Duration } from 'cdk8s';
import {
  ProbeScheme, WorkloadAddress, WorkloadEntry, type WorkloadEntryProps, WorkloadGroup, type WorkloadGroupProps, WorkloadLocality, WorkloadProbe,
} from '../../src/traffic/workload-entry';
import { Identity } from '../../src/vocabulary/identity';
import { fakeProgram, only } from '../support/fake-mesh';

function entry(props: Partial<WorkloadEntryProps>): any {
  const { chart } = fakeProgram();
  new WorkloadEntry(chart, 'entry', { name: 'vm-1', ...props });
  return only(chart, 'WorkloadEntry').spec;
}

function group(props: Partial<WorkloadGroupProps>): any {
  const { chart } = fakeProgram();
  new WorkloadGroup(chart, 'group', { name: 'vms', ...props });
  return only(chart, 'WorkloadGroup').spec;
}

const probe = (given: WorkloadProbe) => group({ probe: given }).probe;

describe('WorkloadEntry', () => {
  test('a virtual machine with all that can be said of it', () => {
    const { chart, mesh } = fakeProgram();
    const created = new WorkloadEntry(chart, 'entry', {
      name: 'vm-1',
      namespace: mesh.namespace('shop'),
      labels: { team: 'a' },
      address: WorkloadAddress.ip('10.0.0.7'),
      workloadLabels: { app: 'db' },
      identity: Identity.of('cluster.local', 'shop', 'db'),
      ports: { mysql: 3307 },
      network: 'vms',
      locality: WorkloadLocality.of('us-east', 'zone-1', 'rack-2'),
      weight: 3,
    });
    expect(only(chart, 'WorkloadEntry')).toEqual({
      apiVersion: 'networking.istio.io/v1',
      kind: 'WorkloadEntry',
      metadata: { name: 'vm-1', namespace: 'shop', labels: { team: 'a' } },
      spec: {
        address: '10.0.0.7', labels: { app: 'db' }, serviceAccount: 'db', ports: { mysql: 3307 }, network: 'vms', locality: 'us-east/zone-1/rack-2', weight: 3,
      },
    });
    expect([created.workloadEntryName, created.namespaceName]).toEqual(['vm-1', 'shop']);
  });

  test('other addresses, and none', () => {
    expect(entry({ address: WorkloadAddress.dns('db.example.com') })).toEqual({ address: 'db.example.com' });
    expect(entry({ address: WorkloadAddress.socket('/run/db.sock') })).toEqual({ address: 'unix:///run/db.sock' });
    expect(entry({ network: 'vms' })).toEqual({ network: 'vms' });
  });

  test('an identity of another namespace is refused', () => {
    const { chart, mesh } = fakeProgram();
    expect(() => new WorkloadEntry(chart, 'x', {
      name: 'x', namespace: mesh.namespace('shop'), address: WorkloadAddress.ip('10.0.0.7'), identity: Identity.of('cluster.local', 'books', 'db'),
    })).toThrow(/traffic\/identity-of-other-namespace[\s\S]*in namespace 'books'/);
  });

  test.each<[string, Partial<WorkloadEntryProps>, RegExp]>([
    ['an address as text', { address: '10.0.0.7' as never }, /WorkloadAddress\.ip\('10\.0\.0\.7'\)/],
    ['an identity as text', { identity: 'db' as never }, /Identity\.of\('cluster\.local', '<namespace>', 'db'\)/],
    ['a locality as text', { locality: 'us/zone' as never }, /WorkloadLocality\.of\('us', 'zone'\)/],
    ['ports as text', { ports: { http: '80' as never } }, /`ports` of the WorkloadEntry/],
    ['a weight as text', { weight: '1' as never }, /write 1/],
    ['labels as numbers', { workloadLabels: { app: 1 as never } }, /`workloadLabels` of the WorkloadEntry/],
  ])('%s is refused with what to write', (_, props, message) => {
    expect(() => entry(props)).toThrow(message);
  });
});

describe('WorkloadGroup', () => {
  test('what its workloads have in common', () => {
    const { chart, mesh } = fakeProgram();
    const created = new WorkloadGroup(chart, 'group', {
      name: 'vms',
      namespace: mesh.namespace('shop'),
      workloadLabels: { app: 'db' },
      workloadAnnotations: { 'example.com/owner': 'a' },
      template: {
        identity: Identity.of('cluster.local', 'shop', 'db'), ports: { mysql: 3307 }, network: 'vms', locality: WorkloadLocality.of('us-east'), weight: 2,
      },
      probe: WorkloadProbe.tcp(3307),
    });
    expect(only(chart, 'WorkloadGroup')).toEqual({
      apiVersion: 'networking.istio.io/v1',
      kind: 'WorkloadGroup',
      metadata: { name: 'vms', namespace: 'shop' },
      spec: {
        metadata: { labels: { app: 'db' }, annotations: { 'example.com/owner': 'a' } },
        template: { serviceAccount: 'db', ports: { mysql: 3307 }, network: 'vms', locality: 'us-east', weight: 2 },
        probe: { tcpSocket: { port: 3307 } },
      },
    });
    expect([created.workloadGroupName, created.namespaceName]).toEqual(['vms', 'shop']);
  });

  test('a template is there even with nothing in it', () => {
    expect(group({})).toEqual({ template: {} });
  });

  test('probes of every kind', () => {
    expect(probe(WorkloadProbe.http(8080, {
      path: '/ready',
      host: '127.0.0.1',
      scheme: ProbeScheme.HTTPS,
      headers: [{ name: 'X-Probe', text: 'a' }, { name: 'X-Probe', text: '' }],
      initialDelay: Duration.seconds(5),
      timeout: Duration.seconds(2),
      period: Duration.minutes(1),
      successThreshold: 2,
      failureThreshold: 4,
    }))).toEqual({
      initialDelaySeconds: 5,
      timeoutSeconds: 2,
      periodSeconds: 60,
      successThreshold: 2,
      failureThreshold: 4,
      httpGet: {
        port: 8080, path: '/ready', host: '127.0.0.1', scheme: 'HTTPS', httpHeaders: [{ name: 'X-Probe', value: 'a' }, { name: 'X-Probe', value: '' }],
      },
    });
    expect(probe(WorkloadProbe.tcp(5432, { host: '10.0.0.1' }))).toEqual({ tcpSocket: { port: 5432, host: '10.0.0.1' } });
    expect(probe(WorkloadProbe.exec(['pg_isready', '-q']))).toEqual({ exec: { command: ['pg_isready', '-q'] } });
    expect(probe(WorkloadProbe.tcp(9090, { initialDelay: Duration.seconds(0) }))).toEqual({ initialDelaySeconds: 0, tcpSocket: { port: 9090 } });
  });

  test('an identity of another namespace is refused', () => {
    const { chart, mesh } = fakeProgram();
    expect(() => new WorkloadGroup(chart, 'x', { name: 'x', namespace: mesh.namespace('shop'), template: { identity: Identity.of('td', 'books', 'db') } }))
      .toThrow(/traffic\/identity-of-other-namespace/);
  });

  test.each<[string, () => Partial<WorkloadGroupProps>, RegExp]>([
    ['a port as text', () => ({ probe: WorkloadProbe.tcp('80' as never) }), /`port` of the probe of the WorkloadGroup/],
    ['a command as text', () => ({ probe: WorkloadProbe.exec('true' as never) }), /`command` of the probe/],
    ['half a second', () => ({ probe: WorkloadProbe.tcp(80, { period: Duration.millis(1500) }) }), /whole seconds/],
    ['a scheme as text', () => ({ probe: WorkloadProbe.http(80, { scheme: 'https' as never }) }), /ProbeScheme\.HTTPS/],
    ['a header without a name', () => ({ probe: WorkloadProbe.http(80, { headers: [{ text: 'a' } as never] }) }), /`headers\[0\]\.name`/],
    ['a probe as a map', () => ({ probe: { port: 80 } as never }), /WorkloadProbe\.http/],
    ['a weight as text', () => ({ template: { weight: '1' as never } }), /`template\.weight` of the WorkloadGroup/],
  ])('%s is refused with what to write', (_, props, message) => {
    expect(() => group(props())).toThrow(message);
  });
});

describe('WorkloadAddress and WorkloadLocality', () => {
  test('what is none is refused', () => {
    expect(() => WorkloadAddress.ip('')).toThrow(/traffic\/invalid-workload-address/);
    expect(() => WorkloadAddress.socket('run')).toThrow(/traffic\/invalid-workload-socket/);
    expect(() => WorkloadLocality.of('us/east')).toThrow(/traffic\/invalid-workload-locality/);
    expect(() => WorkloadLocality.of('us', undefined, 'rack')).toThrow(/undefined is no part of a locality/);
  });
});

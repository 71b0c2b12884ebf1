import { Duration } from 'cdk8s';
import { errorOf, istioOf, meshProgram } from './support';
import {
  AccessLogEncoding, Availability, CniPlugin, Cluster, DataPlane, ImageSource, LogLevel, Mesh, MeshFoundation, type MeshProps, OssmRelease,
  type PullPolicy, UpdateStrategy,
} from '../../src';
import { synthError } from '../support/objects';

/** What JavaScript, where nothing checks the types, is told. */
function thrown(props: unknown): Error {
  try {
    meshProgram(props as MeshProps);
  } catch (e) {
    return e as Error;
  }
  throw new Error('it passed');
}

test.each<[string, unknown, RegExp]>([
  ['a release that is its text', { release: '3.3' }, /`release` is '3\.3'[\s\S]*expected: a OssmRelease[\s\S]*fix: write OssmRelease\.of\('3\.3'\)/],
  ['an OpenShift version that is its text', { openshift: '4.20' }, /fix: write OpenShift\.of\('4\.20'\)/],
  ['a data plane by another spelling', { dataPlane: 'Ambient' }, /`dataPlane` is 'Ambient'[\s\S]*fix: write DataPlane\.AMBIENT/],
  ['a strategy that is a word', { updateStrategy: 'RevisionBased' }, /fix: write UpdateStrategy\.inPlace\(\)/],
  ['a strategy without versions', { updateStrategy: UpdateStrategy.revisionBased(undefined as any) },
    /mesh\/version-not-exact[\s\S]*no `version`[\s\S]*version: 'v1\.28\.10'/],
  ['a strategy without production', { updateStrategy: UpdateStrategy.revisionBased({ version: 'v1.28.10' } as any) }, /no `production`/],
  ['a grace period that is a number', { updateStrategy: UpdateStrategy.revisionBased({ version: 'v1.28.10', production: 'v1.28.10', gracePeriod: 600 as any }) },
    /fix: write Duration\.seconds\(600\)/],
  ['a version that is empty', { updateStrategy: UpdateStrategy.inPlace({ version: '' }) }, /release\/unknown-version/],
  ['a version that is a number', { updateStrategy: UpdateStrategy.inPlace({ version: 1.28 as any }) }, /`version` is 1\.28, a number/],
  ['a version of the nodes that is none', { nodeVersion: 'abc' }, /"abc" does not have the form/],
  ['a name that is a number', { name: 5 }, /`name` is 5, a number/],
  ['a name that is empty', { name: '' }, /a string that is not empty/],
  ['an availability that is a number', { controlPlane: { availability: 3 } }, /`controlPlane\.availability` is 3[\s\S]*Availability\.fixed\(2\)/],
  ['a quantity of no known unit', { controlPlane: { resources: { memoryRequest: '2GB' } } }, /`controlPlane\.resources\.memoryRequest` is '2GB'/],
  ['fewer than no threads', { proxy: { concurrency: -1 } }, /`proxy\.concurrency` is -1/],
  ['an access log by another spelling', { proxy: { accessLog: 'json' } }, /fix: write AccessLogEncoding\.JSON/],
  ['a log level that nobody knows', { proxy: { logLevel: 'verbose' } }, /a member of LogLevel: DEBUG, INFO, WARNING, ERROR/],
  ['a part of a second', { proxy: { terminationDrain: Duration.millis(500) } }, /whole seconds/],
  ['an acknowledgement without a reason', { acknowledge: [{ risk: 'UNSUPPORTED_OPENSHIFT' }] }, /`acknowledge` is .*a list/],
  ['values that are a word', { values: 'x' }, /`values` is 'x'/],
  ['raw values that are a list', { rawValues: [1] }, /`rawValues` is \[1\], a list/],
  ['a pull policy by another spelling', { images: ImageSource.registry('r.example.com/x', { pullPolicy: 'always' as PullPolicy }) }, /fix: write PullPolicy\.ALWAYS/],
  ['a chain without its file', { cniPlugin: CniPlugin.chained(undefined as any) }, /`cniPlugin\.confFileName` is not given/],
  ['a share of nodes that is a word', { cni: { maxUnavailable: 'ten' } }, /`cni\.maxUnavailable` is 'ten'/],
])('%s is refused where the mesh is made, in words of its own', (_, props, message) => {
  const error = thrown(props);
  expect(error.name).toBe('MeshError');
  expect(error.message).toMatch(message);
  expect(error.message).toMatch(/^\[[a-z]+\/[a-z-]+\] east\/mesh/);
  expect(error.stack).not.toMatch(/[/\\]src[/\\](mesh|release|kube|vocabulary)[/\\]/);
});

test('the same properties of the right type pass', () => {
  const { values } = istioOf({
    dataPlane: DataPlane.AMBIENT,
    updateStrategy: UpdateStrategy.inPlace({ version: 'v1.28.10' }),
    nodeVersion: 'v1.28.10',
    controlPlane: { availability: Availability.fixed(2), resources: { cpuRequest: '500m', memoryRequest: '2Gi', memoryLimit: '1e9' } },
    proxy: { concurrency: 0, accessLog: AccessLogEncoding.JSON, logLevel: LogLevel.DEBUG, terminationDrain: Duration.seconds(7) },
    cniPlugin: CniPlugin.chained({ confFileName: '10-calico.conflist', confDir: '/etc/cni/net.d', binDir: '/opt/cni/bin' }),
    cni: { maxUnavailable: '10%' },
  }).spec;
  expect(values.meshConfig.defaultConfig).toMatchObject({ concurrency: 0, terminationDrainDuration: '7s' });
});

test('what is null counts as unsaid', () => {
  expect(errorOf({ name: null, dataPlane: null, openshift: null, values: null } as unknown as MeshProps)).toBeUndefined();
});

test('a foundation of its own says the same', () => {
  const { cluster } = meshProgram();
  expect(() => new MeshFoundation(cluster, 'other', { release: '3.3' as any })).toThrow(/east\/other.*`release` is '3\.3'/);
  expect(() => new Mesh(cluster, 'second', { foundation: 'mesh' as any })).toThrow(/`foundation` is 'mesh'/);
});

test('a Cluster without a name, or with an OpenShift version that is its text, is refused at once', () => {
  const { app } = meshProgram();
  expect(() => new Cluster(app, 'a', {} as any)).toThrow(/the name of the Cluster is not given/);
  expect(() => new Cluster(app, 'b', undefined as any)).toThrow(/the name of the Cluster is not given/);
  expect(() => new Cluster(app, 'c', { name: 'c', openshift: '4.20' as any })).toThrow(/fix: write OpenShift\.of\('4\.20'\)/);
  expect(synthError(meshProgram({ release: OssmRelease.V3_4 }).app)).toBeUndefined();
});

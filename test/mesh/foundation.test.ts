import { Chart, Duration, Testing } from 'cdk8s';
import { errorOf, meshProgram, objectsWith } from './support';
import {
  Acknowledgement, CniPlugin, DataPlane, ImageSource, LogLevel, Mesh, MeshFoundation, MeshNamespace, OpenShift, OssmRelease, Placement, PullPolicy,
  Risk, UpdateStrategy, ZTunnelUpdate,
} from '../../src';
import { Findings } from '../../src/analysis/findings';
import { CATALOGUE } from '../../src/release/catalogue';
import { objectsOf, only, synthError } from '../support/objects';

const affinity = { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n1'] }] }] } } };

test('the CNI plugin can be sized, placed and tuned', () => {
  const cni = only(objectsWith({
    cni: {
      namespace: 'mesh-cni',
      resources: { cpuRequest: '10m' },
      placement: Placement.of({ affinity }),
      excludeNamespaces: ['kube-system', 'db'],
      maxUnavailable: '10%',
      logLevel: LogLevel.DEBUG,
      values: { cni: { repair: { enabled: true } } },
    },
  }), 'IstioCNI');
  expect(cni.spec).toEqual({
    namespace: 'mesh-cni',
    version: 'v1.28-latest',
    values: {
      cni: {
        affinity, resources: { requests: { cpu: '10m' } }, excludeNamespaces: ['kube-system', 'db'], rollingMaxUnavailable: '10%', logging: { level: 'debug' }, repair: { enabled: true },
      },
    },
  });
});

test('a number of nodes is written as a number', () => {
  expect(only(objectsWith({ cni: { maxUnavailable: '3' } }), 'IstioCNI').spec.values.cni.rollingMaxUnavailable).toBe(3);
});

test('ztunnel can be sized, placed, and replaced gently', () => {
  const ztunnel = only(objectsWith({
    dataPlane: DataPlane.AMBIENT,
    ztunnel: {
      namespace: 'zt',
      resources: { memoryLimit: '1Gi' },
      placement: Placement.of({ nodeSelector: { mesh: 'yes' }, tolerations: [{ operator: 'Exists' }] }),
      terminationGracePeriod: Duration.minutes(5),
      update: ZTunnelUpdate.ON_DELETE,
      logLevel: LogLevel.WARNING,
    },
  }), 'ZTunnel');
  expect(ztunnel.spec.namespace).toBe('zt');
  expect(ztunnel.spec.values.ztunnel).toEqual({
    resources: { limits: { memory: '1Gi' } },
    nodeSelector: { mesh: 'yes' },
    tolerations: [{ operator: 'Exists' }],
    terminationGracePeriodSeconds: 300,
    updateStrategy: { type: 'OnDelete' },
    logLevel: 'warn',
  });
});

test('istiod trusts the namespace that ztunnel is in', () => {
  const objects = objectsWith({ dataPlane: DataPlane.AMBIENT, ztunnel: { namespace: 'zt' } });
  expect(only(objects, 'Istio').spec.values.pilot.trustedZtunnelNamespace).toBe('zt');
});

test('what the release lacks is refused with the release it came with', () => {
  const early = { release: OssmRelease.V3_1, dataPlane: DataPlane.AMBIENT };
  expect(errorOf({ ...early, ztunnel: { update: ZTunnelUpdate.ON_DELETE } }, OpenShift.V4_19)).toMatch(/updateStrategy.*3\.1\.11.*OSSM 3\.2\.1 or later/s);
  expect(errorOf({ release: OssmRelease.V3_0, dataPlane: DataPlane.AMBIENT, ztunnel: { terminationGracePeriod: Duration.minutes(5) } }, OpenShift.V4_19)).toMatch(/terminationGracePeriodSeconds.*OSSM 3\.1/s);
  expect(errorOf({ release: OssmRelease.V3_1, nftables: true }, OpenShift.V4_19)).toMatch(/release\/missing-feature/);
});

test('a placement that the chart has no value for is refused', () => {
  expect(errorOf({ cni: { placement: Placement.infraNodes() } })).toMatch(/mesh\/placement-not-supported\].*`nodeSelector`, `tolerations`/s);
});

test('nftables is set on the control plane and on the CNI plugin', () => {
  const objects = objectsWith({ nftables: true });
  for (const kind of ['Istio', 'IstioCNI']) expect(only(objects, kind).spec.values.global).toEqual({ nativeNftables: true });
  expect(only(objectsWith({ nftables: false }), 'Istio').spec.values).toBeUndefined();
});

test('nftables needs Istio 1.28 in an ambient mesh', () => {
  const updateStrategy = UpdateStrategy.inPlace({ version: 'v1.27.5' });
  expect(errorOf({ nftables: true, dataPlane: DataPlane.AMBIENT, updateStrategy })).toMatch(/mesh\/nftables-too-early/);
  expect(errorOf({ nftables: true, updateStrategy })).toBeUndefined();
});

test('a chained CNI plugin is told to the plugin and to the control plane', () => {
  const objects = objectsWith({ cniPlugin: CniPlugin.chained({ confFileName: '10-calico.conflist', confDir: '/etc/cni/net.d', binDir: '/opt/cni/bin' }) });
  expect(only(objects, 'IstioCNI').spec.values.cni).toEqual({ chained: true, provider: 'default', cniBinDir: '/opt/cni/bin', cniConfDir: '/etc/cni/net.d', cniConfFileName: '10-calico.conflist' });
  expect(only(objects, 'Istio').spec.values.pilot.cni).toEqual({ enabled: true, provider: 'default' });
});

describe('a private registry', () => {
  const images = ImageSource.registry('registry.example.com/ossm', { tag: '1.28.6', pullSecret: 'pull', pullPolicy: PullPolicy.IF_NOT_PRESENT });
  const updateStrategy = UpdateStrategy.inPlace({ version: 'v1.28.6' });

  test('is set on all components alike', () => {
    const objects = objectsWith({ dataPlane: DataPlane.AMBIENT, images, updateStrategy });
    for (const kind of ['Istio', 'IstioCNI', 'ZTunnel']) {
      expect(only(objects, kind).spec.values.global).toEqual({ hub: 'registry.example.com/ossm', tag: '1.28.6', imagePullPolicy: 'IfNotPresent', imagePullSecrets: ['pull'] });
    }
  });

  test('takes single images, each where its chart looks for it', () => {
    const objects = objectsWith({ dataPlane: DataPlane.AMBIENT, images: ImageSource.operatorDefault({ istiod: 'r/i:1', proxy: 'r/p:1', cni: 'r/c:1', ztunnel: 'r/z:1' }) });
    expect(only(objects, 'Istio').spec.values).toMatchObject({ pilot: { image: 'r/i:1' }, global: { proxy: { image: 'r/p:1' } } });
    expect(only(objects, 'IstioCNI').spec.values).toEqual({ cni: { image: 'r/c:1' } });
    expect(only(objects, 'ZTunnel').spec.values).toEqual({ ztunnel: { image: 'r/z:1' } });
  });

  test('with a tag that is not the version is a risk to accept', () => {
    expect(errorOf({ images, updateStrategy: UpdateStrategy.inPlace({ version: 'v1.28.5' }) })).toMatch(/Risk\.IMAGE_TAG_DIFFERS_FROM_VERSION/);
    expect(errorOf({ images })).toMatch(/mesh\/image-tag-differs/);
    const acknowledge = [Acknowledgement.of(Risk.IMAGE_TAG_DIFFERS_FROM_VERSION, 'a patched build of 1.28.5')];
    expect(errorOf({ images, updateStrategy: UpdateStrategy.inPlace({ version: 'v1.28.5' }), acknowledge })).toBeUndefined();
  });
});

test('node components must not be newer than the control plane of production', () => {
  const strategy = UpdateStrategy.inPlace({ version: 'v1.27.5' });
  expect(errorOf({ updateStrategy: strategy, nodeVersion: 'v1.28.5' })).toMatch(/mesh\/node-components-too-new/);
  expect(errorOf({ updateStrategy: strategy, nodeVersion: 'v1.26.8' })).toBeUndefined();
});

test('a foundation of another program is referred to, and nothing is written for it', () => {
  const app = Testing.app();
  const chart = new Chart(app, 'c');
  const foundation = MeshFoundation.fromName(chart, 'foundation', { release: OssmRelease.V3_3 });
  new Mesh(chart, 'mesh', { foundation, openshift: OpenShift.V4_20 });
  expect(objectsOf(chart).map((o) => o.kind).sort()).toEqual(['Istio', 'Namespace']);
});

test('an ambient mesh on a foundation of another program needs that to be ambient', () => {
  const build = (dataPlane?: DataPlane) => {
    const app = Testing.app();
    const chart = new Chart(app, 'c');
    const foundation = MeshFoundation.fromName(chart, 'foundation', { release: OssmRelease.V3_3, dataPlane });
    new Mesh(chart, 'mesh', { foundation, openshift: OpenShift.V4_20, dataPlane: DataPlane.AMBIENT });
    return synthError(app);
  };
  expect(build()).toMatch(/mesh\/foundation-not-ambient/);
  expect(build(DataPlane.AMBIENT)).toBeUndefined();
});

test('a fact is stated once: on the foundation or the cluster, not on the mesh as well', () => {
  const app = Testing.app();
  const chart = new Chart(app, 'c');
  const foundation = new MeshFoundation(chart, 'foundation', { release: OssmRelease.V3_3 });
  new Mesh(chart, 'mesh', { foundation, release: OssmRelease.V3_3, nftables: true });
  expect(synthError(app)).toMatch(/mesh\/fact-in-two-places\].*`release`, `nftables` are given beside a `foundation`/s);
  expect(errorOf({ appsDomain: 'apps.other.example.com' })).toMatch(/`appsDomain` is given, but the mesh is in the Cluster east/);
});

test('a mesh without release and foundation is refused at once', () => {
  expect(() => new Mesh(Testing.chart(), 'mesh')).toThrow(/mesh\/no-release/);
});

test('namespaces can be left to somebody else', () => {
  expect(objectsWith({ manageNamespaces: false, dataPlane: DataPlane.AMBIENT }).map((o) => o.kind).sort()).toEqual(['Istio', 'IstioCNI', 'ZTunnel']);
});

test('without a cluster the mesh takes the facts itself', () => {
  const chart = Testing.chart();
  const mesh = new Mesh(chart, 'mesh', { release: OssmRelease.V3_3, openshift: OpenShift.V4_21, clusterDomain: 'corp.internal', network: 'n1' });
  expect(mesh._facts.openshift).toBe(OpenShift.V4_21);
  const objects = objectsOf(chart);
  expect(only(objects, 'Istio').spec.values.global).toEqual({ network: 'n1', proxy: { clusterDomain: 'corp.internal' } });
  expect(only(objects, 'Namespace', 'istio-system').metadata.labels).toEqual({ 'topology.istio.io/network': 'n1' });
});

test('a later z-stream of the operator changes no byte of the output', () => {
  const build = (release: OssmRelease) => JSON.stringify(objectsWith({ release, dataPlane: DataPlane.AMBIENT }));
  const later = CATALOGUE.map((m) => {
    const newest = m.zStreams[0];
    const [major, minor, z] = newest.operator.split('.');
    const row = { ...newest, operator: `${major}.${minor}.${Number(z) + 1}`, installable: ['v1.77.0', ...newest.installable], defaultVersion: 'v1.77.0' };
    return { ...m, zStreams: [row, ...m.zStreams] };
  });
  for (const minor of ['3.0', '3.1', '3.2', '3.3', '3.4']) {
    expect(build(OssmRelease._from(later, minor))).toBe(build(OssmRelease.of(minor)));
  }
});

test('a namespace that two handles write is refused, whoever made them', () => {
  const { app, cluster, mesh } = meshProgram();
  mesh.addNamespace('shop');
  expect(() => mesh.addNamespace('shop')).toThrow(/mesh\/namespace-twice.*use mesh\.namespace\('shop'\)/s);
  expect(synthError(app)).toBeUndefined();
  new MeshNamespace(cluster, 'again', { mesh, name: 'shop' });
  expect(synthError(app)).toMatch(/mesh\/namespace-twice\].*east\/again/s);
});

test('a mesh in no chart is refused with the fix', () => {
  expect(() => new Mesh(Testing.app(), 'mesh', { release: OssmRelease.V3_3 })).toThrow(/mesh\/not-in-a-chart\].*new Cluster/s);
});

test('an ambient mesh says what the cluster network must be like', () => {
  expect(meshProgram({ dataPlane: DataPlane.AMBIENT }).mesh.preconditions()).toEqual([expect.stringContaining('local gateway mode')]);
  expect(meshProgram().mesh.preconditions()).toEqual([]);
});

test('a namespace that is only referred to is named in the summary, once', () => {
  const { app, mesh } = meshProgram();
  expect(mesh.namespace('shop')).toBe(mesh.namespace('shop'));
  mesh.addNamespace('bank');
  mesh.namespace('bank');
  const said = Findings.of(app).allRemarks().filter((r) => r.kind === 'decided').map((r) => r.text);
  expect(said).toEqual([expect.stringContaining("the namespace 'shop' is written elsewhere")]);
});

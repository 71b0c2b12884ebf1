import { Duration } from 'cdk8s';
import { errorOf, istioOf, objectsWith } from './support';
import {
  AccessLogEncoding, Availability, DataPlane, DiscoverySelector, LabelOperator, LogLevel, OpenShift, OssmRelease, OutboundTraffic, Placement,
  UpdateStrategy,
} from '../../src';
import { only } from '../support/objects';

test('a mesh that says nothing is one Istio that follows the newest minor of its release, the CNI, and their namespaces', () => {
  const objects = objectsWith({});
  expect(objects.map((o) => `${o.kind}/${o.metadata.name}`).sort()).toEqual(['Istio/default', 'IstioCNI/default', 'Namespace/istio-cni', 'Namespace/istio-system']);
  expect(only(objects, 'Istio')).toEqual({
    apiVersion: 'sailoperator.io/v1',
    kind: 'Istio',
    metadata: { name: 'default' },
    spec: { namespace: 'istio-system', updateStrategy: { type: 'InPlace' }, version: 'v1.28-latest' },
  });
  expect(only(objects, 'IstioCNI').spec).toEqual({ namespace: 'istio-cni', version: 'v1.28-latest' });
});

test('cluster-scoped objects carry no namespace', () => {
  for (const object of objectsWith({ updateStrategy: UpdateStrategy.revisionBased({ version: 'v1.28.6', production: 'v1.28.6' }) })) {
    expect(object.metadata.namespace).toBeUndefined();
  }
});

test('an exact version is written to the control plane and to the node components', () => {
  const objects = objectsWith({ updateStrategy: UpdateStrategy.inPlace({ version: 'v1.28.6' }) });
  expect(only(objects, 'Istio').spec.version).toBe('v1.28.6');
  expect(only(objects, 'IstioCNI').spec.version).toBe('v1.28.6');
});

test.each([
  ['v1.99.0', /is not installed by any OSSM release/],
  ['v1.24.6', /only by OSSM 3\.0/],
  ['1.28.6', /fix: write "v1\.28\.6"/],
])('the version %s is refused', (version, message) => {
  expect(errorOf({ updateStrategy: UpdateStrategy.inPlace({ version }) })).toMatch(message);
});

test('an end-of-life version is refused by its own name', () => {
  expect(errorOf({ release: OssmRelease.V3_4, updateStrategy: UpdateStrategy.inPlace({ version: 'v1.26.8' }) })).toMatch(/release\/version-end-of-life/);
});

test('istiod of a production mesh: replicas, resources, placement', () => {
  const { values } = istioOf({
    controlPlane: {
      availability: Availability.autoscaled(2, 5, { cpuPercent: 70, memoryPercent: 80 }),
      resources: { cpuRequest: '500m', memoryRequest: '2Gi', memoryLimit: '4Gi' },
      placement: Placement.infraNodes(),
      env: { PILOT_ENABLE_STATUS: 'true' },
      logLevel: LogLevel.WARNING,
      logAsJson: true,
    },
  }).spec;
  expect(values.pilot).toEqual({
    autoscaleEnabled: true,
    autoscaleMin: 2,
    autoscaleMax: 5,
    cpu: { targetAverageUtilization: 70 },
    memory: { targetAverageUtilization: 80 },
    resources: { requests: { cpu: '500m', memory: '2Gi' }, limits: { memory: '4Gi' } },
    nodeSelector: { 'node-role.kubernetes.io/infra': '' },
    tolerations: [
      { key: 'node-role.kubernetes.io/infra', operator: 'Exists', effect: 'NoSchedule' },
      { key: 'node-role.kubernetes.io/infra', operator: 'Exists', effect: 'NoExecute' },
    ],
    env: { PILOT_ENABLE_STATUS: 'true' },
  });
  expect(values.global).toEqual({ logging: { level: 'default:warn' }, logAsJson: true });
});

test('a fixed number of replicas switches autoscaling off; a single one has no disruption budget', () => {
  const valuesWith = (replicas: number) => istioOf({ controlPlane: { availability: Availability.fixed(replicas) } }).spec.values;
  expect(valuesWith(2)).toEqual({ pilot: { autoscaleEnabled: false, replicaCount: 2 } });
  expect(valuesWith(1).global).toEqual({ defaultPodDisruptionBudget: { enabled: false } });
});

test('proxy defaults reach the injection template and the mesh config', () => {
  const { values } = istioOf({
    proxy: {
      resources: { cpuRequest: '50m', memoryRequest: '128Mi' },
      holdApplication: true,
      concurrency: 2,
      logLevel: LogLevel.ERROR,
      terminationDrain: Duration.seconds(30),
      accessLog: AccessLogEncoding.JSON,
      metadata: { ISTIO_META_DNS_CAPTURE: 'true' },
    },
    outboundTraffic: OutboundTraffic.REGISTRY_ONLY,
  }).spec;
  expect(values).toEqual({
    global: { proxy: { resources: { requests: { cpu: '50m', memory: '128Mi' } }, logLevel: 'error' } },
    meshConfig: {
      accessLogFile: '/dev/stdout',
      accessLogEncoding: 'JSON',
      outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' },
      defaultConfig: {
        holdApplicationUntilProxyStarts: true,
        concurrency: 2,
        terminationDrainDuration: '30s',
        proxyMetadata: { ISTIO_META_DNS_CAPTURE: 'true' },
      },
    },
  });
});

test('no access log is an empty file name, which is how the mesh config says it', () => {
  expect(istioOf({ proxy: { accessLog: AccessLogEncoding.NONE } }).spec.values.meshConfig).toEqual({ accessLogFile: '' });
});

test('identity and names of the mesh', () => {
  const { values } = istioOf({ trustDomain: 'corp.example', trustDomainAliases: ['cluster.local'], meshId: 'prod' }).spec;
  expect(values).toEqual({ global: { meshID: 'prod' }, meshConfig: { trustDomain: 'corp.example', trustDomainAliases: ['cluster.local'] } });
});

test('dual stack sets the proxies, istiod and its Service alike', () => {
  expect(istioOf({ dualStack: true }).spec.values).toEqual({
    meshConfig: { defaultConfig: { proxyMetadata: { ISTIO_DUAL_STACK: 'true' } } },
    pilot: { env: { ISTIO_DUAL_STACK: 'true' }, ipFamilyPolicy: 'RequireDualStack' },
  });
});

test('native sidecars are a string in the environment of istiod', () => {
  expect(istioOf({ nativeSidecars: true }).spec.values.pilot.env).toEqual({ ENABLE_NATIVE_SIDECARS: 'true' });
  expect(istioOf({ nativeSidecars: false }).spec.values.pilot.env).toEqual({ ENABLE_NATIVE_SIDECARS: 'false' });
});

test('a compatibility version that the charts know is written, another is refused', () => {
  expect(istioOf({ compatibilityVersion: '1.27' }).spec.values.compatibilityVersion).toBe('1.27');
  expect(errorOf({ compatibilityVersion: '1.20' })).toMatch(/mesh\/unknown-compatibility-version/);
});

test('discovery selectors are written, and the root namespace matches them', () => {
  const objects = objectsWith({ discoverySelectors: [DiscoverySelector.labels({ mesh: 'a' })] });
  expect(only(objects, 'Istio').spec.values.meshConfig.discoverySelectors).toEqual([{ matchLabels: { mesh: 'a' } }]);
  expect(only(objects, 'Namespace', 'istio-system').metadata.labels).toEqual({ mesh: 'a' });
  expect(only(objects, 'Namespace', 'istio-cni').metadata.labels).toBeUndefined();
});

test('conditions become match expressions', () => {
  const istio = istioOf({ discoverySelectors: [DiscoverySelector.conditions([{ key: 'legacy', operator: LabelOperator.DOES_NOT_EXIST }])] });
  expect(istio.spec.values.meshConfig.discoverySelectors).toEqual([{ matchExpressions: [{ key: 'legacy', operator: 'DoesNotExist' }] }]);
});

test('selectors that no label of the root namespace can satisfy are refused', () => {
  const selector = DiscoverySelector.conditions([{ key: 'kubernetes.io/metadata.name', operator: LabelOperator.IN, values: ['shop'] }]);
  expect(errorOf({ discoverySelectors: [selector] })).toMatch(/mesh\/root-namespace-not-discovered/);
});

describe('an ambient mesh', () => {
  test('has the profile on Istio and on IstioCNI, trusts its ztunnel, and says which istiod ztunnel belongs to', () => {
    const objects = objectsWith({ release: OssmRelease.V3_4, dataPlane: DataPlane.AMBIENT });
    expect(only(objects, 'Istio').spec).toMatchObject({ profile: 'ambient', values: { pilot: { trustedZtunnelNamespace: 'ztunnel' } } });
    expect(only(objects, 'IstioCNI').spec).toMatchObject({ profile: 'ambient' });
    expect(only(objects, 'ZTunnel')).toMatchObject({
      apiVersion: 'sailoperator.io/v1',
      spec: { namespace: 'ztunnel', version: 'v1.30-latest', targetRef: { kind: 'Istio', name: 'default' } },
    });
    expect(only(objects, 'ZTunnel').spec.profile).toBeUndefined();
    expect(only(objects, 'Namespace', 'ztunnel')).toBeDefined();
  });

  test('before OSSM 3.4 ztunnel is told its revision and root namespace where they are not the chart defaults', () => {
    const plain = only(objectsWith({ dataPlane: DataPlane.AMBIENT }), 'ZTunnel');
    expect(plain.spec).toEqual({ namespace: 'ztunnel', version: 'v1.28-latest' });
    const named = only(objectsWith({ dataPlane: DataPlane.AMBIENT, name: 'blue', rootNamespace: 'blue-system' }), 'ZTunnel');
    expect(named.spec.values).toEqual({ ztunnel: { revision: 'blue', istioNamespace: 'blue-system' } });
  });

  test('up to OSSM 3.2.0 ZTunnel is v1alpha1 and needs its profile', () => {
    for (const release of [OssmRelease.V3_0, OssmRelease.V3_1, OssmRelease.V3_2.at('3.2.0')]) {
      const ztunnel = only(objectsWith({ release, dataPlane: DataPlane.AMBIENT }, OpenShift.V4_19), 'ZTunnel');
      expect(ztunnel.apiVersion).toBe('sailoperator.io/v1alpha1');
      expect(ztunnel.spec.profile).toBe('ambient');
    }
    const ztunnel = only(objectsWith({ release: OssmRelease.V3_2, dataPlane: DataPlane.AMBIENT }), 'ZTunnel');
    expect(ztunnel.apiVersion).toBe('sailoperator.io/v1');
    expect(ztunnel.spec.profile).toBeUndefined();
  });

  test('with discovery selectors labels the namespaces of the node components, too', () => {
    const objects = objectsWith({ dataPlane: DataPlane.AMBIENT, discoverySelectors: [DiscoverySelector.labels({ mesh: 'a' })] });
    for (const name of ['istio-system', 'istio-cni', 'ztunnel']) expect(only(objects, 'Namespace', name).metadata.labels).toEqual({ mesh: 'a' });
  });

  test('refuses a profile that would replace its own', () => {
    expect(errorOf({ dataPlane: DataPlane.AMBIENT, profile: 'demo' })).toMatch(/mesh\/profile-replaces-ambient/);
    expect(errorOf({ profile: 'demo' })).toBeUndefined();
  });
});

test.each([
  [{ profile: 'external' }, /mesh\/profile-without-file/],
  [{ profile: 'ambient' }, /mesh\/unknown-profile.*fix: set `dataPlane: DataPlane\.AMBIENT`/s],
  [{ profile: 'Demo' }, /mesh\/unknown-profile/],
  [{ dataPlane: DataPlane.NONE }, /mesh\/no-data-plane/],
])('%p is refused', (props, message) => {
  expect(errorOf(props)).toMatch(message);
});

test('names that are no DNS label, or too long for what is derived from them, are refused', () => {
  expect(errorOf({ name: 'My_Mesh' })).toMatch(/the mesh name 'My_Mesh' is not usable/);
  expect(errorOf({ rootNamespace: 'istio.system' })).toMatch(/kube\/invalid-name\].*'istio\.system'/s);
  expect(errorOf({ rootNamespace: 'istio.system', manageNamespaces: false })).toMatch(/the root namespace 'istio\.system'/);
  expect(errorOf({ name: 'a'.repeat(47) })).toMatch(/at most 46 are left for the name/);
  expect(errorOf({ name: 'a'.repeat(46) })).toBeUndefined();
});

test('an OpenShift version that the release does not support is a risk to accept', () => {
  expect(errorOf({ release: OssmRelease.V3_4 }, OpenShift.V4_18)).toMatch(/Risk\.UNSUPPORTED_OPENSHIFT/);
  expect(errorOf({ release: OssmRelease.V3_3 }, OpenShift.V4_18)).toBeUndefined();
});

import { ApiObject, JsonPatch } from 'cdk8s';
import { OpenShift } from '../../src/release';
import { Availability, DataPlane, Placement, Revision, Stage, WaypointTraffic } from '../../src/vocabulary';
import { Waypoint } from '../../src/waypoint';
import { waypointsOf } from '../../src/waypoint/registry';
import { ambientProgram, codes, fakeProgram, findings, FakeMesh, namespaceLabels, ofKind, only, remarks, rendered } from '../support/fake-mesh';

test('a waypoint of a namespace is a Gateway, and the namespace uses it', () => {
  const program = ambientProgram();
  const waypoint = program.mesh.addNamespace('bookinfo').addWaypoint();
  expect(rendered(program.chart)).toEqual([
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'bookinfo', labels: { 'istio.io/dataplane-mode': 'ambient', 'istio.io/use-waypoint': 'waypoint' } },
    },
    {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: { name: 'waypoint', namespace: 'bookinfo', labels: { 'istio.io/waypoint-for': 'service' } },
      spec: { gatewayClassName: 'istio-waypoint', listeners: [{ name: 'mesh', port: 15008, protocol: 'HBONE' }] },
    },
  ]);
  expect(waypoint.identity.principal).toBe('cluster.local/ns/bookinfo/sa/waypoint');
  expect((waypoint.gateway as any).stage).toBe(Stage.GATEWAYS);
  expect(codes(program)).toEqual([]);
});

test('a waypoint carries the tag of its mesh where that does not own what carries none', () => {
  const { chart, mesh } = ambientProgram({ revision: Revision.of('prod') });
  mesh.addNamespace('shop').addWaypoint();
  expect(only(chart, 'Gateway').metadata.labels).toEqual({ 'istio.io/rev': 'prod', 'istio.io/waypoint-for': 'service' });
  expect(namespaceLabels(chart)['istio.io/rev']).toBeUndefined();
});

test('a waypoint nobody is enrolled to is reported', () => {
  const program = ambientProgram();
  const namespace = program.mesh.addNamespace('shop');
  const waypoint = new Waypoint(program.chart, 'w', { namespace });
  expect(codes(program)).toEqual(['waypoint/nobody-enrolled?']);
  namespace.useWaypoint(waypoint);
  expect(codes(program)).toEqual([]);
});

test('a waypoint that is offered to namespaces of other programs may be used by them', () => {
  const program = ambientProgram();
  const infra = program.mesh.addNamespace('infra', { dataPlane: DataPlane.NONE });
  infra.addWaypoint('shared', { usableFrom: [program.mesh.namespace('theirs')] });
  infra.addWaypoint('open', { usableFromEverywhere: true });
  expect(codes(program)).toEqual([]);
  infra.addWaypoint('ours', { usableFrom: [program.mesh.addNamespace('shop')] });
  expect(codes(program)).toEqual(['waypoint/nobody-enrolled?']);
});

describe('a waypoint shared across namespaces', () => {
  test('admits one namespace by its name, which carries both labels', () => {
    const program = ambientProgram();
    const infra = program.mesh.addNamespace('infra', { dataPlane: DataPlane.NONE });
    const books = program.mesh.addNamespace('bookinfo');
    books.useWaypoint(infra.addWaypoint('waypoint-infra', { usableFrom: [books] }));
    expect(only(program.chart, 'Gateway').spec.listeners[0].allowedRoutes).toEqual({
      namespaces: { from: 'Selector', selector: { matchLabels: { 'kubernetes.io/metadata.name': 'bookinfo' } } },
    });
    expect(books.resource.toJson().metadata.labels).toEqual({
      'istio.io/dataplane-mode': 'ambient', 'istio.io/use-waypoint': 'waypoint-infra', 'istio.io/use-waypoint-namespace': 'infra',
    });
    expect(infra.resource.toJson().metadata.labels).toBeUndefined();
    expect(codes(program)).toEqual([]);
  });

  test('lists its own namespace where that uses it too: a selector admits nobody by itself', () => {
    const { chart, mesh } = ambientProgram();
    const books = mesh.addNamespace('bookinfo');
    const shared = mesh.addNamespace('zoo').addWaypoint('shared', { usableFrom: [books, mesh.namespace('apps')] });
    books.useWaypoint(shared);
    expect(only(chart, 'Gateway').spec.listeners[0].allowedRoutes.namespaces).toEqual({
      from: 'Selector',
      selector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['apps', 'bookinfo', 'zoo'] }] },
    });
  });

  test('lists its own namespace where another program may have it use the waypoint', () => {
    const { chart, mesh } = ambientProgram();
    mesh.addNamespace('infra').addWaypoint('shared', { usableFrom: [mesh.namespace('apps')], enrol: false });
    expect(only(chart, 'Gateway').spec.listeners[0].allowedRoutes.namespaces.selector.matchExpressions[0].values).toEqual(['apps', 'infra']);
  });

  test('that does not admit a namespace is an error with the fix, also when it is admitted too late to see', () => {
    const program = ambientProgram();
    const shared = program.mesh.addNamespace('infra').addWaypoint('shared');
    const books = program.mesh.addNamespace('bookinfo');
    books.useWaypoint(shared);
    const [finding, ...more] = findings(program);
    expect(more).toEqual([]);
    expect(finding.code).toBe('waypoint/namespace-not-admitted');
    expect(finding.path).toBe('chart/mesh/bookinfo');
    expect(finding.fix).toContain('`usableFrom`');
    expect(finding.fix).toContain('chart/mesh/infra/waypoint-shared');
    shared.admit(books);
    expect(codes(program)).toEqual([]);
  });

  test('for everywhere admits all', () => {
    const { chart, mesh } = ambientProgram();
    const shared = mesh.addNamespace('infra').addWaypoint('shared', { usableFromEverywhere: true });
    expect(shared.admits('anything')).toBe(true);
    expect(only(chart, 'Gateway').spec.listeners[0].allowedRoutes).toEqual({ namespaces: { from: 'All' } });
  });

  test('admits its own namespace in any case, which is no other one', () => {
    const { chart, mesh } = ambientProgram();
    const shop = mesh.addNamespace('shop');
    expect(shop.addWaypoint('w', { usableFrom: [shop] }).admits('shop')).toBe(true);
    expect(only(chart, 'Gateway').spec.listeners[0].allowedRoutes).toBeUndefined();
  });

  test('with a namespace of another mesh is an error', () => {
    const program = ambientProgram();
    const other = new FakeMesh(program.chart, { name: 'other' }, 'other');
    const shared = program.mesh.addNamespace('infra').addWaypoint('shared', { usableFrom: [other.addNamespace('a')] });
    shared.admit(other.addNamespace('b'));
    expect(codes(program)).toEqual(['waypoint/namespace-of-another-mesh', 'waypoint/namespace-of-another-mesh']);
  });
});

describe('what a waypoint handles', () => {
  test('is written out', () => {
    const { chart, mesh } = ambientProgram();
    mesh.addNamespace('shop').addWaypoint('w', { traffic: WaypointTraffic.ALL });
    expect(only(chart, 'Gateway').metadata.labels['istio.io/waypoint-for']).toBe('all');
  });

  test('must fit what uses it', () => {
    const use = (traffic: WaypointTraffic, user: 'namespace' | 'service' | 'workload') => {
      const program = ambientProgram();
      const shop = program.mesh.addNamespace('shop');
      const waypoint = shop.addWaypoint('w', { traffic, enrol: false });
      if (user === 'namespace') shop.useWaypoint(waypoint);
      if (user === 'service') shop.addService('web', { port: 80 }).useWaypoint(waypoint);
      if (user === 'workload') shop.workload({ waypoint });
      return codes(program);
    };
    const error = ['waypoint/traffic-does-not-fit'];
    expect(Object.values(WaypointTraffic).map((t) => [t, use(t, 'namespace'), use(t, 'service'), use(t, 'workload')])).toEqual([
      [WaypointTraffic.SERVICE, [], [], error],
      [WaypointTraffic.WORKLOAD, [], error, []],
      [WaypointTraffic.ALL, [], [], []],
      [WaypointTraffic.NONE, error, error, error],
    ]);
  });
});

describe('who can use a waypoint', () => {
  test('a mesh that is not ambient has no use for one', () => {
    const program = fakeProgram();
    new Waypoint(program.chart, 'w', { namespace: program.mesh.addNamespace('shop') });
    expect(codes(program)).toEqual(['waypoint/mesh-not-ambient', 'waypoint/nobody-enrolled?']);
  });

  test('a namespace that is not ambient is not enrolled by adding one, and cannot be', () => {
    const program = ambientProgram();
    const legacy = program.mesh.addNamespace('legacy', { dataPlane: DataPlane.SIDECAR });
    const waypoint = legacy.addWaypoint();
    expect(codes(program)).toEqual(['waypoint/nobody-enrolled?']);
    legacy.useWaypoint(waypoint);
    expect(codes(program)).toEqual(['waypoint/not-ambient']);
  });

  test('a service of such a namespace is a warning: single workloads of it may be ambient', () => {
    const program = ambientProgram();
    program.mesh.addNamespace('legacy', { dataPlane: DataPlane.SIDECAR }).addService('web', { port: 80 }).addWaypoint();
    expect(codes(program)).toEqual(['waypoint/not-ambient?']);
  });

  test('a namespace has one waypoint', () => {
    const program = ambientProgram();
    const shop = program.mesh.addNamespace('shop');
    shop.addWaypoint('one');
    shop.addWaypoint('two');
    expect(codes(program)).toEqual(['namespace/label-has-two-values']);
  });
});

describe('names', () => {
  test.each(['none', 'Upper', '1st', 'a'.repeat(64)])('%s is refused', (name) => {
    const program = ambientProgram();
    program.mesh.addNamespace('shop').addWaypoint(name);
    expect(codes(program)).toContain('waypoint/invalid-name');
  });

  test('63 characters are allowed', () => {
    const program = ambientProgram();
    program.mesh.addNamespace('shop').addWaypoint('a'.repeat(63));
    expect(codes(program)).toEqual([]);
  });

  test('the name of a service is taken: Istio makes a Service for the waypoint', () => {
    const program = ambientProgram();
    const shop = program.mesh.addNamespace('shop');
    shop.addService('web', { port: 80 }).addWaypoint('web');
    expect(codes(program)).toEqual(['waypoint/service-name-taken']);
    program.mesh.addNamespace('other').addWaypoint('web');
    expect(codes(program)).toEqual(['waypoint/service-name-taken']);
  });

  test('the same name twice is refused at once', () => {
    const shop = ambientProgram().mesh.addNamespace('shop');
    shop.addWaypoint();
    expect(() => shop.addWaypoint()).toThrow(/namespace\/made-twice.*waypoint 'waypoint'/);
  });
});

describe('availability', () => {
  const availability = Availability.autoscaled(2, 5, { cpuPercent: 70, memoryPercent: 60 });

  test('is an autoscaler and a disruption budget on the Deployment that Istio makes', () => {
    const { chart, mesh } = ambientProgram();
    const waypoint = mesh.addNamespace('shop').addWaypoint('w', { availability });
    expect(only(chart, 'HorizontalPodAutoscaler')).toEqual({
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'w', namespace: 'shop' },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'w' },
        minReplicas: 2,
        maxReplicas: 5,
        metrics: [
          { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } },
          { type: 'Resource', resource: { name: 'memory', target: { type: 'Utilization', averageUtilization: 60 } } },
        ],
      },
    });
    expect(only(chart, 'PodDisruptionBudget')).toEqual({
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'w', namespace: 'shop' },
      spec: { minAvailable: 1, selector: { matchLabels: { 'gateway.networking.k8s.io/gateway-name': 'w' } } },
    });
    expect([waypoint.autoscaler, waypoint.disruptionBudget].map((o) => (o as any).stage)).toEqual([Stage.GATEWAYS, Stage.GATEWAYS]);
  });

  test('of a fixed number is an autoscaler with equal bounds', () => {
    const { chart, mesh } = ambientProgram();
    mesh.addNamespace('shop').addWaypoint('w', { availability: Availability.fixed(3) });
    expect(only(chart, 'HorizontalPodAutoscaler').spec).toMatchObject({ minReplicas: 3, maxReplicas: 3 });
  });

  test('of one replica writes nothing', () => {
    const { chart, mesh } = ambientProgram();
    mesh.addNamespace('shop').addWaypoint('w', { availability: Availability.fixed(1) });
    expect(rendered(chart).map((o) => o.kind)).toEqual(['Namespace', 'Gateway']);
  });

  test('that one replica may be left with has no disruption budget, which would block draining a node', () => {
    const { chart, mesh } = ambientProgram();
    mesh.addNamespace('shop').addWaypoint('w', { availability: Availability.autoscaled(1, 3) });
    expect(ofKind(chart, 'HorizontalPodAutoscaler')).toHaveLength(1);
    expect(ofKind(chart, 'PodDisruptionBudget')).toHaveLength(0);
  });

  test('of the mesh holds for waypoints that say nothing', () => {
    const { chart, mesh } = ambientProgram({ waypointAvailability: availability });
    const shop = mesh.addNamespace('shop');
    shop.addWaypoint('a');
    shop.addService('web', { port: 80 }).addWaypoint('web-waypoint', { availability: Availability.fixed(2) });
    expect(ofKind(chart, 'HorizontalPodAutoscaler').map((o) => [o.metadata.name, o.spec.maxReplicas])).toEqual([['a', 5], ['web-waypoint', 2]]);
  });

  test('in the values of the control plane is not written again, and cannot be said twice', () => {
    const program = ambientProgram({ waypointAvailability: availability, waypointAvailabilityInValues: true });
    const shop = program.mesh.addNamespace('shop');
    shop.addWaypoint('a');
    expect(ofKind(program.chart, 'HorizontalPodAutoscaler')).toEqual([]);
    expect(codes(program)).toEqual([]);
    shop.addService('web', { port: 80 }).addWaypoint('web-waypoint', { availability });
    expect(codes(program)).toEqual(['waypoint/availability-twice']);
  });
});

describe('placement and resources of one waypoint', () => {
  const settings = { placement: Placement.of({ nodeSelector: { infra: '' } }), resources: { cpuRequest: '200m', memoryLimit: '1Gi' } };

  test('are a ConfigMap that the Gateway refers to', () => {
    const { chart, mesh } = ambientProgram();
    mesh.addNamespace('shop').addWaypoint('w', settings);
    const { metadata, data } = only(chart, 'ConfigMap');
    expect(metadata).toEqual({ name: 'w-parameters', namespace: 'shop' });
    expect(JSON.parse(data.deployment)).toEqual({
      spec: {
        template: {
          spec: {
            containers: [{ name: 'istio-proxy', resources: { requests: { cpu: '200m' }, limits: { memory: '1Gi' } } }],
            nodeSelector: { infra: '' },
          },
        },
      },
    });
    expect(only(chart, 'Gateway').spec.infrastructure).toEqual({ parametersRef: { group: '', kind: 'ConfigMap', name: 'w-parameters' } });
  });

  test('are an error on Istio 1.24, which knows none', () => {
    const program = ambientProgram({ istioMinor: '1.24' });
    program.mesh.addNamespace('shop').addWaypoint('w', settings);
    expect(codes(program)).toEqual(['waypoint/settings-not-supported']);
    expect(findings(program)[0].what).toContain('`placement` and `resources`');
  });
});

describe('preconditions', () => {
  test('an OpenShift version without Gateway API needs the CRDs', () => {
    const program = ambientProgram({ openshift: OpenShift.V4_18 });
    const shop = program.mesh.addNamespace('shop');
    shop.addWaypoint();
    shop.addService('web', { port: 80 }).addWaypoint();
    expect(remarks(program, 'precondition')).toEqual([expect.stringContaining('OpenShift 4.18 has no Gateway API')]);
  });

  test('an OpenShift version with Gateway API needs nothing', () => {
    const program = ambientProgram({ openshift: OpenShift.V4_19 });
    program.mesh.addNamespace('shop').addWaypoint();
    expect(remarks(program, 'precondition')).toEqual([]);
  });

  test('pull Secrets must be in the namespace of the waypoint', () => {
    const program = ambientProgram({ imagePullSecrets: ['mirror'] });
    program.mesh.addNamespace('shop').addWaypoint();
    expect(remarks(program, 'precondition')).toEqual(["pull Secret 'mirror' must exist in namespace 'shop': pods with a proxy pull their images with it"]);
  });
});

describe('the three doors', () => {
  test('each object is an ApiObject with raw fields and patches', () => {
    const { chart, mesh } = ambientProgram();
    const waypoint = mesh.addNamespace('shop').addWaypoint('w', {
      availability: Availability.fixed(2),
      labels: { team: 'a' },
      annotations: { note: 'x' },
      raw: {
        gateway: { spec: { infrastructure: { labels: { a: 'b' } } } },
        autoscaler: { spec: { maxReplicas: 9 } },
        disruptionBudget: { spec: { unhealthyPodEvictionPolicy: 'AlwaysAllow' } },
      },
    });
    ApiObject.of(waypoint).addJsonPatch(JsonPatch.add('/metadata/labels/patched', 'yes'));
    const gateway = only(chart, 'Gateway');
    expect(gateway.metadata).toMatchObject({ labels: { 'team': 'a', 'patched': 'yes', 'istio.io/waypoint-for': 'service' }, annotations: { note: 'x' } });
    expect(gateway.spec.infrastructure).toEqual({ labels: { a: 'b' } });
    expect(only(chart, 'HorizontalPodAutoscaler').spec.maxReplicas).toBe(9);
    expect(only(chart, 'PodDisruptionBudget').spec.unhealthyPodEvictionPolicy).toBe('AlwaysAllow');
  });

  test('raw fields of an object that is not there are an error, not lost', () => {
    const program = ambientProgram();
    program.mesh.addNamespace('shop').addWaypoint('w', { raw: { autoscaler: {}, parameters: {} } });
    expect(codes(program)).toEqual(['waypoint/raw-without-object', 'waypoint/raw-without-object']);
  });

  test.each(['istio.io/waypoint-for', 'istio.io/rev'])('the label %s is decided by other options', (key) => {
    const program = ambientProgram();
    program.mesh.addNamespace('shop').addWaypoint('w', { labels: { [key]: 'x' } });
    expect(codes(program)).toEqual(['waypoint/label-decided-elsewhere']);
  });
});

describe('a waypoint of another program', () => {
  test('is referred to, and writes nothing', () => {
    const program = ambientProgram();
    const { mesh, chart } = program;
    const shared = Waypoint.fromName(chart, 'w', { mesh, name: 'shared', namespace: 'infra', admits: ['shop'] });
    expect(shared.identity.principal).toBe('cluster.local/ns/infra/sa/shared');
    mesh.addNamespace('shop').useWaypoint(shared);
    expect(rendered(chart).map((o) => o.kind)).toEqual(['Namespace']);
    expect(namespaceLabels(chart)).toMatchObject({ 'istio.io/use-waypoint': 'shared', 'istio.io/use-waypoint-namespace': 'infra' });
    expect(codes(program)).toEqual([]);
  });

  test('that does not admit the namespace is an error whose fix is its owner\'s', () => {
    const program = ambientProgram();
    const shared = Waypoint.fromName(program.chart, 'w', { mesh: program.mesh, name: 'shared', namespace: 'infra' });
    program.mesh.addNamespace('shop').useWaypoint(shared);
    expect(codes(program)).toEqual(['waypoint/namespace-not-admitted']);
    expect(findings(program)[0].fix).toContain("ask the waypoint's owner to admit namespace 'shop'");
  });
});

test('the waypoints of a mesh can be listed for its contract', () => {
  const { mesh } = ambientProgram();
  const shop = mesh.addNamespace('shop');
  const waypoint = shop.addWaypoint('w', { usableFrom: [mesh.namespace('other')] });
  expect(waypointsOf(mesh)).toEqual([waypoint]);
  expect([...waypoint._admission.others]).toEqual(['other']);
  expect(waypointsOf(ambientProgram().mesh)).toEqual([]);
});

describe('gateways and the waypoints of a namespace', () => {
  test('the label on the namespace has them go through', () => {
    const { chart, mesh } = ambientProgram();
    const shop = mesh.addNamespace('shop');
    shop.addWaypoint();
    shop.useWaypointForIngress();
    expect(namespaceLabels(chart)['istio.io/ingress-use-waypoint']).toBe('true');
  });

  test('Istio 1.24 reads the label on services only', () => {
    const program = ambientProgram({ istioMinor: '1.24' });
    const shop = program.mesh.addNamespace('shop');
    shop.addWaypoint();
    shop.useWaypointForIngress();
    expect(codes(program)).toEqual(['namespace/ingress-label-not-read']);
  });
});

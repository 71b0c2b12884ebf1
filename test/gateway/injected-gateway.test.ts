import { ApiObject, Duration, JsonPatch } from 'cdk8s';
import { FakeMesh, FakeNamespace, json, Program } from './support';
import { Exposure, InjectedGateway } from '../../src/gateway';
import { stageOf } from '../../src/kube/stages';
import { DataPlane } from '../../src/vocabulary/data-plane';
import { Revision } from '../../src/vocabulary/revision';
import { RevisionTrack } from '../../src/vocabulary/revision-track';
import { Availability, Placement } from '../../src/vocabulary/sizing';
import { Stage } from '../../src/vocabulary/stage';
import { IpFamily, IpFamilyPolicy } from '../../src/workload/service-options';

const template = (gateway: InjectedGateway) => json(gateway.deployment).spec.template;

describe('what a gateway writes', () => {
  test('its objects, all of its name and in its namespace, and no Role without a certificate', () => {
    const program = new Program();
    program.gateway().host('shop').addRoute('web', { backend: program.web });
    const objects = program.objects().map((o) => `${o.kind} ${o.metadata.namespace}/${o.metadata.name}`);
    expect(objects.sort()).toEqual([
      'Deployment istio-ingress/edge', 'Gateway istio-ingress/edge', 'HorizontalPodAutoscaler istio-ingress/edge', 'NetworkPolicy istio-ingress/edge',
      'PodDisruptionBudget istio-ingress/edge', 'Route istio-ingress/shop', 'Service istio-ingress/edge', 'ServiceAccount istio-ingress/edge',
      'VirtualService istio-ingress/shop',
    ]);
    expect(program.codes()).toEqual([]);
  });

  test('without a host there is no Gateway, which would have no server', () => {
    const program = new Program();
    expect(program.gateway().gateway).toBeUndefined();
    expect(program.kinds()).not.toContain('Gateway');
  });

  test('what runs belongs to the gateways of the install order, what it stands on comes before', () => {
    const gateway = new Program().gateway({ readsSecrets: true });
    const { deployment, service, autoscaler, disruptionBudget, networkPolicy, serviceAccount, role, roleBinding } = gateway;
    expect([deployment, service, autoscaler!, disruptionBudget!, networkPolicy!].map(stageOf)).toEqual(Array(5).fill(Stage.GATEWAYS));
    expect([serviceAccount, role!, roleBinding!].map(stageOf)).toEqual(Array(3).fill(Stage.BASE));
  });

  test('its identity is the ServiceAccount of its own name', () => {
    const program = new Program({ trustDomain: 'corp.example' });
    expect(program.gateway().identity.principal).toBe('corp.example/ns/istio-ingress/sa/edge');
  });

  test('the pull secrets of the mesh are on its ServiceAccount, and somebody must make them', () => {
    const program = new Program({ imagePullSecrets: ['corp-pull'] });
    expect(json(program.gateway().serviceAccount).imagePullSecrets).toEqual([{ name: 'corp-pull' }]);
    expect(program.remarks()).toEqual([
      "precondition: pull Secret 'corp-pull' must exist in namespace 'istio-ingress': pods with a proxy pull their images with it",
    ]);
  });
});

describe('the pods', () => {
  test('are injected with the gateway template by the default revision', () => {
    const { metadata, spec } = template(new Program().gateway());
    expect(metadata.labels).toEqual({ 'app': 'edge', 'istio': 'edge', 'sidecar.istio.io/inject': 'true' });
    expect(metadata.annotations['inject.istio.io/templates']).toBe('gateway');
    expect(spec.containers).toHaveLength(1);
    expect(spec.containers[0]).toMatchObject({ name: 'istio-proxy', image: 'auto' });
    expect(spec.serviceAccountName).toBe('edge');
  });

  test('follow the revision of the mesh, or its canary', () => {
    const facts = { revision: Revision.of('prod'), canary: Revision.of('prod-canary') };
    expect(template(new Program(facts).gateway()).metadata.labels).toMatchObject({ 'istio.io/rev': 'prod' });
    const canary = template(new Program(facts).gateway({ track: RevisionTrack.CANARY })).metadata.labels;
    expect(canary).toMatchObject({ 'istio.io/rev': 'prod-canary' });
    expect(canary).not.toHaveProperty(['sidecar.istio.io/inject']);
  });

  test('pass restricted-v2: no fixed user, no privilege, and none of the port rights that ports below 1024 would need', () => {
    const { spec } = template(new Program().gateway());
    expect(spec.securityContext).toEqual({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
    expect(spec.containers[0].securityContext).toEqual({
      allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true, runAsNonRoot: true,
    });
  });

  test('request CPU, without which the autoscaler never acts', () => {
    const [{ resources }] = template(new Program().gateway()).spec.containers;
    expect(resources).toEqual({ requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '2', memory: '1Gi' } });
  });

  test('take resources, placement, labels, annotations and environment as given', () => {
    const gateway = new Program().gateway({
      resources: { cpuRequest: '1', memoryLimit: '2Gi' },
      placement: Placement.infraNodes(),
      podLabels: { team: 'edge' },
      podAnnotations: { note: 'x' },
      env: { ISTIO_META_X: '1' },
    });
    const { metadata, spec } = template(gateway);
    expect(spec.containers[0].resources).toEqual({ requests: { cpu: '1' }, limits: { memory: '2Gi' } });
    expect(spec.containers[0].env).toEqual([{ name: 'ISTIO_META_X', value: '1' }]);
    expect(spec.nodeSelector).toEqual({ 'node-role.kubernetes.io/infra': '' });
    expect(spec.tolerations).toHaveLength(2);
    expect(metadata.labels.team).toBe('edge');
    expect(metadata.annotations.note).toBe('x');
    expect(json(gateway.deployment).spec.selector.matchLabels).toEqual({ app: 'edge', istio: 'edge' });
  });

  test('drain before they end, and are killed only after that', () => {
    const long = template(new Program().gateway({ drain: Duration.minutes(2) }));
    expect(JSON.parse(long.metadata.annotations['proxy.istio.io/config']).terminationDrainDuration).toBe('120s');
    expect(long.spec.terminationGracePeriodSeconds).toBe(130);
    expect(template(new Program().gateway()).spec.terminationGracePeriodSeconds).toBe(40);
  });

  test('trust the router, but nobody behind passthrough, a load balancer or a bare Service', () => {
    const proxies = (exposure?: Exposure) =>
      JSON.parse(template(new Program().gateway({ exposure })).metadata.annotations['proxy.istio.io/config']).gatewayTopology?.numTrustedProxies;
    expect(proxies()).toBe(1);
    expect(proxies(Exposure.route({ trustedProxies: 2 }))).toBe(2);
    expect(proxies(Exposure.route({ trustedProxies: 0 }))).toBeUndefined();
    expect(proxies(Exposure.loadBalancer())).toBeUndefined();
    expect(proxies(Exposure.loadBalancer({ trustedProxies: 1 }))).toBe(1);
    expect(proxies(Exposure.clusterIp({ trustedProxies: 1 }))).toBe(1);
  });

  test('take settings of their proxies, laid over what this library says', () => {
    const { annotations } = template(new Program().gateway({ proxyConfig: { concurrency: 4, terminationDrainDuration: '5s' } })).metadata;
    expect(JSON.parse(annotations['proxy.istio.io/config'])).toEqual({
      concurrency: 4, gatewayTopology: { numTrustedProxies: 1 }, terminationDrainDuration: '5s',
    });
  });
});

describe('how many there are', () => {
  test('the autoscaler owns the number, by CPU at 80 percent between 2 and 5', () => {
    const gateway = new Program().gateway();
    expect(json(gateway.deployment).spec).not.toHaveProperty('replicas');
    expect(json(gateway.autoscaler).spec).toEqual({
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'edge' },
      minReplicas: 2,
      maxReplicas: 5,
      metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } }],
    });
  });

  test('memory counts where it is asked for', () => {
    const gateway = new Program().gateway({ availability: Availability.autoscaled(3, 9, { cpuPercent: 60, memoryPercent: 70 }) });
    expect(json(gateway.autoscaler).spec.metrics.map((m: any) => [m.resource.name, m.resource.target.averageUtilization])).toEqual([['cpu', 60], ['memory', 70]]);
  });

  test('a fixed number has no autoscaler', () => {
    const gateway = new Program().gateway({ availability: Availability.fixed(3) });
    expect(json(gateway.deployment).spec.replicas).toBe(3);
    expect(gateway.autoscaler).toBeUndefined();
  });

  test('one is always left, where there are several', () => {
    expect(json(new Program().gateway().disruptionBudget).spec).toEqual({
      minAvailable: 1, selector: { matchLabels: { app: 'edge', istio: 'edge' } },
    });
    expect(new Program().gateway({ availability: Availability.fixed(1) }).disruptionBudget).toBeUndefined();
    expect(new Program().gateway({ availability: Availability.autoscaled(1, 3) }).disruptionBudget).toBeUndefined();
  });

  test('several spread over zones and nodes, one has nothing to spread', () => {
    const keys = (g: InjectedGateway) => template(g).spec.topologySpreadConstraints?.map((c: any) => c.topologyKey);
    expect(keys(new Program().gateway())).toEqual(['topology.kubernetes.io/zone', 'kubernetes.io/hostname']);
    expect(keys(new Program().gateway({ availability: Availability.fixed(1) }))).toBeUndefined();
    const own = { maxSkew: 1, topologyKey: 'rack', whenUnsatisfiable: 'DoNotSchedule' };
    expect(keys(new Program().gateway({ placement: Placement.of({ topologySpreadConstraints: [own] }) }))).toEqual(['rack']);
  });
});

describe('who can connect', () => {
  const ingress = (gateway: InjectedGateway) => json(gateway.networkPolicy).spec.ingress;

  test('anyone to the ports in use and to its health, monitoring to its metrics, nobody to anything else', () => {
    const program = new Program();
    const gateway = program.gateway();
    gateway.host('shop').addRoute('web', { backend: program.web });
    expect(json(gateway.networkPolicy).spec).toMatchObject({ podSelector: { matchLabels: { app: 'edge', istio: 'edge' } }, policyTypes: ['Ingress'] });
    expect(ingress(gateway)).toEqual([
      { ports: [{ port: 8080, protocol: 'TCP' }, { port: 15021, protocol: 'TCP' }] },
      { from: [{ namespaceSelector: { matchLabels: { 'network.openshift.io/policy-group': 'monitoring' } } }], ports: [{ port: 15020, protocol: 'TCP' }] },
    ]);
  });

  test('a gateway without hosts listens on nothing', () => {
    expect(ingress(new Program().gateway())[0].ports.map((p: any) => p.port)).toEqual([15021]);
  });

  test('it can be switched off', () => {
    const program = new Program();
    expect(program.gateway({ networkPolicy: false }).networkPolicy).toBeUndefined();
    expect(program.kinds()).not.toContain('NetworkPolicy');
  });
});

describe('its Service', () => {
  test('offers health, HTTP and HTTPS, on ports that pods without privileges can listen on', () => {
    expect(json(new Program().gateway().service).spec).toEqual({
      type: 'ClusterIP',
      selector: { app: 'edge', istio: 'edge' },
      ports: [
        { name: 'status-port', port: 15021, protocol: 'TCP', targetPort: 15021 },
        { name: 'http2', port: 80, protocol: 'TCP', targetPort: 8080 },
        { name: 'https', port: 443, protocol: 'TCP', targetPort: 8443 },
      ],
    });
  });

  test('has addresses of two families on request', () => {
    const gateway = new Program().gateway({ ipFamilyPolicy: IpFamilyPolicy.REQUIRE_DUAL_STACK, ipFamilies: [IpFamily.IPV6, IpFamily.IPV4] });
    expect(json(gateway.service).spec).toMatchObject({ ipFamilyPolicy: 'RequireDualStack', ipFamilies: ['IPv6', 'IPv4'] });
  });
});

describe('the other doors', () => {
  test('raw fields reach each object', () => {
    const program = new Program();
    const note = (text: string) => ({ metadata: { annotations: { note: text } } });
    const entries = ['deployment', 'service', 'serviceAccount', 'role', 'roleBinding', 'autoscaler', 'disruptionBudget', 'networkPolicy', 'gateway'] as const;
    const gateway = program.gateway({ readsSecrets: true, raw: Object.fromEntries(entries.map((e) => [e, note(e)])) });
    gateway.host('shop').addRoute('web', { backend: program.web });
    for (const entry of entries) expect(json(gateway[entry]).metadata.annotations.note).toBe(entry);
    expect(program.codes()).toEqual([]);
  });

  test('raw fields merge into a deep place, and patches come last', () => {
    const gateway = new Program().gateway({ raw: { deployment: { spec: { template: { spec: { hostAliases: [] } } } } } });
    ApiObject.of(gateway.service).addJsonPatch(JsonPatch.add('/spec/internalTrafficPolicy', 'Local'));
    expect(template(gateway).spec).toMatchObject({ hostAliases: [], serviceAccountName: 'edge' });
    expect(json(gateway.service).spec.internalTrafficPolicy).toBe('Local');
  });

  test('raw fields for an object that is not written are an error', () => {
    const program = new Program();
    program.gateway({ availability: Availability.fixed(1), raw: { autoscaler: {}, disruptionBudget: {}, gateway: {}, routerRole: {} } });
    expect(program.findings().map((f) => f.what)).toEqual(['autoscaler', 'disruptionBudget', 'gateway', 'routerRole']
      .map((e) => `\`raw.${e}\` is given, but gateway 'edge' has no such object`));
  });
});

describe('errors of a gateway', () => {
  test('a name that is no name of a Service', () => {
    expect(() => new Program().gateway({ name: '1edge' })).toThrow(/the name '1edge' of the gateway is not usable/);
    expect(() => new Program().gateway({ name: 'e'.repeat(64) })).toThrow(/at most 63/);
  });

  test('a namespace that forbids injection, also when it does so later', () => {
    const program = new Program();
    const namespace = new FakeNamespace(program.mesh, 'closed');
    program.gateway({ namespace });
    expect(program.codes()).toEqual([]);
    namespace.labels['istio-injection'] = 'disabled';
    expect(program.codes()).toEqual(['gateway/injection-forbidden']);
  });

  test('a namespace whose labels choose another revision', () => {
    const facts = { revision: Revision.of('prod'), canary: Revision.of('next') };
    const gateway = (labels: { [key: string]: string }, track?: RevisionTrack) => {
      const program = new Program(facts);
      program.gateway({ namespace: new FakeNamespace(program.mesh, 'in', DataPlane.SIDECAR, labels), track });
      return program.codes();
    };
    expect(gateway({ 'istio.io/rev': 'prod' })).toEqual([]);
    expect(gateway({ 'istio.io/rev': 'prod' }, RevisionTrack.CANARY)).toEqual(['gateway/namespace-decides-revision']);
    expect(gateway({ 'istio-injection': 'enabled' })).toEqual(['gateway/namespace-decides-revision']);
    expect(gateway({}, RevisionTrack.CANARY)).toEqual([]);
  });

  test('a canary that the mesh does not have', () => {
    const program = new Program();
    program.gateway({ track: RevisionTrack.CANARY });
    expect(program.codes()).toEqual(['gateway/no-canary']);
  });

  test('a namespace of another mesh, and one of another program', () => {
    const program = new Program();
    const other = new FakeMesh(program.cluster, 'other', { name: 'blue' });
    program.gateway({ namespace: new FakeNamespace(other, 'blue-ingress') });
    program.gateway({ name: 'theirs', namespace: new FakeNamespace(program.mesh, 'theirs', DataPlane.NONE, {}, false) });
    expect(program.codes()).toEqual(['gateway/namespace-of-another-mesh', 'gateway/namespace-not-ours']);
  });

  test('two gateways whose selectors find the same pods, in whatever namespaces', () => {
    const program = new Program();
    program.gateway({ name: 'a', selectorLabels: { istio: 'ingressgateway' } });
    program.gateway({ name: 'b', selectorLabels: { istio: 'ingressgateway', app: 'b' } });
    expect(program.findings().map((f) => [f.code, f.what])).toEqual([['gateway/selectors-overlap',
      "the selector istio=ingressgateway of gateway 'a' also finds the pods of gateway 'b', at east/gateway-a-a: a `Gateway` looks at the pods of every namespace"]]);
  });

  test('the same labels the other way round, and through labels of the pods', () => {
    const program = new Program();
    program.gateway({ name: 'a', selectorLabels: { app: 'a' }, podLabels: { tier: 'edge' } });
    program.gateway({ name: 'b', selectorLabels: { tier: 'edge' } });
    expect(program.codes()).toEqual(['gateway/selectors-overlap']);
  });

  test('gateways of different labels, and of different meshes, do not meet', () => {
    const program = new Program();
    const blue = new FakeMesh(program.cluster, 'blue', { name: 'blue' });
    program.gateway({ name: 'a' });
    program.gateway({ name: 'b' });
    program.gateway({ name: 'a', mesh: blue, namespace: new FakeNamespace(blue, 'blue-a') });
    expect(program.codes()).toEqual([]);
  });

  test('labels and annotations of the pods that this library decides', () => {
    const program = new Program();
    program.gateway({
      podLabels: { 'sidecar.istio.io/inject': 'false', 'app': 'other' },
      podAnnotations: { 'proxy.istio.io/config': '{}', 'inject.istio.io/templates': 'sidecar' },
    });
    expect(program.codes()).toEqual(['gateway/label-decided', 'gateway/label-decided', 'gateway/annotation-decided', 'gateway/annotation-decided']);
    expect(template(program.gateway({ name: 'b', podLabels: { 'istio.io/rev': 'x' } })).metadata.labels).toMatchObject({ 'sidecar.istio.io/inject': 'true' });
  });

  test('no selector at all', () => {
    const program = new Program();
    program.gateway({ selectorLabels: {} });
    expect(program.codes()).toEqual(['gateway/empty-selector']);
  });

  test('an autoscaler that has no request to measure by', () => {
    const codes = (options: Parameters<Program['gateway']>[0]) => {
      const program = new Program();
      program.gateway(options);
      return program.codes();
    };
    const code = 'gateway/autoscaler-without-request';
    expect(codes({ resources: { memoryLimit: '1Gi' } })).toEqual([code]);
    expect(codes({ resources: { cpuLimit: '1' } })).toEqual([]);
    expect(codes({ resources: { cpuRequest: '1' }, availability: Availability.autoscaled(1, 2, { memoryPercent: 50 }) })).toEqual([code]);
    expect(codes({ resources: { memoryLimit: '1Gi' }, availability: Availability.fixed(2) })).toEqual([]);
  });

  test('a drain of nothing, and a trust that cannot be counted', () => {
    const program = new Program();
    program.gateway({ drain: Duration.millis(10), exposure: Exposure.route({ trustedProxies: -1 }) });
    expect(program.codes()).toEqual(['gateway/invalid-trusted-proxies', 'gateway/invalid-drain']);
  });
});

test('a gateway of another program has an identity, and writes nothing', () => {
  const program = new Program();
  const before = program.objects().length;
  const namespace = new FakeNamespace(program.mesh, 'istio-ingress');
  const own = InjectedGateway.fromName(program.cluster, 'theirs', { namespace, name: 'edge' });
  const shared = InjectedGateway.fromName(program.cluster, 'old', { namespace, name: 'istio-ingressgateway', serviceAccount: 'default' });
  expect([own.gatewayName, own.namespaceName, own.identity.principal]).toEqual(['edge', 'istio-ingress', 'cluster.local/ns/istio-ingress/sa/edge']);
  expect(shared.identity.serviceAccount).toBe('default');
  expect(program.objects()).toHaveLength(before);
});

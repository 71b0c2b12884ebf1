import { type Chart, Testing } from 'cdk8s';
import { Findings } from '../../../src/analysis/findings';
import { horizontalPodAutoscaler, utilization } from '../../../src/kube/core/autoscaler';
import { configMap, secret } from '../../../src/kube/core/config';
import { deployment, type DeploymentSpec } from '../../../src/kube/core/deployment';
import { podDisruptionBudget } from '../../../src/kube/core/disruption-budget';
import { namespaceObject } from '../../../src/kube/core/namespace';
import { networkPolicy } from '../../../src/kube/core/network-policy';
import { role, roleBinding } from '../../../src/kube/core/rbac';
import { service, type ServiceSpec } from '../../../src/kube/core/service';
import { serviceAccount } from '../../../src/kube/core/service-account';
import { Stage } from '../../../src/vocabulary/stage';

const edge = { name: 'edge', namespace: 'ingress' };
const chart = () => Testing.chart();
const spec: DeploymentSpec = {
  selector: { matchLabels: { app: 'edge' } },
  template: { metadata: { labels: { app: 'edge' } }, spec: { containers: [{ name: 'istio-proxy', image: 'auto' }] } },
};

describe('Deployment', () => {
  test('is rendered as given, nothing added', () => {
    expect(deployment(chart(), 'd', { ...edge, labels: { app: 'edge' }, spec }).toJson()).toEqual({
      apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'edge', namespace: 'ingress', labels: { app: 'edge' } }, spec,
    });
  });

  test('a selector that misses its own pods is refused', () => {
    const selector = { matchLabels: { app: 'other' } };
    expect(() => deployment(chart(), 'd', { ...edge, spec: { ...spec, selector } })).toThrow('wants label app: other, its pods have app: edge');
    expect(() => deployment(chart(), 'd', { ...edge, spec: { ...spec, selector: { matchLabels: { tier: 'x' } } } })).toThrow('none of that key');
  });
});

describe('Service', () => {
  const render = (s: ServiceSpec) => service(chart(), 's', { ...edge, spec: s }).toJson().spec;

  test('every field of dual stack and load balancers comes out', () => {
    const full: ServiceSpec = {
      type: 'LoadBalancer',
      selector: { app: 'edge' },
      ports: [
        { name: 'https', port: 443, targetPort: 'https', protocol: 'TCP', appProtocol: 'https', nodePort: 30443 },
        { name: 'http', port: 80, targetPort: 8080 },
      ],
      clusterIP: '10.0.0.1',
      clusterIPs: ['10.0.0.1', 'fd00::1'],
      externalIPs: ['192.0.2.1'],
      ipFamilies: ['IPv4', 'IPv6'],
      ipFamilyPolicy: 'RequireDualStack',
      loadBalancerClass: 'service.k8s.aws/nlb',
      loadBalancerIP: '192.0.2.2',
      loadBalancerSourceRanges: ['198.51.100.0/24'],
      allocateLoadBalancerNodePorts: false,
      externalTrafficPolicy: 'Local',
      internalTrafficPolicy: 'Cluster',
      healthCheckNodePort: 30000,
      trafficDistribution: 'PreferClose',
      publishNotReadyAddresses: true,
      sessionAffinity: 'ClientIP',
      sessionAffinityConfig: { clientIP: { timeoutSeconds: 60 } },
    };
    expect(render(full)).toEqual(full);
  });

  test.each<[string, ServiceSpec]>([
    ['has loadBalancerClass, but is of type ClusterIP', { loadBalancerClass: 'x' }],
    ['has loadBalancerSourceRanges', { loadBalancerSourceRanges: [] }],
    ['has allocateLoadBalancerNodePorts', { type: 'NodePort', allocateLoadBalancerNodePorts: true }],
    ['has externalTrafficPolicy Local', { externalTrafficPolicy: 'Local' }],
    ['has 2 ports, one without a name', { ports: [{ port: 80, name: 'http' }, { port: 81 }] }],
    ["has two ports named 'http'", { ports: [{ port: 80, name: 'http' }, { port: 81, name: 'http' }] }],
  ])('one that %s is refused', (words, bad) => expect(() => render(bad)).toThrow(words));

  test.each<ServiceSpec>([
    { type: 'NodePort', externalTrafficPolicy: 'Local' }, { externalIPs: ['192.0.2.1'], externalTrafficPolicy: 'Local' },
    { ports: [{ port: 80 }] }, { clusterIP: 'None', ports: [] }, { type: 'ExternalName', externalName: 'db.example.com' },
  ])('%j is accepted', (good) => expect(render(good)).toEqual(good));
});

test('a ServiceAccount carries its pull secrets, and no empty list of them', () => {
  expect(serviceAccount(chart(), 's', { ...edge, imagePullSecrets: ['pull'] }).toJson().imagePullSecrets).toEqual([{ name: 'pull' }]);
  expect(serviceAccount(chart(), 's', { ...edge, imagePullSecrets: [] }).toJson()).not.toHaveProperty('imagePullSecrets');
  expect(serviceAccount(chart(), 's', { ...edge, automountServiceAccountToken: false }).toJson().automountServiceAccountToken).toBe(false);
});

test('a Role and its binding', () => {
  const rules = [{ apiGroups: [''], resources: ['secrets'], resourceNames: ['cert'], verbs: ['get', 'watch', 'list'] }];
  expect(role(chart(), 'r', { ...edge, rules }).toJson()).toMatchObject({ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', rules });
  const binding = roleBinding(chart(), 'b', {
    ...edge,
    role: { kind: 'Role', name: 'edge' },
    subjects: [{ kind: 'ServiceAccount', name: 'edge' }, { kind: 'ServiceAccount', name: 'r', namespace: 'other' }, { kind: 'Group', name: 'devs' }],
  }).toJson();
  expect(binding.roleRef).toEqual({ apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'edge' });
  expect(binding.subjects).toEqual([
    { kind: 'ServiceAccount', name: 'edge', namespace: 'ingress' }, { kind: 'ServiceAccount', name: 'r', namespace: 'other' },
    { apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'devs' },
  ]);
});

test('a HorizontalPodAutoscaler speaks autoscaling/v2', () => {
  const hpa = horizontalPodAutoscaler(chart(), 'h', {
    ...edge,
    spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'edge' }, minReplicas: 2, maxReplicas: 5, metrics: [utilization('cpu', 80)] },
  }).toJson();
  expect(hpa.apiVersion).toBe('autoscaling/v2');
  expect(hpa.spec.metrics).toEqual([{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } }]);
});

test('a PodDisruptionBudget has exactly one bound', () => {
  const selector = { matchLabels: { app: 'edge' } };
  expect(podDisruptionBudget(chart(), 'p', { ...edge, spec: { selector, minAvailable: 1 } }).toJson().spec).toEqual({ selector, minAvailable: 1 });
  expect(() => podDisruptionBudget(chart(), 'p', { ...edge, spec: { selector } })).toThrow('has neither of');
  expect(() => podDisruptionBudget(chart(), 'p', { ...edge, spec: { selector, minAvailable: 1, maxUnavailable: 1 } })).toThrow('has both of');
});

test('a NetworkPolicy keeps its empty selector and rules, which mean everything and everyone', () => {
  const open = { podSelector: {}, policyTypes: ['Ingress' as const], ingress: [{}] };
  expect(networkPolicy(chart(), 'n', { ...edge, spec: open }).toJson().spec).toEqual(open);
});

test('a Namespace is cluster-scoped', () => {
  expect(namespaceObject(chart(), 'n', { name: 'shop', labels: { a: 'b' } }).toJson())
    .toEqual({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: { a: 'b' } } });
});

test('a ConfigMap holds its data', () => {
  expect(configMap(chart(), 'c', { ...edge, data: { 'a.txt': 'x' }, immutable: true }).toJson()).toMatchObject({ data: { 'a.txt': 'x' }, immutable: true });
});

test('a Secret has no content unless somebody asks for it', () => {
  expect(secret(chart(), 's', { ...edge, type: 'kubernetes.io/service-account-token' }).toJson()).not.toHaveProperty('data');
  expect(() => secret(chart(), 's', { ...edge, stringData: { key: 'k' } })).toThrow("would write 'key' into the output");
  expect(secret(chart(), 's', { ...edge, stringData: { key: 'k' }, contentInOutput: true }).toJson().stringData).toEqual({ key: 'k' });
});

describe('all of them', () => {
  test('take raw fields and a stage', () => {
    const made = serviceAccount(chart(), 's', { ...edge, stage: Stage.GATEWAYS, raw: { secrets: [{ name: 'x' }] } });
    expect(made.stage).toBe(Stage.GATEWAYS);
    expect(made.toJson().secrets).toEqual([{ name: 'x' }]);
  });

  test('a name that Kubernetes refuses for the kind is refused here', () => {
    const messages = (make: (c: Chart) => unknown) => {
      const c = chart();
      make(c);
      return Findings.of(c).errorMessages().join('\n');
    };
    expect(messages((c) => service(c, 's', { name: '1st', spec: {} }))).toContain("the name '1st' of the Service is not usable");
    expect(messages((c) => namespaceObject(c, 'n', { name: 'a.b' }))).toContain('not usable');
    expect(messages((c) => role(c, 'r', { name: 'a/b', rules: [] }))).toContain('not usable');
    expect(messages((c) => role(c, 'r', { name: 'system:reader', rules: [] }))).toBe('');
    expect(messages((c) => configMap(c, 'c', { name: 'a.b' }))).toBe('');
  });
});

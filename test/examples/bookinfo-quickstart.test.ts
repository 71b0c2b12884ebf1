import { describeWithCases, manifestsOf } from '../support/cases-dir';
import { exampleOutput } from '../support/example';
import type { Rendered } from '../support/objects';

const SET = 'ossm-quickstart-kiali-tempo-bookinfo';
const FILES: { [file: string]: string | undefined } = {
  'OSSM3__istiocr.yaml': undefined,
  'OSSM3__istioCni.yaml': undefined,
  'OSSM3__istioIngressGateway.yaml': 'istio-ingress',
  'Bookinfo__bookinfo.yaml': 'bookinfo',
  'Bookinfo__bookinfo-gateway.yaml': 'bookinfo',
  'Bookinfo__traffic-generator-configmap.yaml': 'bookinfo',
  'Bookinfo__traffic-generator.yaml': 'bookinfo',
};

interface Difference {
  /** Why the example says something else. */
  readonly reason: string;
  /** What the vendor's objects become by it. */
  readonly apply: (objects: Map<string, Rendered>) => void;
}

const each = (objects: Map<string, Rendered>, kind: string, change: (o: Rendered) => void) =>
  [...objects.values()].filter((o) => o.kind === kind).forEach(change);
const rename = (objects: Map<string, Rendered>, from: string, to: string) => {
  const object = objects.get(from)!;
  objects.delete(from);
  const [kind, namespace, name] = to.split('/');
  objects.set(to, { ...object, kind, metadata: { ...object.metadata, namespace: namespace || undefined, name } });
};
const GATEWAY = 'istio-ingressgateway';
const LABELS = { app: GATEWAY, istio: 'ingressgateway' };
const ownLabels = (o: Rendered) => { o.metadata.labels = { ...LABELS }; };

/** Every way in which the example differs on purpose. Nothing else may differ. */
const DIFFERENCES: Difference[] = [
  {
    reason: '1. sailoperator.io serves v1; v1alpha1 is refused for these kinds by every release',
    apply: (all) => { for (const kind of ['Istio', 'IstioCNI']) each(all, kind, (o) => { o.apiVersion = 'sailoperator.io/v1'; }); },
  },
  {
    reason: '2. the version is written out: what the API server would fill in never changes again, an alias follows the operator',
    apply: (all) => { for (const kind of ['Istio', 'IstioCNI']) each(all, kind, (o) => { o.spec.version = 'v1.28-latest'; }); },
  },
  { reason: '3. the update strategy is written out; it is the default', apply: (all) => each(all, 'Istio', (o) => { o.spec.updateStrategy = { type: 'InPlace' }; }) },
  { reason: '4. the profile openshift is what the operator uses on OpenShift by itself', apply: (all) => each(all, 'IstioCNI', (o) => { delete o.spec.profile; }) },
  {
    reason: '5. the gateway has a ServiceAccount of its own, so that its identity is not that of whatever else runs in the namespace',
    apply: (all) => {
      all.set(`ServiceAccount/istio-ingress/${GATEWAY}`, { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: GATEWAY, namespace: 'istio-ingress' } });
      all.get(`Deployment/istio-ingress/${GATEWAY}`)!.spec.template.spec.serviceAccountName = GATEWAY;
    },
  },
  {
    reason: '6. without a certificate no Secret is read, so there is no Role for it',
    apply: (all) => { for (const kind of ['Role', 'RoleBinding']) all.delete(`${kind}/istio-ingress/${GATEWAY}-sds`); },
  },
  {
    reason: '7. all objects of the gateway are called like it',
    apply: (all) => {
      rename(all, 'HorizontalPodAutoscaler/istio-ingress/ingressgatewayhpa', `HorizontalPodAutoscaler/istio-ingress/${GATEWAY}`);
      rename(all, 'PodDisruptionBudget/istio-ingress/ingressgatewaypdb', `PodDisruptionBudget/istio-ingress/${GATEWAY}`);
      rename(all, 'NetworkPolicy/istio-ingress/gatewayingress', `NetworkPolicy/istio-ingress/${GATEWAY}`);
    },
  },
  {
    reason: '8. what the example names once selects everywhere: both labels, on every object of the gateway',
    apply: (all) => {
      const selecting: { [kind: string]: (o: Rendered) => void } = {
        Deployment: (o) => { o.spec.selector.matchLabels = { ...LABELS }; },
        Service: (o) => { o.spec.selector = { ...LABELS }; },
        NetworkPolicy: (o) => { o.spec.podSelector.matchLabels = { ...LABELS }; },
        PodDisruptionBudget: (o) => { o.spec.selector.matchLabels = { ...LABELS }; },
        HorizontalPodAutoscaler: () => undefined,
        ServiceAccount: () => undefined,
      };
      for (const [kind, change] of Object.entries(selecting)) {
        const object = all.get(`${kind}/istio-ingress/${GATEWAY}`)!;
        ownLabels(object);
        change(object);
      }
    },
  },
  {
    reason: '9. the gateway pod runs under restricted-v2, states resources (the autoscaler needs a request), spreads, drains, and trusts the one proxy in front of it',
    apply: (all) => {
      const { template } = all.get(`Deployment/istio-ingress/${GATEWAY}`)!.spec;
      template.metadata.annotations['proxy.istio.io/config'] = '{"gatewayTopology":{"numTrustedProxies":1},"terminationDrainDuration":"30s"}';
      Object.assign(template.spec, {
        securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
        terminationGracePeriodSeconds: 40,
        topologySpreadConstraints: ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map((topologyKey) => (
          { labelSelector: { matchLabels: LABELS }, maxSkew: 1, topologyKey, whenUnsatisfiable: 'ScheduleAnyway' })),
      });
      Object.assign(template.spec.containers[0], {
        resources: { limits: { cpu: '2', memory: '1Gi' }, requests: { cpu: '100m', memory: '128Mi' } },
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true, runAsNonRoot: true },
      });
    },
  },
  {
    reason: '10. the NetworkPolicy opens the ports that are listened on, and the metrics port to monitoring, in place of everything',
    apply: (all) => {
      all.get(`NetworkPolicy/istio-ingress/${GATEWAY}`)!.spec.ingress = [
        { ports: [{ port: 8080, protocol: 'TCP' }, { port: 15021, protocol: 'TCP' }] },
        { from: [{ namespaceSelector: { matchLabels: { 'network.openshift.io/policy-group': 'monitoring' } } }], ports: [{ port: 15020, protocol: 'TCP' }] },
      ];
    },
  },
  {
    reason: '11. ports of the gateway Service say their protocol and target port, which are the defaults',
    apply: (all) => {
      const { ports } = all.get(`Service/istio-ingress/${GATEWAY}`)!.spec;
      for (const port of ports) Object.assign(port, { protocol: 'TCP', targetPort: port.targetPort ?? port.port });
    },
  },
  {
    reason: '12. the Route is part of the program; the vendor makes it with a command',
    apply: (all) => {
      all.set('Route/istio-ingress/bookinfo', {
        apiVersion: 'route.openshift.io/v1',
        kind: 'Route',
        metadata: { name: 'bookinfo', namespace: 'istio-ingress' },
        spec: {
          host: 'bookinfo.apps.example.com',
          port: { targetPort: 'http2' },
          tls: { insecureEdgeTerminationPolicy: 'Redirect', termination: 'edge' },
          to: { kind: 'Service', name: GATEWAY, weight: 100 },
          wildcardPolicy: 'None',
        },
      });
    },
  },
  {
    reason: '13. the namespaces are part of the program; the vendor makes them with commands, labels included',
    apply: (all) => {
      for (const [name, labels] of [['istio-system'], ['istio-cni'], ['istio-ingress'], ['bookinfo', { 'istio-injection': 'enabled' }]] as const) {
        all.set(`Namespace//${name}`, { apiVersion: 'v1', kind: 'Namespace', metadata: { name, ...(labels ? { labels } : {}) } });
      }
    },
  },
  {
    reason: '14. the Gateway belongs to the gateway: its namespace, its name, its Service port, its host for its own namespace; v1 is served',
    apply: (all) => {
      rename(all, 'Gateway/bookinfo/bookinfo-gateway', `Gateway/istio-ingress/${GATEWAY}`);
      const gateway = all.get(`Gateway/istio-ingress/${GATEWAY}`)!;
      gateway.apiVersion = 'networking.istio.io/v1';
      ownLabels(gateway);
      gateway.spec.selector = { ...LABELS };
      gateway.spec.servers = [{ hosts: ['./bookinfo.apps.example.com'], port: { name: 'http-bookinfo', number: 80, protocol: 'HTTP' } }];
    },
  },
  {
    reason: '15. the routes of a host are beside its Gateway, name the full host, and match prefixes by segment: /static and below, not /staticfoo',
    apply: (all) => {
      rename(all, 'VirtualService/bookinfo/bookinfo', 'VirtualService/istio-ingress/bookinfo');
      const route = all.get('VirtualService/istio-ingress/bookinfo')!;
      route.apiVersion = 'networking.istio.io/v1';
      route.spec.gateways = [GATEWAY];
      route.spec.hosts = ['bookinfo.apps.example.com'];
      const [http] = route.spec.http;
      http.name = 'pages';
      http.match = http.match.flatMap(({ uri }: any) => (uri.prefix ? [{ uri: { exact: uri.prefix } }, { uri: { prefix: `${uri.prefix}/` } }] : [{ uri }]));
      http.route[0].destination.host = 'productpage.bookinfo.svc.cluster.local';
    },
  },
  {
    reason: '16. a port says its protocol by appProtocol as well as by its name',
    apply: (all) => [...all.values()].filter((o) => o.kind === 'Service' && o.metadata.namespace === 'bookinfo').forEach((o) => { o.spec.ports[0].appProtocol = 'http'; }),
  },
  {
    reason: '17. labels that nothing selects by are left out',
    apply: (all) => [...all.values()].filter((o) => ['Service', 'ServiceAccount'].includes(o.kind) && o.metadata.namespace === 'bookinfo').forEach((o) => { delete o.metadata.labels; }),
  },
  {
    reason: '18. volumes are in the order of the program',
    apply: (all) => ['v1', 'v2', 'v3'].forEach((v) => { all.get(`Deployment/bookinfo/reviews-${v}`)!.spec.template.spec.volumes.reverse(); }),
  },
  {
    reason: '19. the traffic generator knows its URL; the vendor fills it in with a command',
    apply: (all) => { all.get('ConfigMap/bookinfo/traffic-generator-config')!.data.route = 'https://bookinfo.apps.example.com/productpage'; },
  },
  {
    reason: '20. a ReplicaSet has no strategy: the traffic generator is a Deployment',
    apply: (all) => rename(all, 'ReplicaSet/bookinfo/kiali-traffic-generator', 'Deployment/bookinfo/kiali-traffic-generator'),
  },
];

const keyOf = (o: Rendered) => `${o.kind}/${o.metadata.namespace ?? ''}/${o.metadata.name}`;
const byKey = (objects: Rendered[]) => new Map(objects.map((o) => [keyOf(o), o]));

describeWithCases('examples/bookinfo says the same as the vendor\'s quickstart, but for what is listed', (root) => {
  const vendor = () => Object.entries(FILES).flatMap(([file, namespace]) =>
    manifestsOf(root, SET, file).map((o) => ({ ...o, metadata: { ...o.metadata, ...(namespace ? { namespace } : {}) } }) as Rendered));
  const expected = (differences: Difference[]) => {
    const all = byKey(vendor());
    for (const { apply } of differences) apply(all);
    return Object.fromEntries([...all.values()].map((o) => [keyOf(o), JSON.parse(JSON.stringify(o))]).sort(([a], [b]) => a.localeCompare(b)));
  };
  const actual = Object.fromEntries([...byKey(exampleOutput('bookinfo').objects)].sort(([a], [b]) => a.localeCompare(b)));

  test('all objects', () => {
    expect(actual).toEqual(expected(DIFFERENCES));
  });

  test('each difference is numbered, gives its reason, and is needed', () => {
    const all = JSON.stringify(expected(DIFFERENCES));
    DIFFERENCES.forEach((difference, i) => {
      expect(difference.reason).toMatch(new RegExp(`^${i + 1}\\. .{20,}`));
      let without: string;
      try {
        without = JSON.stringify(expected(DIFFERENCES.filter((d) => d !== difference)));
      } catch {
        without = 'a later difference builds on it';
      }
      expect(without).not.toBe(all);
    });
  });
});

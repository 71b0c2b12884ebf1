import { AMBIENT, EastWestProgram } from './support';
import { Exposure, ExternalTrafficPolicy, InternalLoadBalancer } from '../../../src/gateway';
import { EastWest, type EastWestGatewayApiOptions } from '../../../src/gateway/east-west';
import { OpenShift } from '../../../src/release';
import { Revision } from '../../../src/vocabulary/revision';
import { Availability, Placement } from '../../../src/vocabulary/sizing';
import { json } from '../support';

const made = (options: EastWestGatewayApiOptions = {}, exposeServices?: string[]) =>
  new EastWestProgram({ settings: EastWest.gatewayApi(options), exposeServices });
const listener = (exposeServices?: string[]) => json(made({}, exposeServices).gateway_.gateway).spec.listeners[0];

describe('a gateway between networks of sidecars that Istio makes', () => {
  test('is a Gateway of class istio, of whose name Deployment and Service are', () => {
    const program = made();
    expect(json(program.gateway_.gateway)).toEqual({
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: {
        name: 'istio-eastwestgateway',
        namespace: 'istio-system',
        labels: { 'topology.istio.io/network': 'net-east' },
        annotations: { 'gateway.istio.io/name-override': 'istio-eastwestgateway', 'gateway.istio.io/service-account': 'istio-eastwestgateway' },
      },
      spec: {
        gatewayClassName: 'istio',
        listeners: [{
          name: 'cross-network',
          hostname: '*.local',
          port: 15443,
          protocol: 'TLS',
          tls: { mode: 'Passthrough', options: { 'gateway.istio.io/listener-protocol': 'auto-passthrough' } },
        }],
      },
    });
    expect(program.written()).toEqual([
      'Gateway istio-system/istio-eastwestgateway', 'HorizontalPodAutoscaler istio-system/istio-eastwestgateway',
      'PodDisruptionBudget istio-system/istio-eastwestgateway',
    ]);
    expect(program.codes()).toEqual([]);
  });

  test('one host is that of the listener; several are exposed by a `Gateway` of Istio, and nothing by the listener', () => {
    expect(listener(['*.shop.svc.cluster.local']).hostname).toBe('*.shop.svc.cluster.local');
    const { gateway_ } = made({}, ['a.shop.svc.cluster.local', 'b.shop.svc.cluster.local']);
    expect(json(gateway_.gateway).spec.listeners[0].hostname).toBe('nothing.invalid');
    expect(json(gateway_.servicesGateway).spec).toEqual({
      selector: { 'gateway.networking.k8s.io/gateway-name': 'istio-eastwestgateway' },
      servers: [{
        port: { number: 15443, name: 'tls', protocol: 'TLS' }, tls: { mode: 'AUTO_PASSTHROUGH' }, hosts: ['a.shop.svc.cluster.local', 'b.shop.svc.cluster.local'],
      }],
    });
  });

  test('no host exposes nothing, `*` everything', () => {
    const nothing = made({}, []);
    expect(json(nothing.gateway_.gateway).spec.listeners[0].hostname).toBe('nothing.invalid');
    expect(nothing.gateway_.servicesGateway).toBeUndefined();
    expect(listener(['*'])).not.toHaveProperty('hostname');
  });

  test('follows a revision, has another port, and labels of one\'s own', () => {
    const program = new EastWestProgram({ settings: EastWest.gatewayApi({ mtlsPort: 16443, labels: { team: 'net' } }) }, { revision: Revision.of('prod') });
    const { metadata, spec } = json(program.gateway_.gateway);
    expect(metadata.labels).toEqual({
      'istio.io/rev': 'prod', 'networking.istio.io/gatewayPort': '16443', 'team': 'net', 'topology.istio.io/network': 'net-east',
    });
    expect(spec.listeners[0].port).toBe(16443);
  });

  test('a Service without load balancer is asked for by annotation', () => {
    expect(json(made({ exposure: Exposure.clusterIp({ annotations: { a: 'b' } }) }).gateway_.gateway)).toMatchObject({
      metadata: { annotations: { 'networking.istio.io/service-type': 'ClusterIP' } }, spec: { infrastructure: { annotations: { a: 'b' } } },
    });
  });

  test('settings of the load balancer and of the pods go where Istio takes them', () => {
    const { gateway, parameters } = made({
      exposure: Exposure.loadBalancer({
        internal: InternalLoadBalancer.AWS,
        loadBalancerClass: 'metal',
        sourceRanges: ['10.0.0.0/8'],
        externalTrafficPolicy: ExternalTrafficPolicy.LOCAL,
        allocateNodePorts: false,
      }),
      resources: { cpuRequest: '1' },
      placement: Placement.infraNodes(),
    }).gateway_;
    expect(json(gateway).spec.infrastructure).toEqual({
      annotations: { 'service.beta.kubernetes.io/aws-load-balancer-internal': 'true' },
      parametersRef: { group: '', kind: 'ConfigMap', name: 'istio-eastwestgateway-parameters' },
    });
    const { data } = json(parameters);
    expect(JSON.parse(data.service)).toEqual({
      spec: { allocateLoadBalancerNodePorts: false, externalTrafficPolicy: 'Local', loadBalancerClass: 'metal', loadBalancerSourceRanges: ['10.0.0.0/8'] },
    });
    expect(JSON.parse(data.deployment).spec.template.spec).toMatchObject({
      containers: [{ name: 'istio-proxy' }], nodeSelector: { 'node-role.kubernetes.io/infra': '' },
    });
  });
});

describe('a gateway between networks of an ambient mesh', () => {
  test('is chosen by the data plane, and is a Gateway of class istio-east-west', () => {
    const program = new EastWestProgram({}, AMBIENT);
    expect(program.gateway_.kind).toBe('ambient');
    expect(json(program.gateway_.gateway)).toEqual({
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: { name: 'istio-eastwestgateway', namespace: 'istio-system', labels: { 'topology.istio.io/network': 'net-east' } },
      spec: {
        gatewayClassName: 'istio-east-west',
        listeners: [{
          name: 'mesh', port: 15008, protocol: 'HBONE', tls: { mode: 'Terminate', options: { 'gateway.istio.io/tls-terminate-mode': 'ISTIO_MUTUAL' } },
        }],
      },
    });
    expect(program.codes()).toEqual([]);
  });

  test('its replicas are governed by the name of what Istio makes', () => {
    const settings = EastWest.ambient({ availability: Availability.fixed(2) });
    const { autoscaler, disruptionBudget } = new EastWestProgram({ settings }, AMBIENT).gateway_;
    expect(json(autoscaler).spec).toMatchObject({ minReplicas: 2, maxReplicas: 2, scaleTargetRef: { name: 'istio-eastwestgateway' } });
    expect(json(disruptionBudget).spec.selector.matchLabels).toEqual({ 'gateway.networking.k8s.io/gateway-name': 'istio-eastwestgateway' });
  });

  test('raw fields reach it', () => {
    const settings = EastWest.ambient({ raw: { gateway: { metadata: { labels: { a: 'b' } } } } });
    expect(json(new EastWestProgram({ settings }, AMBIENT).gateway_.gateway).metadata.labels.a).toBe('b');
  });

  test('an OpenShift without Gateway API is told to get it', () => {
    const remarks = (openshift: OpenShift) => new EastWestProgram({}, { ...AMBIENT, openshift }).remarks();
    expect(remarks(OpenShift.V4_18)).toEqual([
      "precondition: OpenShift 4.18 has no Gateway API: apply the community's CRDs (standard channel) before any gateway between networks",
    ]);
    expect(remarks(OpenShift.V4_20)).toEqual([]);
  });
});

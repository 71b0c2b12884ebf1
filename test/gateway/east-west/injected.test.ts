import { Duration } from 'cdk8s';
import { EastWestProgram } from './support';
import { Exposure, InternalLoadBalancer } from '../../../src/gateway';
import { EastWest, EastWestGateway } from '../../../src/gateway/east-west';
import { stageOf } from '../../../src/kube/stages';
import { Revision } from '../../../src/vocabulary/revision';
import { Availability, Placement } from '../../../src/vocabulary/sizing';
import { Stage } from '../../../src/vocabulary/stage';
import { json } from '../support';

describe('what a gateway between networks writes', () => {
  test('its objects in the root namespace, and no Role: it shows no certificate', () => {
    const program = new EastWestProgram();
    expect(program.written()).toEqual([
      'Deployment istio-system/istio-eastwestgateway', 'Gateway istio-system/cross-network-gateway',
      'HorizontalPodAutoscaler istio-system/istio-eastwestgateway', 'NetworkPolicy istio-system/istio-eastwestgateway',
      'PodDisruptionBudget istio-system/istio-eastwestgateway', 'Service istio-system/istio-eastwestgateway',
      'ServiceAccount istio-system/istio-eastwestgateway',
    ]);
    expect(program.codes()).toEqual([]);
  });

  test('its pods are injected as a gateway, look at their own network, and pass restricted-v2', () => {
    const { spec } = json(new EastWestProgram().gateway_.deployment);
    const { metadata, spec: pod } = spec.template;
    expect(metadata.labels).toEqual({
      'app': 'istio-eastwestgateway', 'istio': 'eastwestgateway', 'sidecar.istio.io/inject': 'true', 'topology.istio.io/network': 'net-east',
    });
    expect(metadata.annotations['inject.istio.io/templates']).toBe('gateway');
    expect(pod.containers[0]).toMatchObject({
      image: 'auto',
      env: [{ name: 'ISTIO_META_REQUESTED_NETWORK_VIEW', value: 'net-east' }],
      securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true, runAsNonRoot: true },
    });
    expect(pod.serviceAccountName).toBe('istio-eastwestgateway');
    expect(spec.selector.matchLabels).toEqual({ app: 'istio-eastwestgateway', istio: 'eastwestgateway' });
  });

  test('its Service tells control planes the network, and has no port of a control plane', () => {
    const { metadata, spec } = json(new EastWestProgram().gateway_.service);
    expect(metadata.labels['topology.istio.io/network']).toBe('net-east');
    expect(metadata.labels).not.toHaveProperty(['networking.istio.io/gatewayPort']);
    expect(spec.type).toBe('LoadBalancer');
    expect(spec.ports.map((p: any) => [p.name, p.port, p.targetPort])).toEqual([['status-port', 15021, 15021], ['tls', 15443, 15443]]);
    expect(spec.selector).toEqual({ app: 'istio-eastwestgateway', istio: 'eastwestgateway' });
  });

  test('its NetworkPolicy admits what it listens on, and metrics for monitoring', () => {
    const { spec } = json(new EastWestProgram().gateway_.networkPolicy);
    expect(spec.ingress.map((rule: any) => rule.ports.map((p: any) => p.port))).toEqual([[15443, 15021], [15020]]);
    expect(new EastWestProgram({ settings: EastWest.injected({ networkPolicy: false }) }).gateway_.networkPolicy).toBeUndefined();
  });

  test('its `Gateway` passes mutual TLS of the mesh on to every Service, or to those that are named', () => {
    const gateway = (exposeServices?: string[]) => json(new EastWestProgram({ exposeServices }).gateway_.servicesGateway).spec;
    expect(gateway()).toEqual({
      selector: { app: 'istio-eastwestgateway', istio: 'eastwestgateway' },
      servers: [{ port: { number: 15443, name: 'tls', protocol: 'TLS' }, tls: { mode: 'AUTO_PASSTHROUGH' }, hosts: ['*.local'] }],
    });
    expect(gateway(['reviews.shop.svc.cluster.local', '*.pay.svc.cluster.local']).servers[0].hosts)
      .toEqual(['reviews.shop.svc.cluster.local', '*.pay.svc.cluster.local']);
  });

  test('a remote cluster has the gateway, and takes the `Gateway` from the cluster of its control plane', () => {
    const program = new EastWestProgram({ exposeServices: [] });
    expect(program.gateway_.servicesGateway).toBeUndefined();
    expect(program.kinds()).toContain('Deployment');
    expect(program.codes()).toEqual([]);
  });

  test('what runs belongs to the gateways of the install order', () => {
    const { deployment, service, autoscaler, disruptionBudget, networkPolicy, servicesGateway, serviceAccount } = new EastWestProgram().gateway_;
    const running = [deployment, service, autoscaler, disruptionBudget, networkPolicy, servicesGateway];
    expect(running.map((o) => stageOf(o!))).toEqual(Array(6).fill(Stage.GATEWAYS));
    expect(stageOf(serviceAccount!)).toBe(Stage.BASE);
  });

  test('its identity is the ServiceAccount of its own name, and its cluster the one around it', () => {
    const { identity, clusterName, network } = new EastWestProgram({}, { trustDomain: 'corp.example' }).gateway_;
    expect(identity.principal).toBe('corp.example/ns/istio-system/sa/istio-eastwestgateway');
    expect([clusterName, network]).toEqual(['east', 'net-east']);
  });
});

describe('how it is to be', () => {
  test('another port is stated on the Service, where control planes look for it', () => {
    const { gateway_ } = new EastWestProgram({ settings: EastWest.injected({ mtlsPort: 16443 }) });
    expect(json(gateway_.service).metadata.labels['networking.istio.io/gatewayPort']).toBe('16443');
    expect(json(gateway_.service).spec.ports[1]).toMatchObject({ port: 16443, targetPort: 16443 });
    expect(json(gateway_.servicesGateway).spec.servers[0].port.number).toBe(16443);
    expect(json(gateway_.networkPolicy).spec.ingress[0].ports[0].port).toBe(16443);
  });

  test('the load balancer, replicas, resources, placement, pods', () => {
    const { gateway_ } = new EastWestProgram({
      settings: EastWest.injected({
        exposure: Exposure.loadBalancer({ internal: InternalLoadBalancer.AWS, annotations: { 'service.beta.kubernetes.io/aws-load-balancer-type': 'nlb' } }),
        availability: Availability.fixed(3),
        resources: { cpuRequest: '1' },
        placement: Placement.infraNodes(),
        drain: Duration.seconds(60),
        podLabels: { team: 'net' },
        podAnnotations: { note: 'x' },
        env: { A: 'b' },
        proxyConfig: { concurrency: 2 },
        raw: { deployment: { spec: { minReadySeconds: 5 } }, servicesGateway: { metadata: { annotations: { a: 'b' } } } },
      }),
    });
    expect(json(gateway_.service).metadata.annotations).toEqual({
      'service.beta.kubernetes.io/aws-load-balancer-internal': 'true', 'service.beta.kubernetes.io/aws-load-balancer-type': 'nlb',
    });
    const { replicas, minReadySeconds, template } = json(gateway_.deployment).spec;
    expect([replicas, minReadySeconds]).toEqual([3, 5]);
    expect(template.metadata.labels.team).toBe('net');
    expect(template.metadata.annotations).toMatchObject({ 'note': 'x', 'proxy.istio.io/config': '{"concurrency":2,"terminationDrainDuration":"60s"}' });
    expect(template.spec.nodeSelector).toEqual({ 'node-role.kubernetes.io/infra': '' });
    expect(template.spec.containers[0].env).toEqual([{ name: 'A', value: 'b' }, { name: 'ISTIO_META_REQUESTED_NETWORK_VIEW', value: 'net-east' }]);
    expect(template.spec.containers[0].resources).toEqual({ requests: { cpu: '1' } });
    expect(gateway_.autoscaler).toBeUndefined();
    expect(json(gateway_.servicesGateway).metadata.annotations).toEqual({ a: 'b' });
  });

  test('its pods follow the revision of the mesh', () => {
    const { template } = json(new EastWestProgram({}, { revision: Revision.of('prod') }).gateway_.deployment).spec;
    expect(template.metadata.labels['istio.io/rev']).toBe('prod');
    expect(template.metadata.labels).not.toHaveProperty(['sidecar.istio.io/inject']);
  });

  test('under another name its objects have names of their own, so that two can stand side by side', () => {
    const program = new EastWestProgram();
    const second = new EastWestGateway(program.cluster, 'second', { mesh: program.mesh, network: 'net-east', name: 'istio-second' });
    expect(second.selectorLabels).toEqual({ app: 'istio-second', istio: 'second' });
    expect(second.servicesGateway!.name).toBe('istio-second-cross-network-gateway');
    expect(program.codes()).toEqual([]);
  });

  test('a mesh with pull secrets says where they must be', () => {
    const program = new EastWestProgram({}, { imagePullSecrets: ['corp'] });
    expect(json(program.gateway_.serviceAccount).imagePullSecrets).toEqual([{ name: 'corp' }]);
    expect(program.remarks()).toEqual([
      "precondition: pull Secret 'corp' must exist in namespace 'istio-system': the gateway between clusters pulls its image with it",
    ]);
  });

  test('EastWest.none() writes nothing', () => {
    const program = new EastWestProgram({ settings: EastWest.none() });
    expect(program.objects()).toEqual([]);
    expect(program.codes()).toEqual([]);
  });
});

describe('where others find it', () => {
  test('by the address of its load balancer, which is known later', () => {
    const { key, known } = new EastWestProgram().gateway_._address;
    expect([key, known]).toEqual(['addresses.istio-system/istio-eastwestgateway', undefined]);
  });

  test('by a DNS name that is known now', () => {
    expect(new EastWestProgram({ settings: EastWest.injected({ dnsName: 'east.mesh.example.com' }) }).gateway_._address.known).toBe('east.mesh.example.com');
  });

  test('by the address of its Service on a shared network', () => {
    expect(new EastWestProgram({ settings: EastWest.injected({ exposure: Exposure.clusterIp() }) }).gateway_._address.command).toMatch(/clusterIP/);
  });

  test('nowhere, if there is none', () => {
    const { gateway_ } = new EastWestProgram({ settings: EastWest.none() });
    expect(() => gateway_._address).toThrow(/gateway\/east-west-none/);
  });

  test('reachable from other networks by a load balancer only', () => {
    const reachable = (settings?: EastWest, network: string | undefined = 'net-east') => new EastWestProgram({ settings, network }).gateway_._isReachable;
    expect(reachable()).toBe(true);
    expect(reachable(EastWest.injected({ exposure: Exposure.clusterIp() }))).toBe(false);
    expect(reachable(EastWest.none())).toBe(false);
  });
});

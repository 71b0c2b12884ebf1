import type { Construct } from 'constructs';
import type { EastWestPlan } from './checks';
import { EastWestKind } from './east-west';
import type { EastWestAmbientRaw } from './east-west-options';
import { EVERY_SERVICE, listenerHost } from './exposed-hosts';
import { networkLabel, portLabel } from './injected';
import { HBONE_PORT, MTLS_PORT } from './ports';
import { configMap } from '../../kube/core/config';
import { Manifest } from '../../kube/manifest';
import { sortedPlain } from '../../kube/sort';
import { judgeAtSynth } from '../../objects/judge';
import { targetIn } from '../../objects/target';
import type { IMesh } from '../../vocabulary/interfaces';
import { Availability } from '../../vocabulary/sizing';
import { Stage } from '../../vocabulary/stage';
import { deploymentParameters } from '../../waypoint/parameters';
import { type Replicas, writeReplicas } from '../../waypoint/replicas';
import { Exposure, ExposureKind } from '../exposure';
import { serviceAnnotations } from '../gateway-network';

/** A gateway between clusters that Istio makes, and what it is governed by. */
export interface GatewayApiObjects extends Replicas {
  readonly gateway: Manifest;
  readonly parameters?: Manifest;
}

/** A listener that carries mutual TLS between networks. */
export function mtlsListener(port: number, hostname?: string): object {
  return {
    name: 'cross-network',
    hostname,
    port,
    protocol: 'TLS',
    tls: { mode: 'Passthrough', options: { 'gateway.istio.io/listener-protocol': 'auto-passthrough' } },
  };
}

/** The listener that carries the traffic between networks of an ambient mesh. */
export function hboneListener(port = HBONE_PORT): object {
  return {
    name: 'mesh',
    port,
    protocol: 'HBONE',
    tls: { mode: 'Terminate', options: { 'gateway.istio.io/tls-terminate-mode': 'ISTIO_MUTUAL' } },
  };
}

/** Writes a `Gateway` of which Istio makes the gateway between clusters. */
export function writeGatewayApi(scope: Construct, plan: EastWestPlan, mesh: IMesh): GatewayApiObjects {
  const { name, namespace, network, settings } = plan;
  const ambient = settings.kind === EastWestKind.AMBIENT;
  const { labels } = ambient ? settings._ambient : settings._gatewayApi;
  const { mtlsPort } = settings._gatewayApi;
  const raw: EastWestAmbientRaw | undefined = ambient ? settings._ambient.raw : settings._gatewayApi.raw;
  const { exposure = Exposure.loadBalancer(), availability = Availability.autoscaled(2, 5) } = settings._settings;
  const parameters = writeParameters(scope, plan, exposure, raw?.parameters);
  const annotations = serviceAnnotations(exposure);
  const infrastructure = {
    // Annotations here are for what is made of the Gateway, those of its metadata would be for it alone.
    ...(Object.keys(annotations).length > 0 && { annotations }),
    ...(parameters && { parametersRef: { group: '', kind: 'ConfigMap', name: parameters.name } }),
  };
  const gateway = new Manifest(scope, 'gateway', {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: {
      name,
      namespace,
      labels: { ...labels, ...(plan.unlabelled ? {} : networkLabel(network)), ...portLabel(mtlsPort), ...mesh.revision.gatewayLabels },
      annotations: {
        ...(exposure.kind === ExposureKind.CLUSTER_IP && { 'networking.istio.io/service-type': 'ClusterIP' }),
        // Of this class Deployment, Service and ServiceAccount would else be called `<name>-istio`.
        ...(!ambient && { 'gateway.istio.io/name-override': name, 'gateway.istio.io/service-account': name }),
      },
    },
    body: {
      spec: {
        gatewayClassName: ambient ? 'istio-east-west' : 'istio',
        infrastructure: Object.keys(infrastructure).length > 0 ? infrastructure : undefined,
        listeners: [ambient ? hboneListener() : mtlsListener(mtlsPort ?? MTLS_PORT, listenerHost(plan.hosts ?? EVERY_SERVICE))],
      },
    },
    raw: raw?.gateway,
  });
  judgeAtSynth(gateway, targetIn(mesh._facts));
  return { gateway, parameters, ...writeReplicas(scope, { namespace, name }, availability, { ...raw }) };
}

/** Settings that a `Gateway` has no fields for: Istio lays them over what it makes. */
function writeParameters(scope: Construct, plan: EastWestPlan, exposure: Exposure, raw: unknown): Manifest | undefined {
  const { placement, resources } = plan.settings._settings;
  const { loadBalancerClass, sourceRanges, externalTrafficPolicy, allocateNodePorts } = exposure._loadBalancer ?? {};
  const spec = Object.fromEntries(Object.entries({
    loadBalancerClass, loadBalancerSourceRanges: sourceRanges, externalTrafficPolicy, allocateLoadBalancerNodePorts: allocateNodePorts,
  }).filter(([, v]) => v !== undefined));
  const data = {
    ...deploymentParameters(placement, resources),
    ...(Object.keys(spec).length > 0 && { service: `${JSON.stringify(sortedPlain({ spec }), undefined, 2)}\n` }),
  };
  if (Object.keys(data).length === 0) return undefined;
  return configMap(scope, 'parameters', { name: `${plan.name}-parameters`, namespace: plan.namespace, data, raw, stage: Stage.GATEWAYS });
}

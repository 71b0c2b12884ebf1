import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { type EastWestPlan, NETWORK_VIEW } from './checks';
import { type EastWestServes, MTLS_PORT, podPorts, servicePorts } from './ports';
import { deployment } from '../../kube/core/deployment';
import { networkPolicy } from '../../kube/core/network-policy';
import { service } from '../../kube/core/service';
import { serviceAccount } from '../../kube/core/service-account';
import type { Manifest } from '../../kube/manifest';
import type { IMesh } from '../../vocabulary/interfaces';
import { MeshLabel } from '../../vocabulary/mesh-labels';
import { Availability } from '../../vocabulary/sizing';
import { Stage } from '../../vocabulary/stage';
import { Exposure } from '../exposure';
import { trustedProxiesOf } from '../gateway-checks';
import { networkPolicySpec, serviceAnnotations, serviceSpec } from '../gateway-network';
import { DEFAULT_RESOURCES, deploymentSpec } from '../gateway-pods';
import { type GatewayReplicas, writeReplicas } from '../replicas';

/** The pods of an injected gateway between clusters, and what they stand on. */
export interface InjectedObjects extends GatewayReplicas {
  readonly serviceAccount: Manifest;
  readonly deployment: Manifest;
  readonly service: Manifest;
  readonly networkPolicy?: Manifest;
}

/** What an injected gateway serves. */
export function servesOf({ network, settings, controlPlane }: EastWestPlan): EastWestServes {
  return { mtlsPort: network === undefined ? undefined : settings._injected.mtlsPort ?? MTLS_PORT, controlPlane: controlPlane !== undefined };
}

/** The labels of its pods. */
export function podLabelsOf({ network, settings, selectorLabels }: EastWestPlan, mesh: IMesh): { [key: string]: string } {
  return { ...settings._injected.podLabels, ...selectorLabels, ...networkLabel(network), ...mesh.revision.podLabels };
}

/** Writes an injected gateway between clusters. */
export function writeInjected(scope: Construct, plan: EastWestPlan, mesh: IMesh): InjectedObjects {
  const { name, namespace, network, selectorLabels } = plan;
  const options = plan.settings._injected;
  const { raw } = options;
  const exposure = options.exposure ?? Exposure.loadBalancer();
  const availability = options.availability ?? Availability.autoscaled(2, 5);
  const serves = servesOf(plan);
  const common = { name, namespace, labels: selectorLabels };
  return {
    serviceAccount: serviceAccount(scope, 'service-account', { ...common, imagePullSecrets: mesh._facts.imagePullSecrets, raw: raw?.serviceAccount }),
    deployment: deployment(scope, 'deployment', {
      ...common,
      waitsFor: plan.waitsFor,
      raw: raw?.deployment,
      stage: Stage.GATEWAYS,
      spec: deploymentSpec({
        name,
        selector: selectorLabels,
        labels: podLabelsOf(plan, mesh),
        annotations: options.podAnnotations,
        proxyConfig: options.proxyConfig,
        // otherwise it would send traffic of other networks on to their gateways
        env: network === undefined ? options.env : { ...options.env, [NETWORK_VIEW]: network },
        trustedProxies: trustedProxiesOf(exposure),
        drain: options.drain ?? Duration.seconds(30),
        availability,
        resources: options.resources ?? DEFAULT_RESOURCES,
        placement: options.placement,
      }),
    }),
    service: service(scope, 'service', {
      ...common,
      labels: { ...selectorLabels, ...(plan.unlabelled ? {} : networkLabel(network)), ...portLabel(options.mtlsPort) },
      annotations: serviceAnnotations(exposure),
      raw: raw?.service,
      stage: Stage.GATEWAYS,
      spec: serviceSpec(exposure, selectorLabels, { policy: options.ipFamilyPolicy, families: options.ipFamilies }, servicePorts(serves)),
    }),
    ...writeReplicas(scope, common, availability, { autoscaler: raw?.autoscaler, disruptionBudget: raw?.disruptionBudget }),
    networkPolicy: options.networkPolicy ?? true ? networkPolicy(scope, 'network-policy', {
      ...common, raw: raw?.networkPolicy, stage: Stage.GATEWAYS, spec: networkPolicySpec(selectorLabels, () => podPorts(serves)),
    }) : undefined,
  };
}

/** The label by which control planes find the gateway of a network. */
export function networkLabel(network: string | undefined): { [key: string]: string } {
  return network === undefined ? {} : { [MeshLabel.NETWORK]: network };
}

/** The label by which control planes find its port, where it is another one than they expect. */
export function portLabel(mtlsPort: number | undefined): { [key: string]: string } {
  return mtlsPort === undefined || mtlsPort === MTLS_PORT ? {} : { [MeshLabel.GATEWAY_PORT]: String(mtlsPort) };
}

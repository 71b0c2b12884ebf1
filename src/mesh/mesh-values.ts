import { controlPlaneValues, proxyValues } from './control-plane-options';
import { selectorValues } from './disjoint';
import type { MeshFoundation } from './mesh-foundation';
import type { MeshProps } from './mesh-props';
import type { MeshRole } from './mesh-role';
import { type PlainValues, cleaned, mergeAgreeing, type Disagreement } from './plain-values';
import type { Availability } from '../vocabulary/sizing';

/** What the values of an `Istio` are made from. */
export interface MeshValueInput {
  readonly props: MeshProps;
  readonly foundation: MeshFoundation;
  readonly isAmbient: boolean;
  readonly clusterDomain: string;
  readonly network?: string;
  /** Whether waypoint defaults go into the values. */
  readonly gatewayClasses: boolean;
  /** The part in a mesh over several clusters. */
  readonly role?: MeshRole;
}

/** The values of an `Istio` that its properties make, and the leaves on which two properties disagree. */
export function meshValues(input: MeshValueInput): { values: PlainValues; disagreements: Disagreement[] } {
  const { props, foundation } = input;
  const images = foundation._options.images;
  const disagreements: Disagreement[] = [];
  const parts: PlainValues[] = [
    controlPlaneValues(props.controlPlane),
    proxyValues(props.proxy),
    cleaned({
      compatibilityVersion: props.compatibilityVersion,
      global: {
        ...foundation._sharedGlobals,
        meshID: props.meshId,
        network: input.network,
        proxy: { image: images?.options.proxy, clusterDomain: input.clusterDomain === 'cluster.local' ? undefined : input.clusterDomain },
      },
      meshConfig: {
        discoverySelectors: props.discoverySelectors?.length ? selectorValues(props.discoverySelectors) : undefined,
        trustDomain: props.trustDomain,
        trustDomainAliases: props.trustDomainAliases?.length ? props.trustDomainAliases : undefined,
        outboundTrafficPolicy: props.outboundTraffic === undefined ? undefined : { mode: props.outboundTraffic },
      },
      pilot: {
        image: images?.options.istiod,
        cni: foundation._options.cniPlugin?._chained ? { enabled: true, provider: 'default' } : undefined,
        // The platform default is kube-system: with any other namespace ztunnel gets no certificates.
        trustedZtunnelNamespace: input.isAmbient ? foundation.ztunnelNamespace : undefined,
        env: props.nativeSidecars === undefined ? undefined : { ENABLE_NATIVE_SIDECARS: String(props.nativeSidecars) },
      },
      gatewayClasses: input.gatewayClasses && props.waypointAvailability
        ? { 'istio-waypoint': waypointClass(props.waypointAvailability) } : undefined,
    }),
    props.dualStack ? {
      meshConfig: { defaultConfig: { proxyMetadata: { ISTIO_DUAL_STACK: 'true' } } },
      pilot: { env: { ISTIO_DUAL_STACK: 'true' }, ipFamilyPolicy: 'RequireDualStack' },
    } : {},
  ];
  const made = parts.reduce((all, part) => mergeAgreeing(all, part, disagreements), {});
  const { role } = input;
  if (!role) return { values: made, disagreements };
  const kept = role.keeps ? Object.fromEntries(Object.entries(made).filter(([key]) => role.keeps!.includes(key))) : made;
  return { values: mergeAgreeing(kept, role.values, disagreements), disagreements };
}

/** Defaults for the objects that istiod makes of a Gateway of a class; each is laid over what istiod would write. */
function waypointClass(availability: Availability): PlainValues {
  const { cpuPercent, memoryPercent } = availability.scaling;
  const metric = (name: string, percent: number): object =>
    ({ type: 'Resource', resource: { name, target: { type: 'Utilization', averageUtilization: percent } } });
  return cleaned({
    deployment: availability.isAutoscaled ? undefined : { spec: { replicas: availability.minReplicas } },
    horizontalPodAutoscaler: availability.isAutoscaled ? {
      spec: {
        minReplicas: availability.minReplicas,
        maxReplicas: availability.maxReplicas,
        metrics: [metric('cpu', cpuPercent ?? 80), ...(memoryPercent === undefined ? [] : [metric('memory', memoryPercent)])],
      },
    } : undefined,
    podDisruptionBudget: availability.isRedundant ? { spec: { minAvailable: 1 } } : undefined,
  });
}

import { compareVersions, minorOf } from './istio-version';

/** What differs between Istio versions, whichever operator installs them. */
export enum IstioFeature {
  /** istiod may inject the proxy as a native sidecar without being told to. */
  NATIVE_SIDECARS_BY_DEFAULT = 'native-sidecars-by-default',
  /** nftables instead of iptables, for sidecars. */
  NFTABLES_WITH_SIDECARS = 'nftables-with-sidecars',
  /** nftables instead of iptables, for the ambient data plane. */
  NFTABLES_WITH_AMBIENT = 'nftables-with-ambient',
  /** Dual stack is beta; alpha before. */
  DUAL_STACK_BETA = 'dual-stack-beta',
  /** Policies may target a GatewayClass in the root namespace, which reaches all waypoints. */
  GATEWAY_CLASS_POLICY_TARGET = 'gateway-class-policy-target',
  /** ztunnel honours a dry-run policy where `AMBIENT_ENABLE_DRY_RUN_AUTHORIZATION_POLICY` is set; before, it enforces it. */
  DRY_RUN_IN_ZTUNNEL = 'dry-run-in-ztunnel',
  /** `AMBIENT_ENABLE_MULTI_NETWORK` exists. */
  AMBIENT_MULTI_NETWORK_ENV = 'ambient-multi-network-env',
  /** Ambient over several networks is tested with the operator. */
  AMBIENT_MULTI_NETWORK = 'ambient-multi-network',
  /** Ambient over several networks is beta; alpha before. */
  AMBIENT_MULTI_NETWORK_BETA = 'ambient-multi-network-beta',
  /** `AMBIENT_ENABLE_MULTI_NETWORK_INGRESS` and `AMBIENT_ENABLE_BAGGAGE` exist. */
  AMBIENT_MULTI_NETWORK_INGRESS_ENV = 'ambient-multi-network-ingress-env',
  /** The ambient profile makes Services labelled `istio.io/global: "true"` global. */
  GLOBAL_SERVICE_LABEL = 'global-service-label',
  /** The chart of a revision tag has a Service of its own, `istiod-revision-tag-<tag>`. */
  TAG_SERVICE = 'tag-service',
  /** Some charts render NetworkPolicies on `global.networkPolicy.enabled`. */
  CHART_NETWORK_POLICIES = 'chart-network-policies',
  /** All four charts (istiod, cni, ztunnel, gateway) render them. */
  CHART_NETWORK_POLICIES_IN_ALL = 'chart-network-policies-in-all',
  /** Remote istiod addresses are EndpointSlices; Endpoints before. */
  REMOTE_ENDPOINT_SLICES = 'remote-endpoint-slices',
}

/**
 * The first Istio minor with each feature. Where the true first minor is one that OSSM skipped, the next one is named.
 *
 * From istio/istio (pilot/pkg/features, pkg/kube/inject, manifests/charts, release notes) and, for `AMBIENT_MULTI_NETWORK`,
 * tests/e2e/multicluster of the operator.
 */
export const ISTIO_FEATURES: { readonly [feature in IstioFeature]: string } = {
  [IstioFeature.NATIVE_SIDECARS_BY_DEFAULT]: '1.27',
  [IstioFeature.NFTABLES_WITH_SIDECARS]: '1.27',
  [IstioFeature.NFTABLES_WITH_AMBIENT]: '1.28',
  [IstioFeature.DUAL_STACK_BETA]: '1.28',
  [IstioFeature.GATEWAY_CLASS_POLICY_TARGET]: '1.26',
  [IstioFeature.DRY_RUN_IN_ZTUNNEL]: '1.30',
  [IstioFeature.AMBIENT_MULTI_NETWORK_ENV]: '1.26',
  [IstioFeature.AMBIENT_MULTI_NETWORK]: '1.27',
  [IstioFeature.AMBIENT_MULTI_NETWORK_BETA]: '1.30',
  [IstioFeature.AMBIENT_MULTI_NETWORK_INGRESS_ENV]: '1.30',
  [IstioFeature.GLOBAL_SERVICE_LABEL]: '1.27',
  [IstioFeature.TAG_SERVICE]: '1.28',
  [IstioFeature.CHART_NETWORK_POLICIES]: '1.26',
  [IstioFeature.CHART_NETWORK_POLICIES_IN_ALL]: '1.28',
  [IstioFeature.REMOTE_ENDPOINT_SLICES]: '1.28',
};

/** Whether an Istio version, alias or minor has a feature. */
export function istioHas(feature: IstioFeature, version: string): boolean {
  return compareVersions(minorOf(version), ISTIO_FEATURES[feature]) >= 0;
}

/** The first kubelet minor on which istiod injects native sidecars by itself (pkg/kube/inject/webhook.go, detectNativeSidecar). */
export const NATIVE_SIDECAR_KUBERNETES = '1.33';

import { checkAuthorizationPolicy } from './authorization-policy/authorization-policy';
import { checkDestinationRule } from './destination-rule/destination-rule';
import { checkEnvoyFilter } from './envoy-filter/envoy-filter';
import { checkGateway } from './gateway/gateway';
import { checkIstioResource } from './istio-resource';
import type { KindCheck } from './kind-check';
import { checkPeerAuthentication } from './peer-authentication';
import { checkProxyConfig } from './proxy-config/proxy-config';
import { checkRequestAuthentication } from './request-authentication';
import { checkServiceEntry } from './service-entry/service-entry';
import { checkSidecar } from './sidecar/sidecar';
import { checkTelemetry } from './telemetry';
import { checkTrafficExtension } from './traffic-extension';
import { checkVirtualService } from './virtual-service/virtual-service';
import { checkWasmPlugin } from './wasm-plugin';
import { checkWorkloadEntry } from './workload-entry/workload-entry';
import { checkWorkloadGroup } from './workload-group/workload-group';

/** The check of each kind, by `group/Kind`. All versions of a kind have the same schema, so the version does not matter. */
export const KIND_CHECKS: Readonly<Record<string, KindCheck>> = {
  'extensions.istio.io/TrafficExtension': checkTrafficExtension,
  'extensions.istio.io/WasmPlugin': checkWasmPlugin,
  'networking.istio.io/DestinationRule': checkDestinationRule,
  'networking.istio.io/EnvoyFilter': checkEnvoyFilter,
  'networking.istio.io/Gateway': checkGateway,
  'networking.istio.io/ProxyConfig': checkProxyConfig,
  'networking.istio.io/ServiceEntry': checkServiceEntry,
  'networking.istio.io/Sidecar': checkSidecar,
  'networking.istio.io/VirtualService': checkVirtualService,
  'networking.istio.io/WorkloadEntry': checkWorkloadEntry,
  'networking.istio.io/WorkloadGroup': checkWorkloadGroup,
  'sailoperator.io/Istio': checkIstioResource,
  'sailoperator.io/IstioRevision': checkIstioResource,
  'security.istio.io/AuthorizationPolicy': checkAuthorizationPolicy,
  'security.istio.io/PeerAuthentication': checkPeerAuthentication,
  'security.istio.io/RequestAuthentication': checkRequestAuthentication,
  'telemetry.istio.io/Telemetry': checkTelemetry,
};

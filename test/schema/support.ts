import { formatPath, type Violation } from '../../src/analysis/violation';
import { checkSchema, type SchemaTarget } from '../../src/schema';

/** The newest of all. */
export const NEWEST: SchemaTarget = { ossm: '3.4', gatewayApi: { version: 'v1.5.1', channel: 'standard' } };

/** The newest mesh with the Gateway API given. */
export function gatewayApi(version: string, channel: 'standard' | 'experimental' = 'standard'): SchemaTarget {
  return { ossm: '3.4', gatewayApi: { version, channel } };
}

const API_VERSIONS: Readonly<Record<string, string>> = {
  VirtualService: 'networking.istio.io/v1',
  DestinationRule: 'networking.istio.io/v1',
  ServiceEntry: 'networking.istio.io/v1',
  Sidecar: 'networking.istio.io/v1',
  WorkloadEntry: 'networking.istio.io/v1',
  WorkloadGroup: 'networking.istio.io/v1',
  EnvoyFilter: 'networking.istio.io/v1alpha3',
  IstioGateway: 'networking.istio.io/v1',
  AuthorizationPolicy: 'security.istio.io/v1',
  PeerAuthentication: 'security.istio.io/v1',
  RequestAuthentication: 'security.istio.io/v1',
  Telemetry: 'telemetry.istio.io/v1',
  WasmPlugin: 'extensions.istio.io/v1alpha1',
  TrafficExtension: 'extensions.istio.io/v1alpha1',
  Gateway: 'gateway.networking.k8s.io/v1',
  HTTPRoute: 'gateway.networking.k8s.io/v1',
  GRPCRoute: 'gateway.networking.k8s.io/v1',
  TLSRoute: 'gateway.networking.k8s.io/v1',
  BackendTLSPolicy: 'gateway.networking.k8s.io/v1',
  ListenerSet: 'gateway.networking.k8s.io/v1',
  GatewayClass: 'gateway.networking.k8s.io/v1',
  XBackendTrafficPolicy: 'gateway.networking.x-k8s.io/v1alpha1',
  Istio: 'sailoperator.io/v1',
  IstioRevision: 'sailoperator.io/v1',
  IstioCNI: 'sailoperator.io/v1',
  ZTunnel: 'sailoperator.io/v1',
  IstioRevisionTag: 'sailoperator.io/v1',
  Route: 'route.openshift.io/v1',
};

/** An object of a kind with a spec; `IstioGateway` is the Gateway of networking.istio.io. */
export function objectOf(kind: string, spec: unknown, metadata: object = { name: 'default' }): Record<string, unknown> {
  return { apiVersion: API_VERSIONS[kind], kind: kind.replace(/^Istio(?=Gateway)/, ''), metadata, spec };
}

/** What is found in an object of a kind that there is a schema of. */
export function violations(object: unknown, target: SchemaTarget = NEWEST): readonly Violation[] {
  const verdict = checkSchema(object, target);
  expect(verdict.judged).toBe(true);
  return verdict.violations;
}

/** The same, as `code path`. */
export function found(object: unknown, target: SchemaTarget = NEWEST): readonly string[] {
  return violations(object, target).map(({ code, at }) => `${code} ${formatPath(at)}`);
}

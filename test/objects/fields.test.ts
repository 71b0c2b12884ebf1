import { EVERYTHING } from './everything';
import { OpenShift, OssmRelease } from '../../src/release';
import { describeWithCrds } from '../support/crds-dir';
import { fakeProgram } from '../support/fake-mesh';
import { fieldsIn, fieldsOf } from '../support/field-paths';

const GATEWAY_API = 'gateway.networking.k8s.io';
const ISTIO = 'istio/1.30/crd-all.gen.yaml';
const ofGatewayApi = (plural: string) => [`gateway-api/v1.5.1/standard/${GATEWAY_API}_${plural}.yaml`, GATEWAY_API] as const;

/** Where the schema of each kind is. */
const SCHEMAS: { readonly [kind: string]: readonly [file: string, group: string] } = {
  PeerAuthentication: [ISTIO, 'security.istio.io'],
  RequestAuthentication: [ISTIO, 'security.istio.io'],
  AuthorizationPolicy: [ISTIO, 'security.istio.io'],
  Telemetry: [ISTIO, 'telemetry.istio.io'],
  WasmPlugin: [ISTIO, 'extensions.istio.io'],
  TrafficExtension: [ISTIO, 'extensions.istio.io'],
  Gateway: ofGatewayApi('gateways'),
  HTTPRoute: ofGatewayApi('httproutes'),
  GRPCRoute: ofGatewayApi('grpcroutes'),
  TLSRoute: ofGatewayApi('tlsroutes'),
  ReferenceGrant: ofGatewayApi('referencegrants'),
  BackendTLSPolicy: ofGatewayApi('backendtlspolicies'),
};

type Reasons = { readonly [field: string]: string };

const ABSENCE = 'what leaving it out says';
const ALL_METHODS = 'the list of all methods says the same';
const ONLY_ONE = 'a Secret of Kubernetes, which is what the API fills in';
const OWN_NAMESPACE = 'it is in the namespace of the gateway; elsewhere by raw fields';

const TARGETS: Reasons = { 'spec.targetRefs.*.namespace': 'must be empty: targets are in the same namespace' };
const OLD_TARGET = Object.fromEntries(['group', 'kind', 'name', 'namespace'].map((field) => [`spec.targetRef.${field}`, 'deprecated: targetRefs']));

/** What a Wasm module has no typed place for. */
const wasm = (at: string): Reasons => ({
  [`${at}.imagePullPolicy=UNSPECIFIED_POLICY`]: ABSENCE,
  [`${at}.type=UNSPECIFIED_PLUGIN_TYPE`]: ABSENCE,
  [`${at}.verificationKey`]: 'nothing in istiod reads it',
  [`${at}.vmConfig.env.*.valueFrom=INLINE`]: ABSENCE,
});

/** What each kind has no typed place for, and why. */
const LEFT_OUT: { readonly [kind: string]: Reasons } = {
  RequestAuthentication: { ...TARGETS, ...OLD_TARGET, 'spec.jwtRules.*.jwks_uri': 'another spelling of jwksUri' },
  AuthorizationPolicy: { ...TARGETS, ...OLD_TARGET },
  Telemetry: { ...TARGETS, ...OLD_TARGET },
  WasmPlugin: { ...TARGETS, ...OLD_TARGET, ...wasm('spec'), 'spec.match.*.mode=UNDEFINED': ABSENCE, 'spec.phase=UNSPECIFIED_PHASE': ABSENCE },
  TrafficExtension: { ...TARGETS, ...wasm('spec.wasm'), 'spec.match.*.mode=UNDEFINED': ABSENCE, 'spec.phase=UNSPECIFIED': ABSENCE },
  Gateway: {
    'spec.allowedListeners.namespaces.from=None': ABSENCE,
    'spec.listeners.*.allowedRoutes.kinds.*.group': 'Gateway API, which is what the API fills in',
    'spec.listeners.*.tls.certificateRefs.*.group': ONLY_ONE,
    'spec.listeners.*.tls.certificateRefs.*.kind': ONLY_ONE,
    'spec.tls.backend.clientCertificateRef.group': ONLY_ONE,
    'spec.tls.backend.clientCertificateRef.kind': ONLY_ONE,
    'spec.tls.backend.clientCertificateRef.namespace': OWN_NAMESPACE,
    'spec.tls.frontend.default.validation.caCertificateRefs.*.namespace': OWN_NAMESPACE,
    'spec.tls.frontend.perPort.*.tls.validation.caCertificateRefs.*.namespace': OWN_NAMESPACE,
  },
  HTTPRoute: {
    'spec.rules.*.backendRefs.*.filters.*.cors.allowMethods.*=*': ALL_METHODS,
    'spec.rules.*.filters.*.cors.allowMethods.*=*': ALL_METHODS,
    'spec.rules.*.matches.*.headers.*.type=Exact': ABSENCE,
    'spec.rules.*.matches.*.queryParams.*.type=Exact': ABSENCE,
  },
  GRPCRoute: { 'spec.rules.*.matches.*.headers.*.type=Exact': ABSENCE, 'spec.rules.*.matches.*.method.type=Exact': ABSENCE },
};

describeWithCrds('every field of a kind has a typed place, or a reason to have none', (root) => {
  test.each(Object.keys(SCHEMAS))('%s', (kind) => {
    const program = fakeProgram({ release: OssmRelease.V3_4, openshift: OpenShift.V4_23, istioMinor: '1.30' });
    const { chart, mesh } = program;
    const namespace = mesh.namespace('shop');
    const web = namespace.serviceFromName('web', { port: 8080 });
    const other = mesh.namespace('stock').serviceFromName('items', { port: 8080 });
    const { write, props } = EVERYTHING[kind];
    props({ namespace, web, other }).forEach((of, i) => write(chart, `it-${i}`, of));
    const objects = chart.node.findAll().flatMap((c) => ('toJson' in c && c !== chart ? [(c as { toJson(): any }).toJson()] : []));
    const fields = fieldsOf(root, ...SCHEMAS[kind], kind);
    const written = fieldsIn(fields, objects.filter((o) => o.kind === kind));
    expect(fields.length).toBeGreaterThan(3);
    expect(fields.filter((field) => !written.has(field))).toEqual(Object.keys(LEFT_OUT[kind] ?? {}).sort());
  });
});

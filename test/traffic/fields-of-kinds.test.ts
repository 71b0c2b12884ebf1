import { type Chart, Duration } from 'cdk8s';
import {
  CipherSuite, EnvoyClusterMatch, EnvoyContext, EnvoyFilter, EnvoyFilterChange, EnvoyObjectChange, EnvoyPatch, EnvoyRouteAction,
  CaptureMode, ClientCa, ClientVerification, EnvoyRouteChange, EnvoyVirtualHostChange, Gateway, GatewayServer, H2UpgradePolicy, HttpServerProtocol,
  ListenAddress, ProbeScheme, ProxyConfig, ProxyImageType, ServerCertificate, ServerHost, Sidecar, SidecarEgress, SidecarEndpoint, SidecarHost,
  SidecarOutboundTraffic, TlsVersion, WorkloadAddress, WorkloadEntry, WorkloadGroup, WorkloadLocality, WorkloadProbe,
} from '../../src/traffic';
import { AppProtocol } from '../../src/vocabulary/app-protocol';
import { Identity } from '../../src/vocabulary/identity';
import type { IMeshNamespace } from '../../src/vocabulary/interfaces';
import { MeshHost } from '../../src/vocabulary/mesh-host';
import { PolicyTarget } from '../../src/vocabulary/policy-target';
import { WorkloadSelector } from '../../src/vocabulary/workload-selector';
import { describeWithCrds } from '../support/crds-dir';
import { fakeProgram } from '../support/fake-mesh';
import { fieldsIn, fieldsOf } from '../support/field-paths';

const SELECTOR = WorkloadSelector.labels({ app: 'web' });
const FILES = { certificate: '/tls.crt', privateKey: '/tls.key' };
const POOL = {
  http: {
    h2UpgradePolicy: H2UpgradePolicy.UPGRADE,
    http1MaxPendingRequests: 1,
    http2MaxRequests: 1,
    idleTimeout: Duration.seconds(1),
    maxConcurrentStreams: 1,
    maxRequestsPerConnection: 1,
    maxRetries: 1,
    useClientProtocol: false,
  },
  tcp: {
    connectTimeout: Duration.seconds(1),
    idleTimeout: Duration.seconds(1),
    maxConnectionDuration: Duration.seconds(1),
    maxConnections: 1,
    tcpKeepalive: { probes: 1, time: Duration.seconds(1), interval: Duration.seconds(1) },
  },
};
const CONFIG = { name: 'a' };

/** Everything that each kind can say. */
const EVERYTHING: { readonly [kind: string]: (chart: Chart, namespace: IMeshNamespace) => void } = {
  Gateway: (chart, namespace) => {
    const hosts = [ServerHost.of('shop.example.com')];
    const identity = { subjectAltNames: ['a'], publicKeyHashes: ['a'], certificateHashes: ['a'] };
    new Gateway(chart, 'it', {
      name: 'it',
      namespace,
      selector: SELECTOR,
      servers: [
        GatewayServer.http({ hosts, name: 'a', bind: ListenAddress.ip('127.0.0.1'), protocol: HttpServerProtocol.HTTP2, redirectToHttps: true }),
        GatewayServer.https({
          hosts,
          certificate: ServerCertificate.secret('a'),
          clients: ClientVerification.required({ ca: ClientCa.secret('ca'), ...identity }),
          minVersion: TlsVersion.V1_0,
          maxVersion: TlsVersion.V1_3,
          cipherSuites: [CipherSuite.AES128_SHA],
        }),
        GatewayServer.tls({
          hosts,
          certificate: ServerCertificate.files(FILES),
          clients: ClientVerification.optional({ ca: ClientCa.files('/ca.crt', '/ca.crl') }),
          minVersion: TlsVersion.V1_1,
          maxVersion: TlsVersion.AUTO,
        }),
        GatewayServer.https({ hosts, port: 444, certificate: ServerCertificate.secrets('a', 'b'), minVersion: TlsVersion.V1_2, maxVersion: TlsVersion.V1_0 }),
        GatewayServer.https({
          hosts, port: 445, certificate: ServerCertificate.filePairs(FILES, FILES), minVersion: TlsVersion.AUTO, maxVersion: TlsVersion.V1_1,
        }),
        GatewayServer.istioMutual({ hosts, port: 446, minVersion: TlsVersion.V1_3, maxVersion: TlsVersion.V1_2 }),
        GatewayServer.tlsPassthrough({ hosts, port: 447 }),
        GatewayServer.autoPassthrough({ hosts }),
      ],
    });
  },
  Sidecar: (chart, namespace) => {
    const hosts = [SidecarHost.ownNamespace()];
    const versions = [TlsVersion.AUTO, TlsVersion.V1_0, TlsVersion.V1_1, TlsVersion.V1_2, TlsVersion.V1_3];
    const modes = [CaptureMode.DEFAULT, CaptureMode.IPTABLES, CaptureMode.NONE];
    const policies = [H2UpgradePolicy.DEFAULT, H2UpgradePolicy.DO_NOT_UPGRADE, H2UpgradePolicy.UPGRADE];
    new Sidecar(chart, 'it', {
      name: 'it',
      namespace,
      selector: SELECTOR,
      egress: modes.map((captureMode, i) => SidecarEgress.port(hosts, {
        port: 80 + i, name: 'a', protocol: AppProtocol.HTTP, bind: ListenAddress.ip('127.0.0.1'), captureMode,
      })),
      ingress: versions.map((version, i) => ({
        port: 80 + i,
        name: 'a',
        protocol: AppProtocol.HTTPS,
        bind: '127.0.0.1',
        captureMode: modes[i % 3],
        endpoint: SidecarEndpoint.localhost(8080),
        connectionPool: { ...POOL, http: { ...POOL.http, h2UpgradePolicy: policies[i % 3] } },
        tls: {
          ...FILES,
          clients: i === 0 ? undefined : { ca: '/ca.crt', revocationList: '/ca.crl', publicKeyHashes: ['a'], certificateHashes: ['a'] },
          minVersion: version,
          maxVersion: version,
          cipherSuites: [CipherSuite.AES128_SHA],
        },
      })),
      outboundTraffic: SidecarOutboundTraffic.egressProxy(MeshHost.of('a.example.com'), 443, 'v1'),
      inboundConnectionPool: POOL,
    });
    new Sidecar(chart, 'registry', { name: 'registry', namespace, outboundTraffic: SidecarOutboundTraffic.REGISTRY_ONLY });
    for (const h2UpgradePolicy of policies) {
      new Sidecar(chart, h2UpgradePolicy, { name: 'policy', namespace, inboundConnectionPool: { http: { h2UpgradePolicy } } });
    }
  },
  WorkloadEntry: (chart, namespace) => {
    new WorkloadEntry(chart, 'it', {
      name: 'it', namespace, address: WorkloadAddress.ip('10.0.0.1'), workloadLabels: { app: 'web' }, ...template(namespace),
    });
  },
  WorkloadGroup: (chart, namespace) => {
    const second = Duration.seconds(1);
    const times = { initialDelay: second, timeout: second, period: second, successThreshold: 1, failureThreshold: 1 };
    const probes = [
      WorkloadProbe.http(80, { path: '/', host: 'a', scheme: ProbeScheme.HTTP, headers: [{ name: 'a', text: 'b' }], ...times }),
      WorkloadProbe.tcp(80, { host: 'a' }),
      WorkloadProbe.exec(['true']),
    ];
    probes.forEach((probe, i) => new WorkloadGroup(chart, `it-${i}`, {
      name: 'it', namespace, workloadLabels: { app: 'web' }, workloadAnnotations: { a: 'b' }, template: template(namespace), probe,
    }));
  },
  EnvoyFilter: (chart, namespace) => {
    const listener = { context: EnvoyContext.SIDECAR_INBOUND, listenerName: 'a', listenerPort: 80, proxyVersion: '1', proxyMetadata: { a: 'b' } };
    const filterChain = { name: 'a', sni: 'a', transportProtocol: 'tls', applicationProtocols: ['h2'], destinationPort: 80 };
    const edge = Gateway.fromName(chart, 'edge', { name: 'edge' });
    const gateway = { context: EnvoyContext.GATEWAY, routeConfiguration: 'a', port: 80, portName: 'a', gateway: edge };
    const host = { ...gateway, virtualHost: 'a', domain: 'a' };
    new EnvoyFilter(chart, 'it', {
      name: 'it',
      namespace,
      selector: SELECTOR,
      priority: 1,
      patches: [
        EnvoyPatch.listener({ ...listener, change: EnvoyObjectChange.add(CONFIG) }),
        EnvoyPatch.filterChain({ ...listener, filterChain, change: EnvoyObjectChange.remove() }),
        EnvoyPatch.listenerFilter({ ...listener, change: EnvoyFilterChange.insertFirst(CONFIG) }),
        EnvoyPatch.listenerFilter({ change: EnvoyFilterChange.merge('a', CONFIG) }),
        EnvoyPatch.networkFilter({ context: EnvoyContext.SIDECAR_OUTBOUND, change: EnvoyFilterChange.replace('a', CONFIG) }),
        EnvoyPatch.httpFilter({ context: EnvoyContext.ANY, change: EnvoyFilterChange.insertBefore('a', CONFIG) }),
        EnvoyPatch.httpFilter({ change: EnvoyFilterChange.insertAfter('a', CONFIG) }),
        EnvoyPatch.routeConfiguration({ ...gateway, merge: CONFIG }),
        EnvoyPatch.virtualHost({ ...host, change: EnvoyVirtualHostChange.add(CONFIG) }),
        ...[EnvoyRouteAction.ANY, EnvoyRouteAction.ROUTE, EnvoyRouteAction.REDIRECT, EnvoyRouteAction.DIRECT_RESPONSE]
          .map((action) => EnvoyPatch.httpRoute({ ...host, route: 'a', action, change: EnvoyRouteChange.merge(CONFIG) })),
        EnvoyPatch.cluster({ cluster: EnvoyClusterMatch.named('a'), change: EnvoyObjectChange.merge(CONFIG) }),
        EnvoyPatch.cluster({ cluster: EnvoyClusterMatch.host(MeshHost.of('a'), { port: 80, subset: 'v1' }), change: EnvoyObjectChange.merge(CONFIG) }),
        EnvoyPatch.extensionConfig({ add: CONFIG }),
      ],
    });
    new EnvoyFilter(chart, 'target', { name: 'it', namespace, targets: [PolicyTarget.allWaypoints()] });
  },
  ProxyConfig: (chart, namespace) => {
    new ProxyConfig(chart, 'it', {
      name: 'it', namespace, selector: SELECTOR, concurrency: 1, environmentVariables: { A: 'b' }, imageType: ProxyImageType.DEBUG,
    });
  },
};

function template(namespace: IMeshNamespace) {
  return {
    identity: Identity.of('cluster.local', namespace.namespaceName, 'web'), ports: { http: 80 }, network: 'a', locality: WorkloadLocality.of('us'), weight: 1,
  };
}

const NO_EFFECT = 'Istio refuses it: it has no effect here';
const NOT_FOR_SIDECARS = 'the webhook of Istio refuses it in a Sidecar';
const NOT_IN_CODE = 'istiod knows the field and does nothing with it';
const ABSENCE = 'what leaving it out says';

/** What each kind has no typed place for, and why. */
const LEFT_OUT: { readonly [kind: string]: { readonly [field: string]: string } } = {
  Gateway: {
    'spec.servers.*.defaultEndpoint': 'not implemented (istio/api networking/v1/gateway.proto)',
    'spec.servers.*.port.targetPort': NO_EFFECT,
    'spec.servers.*.tls.tlsCertificates.*.caCertificates': 'hidden from the pages of the API, and read by nothing: caCertificates beside it is',
  },
  Sidecar: {
    'spec.egress.*.port.targetPort': NO_EFFECT,
    'spec.ingress.*.port.targetPort': NO_EFFECT,
    'spec.ingress.*.tls.caCertCredentialName': 'goes with credentialName, which is refused in a Sidecar',
    'spec.ingress.*.tls.credentialName': NOT_FOR_SIDECARS,
    'spec.ingress.*.tls.credentialNames.*': NOT_FOR_SIDECARS,
    'spec.ingress.*.tls.httpsRedirect': NOT_FOR_SIDECARS,
    'spec.ingress.*.tls.mode=AUTO_PASSTHROUGH': NOT_FOR_SIDECARS,
    'spec.ingress.*.tls.mode=ISTIO_MUTUAL': NOT_FOR_SIDECARS,
    'spec.ingress.*.tls.mode=OPTIONAL_MUTUAL': 'a Sidecar has SIMPLE and MUTUAL only (istio/api networking/v1/sidecar.proto)',
    'spec.ingress.*.tls.mode=PASSTHROUGH': 'a Sidecar has SIMPLE and MUTUAL only (istio/api networking/v1/sidecar.proto)',
    'spec.ingress.*.tls.subjectAltNames.*': NOT_FOR_SIDECARS,
    'spec.ingress.*.tls.tlsCertificates.*.caCertificates': NOT_FOR_SIDECARS,
    'spec.ingress.*.tls.tlsCertificates.*.privateKey': NOT_FOR_SIDECARS,
    'spec.ingress.*.tls.tlsCertificates.*.serverCertificate': NOT_FOR_SIDECARS,
  },
  WorkloadEntry: {},
  WorkloadGroup: {
    'spec.probe.grpc.port': 'the webhook of Istio knows no such method, and refuses it',
    'spec.probe.grpc.service': 'the webhook of Istio knows no such method, and refuses it',
    'spec.template.address': 'each workload tells its own',
    'spec.template.labels.*': 'metadata.labels is the place for them (istio/api networking/v1/workload_group.proto)',
  },
  EnvoyFilter: {
    'spec.configPatches.*.applyTo=BOOTSTRAP': 'deprecated',
    'spec.configPatches.*.applyTo=INVALID': ABSENCE,
    'spec.configPatches.*.match.context=WAYPOINT': NOT_IN_CODE,
    'spec.configPatches.*.match.listener.portName': 'not implemented (istio/api networking/v1alpha3/envoy_filter.proto)',
    'spec.configPatches.*.match.waypoint.filter.name': NOT_IN_CODE,
    'spec.configPatches.*.match.waypoint.filter.subFilter.name': NOT_IN_CODE,
    'spec.configPatches.*.match.waypoint.portNumber': NOT_IN_CODE,
    'spec.configPatches.*.match.waypoint.route.name': NOT_IN_CODE,
    'spec.configPatches.*.patch.filterClass=AUTHN': NOT_IN_CODE,
    'spec.configPatches.*.patch.filterClass=AUTHZ': NOT_IN_CODE,
    'spec.configPatches.*.patch.filterClass=STATS': NOT_IN_CODE,
    'spec.configPatches.*.patch.filterClass=UNSPECIFIED': ABSENCE,
    'spec.configPatches.*.patch.operation=INVALID': ABSENCE,
    'spec.targetRefs.*.namespace': 'must be empty: targets are in the same namespace',
  },
  ProxyConfig: {},
};

describeWithCrds('every field of a kind has a typed place, or a reason to have none', (root) => {
  test.each(Object.keys(EVERYTHING))('%s', (kind) => {
    const { chart, mesh } = fakeProgram();
    EVERYTHING[kind](chart, mesh.namespace('shop'));
    const objects = chart.node.findAll().flatMap((c) => ('toJson' in c && c !== chart ? [(c as { toJson(): any }).toJson()] : []));
    const fields = fieldsOf(root, 'istio/1.30/crd-all.gen.yaml', 'networking.istio.io', kind);
    const written = fieldsIn(fields, objects.filter((o) => o.kind === kind));
    expect(fields.length).toBeGreaterThan(3);
    expect(fields.filter((field) => !written.has(field))).toEqual(Object.keys(LEFT_OUT[kind]).sort());
  });
});

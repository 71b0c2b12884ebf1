import { Duration } from 'cdk8s';
import {
  AccessLogEncoding, AppProtocol, Availability, Cluster, Exposure, GatewayCertificate, IssuerRef, LogLevel, Mesh, MeshApp, OpenShift, OssmRelease,
  OutboundTraffic, PathMatch, Placement, UpdateStrategy,
} from 'cdk8s-ossm';

const app = new MeshApp();
const cluster = new Cluster(app, 'cluster', { name: 'cluster', openshift: OpenShift.V4_20, appsDomain: 'apps.example.com' });

const mesh = new Mesh(cluster, 'mesh', {
  release: OssmRelease.V3_3.at('3.3.6'),
  // Two control planes can run side by side; production is pinned.
  updateStrategy: UpdateStrategy.revisionBased({ version: 'v1.28.10', production: 'v1.28.10', gracePeriod: Duration.hours(2) }),
  trustDomain: 'corp.example',
  meshId: 'corp',
  controlPlane: {
    availability: Availability.autoscaled(2, 5),
    resources: { cpuRequest: '500m', memoryRequest: '2Gi', memoryLimit: '4Gi' },
    placement: Placement.infraNodes(),
    logAsJson: true,
  },
  proxy: {
    resources: { cpuRequest: '50m', memoryRequest: '128Mi', memoryLimit: '512Mi' },
    holdApplication: true,
    terminationDrain: Duration.seconds(20),
    accessLog: AccessLogEncoding.JSON,
    logLevel: LogLevel.WARNING,
  },
  outboundTraffic: OutboundTraffic.REGISTRY_ONLY,
  nativeSidecars: true,
  cni: { resources: { cpuRequest: '10m', memoryRequest: '100Mi' }, maxUnavailable: '10%' },
});

const payments = mesh.addNamespace('payments');
const api = payments.addService('api', { port: 8443, protocol: AppProtocol.HTTP });

// The way in: TLS ends at the gateway, behind a load balancer, with a certificate that cert-manager keeps.
const edge = mesh.addInjectedGateway('edge', {
  availability: Availability.autoscaled(3, 12, { cpuPercent: 60 }),
  resources: { cpuRequest: '500m', memoryRequest: '256Mi', memoryLimit: '1Gi' },
  placement: Placement.infraNodes(),
  exposure: Exposure.loadBalancer({ sourceRanges: ['203.0.113.0/24'] }),
});
const host = edge.host('api.corp.example', { certificate: GatewayCertificate.certManager({ issuer: IssuerRef.clusterIssuer('corp-ca') }) });
host.addRoute('payments', { match: PathMatch.prefix('/payments'), backend: api, timeout: Duration.seconds(60) });

app.synth();

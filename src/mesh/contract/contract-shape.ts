import { requestShape } from './request-shape';
import { flag, isRecord, listOf, mapOf, oneOf, problemAt, record, type Shape, text, whole } from './shape';
import { addressProblem } from '../../cluster/address';
import { urlProblem } from '../../cluster/api-server';
import {
  cidrProblem, dnsLabelProblem, dnsSubdomainProblem, hostProblem, labelKeyProblem, labelValueProblem, wildcardHostProblem,
} from '../../kube/names';
import { OssmRelease } from '../../release';
import { DataPlane } from '../../vocabulary/data-plane';
import { LabelOperator } from '../../vocabulary/discovery-selector';
import { WaypointTraffic } from '../../vocabulary/waypoint-traffic';

const label = text('a DNS label', dnsLabelProblem);
const name = text('the name of an object', dnsSubdomainProblem);
const host = text('a host name', (h) => (h === '*' ? undefined : wildcardHostProblem(h)));
const domain = text('a DNS name', hostProblem);
const principal = text('a principal, <trust domain>/ns/<namespace>/sa/<service account>', matching(/^[^/\s]+\/ns\/[^/\s]+\/sa\/[^/\s]+$/));
const labels = mapOf(text('the value of a label', labelValueProblem), labelKeyProblem);
const prefix = text('a path that starts with / and goes on', matching(/^\/[^\s?#/][^\s?#]*$/));
const minor = text('a minor version, like 1.28', matching(/^\d+\.\d+$/));

const conditionFields = record({ key: text('the key of a label', labelKeyProblem), operator: oneOf(...Object.values(LabelOperator)) }, {
  values: listOf(text('the value of a label', labelValueProblem)),
});

const selectorFields = record({}, {
  matchLabels: labels,
  matchExpressions: listOf((value, path, report) => {
    conditionFields(value, path, report);
    if (!isRecord(value)) return;
    const needsValues = value.operator === LabelOperator.IN || value.operator === LabelOperator.NOT_IN;
    if (needsValues === (Array.isArray(value.values) && value.values.length > 0)) return;
    report(problemAt(`${path}.values`, value.values, `${needsValues ? 'at least one value' : 'no values'} beside ${String(value.operator)}`));
  }),
});

/** A selector that says nothing would match every namespace. */
const selector: Shape = (value, path, report) => {
  selectorFields(value, path, report);
  if (!isRecord(value)) return;
  const { matchLabels, matchExpressions } = value;
  const said = (isRecord(matchLabels) ? Object.keys(matchLabels).length : 0) + (Array.isArray(matchExpressions) ? matchExpressions.length : 0);
  if (said === 0) report(problemAt(path, value, 'at least one label or condition'));
};

const mesh = record({
  name: label,
  rootNamespace: label,
  trustDomain: text(),
  dataPlane: oneOf(DataPlane.SIDECAR, DataPlane.AMBIENT),
  revision: label,
  tags: listOf(label),
  discoverySelectors: listOf(selector),
  discoveryLabels: labels,
  nativeSidecars: flag,
  imagePullSecrets: listOf(name),
  providers: listOf(text()),
}, {
  meshId: text(),
  canaryRevision: label,
  waypointAvailability: record(
    { minReplicas: whole(1), maxReplicas: whole(1), autoscaled: flag, inControlPlane: flag },
    { cpuPercent: whole(1), memoryPercent: whole(1) },
  ),
});

const knownRelease = (what: string) => text(`${what} that this version of cdk8s-ossm knows (a newer one: update it)`, releaseProblem);
const release = record({ minor: knownRelease('an OSSM release'), istioMinor: minor }, { operator: knownRelease('a z-stream of that release') });

const cluster = record({ openshift: minor, clusterDomain: domain }, { name: label, network: label, appsDomain: domain });

const namespace = record({
  name: label, dataPlane: oneOf(...Object.values(DataPlane)), revision: label, labels, owned: flag,
});

const gateway = record({
  name: label,
  namespace: label,
  identity: principal,
  selector: labels,
  exposure: text(),
  hosts: listOf(record({ host, protocols: listOf(text()), namespaces: listOf(label), everywhere: flag }, { tenant: label })),
});

const waypoint = record({
  name: label,
  namespace: label,
  identity: principal,
  traffic: oneOf(...Object.values(WaypointTraffic)),
  admits: listOf(label),
  admitsEverywhere: flag,
});

const tenant = record({
  name: label,
  // a later library may know more grants than this one
  grants: listOf(text()),
  namespaces: listOf(label),
  hosts: listOf(record({ gateway: label, host })),
  delegations: listOf(record({ gateway: label, host, prefix, virtualService: record({ name, namespace: label }) })),
  accepted: listOf(requestShape),
});

const address = text('an IP address or a DNS name', addressProblem);
const httpsUrl = text('an address that starts with https://', (url) => urlProblem(url.replace(/\/$/, '')));
const pem = text('certificates in PEM form', matching(/^\s*-----BEGIN CERTIFICATE-----/));
const version = text('an Istio version', matching(/^v\d+\.\d+(\.\d+|-latest)$/));

const multiCluster = record({
  // a later library may know more topologies than this one
  topology: text(),
  part: oneOf('primary', 'remote'),
  podCidrs: listOf(text('an address range', cidrProblem)),
  apiServer: record({}, { url: httpsUrl, ca: pem, tlsServerName: domain }),
  version,
  revisions: listOf(label),
  trustDomainAliases: listOf(text()),
  trust: text(),
  services: listOf(record(
    { namespace: label, name: label, ports: listOf(record({ port: whole(1) }, { name: label, protocol: text() })) },
    { serviceAccount: name, host: domain, waypoint: text('<namespace>/<name>', matching(/^[^/]+\/[^/]+$/)) },
  )),
}, {
  region: text(),
  rootCertificate: pem,
  rootFingerprint: text('a SHA-256 fingerprint', matching(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/)),
  gateway: record(
    { service: label, namespace: label, reachable: flag, servesControlPlane: flag, mapsWebhookPort: flag }, { address, mtlsPort: whole(1) },
  ),
});

/** The shape of a contract of the present format. */
export const contractShape: Shape = record({
  format: whole(1),
  oldestReader: whole(1),
  mesh,
  release,
  cluster,
  namespaces: listOf(namespace),
  reservedNamespaces: listOf(label),
  gateways: listOf(gateway),
  waypoints: listOf(waypoint),
  tenants: listOf(tenant),
  ownedObjects: listOf(record({ group: text(), kind: text(), name: text() }, { namespace: label })),
}, { multiCluster });

function matching(pattern: RegExp): (value: string) => string | undefined {
  return (value) => (pattern.test(value) ? undefined : '');
}

function releaseProblem(value: string): string | undefined {
  try {
    OssmRelease.of(value);
    return undefined;
  } catch {
    return '';
  }
}

import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { AccessLogEncoding, LogLevel } from './control-plane-options';
import { ZTunnelUpdate } from './foundation-options';
import type { MeshFoundationProps } from './foundation-props';
import { PullPolicy } from './image-source';
import { type MeshProps, OutboundTraffic } from './mesh-props';
import { isMap } from './plain-values';
import { FLAG, type Kind, member } from '../analysis/kinds';
import { fail } from '../analysis/mesh-error';
import type { OssmRelease } from '../release';
import { parseVersion } from '../release/istio-version';
import { DataPlane } from '../vocabulary/data-plane';

const TEXT: Kind = {
  is: (v) => typeof v === 'string' && v !== '',
  expected: 'a string that is not empty',
  fix: (v) => (v === '' ? 'state it, or leave it out' : `write '${String(v)}'`),
};
const MAP: Kind = { is: isMap, expected: 'a map like { pilot: { ... } }', fix: () => 'give a map' };
const COUNT: Kind = { is: (v) => Number.isInteger(v) && v >= 0, expected: 'a whole number of at least 0', fix: () => 'change the number' };
const DURATION: Kind = {
  is: (v) => typeof v?.toMilliseconds === 'function' && v.toMilliseconds() % 1000 === 0,
  expected: 'a Duration of cdk8s, of whole seconds',
  fix: (v) => `write Duration.seconds(${typeof v === 'number' ? v : '<number>'})`,
};
const QUANTITY: Kind = {
  is: (v) => typeof v === 'string' && /^[+-]?(\d+|\d+\.\d*|\.\d+)(n|u|m|k|[MGTPE]|[KMGTPE]i|[eE][+-]?\d+)?$/.test(v),
  expected: 'a Kubernetes quantity in a string, such as 500m or 2Gi',
  fix: (v) => (typeof v === 'number' ? `write '${v}'` : 'write it like 500m or 2Gi'),
};
const AVAILABILITY = made('Availability', 'Availability.fixed(2) or Availability.autoscaled(2, 5)', (v) => typeof v?.isAutoscaled === 'boolean');
const PLACEMENT = made('Placement', 'Placement.infraNodes() or Placement.of({ ... })', (v) => isMap(v?.options));

/** Something made by a factory of this library. */
function made(what: string, example: string, is: (value: any) => boolean): Kind {
  return { is, expected: `a ${what}`, fix: () => `write ${example}` };
}

function listOf(what: string, example: string, is: (value: any) => boolean): Kind {
  return { is: (v) => Array.isArray(v) && v.every(is), expected: `a list of ${what}`, fix: () => `write [${example}]` };
}

/** A mesh is made of objects, and objects are written by charts. */
export function checkChart(at: IConstruct): void {
  if (at.node.scopes.some((scope) => Chart.isChart(scope))) return;
  fail(at, {
    code: 'mesh/not-in-a-chart',
    what: 'the mesh is in no chart',
    expected: 'a Cluster, or any other chart, above it',
    fix: "create it in the scope of a `new Cluster(app, 'east', { name: 'east' })`",
  });
}

/** Fails at the first property that is not of its type: a compiler refuses that, JavaScript does not, and nothing sound can be made of it. */
export function checkMeshTypes(at: IConstruct, props: MeshProps): void {
  const resources = ([path, r]: [string, any]): Array<[string, unknown, Kind]> => Object.entries(r ?? {}).map(([key, v]) => [`${path}.${key}`, v, QUANTITY]);
  const { controlPlane, proxy } = props;
  check(at, [
    ['name', props.name, TEXT], ['rootNamespace', props.rootNamespace, TEXT], ['trustDomain', props.trustDomain, TEXT],
    ['meshId', props.meshId, TEXT], ['profile', props.profile, TEXT], ['compatibilityVersion', props.compatibilityVersion, TEXT],
    ['appsDomain', props.appsDomain, TEXT], ['clusterDomain', props.clusterDomain, TEXT], ['network', props.network, TEXT],
    ['trustDomainAliases', props.trustDomainAliases, listOf('trust domains', "'corp.example'", (v) => typeof v === 'string' && v !== '')],
    ['foundation', props.foundation, made('MeshFoundation', "new MeshFoundation(cluster, 'foundation', { release })", (v) => typeof v?._join === 'function')],
    ['openshift', props.openshift, made('OpenShift', `OpenShift.of('${String(props.openshift)}')`, (v) => typeof v?.kubernetesVersion === 'string')],
    ['dataPlane', props.dataPlane, member('DataPlane', DataPlane)],
    ['outboundTraffic', props.outboundTraffic, member('OutboundTraffic', OutboundTraffic)],
    ['updateStrategy', props.updateStrategy,
      made('UpdateStrategy', 'UpdateStrategy.inPlace() or UpdateStrategy.revisionBased({ version, production })', (v) => typeof v?.isRevisionBased === 'boolean')],
    ['updateStrategy.gracePeriod', props.updateStrategy?._revisions?.gracePeriod, DURATION],
    ['updateStrategy.productionTag', props.updateStrategy?._revisions?.productionTag, TEXT],
    ['updateStrategy.canaryTag', props.updateStrategy?._revisions?.canaryTag, TEXT],
    ['discoverySelectors', props.discoverySelectors,
      listOf('DiscoverySelector', "DiscoverySelector.labels({ mesh: '<mesh name>' })", (v) => isMap(v?.matchLabels) && Array.isArray(v?.matchConditions))],
    ['acknowledge', props.acknowledge, listOf('Acknowledgement with a risk and a reason', "Acknowledgement.of(Risk.<risk>, '<why that is fine here>')",
      (v) => typeof v?.risk === 'string' && typeof v?.reason === 'string')],
    ['dualStack', props.dualStack, FLAG], ['nativeSidecars', props.nativeSidecars, FLAG], ['manageNamespaces', props.manageNamespaces, FLAG],
    ['waypointAvailability', props.waypointAvailability, AVAILABILITY],
    ['controlPlane.availability', controlPlane?.availability, AVAILABILITY],
    ['controlPlane.placement', controlPlane?.placement, PLACEMENT],
    ['controlPlane.logLevel', controlPlane?.logLevel, member('LogLevel', LogLevel)],
    ...resources(['controlPlane.resources', controlPlane?.resources]),
    ['proxy.accessLog', proxy?.accessLog, member('AccessLogEncoding', AccessLogEncoding)],
    ['proxy.logLevel', proxy?.logLevel, member('LogLevel', LogLevel)],
    ['proxy.concurrency', proxy?.concurrency, COUNT],
    ['proxy.terminationDrain', proxy?.terminationDrain, DURATION],
    ...resources(['proxy.resources', proxy?.resources]),
    ['values', props.values, MAP], ['rawValues', props.rawValues, MAP], ['raw', props.raw, MAP],
  ]);
}

/** The same of a foundation, whose release must be one before anything else. */
export function checkFoundationTypes(at: IConstruct, props: MeshFoundationProps): void {
  const { release, cni, ztunnel, images, cniPlugin } = props;
  const resources = ([path, r]: [string, any]): Array<[string, unknown, Kind]> => Object.entries(r ?? {}).map(([key, v]) => [`${path}.${key}`, v, QUANTITY]);
  const chained = cniPlugin?._chained;
  const file: Kind = { is: (v) => typeof v === 'string' && v !== '', expected: 'a name of a file or folder on the nodes', fix: () => 'state it' };
  check(at, [
    ['release', release ?? null, made('OssmRelease', typeof release === 'string' ? `OssmRelease.of('${String(release)}')` : 'OssmRelease.V3_3',
      (v) => typeof v?.operatorVersion === 'string')],
    ['nftables', props.nftables, FLAG], ['manageNamespaces', props.manageNamespaces, FLAG],
    ['cniPlugin', cniPlugin, made('CniPlugin', 'CniPlugin.MULTUS or CniPlugin.chained({ ... })', (v) => '_chained' in Object(v))],
    ...Object.entries(chained ? { confFileName: chained.confFileName, confDir: chained.confDir, binDir: chained.binDir } : {})
      .map(([key, v]): [string, unknown, Kind] => [`cniPlugin.${key}`, v ?? null, file]),
    ['images', images, made('ImageSource', "ImageSource.registry('registry.example.com/ossm')", (v) => isMap(v?.options))],
    ['images.pullPolicy', images?.options?.pullPolicy, member('PullPolicy', PullPolicy)],
    ['images.tag', images?.options?.tag, TEXT], ['images.pullSecret', images?.options?.pullSecret, TEXT],
    ['cni.namespace', cni?.namespace, TEXT], ['cni.placement', cni?.placement, PLACEMENT],
    ['cni.logLevel', cni?.logLevel, member('LogLevel', LogLevel)],
    ['cni.maxUnavailable', cni?.maxUnavailable, { is: (v) => /^(0|[1-9]\d*)%?$/.test(String(v)), expected: "a number or a percentage, such as '1' or '10%'", fix: () => 'write it so' }],
    ...resources(['cni.resources', cni?.resources]),
    ['cni.values', cni?.values, MAP], ['cni.rawValues', cni?.rawValues, MAP],
    ['ztunnel.namespace', ztunnel?.namespace, TEXT], ['ztunnel.placement', ztunnel?.placement, PLACEMENT],
    ['ztunnel.logLevel', ztunnel?.logLevel, member('LogLevel', LogLevel)],
    ['ztunnel.update', ztunnel?.update, member('ZTunnelUpdate', ZTunnelUpdate)],
    ['ztunnel.terminationGracePeriod', ztunnel?.terminationGracePeriod, DURATION],
    ...resources(['ztunnel.resources', ztunnel?.resources]),
    ['ztunnel.values', ztunnel?.values, MAP], ['ztunnel.rawValues', ztunnel?.rawValues, MAP],
    ['raw', props.raw, MAP],
  ]);
  checkReadable(at, release, 'nodeVersion', props.nodeVersion);
}

/** Fails where a version is none: no minor can be read from it, on which most else depends. */
export function checkVersions(at: IConstruct, release: OssmRelease, { updateStrategy: strategy }: MeshProps): void {
  const revisions = strategy?._revisions;
  if (!revisions) {
    checkReadable(at, release, 'version', strategy?.version);
    return;
  }
  for (const name of ['version', 'production'] as const) {
    if (revisions[name] !== undefined && revisions[name] !== null) continue;
    fail(at, {
      code: 'mesh/version-not-exact',
      what: `a revision-based strategy has no \`${name}\``,
      expected: 'an exact version: revisions and tags are named after it',
      fix: `write ${name}: '${release._defaultVersion}', or use UpdateStrategy.inPlace()`,
    });
  }
  for (const name of ['version', 'production', 'canary'] as const) checkReadable(at, release, name, revisions[name]);
}

function checkReadable(at: IConstruct, release: OssmRelease, name: string, version: unknown): void {
  if (version === undefined || version === null || (typeof version === 'string' && parseVersion(version))) return;
  const problem = release._checkVersion(String(version)).problem!;
  fail(at, typeof version === 'string' ? problem : { ...problem, what: `\`${name}\` is ${String(version)}, a ${typeof version}` });
}

function check(at: IConstruct, rows: ReadonlyArray<[name: string, value: unknown, kind: Kind]>): void {
  for (const [name, value, kind] of rows) {
    // A required property is handed over as null where it is missing; null of an optional one means unsaid, as undefined does.
    if (value === undefined || (value === null && !REQUIRED.test(name)) || kind.is(value)) continue;
    fail(at, {
      code: 'mesh/wrong-type',
      what: `\`${name}\` is ${shown(value)}`,
      expected: kind.expected,
      fix: kind.fix(value),
    });
  }
}

/** Properties without which nothing can be made. */
const REQUIRED = /^(release|cniPlugin\..*)$/;

function shown(value: unknown): string {
  if (value === null) return 'not given';
  return typeof value === 'string' ? `'${value}'` : `${JSON.stringify(value) ?? String(value)}, a ${Array.isArray(value) ? 'list' : typeof value}`;
}

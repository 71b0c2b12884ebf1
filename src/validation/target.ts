import { isMap, type ManifestObject } from './objects';
import type { AdmissionContext } from '../admission/context';
import { CATALOGUE } from '../release/catalogue';
import { compareVersions, minorOf, parseVersion } from '../release/istio-version';
import { OpenShift } from '../release/openshift';
import { OssmRelease } from '../release/ossm-release';
import type { GatewayApiTarget, SchemaTarget } from '../schema/target';

/** What is known of where the manifests go. */
export interface TargetOptions {
  /** A release of OpenShift Service Mesh, for instance `3.4` or `3.4.1`. Absent: what the Istio resource of the set tells, else the newest. */
  readonly release?: string;
  /** The OpenShift version of the cluster, for instance `4.20`. Absent: unknown. */
  readonly openshift?: string;
}

/** What the manifests are judged by. */
export interface Target {
  readonly schema: SchemaTarget;
  readonly admission: AdmissionContext;
  /** The release as messages show it. */
  readonly release: string;
}

/** The newest Gateway API that anybody can have installed, where nobody knows which it is. It has all that older ones have. */
const ANY_GATEWAY_API: GatewayApiTarget = { version: newestGatewayApi(), channel: 'experimental' };

/** What `TargetOptions` mean. Throws a ReleaseError on a release or OpenShift version that is not known. */
export function parseOptions({ release, openshift }: TargetOptions): { readonly release?: OssmRelease; readonly openshift?: OpenShift } {
  return {
    release: release === undefined ? undefined : OssmRelease.of(release),
    openshift: openshift === undefined ? undefined : OpenShift.of(openshift),
  };
}

/** Finds what a set of objects is to be judged by. */
export function targetOf(objects: Iterable<ManifestObject>, options: TargetOptions): Target {
  const stated = parseOptions(options);
  const meshes = [...objects].filter(({ identity }) => identity.kind === 'Istio' && identity.apiVersion?.startsWith('sailoperator.io/'));
  const istio = newest(meshes.map(({ object }) => field(object, 'spec', 'version')).flatMap(knownMinor));
  const release = stated.release ?? OssmRelease.of(istio === undefined ? NEWEST : releaseOf(istio));
  return {
    schema: { ossm: release.minor, gatewayApi: gatewayApiOf(release, stated.openshift) },
    admission: { istio: istio ?? release.istioMinor, rootNamespace: only(meshes.map(({ object }) => rootNamespace(object))) },
    release: release.toString(),
  };
}

const NEWEST = CATALOGUE[CATALOGUE.length - 1].minor;

/** The Istio minor of a version or alias, where some release installs it. */
function knownMinor(version: unknown): string[] {
  if (typeof version !== 'string' || !version.startsWith('v') || parseVersion(version)?.patch === undefined) return [];
  const minor = minorOf(version);
  return CATALOGUE.some((row) => installs(row.minor, minor)) ? [minor] : [];
}

/** The release that brought an Istio minor. Later ones may install it as well, and know more fields. */
function releaseOf(istio: string): string {
  return (CATALOGUE.find(({ minor }) => OssmRelease.of(minor).istioMinor === istio) ?? CATALOGUE.find(({ minor }) => installs(minor, istio))!).minor;
}

function installs(release: string, istio: string): boolean {
  return OssmRelease.of(release)._istioMinors.includes(istio);
}

/**
 * The Gateway API of the cluster. Of an unknown one, the newest that a supported OpenShift version brings: what is not known must not make
 * errors. Up to OpenShift 4.18 users install it themselves, so that it may be any.
 */
export function gatewayApiOf(release: OssmRelease, openshift?: OpenShift): GatewayApiTarget {
  const possible = openshift ? [openshift] : release.supportedOpenShift;
  if (!possible.every((version) => version.managesGatewayApi)) return ANY_GATEWAY_API;
  return { version: possible[possible.length - 1].gatewayApiVersion!, channel: 'standard' };
}

/** Where a mesh has its mesh-wide configuration. */
function rootNamespace(istio: unknown): string | undefined {
  const stated = field(istio, 'spec', 'values', 'meshConfig', 'rootNamespace') ?? field(istio, 'spec', 'namespace');
  return typeof stated === 'string' && stated !== '' ? stated : undefined;
}

function field(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>((inside, name) => (isMap(inside) && Object.hasOwn(inside, name) ? inside[name] : undefined), value);
}

function newest(minors: readonly string[]): string | undefined {
  return [...minors].sort(compareVersions).pop();
}

/** The value that all agree on. */
function only<T>(values: readonly (T | undefined)[]): T | undefined {
  return new Set(values).size === 1 ? values[0] : undefined;
}

function newestGatewayApi(): string {
  return OpenShift._all().flatMap(({ gatewayApiVersion }) => gatewayApiVersion ?? []).pop()!;
}

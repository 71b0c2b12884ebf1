import { CATALOGUE, type Catalogue, type ReleaseMinor, type ZStream } from './catalogue';
import { compatibilityStatus, type CompatibilityStatus, manualDeploymentOff } from './compatibility';
import { ReleaseFeature } from './feature-names';
import { FEATURES, hasFeature, sinceWhen } from './features';
import { IstioFeature, istioHas, NATIVE_SIDECAR_KUBERNETES } from './istio-features';
import { aliasOf, compareVersions } from './istio-version';
import {
  acceptanceAt, acceptanceFromBaseline, baselineOf, findMinor, findZStream, istioMinorsAt, newestOf, releasesWith, resolveAt,
} from './lookup';
import { OpenShift } from './openshift';
import { ReleaseError } from './release-error';
import { checkVersion, type VersionVerdict } from './version-check';
import type { Problem } from '../analysis/finding';

/**
 * A release of OpenShift Service Mesh 3: which Istio versions its operator installs, which API versions and features there are.
 *
 * A release names a minor. What it can do is judged at one z-stream of that minor, its baseline, which never moves, so that
 * an update of this library changes no output. `at` states the operator's own z-stream instead.
 *
 * @see https://github.com/openshift-service-mesh/sail-operator
 */
export class OssmRelease {
  /** OSSM 3.0, judged at 3.0.14: Istio 1.24. */
  public static readonly V3_0 = OssmRelease._from(CATALOGUE, '3.0');
  /** OSSM 3.1, judged at 3.1.11: Istio 1.26; installs 1.24 too. */
  public static readonly V3_1 = OssmRelease._from(CATALOGUE, '3.1');
  /** OSSM 3.2, judged at 3.2.8: Istio 1.27; installs 1.26 and 1.24 too. */
  public static readonly V3_2 = OssmRelease._from(CATALOGUE, '3.2');
  /** OSSM 3.3, judged at 3.3.6: Istio 1.28; installs 1.27 and 1.26 too. */
  public static readonly V3_3 = OssmRelease._from(CATALOGUE, '3.3');
  /** OSSM 3.4, judged at 3.4.1: Istio 1.30; installs 1.28 and 1.27 too. */
  public static readonly V3_4 = OssmRelease._from(CATALOGUE, '3.4');

  /**
   * The release from its text.
   *
   * @param text a minor such as `3.3`, or an operator version such as `3.3.2`, which is the same as `V3_3.at('3.3.2')`
   * @throws if this library does not know it
   */
  public static of(text: string): OssmRelease {
    const [minor, z] = /^(\d+\.\d+)(\.\d+)?$/.exec(text)?.slice(1) ?? [];
    const known = OssmRelease._all();
    const release = known.find((r) => r.minor === minor);
    if (release) return z ? release.stated(text, OssmRelease.of) : release;
    throw new ReleaseError({
      code: 'release/unknown-release',
      what: `"${text}" is no OSSM release that this library knows`,
      expected: `one of ${known.map((r) => r.minor).join(', ')}, or a z-stream of one, such as ${known[0].operatorVersion}`,
      fix: 'write the minor of the installed operator, as its ClusterServiceVersion says: servicemeshoperator3.v<minor>.<z>',
    }, OssmRelease.of);
  }

  /** @internal All known minors at their baselines, oldest first. */
  public static _all(): OssmRelease[] {
    return Object.values(OssmRelease).filter((member): member is OssmRelease => member instanceof OssmRelease);
  }

  /** @internal A minor of any catalogue, at its baseline. */
  public static _from(catalogue: Catalogue, minor: string): OssmRelease {
    const entry = findMinor(catalogue, minor)!;
    return new OssmRelease(catalogue, entry, baselineOf(entry), false);
  }

  /** The minor, for instance `3.3`. */
  public readonly minor: string;

  /** The operator version at which this release is judged: the baseline of the minor, or what `at` was told. For instance `3.3.6`. */
  public readonly operatorVersion: string;

  /** Whether the operator's z-stream was stated with `at`. */
  public readonly pinned: boolean;

  /** The alias that follows the newest Istio version that the operator has, for instance `v1.28-latest`. */
  public readonly floatingVersion: string;

  /** The newest Istio minor that it installs, which is the supported one, for instance `1.28`. */
  public readonly istioMinor: string;

  /** The `apiVersion` of kind ZTunnel: `sailoperator.io/v1` from 3.2.1 on, `sailoperator.io/v1alpha1` before. */
  public readonly zTunnelApiVersion: string;

  /**
   * The Kiali server version that goes with it, as `Kiali.spec.version` takes it, for instance `v2.22`.
   * The vendor states the pairing of 3.0; those of the later minors are inferred from what the Kiali operator supports.
   */
  public readonly kialiVersion: string;

  private constructor(
    private readonly catalogue: Catalogue,
    private readonly entry: ReleaseMinor,
    private readonly row: ZStream,
    pinned: boolean,
  ) {
    this.minor = entry.minor;
    this.operatorVersion = row.operator;
    this.pinned = pinned;
    this.istioMinor = istioMinorsAt(row)[0];
    this.floatingVersion = aliasOf(this.istioMinor);
    this.zTunnelApiVersion = `sailoperator.io/${this._has(ReleaseFeature.ZTUNNEL_V1) ? 'v1' : 'v1alpha1'}`;
    this.kialiVersion = entry.kiali;
  }

  /**
   * The same minor, judged at the operator's own z-stream: its features, and exactly the Istio versions it installs.
   *
   * @param z the operator version, for instance `3.3.2`
   * @throws if this library does not know such a z-stream, or it is one of another minor
   */
  public at(z: string): OssmRelease {
    return this.stated(z, this.at);
  }

  /** The OpenShift versions that it supports, oldest first. */
  public get supportedOpenShift(): OpenShift[] {
    const [oldest, newest] = this.entry.openShift.map((text) => OpenShift.of(text));
    return OpenShift._all().filter((o) => o.isAtLeast(oldest) && newest.isAtLeast(o));
  }

  /** The oldest OpenShift version that it supports. A cluster that does not say its version counts as this one. */
  public get oldestOpenShift(): OpenShift {
    return this.supportedOpenShift[0];
  }

  /** How messages name it: `OSSM 3.3`, or `OSSM 3.3.2` where the z-stream was stated. */
  public toString(): string {
    return `OSSM ${this.pinned ? this.operatorVersion : this.minor}`;
  }

  /** @internal Whether the operator has a feature, judged at `operatorVersion`. */
  public _has(feature: ReleaseFeature): boolean {
    return hasFeature(feature, this.operatorVersion);
  }

  /**
   * @internal How to report the use of a feature that the operator lacks.
   * @param subject what was used; default: what the catalogue calls it
   */
  public _lacks(feature: ReleaseFeature, subject: string = FEATURES[feature].what): Problem {
    const since = sinceWhen(feature, newestOf(this.catalogue[this.catalogue.length - 1]).operator);
    const judged = this.pinned ? '' : ` (judged at ${this.operatorVersion})`;
    return {
      code: 'release/missing-feature',
      what: `${this}${judged} lacks ${subject}`,
      expected: since,
      fix: 'leave it out, or state the release of an operator that has it',
    };
  }

  /** @internal Judges a value of `spec.version`. */
  public _checkVersion(version: string): VersionVerdict {
    return checkVersion(version, {
      release: this.toString(),
      acceptance: this.pinned ? acceptanceAt(this.row) : acceptanceFromBaseline(this.entry),
      releasesWith: (v) => releasesWith(this.catalogue, v),
    });
  }

  /**
   * @internal The exact version behind an alias, as far as it is known: that of the judged z-stream, which an operator of
   * another z-stream may differ from. An exact version is returned as it is; undefined if this release does not list it.
   */
  public _resolve(version: string): string | undefined {
    return resolveAt(this.row, version) ?? resolveAt(newestOf(this.entry), version);
  }

  /** @internal What the CRD fills in where `spec.version` is left out, at the judged z-stream. */
  public get _defaultVersion(): string {
    return this.row.defaultVersion;
  }

  /** @internal The Istio minors that it installs, newest first. */
  public get _istioMinors(): string[] {
    return istioMinorsAt(this.row);
  }

  /** @internal The Gateway API version that its newest Istio minor is built against, for instance `v1.4.1`. */
  public get _gatewayApiVersion(): string {
    return this.entry.gatewayApi;
  }

  /** @internal Whether an Istio version or alias has a feature. Default: the newest minor of the release. */
  public _istioHas(feature: IstioFeature, version: string = this.istioMinor): boolean {
    return istioHas(feature, version);
  }

  /** @internal Whether istiod injects native sidecars without being told to: by Istio minor and by the cluster's kubelets. */
  public _nativeSidecarsByDefault(openshift: OpenShift, version: string = this.istioMinor): boolean {
    return istioHas(IstioFeature.NATIVE_SIDECARS_BY_DEFAULT, version)
      && compareVersions(openshift.kubernetesVersion, NATIVE_SIDECAR_KUBERNETES) >= 0;
  }

  /** @internal Whether an Istio version of this release takes a `compatibilityVersion`. */
  public _compatibility(compatibilityVersion: string, version: string = this.istioMinor): CompatibilityStatus {
    return compatibilityStatus(compatibilityVersion, version);
  }

  /** @internal Whether the operator turns manual deployment of Gateway API gateways off by itself, for a version or alias. */
  public _manualDeploymentOff(version: string = this.floatingVersion): boolean {
    const exact = this._resolve(version);
    return exact !== undefined && manualDeploymentOff(this.minor, exact);
  }

  /** @internal The cluster's OpenShift version, or the oldest supported one where nobody said. */
  public _openShift(stated?: OpenShift): OpenShift {
    return stated ?? this.oldestOpenShift;
  }

  /** `at`, with the function that the user called. */
  private stated(z: string, below: Function): OssmRelease {
    const row = findZStream(this.entry, z);
    if (row) return new OssmRelease(this.catalogue, this.entry, row, true);
    const other = this.catalogue.find((m) => findZStream(m, z));
    const known = this.entry.zStreams.map((r) => r.operator).sort(compareVersions);
    throw new ReleaseError({
      code: 'release/unknown-z-stream',
      what: other ? `"${z}" is a z-stream of OSSM ${other.minor}, not of ${this.minor}`
        : `"${z}" is no z-stream of OSSM ${this.minor} that this library knows`,
      expected: `one of ${known.join(', ')}`,
      fix: other ? `write OssmRelease.of('${z}')`
        : `write the installed z-stream; for one newer than ${known[known.length - 1]} leave \`at\` out: the minor is judged at ${this.entry.baseline}`,
    }, below);
  }
}

import { compareVersions, parseVersion } from './istio-version';
import { ReleaseError } from './release-error';

/** What an OpenShift minor carries. */
interface Shipped {
  readonly kubernetes: string;
  /** The Gateway API CRDs that the platform installs and guards. */
  readonly gatewayApi?: { readonly version: string; readonly kinds: readonly string[] };
}

const KINDS_1_2 = ['GRPCRoute', 'Gateway', 'GatewayClass', 'HTTPRoute', 'ReferenceGrant'];
const KINDS_1_4 = ['BackendTLSPolicy', ...KINDS_1_2];
const KINDS_1_5 = [...KINDS_1_4, 'ListenerSet', 'TLSRoute'];

/**
 * OpenShift 4.y carries Kubernetes 1.(y + 13), as the release notes of each minor say.
 * Gateway API: the CRDs on the release branches of openshift/cluster-ingress-operator, standard channel only.
 */
const SHIPPED: { readonly [version: string]: Shipped } = {
  '4.14': { kubernetes: '1.27' },
  '4.15': { kubernetes: '1.28' },
  '4.16': { kubernetes: '1.29' },
  '4.17': { kubernetes: '1.30' },
  '4.18': { kubernetes: '1.31' },
  '4.19': { kubernetes: '1.32', gatewayApi: { version: 'v1.2.1', kinds: KINDS_1_2 } },
  '4.20': { kubernetes: '1.33', gatewayApi: { version: 'v1.2.1', kinds: KINDS_1_2 } },
  '4.21': { kubernetes: '1.34', gatewayApi: { version: 'v1.3.0', kinds: KINDS_1_2 } },
  '4.22': { kubernetes: '1.35', gatewayApi: { version: 'v1.4.1', kinds: KINDS_1_4 } },
  '4.23': { kubernetes: '1.36', gatewayApi: { version: 'v1.5.1', kinds: KINDS_1_5 } },
};

/**
 * The OpenShift version of a cluster.
 *
 * It decides which Gateway API kinds and fields the cluster has, whether a Route may name a Secret for its certificate,
 * and whether proxies are injected as native sidecars. Only the minor counts.
 *
 * @see https://github.com/openshift/cluster-ingress-operator
 */
export class OpenShift {
  /** OpenShift 4.14: Kubernetes 1.27, no Gateway API of its own. */
  public static readonly V4_14 = new OpenShift('4.14', SHIPPED['4.14']);
  /** OpenShift 4.15: Kubernetes 1.28, no Gateway API of its own. */
  public static readonly V4_15 = new OpenShift('4.15', SHIPPED['4.15']);
  /** OpenShift 4.16: Kubernetes 1.29, no Gateway API of its own. */
  public static readonly V4_16 = new OpenShift('4.16', SHIPPED['4.16']);
  /** OpenShift 4.17: Kubernetes 1.30, no Gateway API of its own. */
  public static readonly V4_17 = new OpenShift('4.17', SHIPPED['4.17']);
  /** OpenShift 4.18: Kubernetes 1.31, no Gateway API of its own. */
  public static readonly V4_18 = new OpenShift('4.18', SHIPPED['4.18']);
  /** OpenShift 4.19: Kubernetes 1.32, Gateway API v1.2.1. */
  public static readonly V4_19 = new OpenShift('4.19', SHIPPED['4.19']);
  /** OpenShift 4.20: Kubernetes 1.33, Gateway API v1.2.1. */
  public static readonly V4_20 = new OpenShift('4.20', SHIPPED['4.20']);
  /** OpenShift 4.21: Kubernetes 1.34, Gateway API v1.3.0. */
  public static readonly V4_21 = new OpenShift('4.21', SHIPPED['4.21']);
  /** OpenShift 4.22: Kubernetes 1.35, Gateway API v1.4.1. */
  public static readonly V4_22 = new OpenShift('4.22', SHIPPED['4.22']);
  /** OpenShift 4.23: Kubernetes 1.36, Gateway API v1.5.1. */
  public static readonly V4_23 = new OpenShift('4.23', SHIPPED['4.23']);

  /**
   * The version from its text.
   *
   * @param text a minor such as `4.20`, or a full version such as `4.20.3`, whose last number makes no difference here
   * @throws if it is no version, or one that this library does not know; what a newer cluster has, the newest known version has too
   */
  public static of(text: string): OpenShift {
    const parts = parseVersion(text);
    const known = OpenShift._all();
    const found = parts && /^\d+\.\d+(\.\d+)?$/.test(text) ? known.find((o) => o.version === `${parts.major}.${parts.minor}`) : undefined;
    if (found) return found;
    throw new ReleaseError({
      code: 'release/unknown-openshift',
      what: `"${text}" is no OpenShift version that this library knows`,
      expected: `one of ${known.map((o) => o.version).join(', ')}`,
      fix: `for a newer cluster write the newest of them, ${known[known.length - 1].version}: a newer one has all that it has`,
    }, OpenShift.of);
  }

  /** @internal All known versions, oldest first. */
  public static _all(): OpenShift[] {
    return Object.values(OpenShift).filter((member): member is OpenShift => member instanceof OpenShift);
  }

  /** The Kubernetes minor that it carries, for instance `1.33`. */
  public readonly kubernetesVersion: string;

  /**
   * The version of the Gateway API CRDs that it installs, for instance `v1.2.1`.
   *
   * @default undefined up to 4.18, which installs none
   */
  public readonly gatewayApiVersion?: string;

  /**
   * The channel of these CRDs: always `standard`, so that experimental kinds and fields cannot be used.
   *
   * @default undefined up to 4.18, which installs none
   */
  public readonly gatewayApiChannel?: string;

  /** @internal The Gateway API kinds that it installs, sorted; empty where it installs none. */
  public readonly _gatewayApiKinds: readonly string[];

  private constructor(
    /** The minor, for instance `4.20`. */
    public readonly version: string,
    shipped: Shipped,
  ) {
    this.kubernetesVersion = shipped.kubernetes;
    this.gatewayApiVersion = shipped.gatewayApi?.version;
    this.gatewayApiChannel = shipped.gatewayApi && 'standard';
    this._gatewayApiKinds = shipped.gatewayApi?.kinds ?? [];
  }

  /**
   * Whether the platform owns the Gateway API CRDs: from 4.19 on it installs them, and refuses changes of them by anyone else.
   * Before, somebody has to install them.
   */
  public get managesGatewayApi(): boolean {
    return this.gatewayApiVersion !== undefined;
  }

  /**
   * Whether a Route can take its certificate from a Secret (`spec.tls.externalCertificate`): from 4.19 on.
   *
   * @see https://github.com/openshift/api/blob/release-4.19/route/v1/types.go
   */
  public get supportsExternalCertificate(): boolean {
    return compareVersions(this.version, '4.19') >= 0;
  }

  /**
   * Whether this is the same version as another one, or a newer one.
   *
   * @param other the version to compare with
   */
  public isAtLeast(other: OpenShift): boolean {
    return compareVersions(this.version, other.version) >= 0;
  }

  /** The minor, for instance `4.20`. */
  public toString(): string {
    return this.version;
  }
}

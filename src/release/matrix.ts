import { CATALOGUE, type Catalogue } from './catalogue';
import { ReleaseFeature } from './feature-names';
import { hasFeature } from './features';
import { istioMinorsAt, newestOf } from './lookup';

/** One line of the compatibility matrix. */
export interface MatrixRow {
  /** OSSM minor. */
  readonly release: string;
  /** The z-stream at which the minor is judged. */
  readonly baseline: string;
  /** The newest z-stream that is known. */
  readonly newest: string;
  /** What the newest z-stream installs where no version is given. */
  readonly defaultIstio: string;
  /** Newest first. */
  readonly istioMinors: readonly string[];
  readonly oldestOpenShift: string;
  readonly newestOpenShift: string;
  readonly kiali: string;
  /** Whether the Kiali pairing is inferred rather than stated by the vendor. */
  readonly kialiInferred: boolean;
  /** Judged at the baseline. */
  readonly zTunnelApiVersion: string;
  /** The Gateway API version that the newest Istio minor is built against. */
  readonly gatewayApi: string;
}

/** The compatibility matrix, oldest minor first. */
export function compatibilityMatrix(catalogue: Catalogue = CATALOGUE): MatrixRow[] {
  return catalogue.map((minor) => {
    const newest = newestOf(minor);
    return {
      release: minor.minor,
      baseline: minor.baseline,
      newest: newest.operator,
      defaultIstio: newest.defaultVersion,
      istioMinors: istioMinorsAt(newest),
      oldestOpenShift: minor.openShift[0],
      newestOpenShift: minor.openShift[1],
      kiali: minor.kiali,
      kialiInferred: minor.kialiInferred,
      zTunnelApiVersion: `sailoperator.io/${hasFeature(ReleaseFeature.ZTUNNEL_V1, minor.baseline) ? 'v1' : 'v1alpha1'}`,
      gatewayApi: minor.gatewayApi,
    };
  });
}

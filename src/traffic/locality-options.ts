import type { Failover, FailoverKey } from './locality';
import type { OutlierDetection } from './outlier-detection';

/**
 * Where traffic goes when endpoints fail: by `order` or by `regions`. With neither it goes from the zone of the client to its
 * region, and from there to all others.
 */
export interface FailoverOptions {
  /** When an endpoint counts as broken. Without it traffic never fails over. */
  readonly outlierDetection: OutlierDetection;
  /**
   * What endpoints have in common with the client, the most important first. Not beside `regions`.
   * @default - region, zone and subzone, in that order
   */
  readonly order?: FailoverKey[];
  /**
   * Which region takes over for which. Not beside `order`.
   * @default - any other region
   */
  readonly regions?: Failover[];
  /**
   * Raw fields, laid over each DestinationRule.
   * @default - nothing
   */
  readonly raw?: any;
}

/** How traffic is spread beside the percentages. */
export interface DistributionOptions {
  /**
   * When an endpoint counts as broken.
   * @default - none is taken out
   */
  readonly outlierDetection?: OutlierDetection;
  /**
   * Raw fields, laid over each DestinationRule.
   * @default - nothing
   */
  readonly raw?: any;
}

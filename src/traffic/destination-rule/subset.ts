import type { TrafficPolicy } from './traffic-policy';
import type { MeshHost } from '../../vocabulary/mesh-host';

/** The part of a host's endpoints that a subset is. */
export interface SubsetOptions {
  /**
   * The labels that its pods have, beside those that the service selects them by.
   * @default - all endpoints of the host, treated by another policy
   */
  readonly labels?: { [key: string]: string };
  /**
   * What is different for them.
   * @default - the policy of the rule
   */
  readonly trafficPolicy?: TrafficPolicy;
}

/** A subset of a host's endpoints to make. */
export interface SubsetProps extends SubsetOptions {
  /** Its name: a DNS label, unique in the rule. */
  readonly name: string;
}

/**
 * A subset of a host's endpoints that a DestinationRule defines, as routes name it: a version, for instance. It comes from a rule, so that no
 * route can name one that nobody defines.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#Subset
 */
export class Subset {
  /** @internal */
  public static _of(name: string, host: MeshHost): Subset {
    return new Subset(name, host);
  }

  private constructor(
    /** The name of the subset. */
    public readonly subsetName: string,
    /** The host of the rule. */
    public readonly host: MeshHost,
  ) {}
}

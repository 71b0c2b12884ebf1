import type { Problem } from '../../analysis/finding';
import type { Distribution, Failover, FailoverKey } from '../locality';
import { distributionProblems, failoverProblems } from '../locality-checks';

interface Setting {
  readonly enabled: boolean;
  readonly regions?: readonly Failover[];
  readonly order?: readonly FailoverKey[];
  readonly distributions?: readonly Distribution[];
}

/**
 * Which endpoints are preferred by where they are. Failing over needs an `OutlierDetection` beside it.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#LocalityLoadBalancerSetting
 */
export class LocalityLoadBalancing {
  /** The zone of the client, then its region, then all others, whatever the mesh config says. */
  public static enabled(): LocalityLoadBalancing {
    return new LocalityLoadBalancing({ enabled: true });
  }

  /** Where endpoints are makes no difference. */
  public static disabled(): LocalityLoadBalancing {
    return new LocalityLoadBalancing({ enabled: false });
  }

  /**
   * Which region takes over for which.
   *
   * @param regions at least one pair; regions that are not told fail over to any other
   * @param order what else endpoints should have in common with the client; no region, zone or subzone
   */
  public static failover(regions: Failover[], order?: FailoverKey[]): LocalityLoadBalancing {
    return new LocalityLoadBalancing({ enabled: true, regions, order: order ?? undefined });
  }

  /**
   * By what endpoints have in common with the client.
   *
   * Not for a host that proxies resolve by DNS with endpoints in several localities: with an `OutlierDetection` istiod 1.30 crashes over it.
   *
   * @param order the most important first
   * @see https://github.com/istio/istio/issues/61857
   */
  public static failoverPriority(order: FailoverKey[]): LocalityLoadBalancing {
    return new LocalityLoadBalancing({ enabled: true, order });
  }

  /**
   * By percentages, whether or not endpoints fail.
   *
   * @param distributions one for each locality of clients
   */
  public static distribute(distributions: Distribution[]): LocalityLoadBalancing {
    return new LocalityLoadBalancing({ enabled: true, distributions });
  }

  private constructor(private readonly setting: Setting) {}

  /** @internal */
  public get _json(): object {
    const { enabled, regions, order, distributions } = this.setting;
    return {
      // a mesh config may have switched it off
      enabled,
      failover: regions?.flatMap((r) => r._entries),
      failoverPriority: order?.map((key) => key._entry),
      distribute: distributions?.map(({ origin, targets }) => ({ from: origin, to: { ...targets } })),
    };
  }

  /** What Istio would refuse, or pass over. @internal */
  public get _problems(): Problem[] {
    const { regions, order, distributions } = this.setting;
    return [
      // the two may go together here, as long as `order` names no locality: the object is judged for that
      ...(regions ? failoverProblems({ regions: [...regions] }) : []),
      ...(order ? failoverProblems({ order: [...order] }) : []),
      ...(distributions ? distributionProblems(distributions) : []),
    ];
  }
}

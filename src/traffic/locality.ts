import { labelKeyProblem, labelValueProblem } from '../kube/names';

/**
 * What endpoints and clients must have in common for an endpoint to be preferred. Several are told in order: an endpoint that shares
 * the first n comes before one that shares fewer; all others come last.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#LocalityLoadBalancerSetting
 */
export class FailoverKey {
  /** The network: `topology.istio.io/network`. */
  public static readonly NETWORK = FailoverKey.label('topology.istio.io/network');
  /** The region of the nodes: `topology.kubernetes.io/region`. */
  public static readonly REGION = FailoverKey.label('topology.kubernetes.io/region');
  /** The zone of the nodes: `topology.kubernetes.io/zone`. */
  public static readonly ZONE = FailoverKey.label('topology.kubernetes.io/zone');
  /** The part of a zone: `topology.istio.io/subzone`. */
  public static readonly SUBZONE = FailoverKey.label('topology.istio.io/subzone');
  /** The cluster: `topology.istio.io/cluster`. */
  public static readonly CLUSTER = FailoverKey.label('topology.istio.io/cluster');

  /**
   * A label that both have with the same text.
   *
   * @param key the key of the label
   */
  public static label(key: string): FailoverKey {
    return new FailoverKey(key);
  }

  /**
   * A label that endpoints have with this text, whatever the client has.
   *
   * @param key the key of the label
   * @param text the text that is preferred
   */
  public static labelWith(key: string, text: string): FailoverKey {
    return new FailoverKey(key, text);
  }

  /**
   * The endpoints of one cluster, wherever the client is.
   *
   * @param name the name of the cluster
   */
  public static inCluster(name: string): FailoverKey {
    return new FailoverKey(CLUSTER_LABEL, name);
  }

  private constructor(
    /** The key of the label. */
    public readonly key: string,
    /**
     * The text of the label that is preferred.
     * @default - undefined: that of the client
     */
    public readonly text?: string,
  ) {}

  /** As `failoverPriority` has it. @internal */
  public get _entry(): string {
    return this.text === undefined ? this.key : `${this.key}=${this.text}`;
  }

  /** What is wrong with it. @internal */
  public get _problem(): string | undefined {
    return labelKeyProblem(this.key) ?? (this.text === undefined ? undefined : textProblem(this.text));
  }

  /** The cluster that it names. @internal */
  public get _cluster(): string | undefined {
    return this.key === CLUSTER_LABEL ? this.text : undefined;
  }
}

/**
 * Where the traffic of a region goes once its own endpoints fail. Regions that are not told fail over to any other.
 *
 * @see https://istio.io/latest/docs/tasks/traffic-management/locality-load-balancing/failover/
 */
export class Failover {
  /**
   * From one region to another, not back.
   *
   * @param origin the region of the clients
   * @param target the region that takes over
   */
  public static of(origin: string, target: string): Failover {
    return new Failover([{ from: origin, to: target }]);
  }

  /**
   * Two regions that take over for each other.
   *
   * @param one a region
   * @param other another region
   */
  public static between(one: string, other: string): Failover {
    return new Failover([{ from: one, to: other }, { from: other, to: one }]);
  }

  private constructor(
    /** As `failover` has it. @internal */
    public readonly _entries: ReadonlyArray<{ readonly from: string; readonly to: string }>,
  ) {}
}

/**
 * How the traffic of clients in one locality is spread over localities, whether or not endpoints fail. A locality is
 * `region`, `region/zone` or `region/zone/subzone`; a `*` at its end stands for the rest.
 *
 * @see https://istio.io/latest/docs/tasks/traffic-management/locality-load-balancing/distribute/
 */
export class Distribution {
  /**
   * Spreads the traffic of a locality.
   *
   * @param origin the locality of the clients, for instance `us-east/*`
   * @param targets a percentage for each locality, 100 in all, for instance `{ 'us-east/*': 80, 'us-west/*': 20 }`
   */
  public static of(origin: string, targets: { [locality: string]: number }): Distribution {
    return new Distribution(origin, targets);
  }

  private constructor(
    /** The locality of the clients. */
    public readonly origin: string,
    /** The percentage for each locality. */
    public readonly targets: { [locality: string]: number },
  ) {}
}

const CLUSTER_LABEL = 'topology.istio.io/cluster';

function textProblem(text: string): string | undefined {
  return text === '' ? 'it is empty' : labelValueProblem(text);
}

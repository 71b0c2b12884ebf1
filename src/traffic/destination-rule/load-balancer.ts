import type { Duration } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { ConsistentHash } from './consistent-hash';
import type { LocalityLoadBalancing } from './locality-load-balancing';
import { Findings } from '../../analysis/findings';
import { made, required, TIME_SPAN } from '../../analysis/kinds';
import { checkShape, struct } from '../../analysis/shape';
import { istioDuration } from '../durations';
import { NUMBER } from '../kinds';

/** How new endpoints get their share: little at first, then more. */
export interface Warmup {
  /** For how long an endpoint counts as new. */
  readonly duration: Duration;
  /**
   * What it gets at first, in percent of its share: 0 to 100.
   * @default - 10
   */
  readonly minimumPercent?: number;
  /**
   * How the share grows: at 1 evenly, above it faster at first, below it slower.
   * @default - 1
   */
  readonly aggression?: number;
}

/** What every way of choosing endpoints takes. */
export interface LoadBalancingOptions {
  /**
   * Which endpoints are preferred by where they are.
   * @default - what the mesh config says
   */
  readonly locality?: LocalityLoadBalancing;
}

/** What ways of choosing take that know of new endpoints. */
export interface WarmLoadBalancingOptions extends LoadBalancingOptions {
  /**
   * How new endpoints get their share.
   * @default - they get all of it at once
   */
  readonly warmup?: Warmup;
}

/**
 * How a proxy chooses among the endpoints of a host.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#LoadBalancerSettings
 */
export class LoadBalancer {
  /**
   * What Istio chooses: the one with fewer requests of two taken at random.
   *
   * @param options locality and warm-up
   */
  public static byDefault(options: WarmLoadBalancingOptions): LoadBalancer {
    return new LoadBalancer(undefined, undefined, options);
  }

  /**
   * The one with fewer requests of two taken at random.
   *
   * @param options locality and warm-up
   */
  public static leastRequest(options: WarmLoadBalancingOptions = {}): LoadBalancer {
    return new LoadBalancer('LEAST_REQUEST', undefined, options);
  }

  /**
   * One after the other.
   *
   * @param options locality and warm-up
   */
  public static roundRobin(options: WarmLoadBalancingOptions = {}): LoadBalancer {
    return new LoadBalancer('ROUND_ROBIN', undefined, options);
  }

  /**
   * At random.
   *
   * @param options locality
   */
  public static random(options: LoadBalancingOptions = {}): LoadBalancer {
    return new LoadBalancer('RANDOM', undefined, options);
  }

  /** None: the address that the client has asked for. */
  public static passthrough(): LoadBalancer {
    return new LoadBalancer('PASSTHROUGH', undefined, {});
  }

  /**
   * One endpoint for each client, as long as endpoints stay the same.
   *
   * @param hash what a client is known by
   * @param options locality
   */
  public static consistentHash(hash: ConsistentHash, options: LoadBalancingOptions = {}): LoadBalancer {
    return new LoadBalancer(undefined, { hash }, options);
  }

  private constructor(
    private readonly simple: string | undefined,
    private readonly hashed: { readonly hash: ConsistentHash } | undefined,
    private readonly options: WarmLoadBalancingOptions,
  ) {}

  /** @internal */
  public get _json(): object {
    const { locality, warmup } = this.options;
    return {
      simple: this.simple,
      consistentHash: this.hashed?.hash._json,
      localityLbSetting: locality?._json,
      warmup: warmup && { duration: istioDuration(warmup.duration), minimumPercent: warmup.minimumPercent, aggression: warmup.aggression },
    };
  }

  /** Fails at what is of a wrong type; keeps what Istio would refuse of localities. @internal */
  public _check(at: IConstruct, code: string, subject: string): void {
    const of = `the LoadBalancer of ${subject}`;
    checkShape<WarmLoadBalancingOptions>(at, code, of, this.options, {
      locality: LOCALITY,
      warmup: struct<Warmup>({ duration: required(TIME_SPAN), minimumPercent: NUMBER, aggression: NUMBER }),
    });
    if (this.hashed) checkShape(at, code, of, this.hashed, { hash: required(HASH) });
    this.hashed?.hash._check(at, code, subject);
    for (const problem of this.options.locality?._problems ?? []) Findings.of(at).add(at, problem);
  }
}

const LOCALITY = made('LocalityLoadBalancing', () => 'write LocalityLoadBalancing.failover(...) or another of its factories', (v) => Array.isArray(v?._problems));
const HASH = made('ConsistentHash', () => "write ConsistentHash.header('...') or another of its factories", (v) => typeof v?._check === 'function');

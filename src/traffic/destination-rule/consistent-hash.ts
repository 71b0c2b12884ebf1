import type { Duration } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { DURATION, made, required, TEXT, TEXTS_BY_KEY, WHOLE } from '../../analysis/kinds';
import { checkShape, type ShapeOf } from '../../analysis/shape';
import { istioDuration } from '../durations';

/** How hashes become endpoints. */
export class HashAlgorithm {
  /**
   * A ring, on which each endpoint has many places.
   *
   * @param minimumRingSize how many places there are at least, for all endpoints together; more of them spread the load more evenly.
   * Istio's own is 1024
   */
  public static ringHash(minimumRingSize?: number): HashAlgorithm {
    return new HashAlgorithm('ringHash', 'minimumRingSize', minimumRingSize);
  }

  /**
   * Maglev: faster to look up than a ring; more clients move when endpoints change.
   *
   * @param tableSize the size of its table: a prime number below 5000011, for instance 65537
   */
  public static maglev(tableSize: number): HashAlgorithm {
    return new HashAlgorithm('maglev', 'tableSize', tableSize);
  }

  private constructor(
    private readonly algorithm: string,
    private readonly parameter: string,
    private readonly size: number | undefined,
  ) {}

  /** @internal */
  public get _json(): { readonly [field: string]: object } {
    return { [this.algorithm]: { [this.parameter]: this.size } };
  }

  /** @internal */
  public get _size(): number | undefined {
    return this.size;
  }
}

/** A cookie that carries the hash. */
export interface HashCookieOptions {
  /**
   * For which paths.
   * @default - the browser decides
   */
  readonly path?: string;
  /**
   * How long it lives. Where a request has no such cookie, the proxy makes one; `Duration.millis(0)`: for the session.
   * @default - the proxy makes none: requests without it are spread
   */
  readonly ttl?: Duration;
  /**
   * More attributes of a cookie that the proxy makes, by their names: `SameSite`, `Secure`. Needs OpenShift Service Mesh 3.3.
   * @default - none
   */
  readonly attributes?: { [name: string]: string };
}

interface Hashed {
  readonly httpHeaderName?: string;
  readonly httpQueryParameterName?: string;
  readonly useSourceIp?: boolean;
  readonly cookie?: { readonly name: string; readonly options: HashCookieOptions };
}

/**
 * What a client is known by, so that its requests go to one endpoint.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#LoadBalancerSettings-ConsistentHashLB
 */
export class ConsistentHash {
  /**
   * By a header.
   *
   * @param name the name of the header
   * @param algorithm how hashes become endpoints; a ring where none is given
   */
  public static header(name: string, algorithm?: HashAlgorithm): ConsistentHash {
    return new ConsistentHash({ httpHeaderName: name }, algorithm);
  }

  /**
   * By a cookie.
   *
   * @param name the name of the cookie
   * @param options whether the proxy makes one
   * @param algorithm how hashes become endpoints; a ring where none is given
   */
  public static cookie(name: string, options: HashCookieOptions = {}, algorithm?: HashAlgorithm): ConsistentHash {
    return new ConsistentHash({ cookie: { name, options } }, algorithm);
  }

  /**
   * By the address of the client. The only one for connections without HTTP.
   *
   * @param algorithm how hashes become endpoints; a ring where none is given
   */
  public static sourceIp(algorithm?: HashAlgorithm): ConsistentHash {
    return new ConsistentHash({ useSourceIp: true }, algorithm);
  }

  /**
   * By a parameter of the query.
   *
   * @param name the name of the parameter
   * @param algorithm how hashes become endpoints; a ring where none is given
   */
  public static queryParameter(name: string, algorithm?: HashAlgorithm): ConsistentHash {
    return new ConsistentHash({ httpQueryParameterName: name }, algorithm);
  }

  private constructor(
    private readonly by: Hashed,
    private readonly algorithm: HashAlgorithm | undefined,
  ) {}

  /** @internal */
  public get _json(): object {
    const { cookie, ...by } = this.by;
    return { ...by, httpCookie: cookie && renderCookie(cookie.name, cookie.options), ...this.algorithm?._json };
  }

  /** Fails at what is of a wrong type. @internal */
  public _check(at: IConstruct, code: string, subject: string): void {
    const { cookie, httpHeaderName, httpQueryParameterName, useSourceIp } = this.by;
    const name = cookie?.name ?? httpHeaderName ?? httpQueryParameterName;
    const algorithm = this.algorithm ?? undefined;
    const of = `the ConsistentHash of ${subject}`;
    checkShape(at, code, of, { name, algorithm }, { name: useSourceIp ? TEXT : required(TEXT), algorithm: ALGORITHM });
    checkShape(at, code, of, { size: algorithm?._size }, { size: WHOLE });
    if (cookie) checkShape(at, code, of, cookie.options, COOKIE);
  }
}

const ALGORITHM = made('HashAlgorithm', () => 'write HashAlgorithm.maglev(...) or HashAlgorithm.ringHash(...)', (v) => typeof v?._json === 'object');
const COOKIE: ShapeOf<HashCookieOptions> = { path: TEXT, ttl: DURATION, attributes: TEXTS_BY_KEY };

function renderCookie(name: string, { path, ttl, attributes }: HashCookieOptions): object {
  return {
    name,
    path,
    ttl: ttl && istioDuration(ttl),
    attributes: attributes && Object.entries(attributes).map(([attribute, text]) => ({ name: attribute, value: text })),
  };
}

import type { Duration } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { made, required, TIME_SPAN, WHOLE } from '../../analysis/kinds';
import { checkShape, type ShapeOf, struct } from '../../analysis/shape';
import type { Percentage } from '../../vocabulary/percentage';
import { istioDuration } from '../durations';
import { enumOf, PERCENTAGE } from '../kinds';

/** A status of gRPC. */
export enum GrpcStatus {
  /** No error. */
  OK = 'OK',
  /** The caller has given up. */
  CANCELLED = 'CANCELLED',
  /** An error of another kind. */
  UNKNOWN = 'UNKNOWN',
  /** An argument that is never valid. */
  INVALID_ARGUMENT = 'INVALID_ARGUMENT',
  /** Too late. */
  DEADLINE_EXCEEDED = 'DEADLINE_EXCEEDED',
  /** Not there. */
  NOT_FOUND = 'NOT_FOUND',
  /** There already. */
  ALREADY_EXISTS = 'ALREADY_EXISTS',
  /** Not allowed to whoever asks. */
  PERMISSION_DENIED = 'PERMISSION_DENIED',
  /** A quota is used up. */
  RESOURCE_EXHAUSTED = 'RESOURCE_EXHAUSTED',
  /** Not in a state for it. */
  FAILED_PRECONDITION = 'FAILED_PRECONDITION',
  /** Something else came in between. */
  ABORTED = 'ABORTED',
  /** Past the end. */
  OUT_OF_RANGE = 'OUT_OF_RANGE',
  /** Not supported. */
  UNIMPLEMENTED = 'UNIMPLEMENTED',
  /** An error inside. */
  INTERNAL = 'INTERNAL',
  /** Not at the moment: worth trying again. */
  UNAVAILABLE = 'UNAVAILABLE',
  /** Data are lost. */
  DATA_LOSS = 'DATA_LOSS',
  /** It is not known who asks. */
  UNAUTHENTICATED = 'UNAUTHENTICATED',
}

/** Requests that are held up. */
export interface FaultDelay {
  /** For how long. */
  readonly duration: Duration;
  /** Which share of them. */
  readonly percentage: Percentage;
}

/** Requests that are answered by the proxy, with an error. */
export class FaultAbort {
  /**
   * With a status of HTTP.
   *
   * @param status 200 to 599
   * @param percentage which share of the requests
   */
  public static http(status: number, percentage: Percentage): FaultAbort {
    return new FaultAbort('httpStatus', status, percentage);
  }

  /**
   * With a status of gRPC.
   *
   * @param status the status
   * @param percentage which share of the requests
   */
  public static grpc(status: GrpcStatus, percentage: Percentage): FaultAbort {
    return new FaultAbort('grpcStatus', status, percentage);
  }

  private constructor(
    private readonly field: 'httpStatus' | 'grpcStatus',
    private readonly status: number | string,
    private readonly percentage: Percentage,
  ) {}

  /** @internal */
  public get _json(): object {
    return { [this.field]: this.status, percentage: { value: this.percentage.percent } };
  }

  /** @internal */
  public _check(at: IConstruct, code: string, subject: string): void {
    checkShape(at, code, `the FaultAbort of ${subject}`, { status: this.status, percentage: this.percentage }, {
      status: required(this.field === 'httpStatus' ? WHOLE : enumOf('GrpcStatus', GrpcStatus)), percentage: required(PERCENTAGE),
    });
  }
}

/**
 * Faults on purpose, to see whether clients bear them. At least one of the two.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPFaultInjection
 */
export interface HttpFault {
  /**
   * Requests that are held up.
   * @default - none
   */
  readonly delay?: FaultDelay;
  /**
   * Requests that fail.
   * @default - none
   */
  readonly abort?: FaultAbort;
}

/** What its properties must be. */
export const HTTP_FAULT: ShapeOf<HttpFault> = {
  delay: struct<FaultDelay>({ duration: required(TIME_SPAN), percentage: required(PERCENTAGE) }),
  abort: made('FaultAbort', () => 'write FaultAbort.http(503, Percentage.of(...))', (v) => typeof v?._check === 'function' && 'status' in v),
};

/** As the API has it. */
export function renderFault({ delay, abort }: HttpFault): object {
  return {
    delay: delay && { fixedDelay: istioDuration(delay.duration), percentage: { value: delay.percentage.percent } },
    abort: abort?._json,
  };
}

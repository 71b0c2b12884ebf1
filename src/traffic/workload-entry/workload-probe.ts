import type { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { checkKinds, type Kind, listOf, MAP, member, required, TEXT, TIME_SPAN, WHOLE } from '../../analysis/kinds';
import { checkShape, type ShapeOf, structs } from '../../analysis/shape';

/** When and how often a workload is asked whether it is ready. */
export interface WorkloadProbeOptions {
  /**
   * How long after its start it is asked first, in whole seconds.
   * @default - at once
   */
  readonly initialDelay?: Duration;
  /**
   * How long it may take to answer, in whole seconds.
   * @default Duration.seconds(1)
   */
  readonly timeout?: Duration;
  /**
   * How often it is asked, in whole seconds.
   * @default Duration.seconds(10)
   */
  readonly period?: Duration;
  /**
   * After how many good answers in a row it is ready again.
   * @default 1
   */
  readonly successThreshold?: number;
  /**
   * After how many bad answers in a row it is not ready.
   * @default 3
   */
  readonly failureThreshold?: number;
}

/** Whether a probe uses TLS. */
export enum ProbeScheme {
  /** Plain HTTP. */
  HTTP = 'HTTP',
  /** HTTPS; the certificate is not verified. */
  HTTPS = 'HTTPS',
}

/** A header of a probe. */
export interface ProbeHeader {
  /** The name of the header. */
  readonly name: string;
  /** What it says. */
  readonly text: string;
}

/** A request that tells whether a workload is ready. */
export interface HttpProbeOptions extends WorkloadProbeOptions {
  /**
   * The path.
   * @default /
   */
  readonly path?: string;
  /**
   * The host that is connected to. To ask for a host by name, state the header `Host`.
   * @default - the address of the workload
   */
  readonly host?: string;
  /**
   * Whether it uses TLS.
   * @default ProbeScheme.HTTP
   */
  readonly scheme?: ProbeScheme;
  /**
   * Headers, in this order; one name may occur several times.
   * @default - none
   */
  readonly headers?: ProbeHeader[];
}

/** A connection that tells whether a workload is ready. */
export interface TcpProbeOptions extends WorkloadProbeOptions {
  /**
   * The host that is connected to.
   * @default localhost
   */
  readonly host?: string;
}

const SECONDS: Kind = {
  is: (v) => TIME_SPAN.is(v) && Number.isInteger(v.toMilliseconds() / 1000),
  expected: 'a Duration of cdk8s of whole seconds, above zero',
  fix: (v) => (TIME_SPAN.is(v) ? 'round it' : TIME_SPAN.fix(v)),
};
const TIMES: ShapeOf<WorkloadProbeOptions> = {
  initialDelay: { ...SECONDS, is: (v) => SECONDS.is(v) || v?.toMilliseconds?.() === 0, expected: 'a Duration of cdk8s of whole seconds' },
  timeout: SECONDS,
  period: SECONDS,
  successThreshold: WHOLE,
  failureThreshold: WHOLE,
};
const PORT = required(WHOLE);

/** How one of the factories makes a probe. */
interface Method {
  readonly field: string;
  /** What has no options: the port, the command. */
  readonly main: readonly [property: string, given: unknown, kind: Kind];
  readonly shape: ShapeOf<any>;
  readonly json: (options: any) => object;
}

/**
 * How the proxy beside a workload finds out whether it is ready. What is not ready gets no traffic. The API has a probe by gRPC too, which
 * Istio's own webhook refuses.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/workload-group/#ReadinessProbe
 */
export class WorkloadProbe {
  /**
   * By a request: any status from 200 to 399 is good.
   *
   * @param port the port
   * @param options the request, and when it is made
   */
  public static http(port: number, options: HttpProbeOptions = {}): WorkloadProbe {
    return new WorkloadProbe({
      field: 'httpGet',
      main: ['port', port, PORT],
      shape: {
        path: TEXT,
        host: TEXT,
        scheme: member('ProbeScheme', ProbeScheme as unknown as { [name: string]: string }),
        headers: structs<ProbeHeader>({ name: required(TEXT), text: required({ ...TEXT, is: (v) => typeof v === 'string', expected: 'a string' }) }),
      },
      json: ({ path, host, scheme, headers }: HttpProbeOptions) =>
        ({ port, path, host, scheme, httpHeaders: headers?.map(({ name, text }) => ({ name, value: text })) }),
    }, options);
  }

  /**
   * By a connection.
   *
   * @param port the port
   * @param options the host, and when it is tried
   */
  public static tcp(port: number, options: TcpProbeOptions = {}): WorkloadProbe {
    return new WorkloadProbe({ field: 'tcpSocket', main: ['port', port, PORT], shape: { host: TEXT }, json: ({ host }: TcpProbeOptions) => ({ port, host }) }, options);
  }

  /**
   * By a command in the machine of the workload: exit status 0 is good.
   *
   * @param command the program and its arguments, at least the program
   * @param options when it is run
   */
  public static exec(command: string[], options: WorkloadProbeOptions = {}): WorkloadProbe {
    return new WorkloadProbe({ field: 'exec', main: ['command', command, required(listOf('words', TEXT))], shape: {}, json: () => ({ command: [...command] }) }, options);
  }

  private constructor(
    private readonly method: Method,
    private readonly options: WorkloadProbeOptions,
  ) {}

  /** Fails where something is not what it must be. @internal */
  public _check(at: Construct, subject: string): void {
    checkKinds(at, 'traffic/wrong-type', subject, [['options', this.options, required(MAP)], this.method.main]);
    checkShape(at, 'traffic/wrong-type', subject, this.options, { ...TIMES, ...this.method.shape });
  }

  /** As a WorkloadGroup has it. @internal */
  public get _json(): object {
    const { initialDelay, timeout, period, successThreshold, failureThreshold } = this.options;
    return {
      initialDelaySeconds: seconds(initialDelay),
      timeoutSeconds: seconds(timeout),
      periodSeconds: seconds(period),
      successThreshold: successThreshold ?? undefined,
      failureThreshold: failureThreshold ?? undefined,
      [this.method.field]: this.method.json(this.options),
    };
  }
}

function seconds(duration: Duration | undefined): number | undefined {
  return duration ? duration.toMilliseconds() / 1000 : undefined;
}

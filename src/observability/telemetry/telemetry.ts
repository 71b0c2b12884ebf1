import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { type AccessLogging, accessLoggingKinds, renderAccessLogging } from './access-logging';
import { type Metrics, metricsKinds, renderMetrics } from './metrics';
import { renderTracing, type Tracing, tracingKinds } from './tracing';
import { checkKinds, type KindRow, listOf, MAP } from '../../analysis/kinds';
import { type IMeshObject, referTo } from '../../objects/mesh-object';
import type { ObjectReference } from '../../objects/object-props';
import { policyAttachment, type PolicyProps } from '../../objects/policy-props';
import { writeObject } from '../../objects/write';

/** A Telemetry to make. */
export interface TelemetryProps extends PolicyProps {
  /**
   * What becomes of access logs: one entry a side or a provider.
   * @default - what is said higher up
   */
  readonly accessLogging?: AccessLogging[];
  /**
   * What becomes of traces.
   * @default - what is said higher up
   */
  readonly tracing?: Tracing;
  /**
   * What becomes of metrics: one entry a provider.
   * @default - what is said higher up
   */
  readonly metrics?: Metrics[];
}

const KIND = { group: 'telemetry.istio.io', version: 'v1', kind: 'Telemetry' };

/**
 * Access logs, traces and metrics of workloads. One for the mesh in the root namespace, one for each namespace, and one for workloads or
 * targets: what is nearer is laid over what is higher up.
 *
 * *Writes* a `Telemetry`.
 *
 * @see https://istio.io/latest/docs/reference/config/telemetry/
 */
export class Telemetry extends Construct implements IMeshObject {
  /**
   * A `Telemetry` that another program makes. Writes nothing.
   *
   * @param scope the parent construct
   * @param id the id of the construct
   * @param reference its name and namespace
   */
  public static fromName(scope: Construct, id: string, reference: ObjectReference): IMeshObject {
    return referTo(scope, id, KIND, reference);
  }

  /** The API group of the object. */
  public readonly objectGroup: string = KIND.group;
  /** The kind of the object. */
  public readonly objectKind: string = KIND.kind;
  /** The name of the object. */
  public readonly objectName: string;
  /**
   * Its namespace.
   * @default - undefined where it is that in which the manifest is applied
   */
  public readonly namespaceName?: string;
  /** The name of the object. */
  public readonly telemetryName: string;
  /** The `Telemetry`. */
  public readonly apiObject: ApiObject;

  public constructor(scope: Construct, id: string, props: TelemetryProps) {
    super(scope, id);
    this.apiObject = writeObject(this, KIND, props, () => {
      checkKinds(this, 'observability/wrong-type', 'the Telemetry', kindsOf(props));
      const { accessLogging, tracing, metrics } = props;
      return {
        ...policyAttachment(this, KIND.kind, props),
        accessLogging: accessLogging?.map(renderAccessLogging),
        // Istio looks at the first entry only (pkg/config/validation, multiple tracing is warned of)
        tracing: tracing && [renderTracing(tracing)],
        metrics: metrics?.map(renderMetrics),
      };
    });
    this.telemetryName = this.apiObject.name;
    this.objectName = this.apiObject.name;
    this.namespaceName = props.namespace?.namespaceName;
  }
}

function kindsOf({ accessLogging, tracing, metrics }: TelemetryProps): KindRow[] {
  return [
    ['accessLogging', accessLogging, listOf('entries', MAP)], ['tracing', tracing, MAP], ['metrics', metrics, listOf('entries', MAP)],
    ...maps(accessLogging).flatMap((entry, i) => accessLoggingKinds(entry, `accessLogging[${i}]`)),
    ...(MAP.is(tracing) ? tracingKinds(tracing!) : []),
    ...maps(metrics).flatMap((entry, i) => metricsKinds(entry, `metrics[${i}]`)),
  ];
}

function maps<T>(value: readonly T[] | undefined): readonly T[] {
  return Array.isArray(value) && value.every(MAP.is) ? value : [];
}

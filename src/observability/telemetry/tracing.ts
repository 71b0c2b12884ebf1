import { PROVIDER, WORKLOAD_MODE } from './access-logging';
import { FLAG, type KindRow, made, MAP, stated } from '../../analysis/kinds';
import type { Percentage } from '../../vocabulary/percentage';
import type { ProviderRef } from '../../vocabulary/provider-ref';
import type { WorkloadMode } from '../../vocabulary/workload-mode';

/**
 * What a tag of a span says.
 *
 * @see https://istio.io/latest/docs/reference/config/telemetry/#Tracing-CustomTag
 */
export class TraceTag {
  /**
   * Always the same.
   *
   * @param text what it says
   */
  public static literal(text: string): TraceTag {
    return new TraceTag({ literal: { value: text } });
  }

  /**
   * A variable of the environment of the proxy.
   *
   * @param variable the name of the variable
   * @param otherwise what it says where there is none
   */
  public static environment(variable: string, otherwise?: string): TraceTag {
    return new TraceTag({ environment: { name: variable, defaultValue: otherwise } });
  }

  /**
   * A header of the request.
   *
   * @param header the name of the header
   * @param otherwise what it says where there is none
   */
  public static header(header: string, otherwise?: string): TraceTag {
    return new TraceTag({ header: { name: header, defaultValue: otherwise } });
  }

  /**
   * A text with substitutions of Envoy's access logs, for instance `%REQ(:PATH)%`. Needs OpenShift Service Mesh 3.4.
   *
   * @param format the text
   */
  public static formatter(format: string): TraceTag {
    return new TraceTag({ formatter: { value: format } });
  }

  private constructor(
    /** @internal */
    public readonly _tag: object,
  ) {}
}

/**
 * What becomes of traces.
 *
 * @see https://istio.io/latest/docs/reference/config/telemetry/#Tracing
 */
export interface Tracing {
  /**
   * From whose side. Istio takes one provider and one entry of tracing an object: two sides with different settings are two objects.
   * @default - both
   */
  readonly mode?: WorkloadMode;
  /**
   * Where the spans go.
   * @default - the default provider of the mesh config; where there is none, nowhere
   */
  readonly provider?: ProviderRef;
  /**
   * How many requests are traced of those that come without a decision.
   * @default - what is said higher up; 1 percent where nothing is
   */
  readonly sampling?: Percentage;
  /**
   * Tags of each span, by their names.
   * @default - none beside Istio's own
   */
  readonly customTags?: { [name: string]: TraceTag };
  /**
   * Whether no spans are reported. Headers are passed on all the same.
   * @default false
   */
  readonly disableSpanReporting?: boolean;
  /**
   * Whether the headers of the trace are not passed on. Needs OpenShift Service Mesh 3.4.
   * @default false
   */
  readonly disableContextPropagation?: boolean;
  /**
   * Whether Istio's own tags are added. Needs OpenShift Service Mesh 3.1.
   * @default true
   */
  readonly enableIstioTags?: boolean;
  /**
   * Whether the request id decides what is sampled.
   * @default true
   */
  readonly useRequestIdForTraceSampling?: boolean;
}

const TAG = made('TraceTag', (v) => `write TraceTag.literal('${typeof v === 'string' ? v : '...'}')`, (v) => typeof v?._tag === 'object');
const SHARE = made('Percentage', (v) => `write Percentage.of(${typeof v === 'number' ? v : '...'})`, (v) => typeof v?.percent === 'number');

/** What the properties must be. */
export function tracingKinds(tracing: Tracing): KindRow[] {
  const { mode, provider, sampling, customTags } = tracing;
  const flags = ['disableSpanReporting', 'disableContextPropagation', 'enableIstioTags', 'useRequestIdForTraceSampling'] as const;
  return [
    ['tracing.mode', mode, WORKLOAD_MODE], ['tracing.provider', provider, PROVIDER], ['tracing.sampling', sampling, SHARE],
    ['tracing.customTags', customTags, MAP],
    ...Object.entries(customTags ?? {}).map(([name, tag]): KindRow => [`tracing.customTags['${name}']`, tag, TAG]),
    ...flags.map((flag): KindRow => [`tracing.${flag}`, tracing[flag], FLAG]),
  ];
}

/** As the API writes it. */
export function renderTracing({ mode, provider, sampling, customTags, ...flags }: Tracing): object {
  return {
    ...flags,
    match: mode && { mode },
    providers: provider && [{ name: provider.name }],
    randomSamplingPercentage: sampling?.percent,
    customTags: customTags && Object.fromEntries(Object.entries(stated(customTags)).map(([name, { _tag }]) => [name, _tag])),
  };
}

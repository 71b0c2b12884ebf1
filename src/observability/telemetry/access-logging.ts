import { FLAG, type KindRow, listOf, made, member, TEXT } from '../../analysis/kinds';
import type { ProviderRef } from '../../vocabulary/provider-ref';
import { WorkloadMode } from '../../vocabulary/workload-mode';

/**
 * What becomes of access logs.
 *
 * @see https://istio.io/latest/docs/reference/config/telemetry/#AccessLogging
 */
export interface AccessLogging {
  /**
   * From whose side.
   * @default - both
   */
  readonly mode?: WorkloadMode;
  /**
   * Where they go.
   * @default - the default providers of the mesh config; where there are none, nowhere
   */
  readonly providers?: ProviderRef[];
  /**
   * Whether there are none, whatever is said higher up.
   * @default false
   */
  readonly disabled?: boolean;
  /**
   * Which requests are logged: an expression in CEL over attributes of Envoy, for instance `response.code >= 400`.
   * @default - all
   * @see https://www.envoyproxy.io/docs/envoy/latest/intro/arch_overview/advanced/attributes
   */
  readonly filter?: string;
}

export const PROVIDER = made('ProviderRef', (v) => `write ProviderRef.of('${typeof v === 'string' ? v : '...'}')`, (v) => typeof v?.name === 'string' && v.name !== '');
export const WORKLOAD_MODE = member('WorkloadMode', WorkloadMode as unknown as { [name: string]: string });

/** What the properties must be. */
export function accessLoggingKinds({ mode, providers, disabled, filter }: AccessLogging, at: string): KindRow[] {
  return [
    [`${at}.mode`, mode, WORKLOAD_MODE], [`${at}.providers`, providers, listOf('providers', PROVIDER)], [`${at}.disabled`, disabled, FLAG], [`${at}.filter`, filter, TEXT],
  ];
}

/** As the API writes it. */
export function renderAccessLogging({ mode, providers, disabled, filter }: AccessLogging): object {
  return {
    match: mode && { mode },
    providers: providers?.map(({ name }) => ({ name })),
    disabled,
    filter: filter === undefined ? undefined : { expression: filter },
  };
}

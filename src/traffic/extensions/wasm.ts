import { type Kind, type KindRow, listOf, made, MAP, member, required, TEXT, WHOLE } from '../../analysis/kinds';
import type { SecretRef } from '../../vocabulary/secret-ref';
import { WorkloadMode } from '../../vocabulary/workload-mode';

/** Where in the chain of filters an extension runs. */
export enum ExtensionPhase {
  /** Before Istio's authentication. */
  AUTHN = 'AUTHN',
  /** Before Istio's authorisation, after its authentication. */
  AUTHZ = 'AUTHZ',
  /** Before Istio's metrics, after its authorisation. */
  STATS = 'STATS',
}

/** What an extension in Wasm filters. */
export enum WasmPluginType {
  /** Requests of HTTP. */
  HTTP = 'HTTP',
  /** Connections. */
  NETWORK = 'NETWORK',
}

/** What becomes of traffic while an extension in Wasm cannot be loaded, or has failed. */
export enum WasmFailStrategy {
  /** It is refused. */
  CLOSE = 'FAIL_CLOSE',
  /** It goes on without the extension. */
  OPEN = 'FAIL_OPEN',
  /** The extension is loaded anew, at intervals; it is refused until then. Needs OpenShift Service Mesh 3.2. */
  RELOAD = 'FAIL_RELOAD',
}

/** When the image of an extension is pulled. */
export enum WasmPullPolicy {
  /** When it is not there yet. */
  IF_NOT_PRESENT = 'IfNotPresent',
  /** Each time the plugin changes. */
  ALWAYS = 'Always',
}

/** A variable of the environment of an extension in Wasm. */
export class WasmEnvironment {
  /**
   * A variable with a text.
   *
   * @param name the name of the variable
   * @param text what it says
   */
  public static literal(name: string, text: string): WasmEnvironment {
    return new WasmEnvironment({ name, value: text });
  }

  /**
   * A variable that says what it says in the environment of the proxy.
   *
   * @param name the name of the variable
   */
  public static fromProxy(name: string): WasmEnvironment {
    return new WasmEnvironment({ name, valueFrom: 'HOST' });
  }

  private constructor(
    /** @internal */
    public readonly _variable: { readonly name: string; readonly value?: string; readonly valueFrom?: string },
  ) {}
}

/** Which traffic goes through an extension. */
export interface ExtensionMatch {
  /**
   * From whose side.
   * @default - both
   */
  readonly mode?: WorkloadMode;
  /**
   * Which ports: of the workload where it takes connections, of the service where it makes them.
   * @default - all
   */
  readonly ports?: number[];
}

/**
 * An extension in Wasm.
 *
 * @see https://istio.io/latest/docs/reference/config/proxy_extensions/wasm-plugin/
 */
export interface WasmExtension {
  /** Where it is: `oci://`, `https://`, `http://` or `file://` (a path in the container of the proxy). Without a scheme it is `oci://`. */
  readonly url: string;
  /**
   * The checksum of the module or of the image.
   * @default - not checked
   */
  readonly sha256?: string;
  /**
   * When the image is pulled.
   * @default - IfNotPresent, and Always for the tag `latest`
   */
  readonly imagePullPolicy?: WasmPullPolicy;
  /**
   * The pull Secret for the registry, in the namespace of the object.
   * @default - none
   */
  readonly imagePullSecret?: SecretRef;
  /**
   * What the extension is told when it starts, as it understands it.
   * @default - nothing
   */
  readonly pluginConfig?: { [key: string]: any };
  /**
   * The name of the root context, where the module has several.
   * @default - none
   */
  readonly pluginName?: string;
  /**
   * What it filters.
   * @default WasmPluginType.HTTP
   */
  readonly type?: WasmPluginType;
  /**
   * What becomes of traffic while it does not work.
   * @default WasmFailStrategy.CLOSE
   */
  readonly failStrategy?: WasmFailStrategy;
  /**
   * Its environment.
   * @default - empty
   */
  readonly environment?: WasmEnvironment[];
}

const ENVIRONMENT = made('WasmEnvironment', () => "write WasmEnvironment.literal('NAME', '...')", (v) => typeof v?._variable?.name === 'string');
const SECRET = made('SecretRef', (v) => `write SecretRef.named('${typeof v === 'string' ? v : '...'}')`, (v) => typeof v?.secretName === 'string');
const MODE = member('WorkloadMode', WorkloadMode as unknown as { [name: string]: string });

/** What the properties of an extension in Wasm must be. */
export function wasmKinds(wasm: WasmExtension, at = ''): KindRow[] {
  const rows: [keyof WasmExtension, Kind][] = [
    ['url', required(TEXT)], ['sha256', TEXT], ['imagePullPolicy', member('WasmPullPolicy', enumOf(WasmPullPolicy))], ['imagePullSecret', SECRET],
    ['pluginConfig', MAP], ['pluginName', TEXT], ['type', member('WasmPluginType', enumOf(WasmPluginType))],
    ['failStrategy', member('WasmFailStrategy', enumOf(WasmFailStrategy))], ['environment', listOf('variables', ENVIRONMENT)],
  ];
  return rows.map(([property, kind]) => [`${at}${property}`, wasm[property], kind]);
}

/** What the place of an extension must be. */
export function placeKinds(place: { readonly phase?: ExtensionPhase; readonly priority?: number; readonly match?: ExtensionMatch[] }): KindRow[] {
  const shape: KindRow[] = [
    ['phase', place.phase, member('ExtensionPhase', enumOf(ExtensionPhase))], ['priority', place.priority, WHOLE], ['match', place.match, listOf('matches', MAP)],
  ];
  if (!Array.isArray(place.match)) return shape;
  return [...shape, ...place.match.filter(MAP.is).flatMap(({ mode, ports }, i): KindRow[] => [
    [`match[${i}].mode`, mode, MODE], [`match[${i}].ports`, ports, listOf('ports', WHOLE)],
  ])];
}

/** As the API writes it. */
export function renderWasm({ imagePullSecret, environment, ...rest }: WasmExtension): object {
  return {
    ...rest,
    imagePullSecret: imagePullSecret?.secretName,
    vmConfig: environment && { env: environment.map(({ _variable }) => _variable) },
  };
}

/** As the API writes it. */
export function renderMatch(match: readonly ExtensionMatch[] | undefined): readonly object[] | undefined {
  return match?.map(({ mode, ports }) => ({ mode, ports: ports?.map((number) => ({ number })) }));
}

function enumOf(enumeration: object): { [name: string]: string } {
  return enumeration as { [name: string]: string };
}

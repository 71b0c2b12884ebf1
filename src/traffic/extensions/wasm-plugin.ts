import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { type ExtensionMatch, type ExtensionPhase, placeKinds, renderMatch, renderWasm, type WasmExtension, wasmKinds } from './wasm';
import { checkKinds, MAP, required } from '../../analysis/kinds';
import { type IMeshObject, referTo } from '../../objects/mesh-object';
import type { ObjectReference } from '../../objects/object-props';
import { policyAttachment, type PolicyProps } from '../../objects/policy-props';
import { writeObject } from '../../objects/write';

/** A WasmPlugin to make. */
export interface WasmPluginProps extends PolicyProps {
  /** What it runs. */
  readonly wasm: WasmExtension;
  /**
   * Where in the chain of filters.
   * @default - at its end, before the router
   */
  readonly phase?: ExtensionPhase;
  /**
   * Its turn among others of the same phase: the higher, the earlier.
   * @default 0
   */
  readonly priority?: number;
  /**
   * Which traffic goes through it: any of these.
   * @default - all
   */
  readonly match?: ExtensionMatch[];
}

const KIND = { group: 'extensions.istio.io', version: 'v1alpha1', kind: 'WasmPlugin' };

/**
 * An extension in Wasm that proxies load. From OpenShift Service Mesh 3.4 on a `TrafficExtension` does the same.
 *
 * *Writes* a `WasmPlugin`.
 *
 * @see https://istio.io/latest/docs/reference/config/proxy_extensions/wasm-plugin/
 */
export class WasmPlugin extends Construct implements IMeshObject {
  /**
   * A `WasmPlugin` that another program makes. Writes nothing.
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
  public readonly wasmPluginName: string;
  /** The `WasmPlugin`. */
  public readonly apiObject: ApiObject;

  public constructor(scope: Construct, id: string, props: WasmPluginProps) {
    super(scope, id);
    this.apiObject = writeObject(this, KIND, props, () => {
      const { wasm, phase, priority, match } = props;
      checkKinds(this, 'traffic/wrong-type', 'the WasmPlugin', [['wasm', wasm, required(MAP)], ...wasmKinds(wasm ?? {}, 'wasm.'), ...placeKinds(props)]);
      return { ...policyAttachment(this, KIND.kind, props), ...renderWasm(wasm), phase, priority, match: renderMatch(match) };
    });
    this.wasmPluginName = this.apiObject.name;
    this.objectName = this.apiObject.name;
    this.namespaceName = props.namespace?.namespaceName;
  }
}

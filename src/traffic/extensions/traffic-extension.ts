import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { type ExtensionMatch, type ExtensionPhase, placeKinds, renderMatch, renderWasm, type WasmExtension, wasmKinds } from './wasm';
import { checkKinds, made, required } from '../../analysis/kinds';
import { type IMeshObject, referTo } from '../../objects/mesh-object';
import type { ObjectReference } from '../../objects/object-props';
import { policyAttachment, type PolicyProps } from '../../objects/policy-props';
import { writeObject } from '../../objects/write';

/** What an extension of the traffic runs. */
export class ExtensionCode {
  /**
   * A module in Wasm.
   *
   * @param wasm where it is, and how it is loaded
   */
  public static wasm(wasm: WasmExtension): ExtensionCode {
    return new ExtensionCode(wasm);
  }

  /**
   * A script in Lua, which is in the object itself.
   *
   * @param code 1 to 65,536 characters, with `envoy_on_request` or `envoy_on_response`
   * @see https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/lua_filter
   */
  public static lua(code: string): ExtensionCode {
    return new ExtensionCode(undefined, code);
  }

  private constructor(
    /** @internal */
    public readonly _wasm?: WasmExtension,
    /** @internal */
    public readonly _lua?: string,
  ) {}
}

/** A TrafficExtension to make. */
export interface TrafficExtensionProps extends PolicyProps {
  /** What it runs. */
  readonly code: ExtensionCode;
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

const KIND = { group: 'extensions.istio.io', version: 'v1alpha1', kind: 'TrafficExtension' };
const CODE = made('ExtensionCode', () => 'write ExtensionCode.wasm({ ... }) or ExtensionCode.lua(...)',
  (v) => typeof v?._lua === 'string' || (typeof v?._wasm === 'object' && v._wasm !== null));

/**
 * Code that proxies run on traffic, in Wasm or Lua. Needs OpenShift Service Mesh 3.4.
 *
 * *Writes* a `TrafficExtension`.
 *
 * @see https://istio.io/latest/docs/reference/config/
 */
export class TrafficExtension extends Construct implements IMeshObject {
  /**
   * A `TrafficExtension` that another program makes. Writes nothing.
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
  public readonly trafficExtensionName: string;
  /** The `TrafficExtension`. */
  public readonly apiObject: ApiObject;

  public constructor(scope: Construct, id: string, props: TrafficExtensionProps) {
    super(scope, id);
    this.apiObject = writeObject(this, KIND, props, () => {
      const { code, phase, priority, match } = props;
      checkKinds(this, 'traffic/wrong-type', 'the TrafficExtension', [['code', code, required(CODE)], ...placeKinds(props)]);
      const { _wasm: wasm, _lua: lua } = code;
      if (wasm) checkKinds(this, 'traffic/wrong-type', 'the TrafficExtension', wasmKinds(wasm, 'code.'));
      return {
        ...policyAttachment(this, KIND.kind, props),
        wasm: wasm && renderWasm(wasm),
        lua: lua === undefined ? undefined : { inlineCode: lua },
        phase,
        priority,
        match: renderMatch(match),
      };
    });
    this.trafficExtensionName = this.apiObject.name;
    this.objectName = this.apiObject.name;
    this.namespaceName = props.namespace?.namespaceName;
  }
}

import type { KindCheck } from './kind-check';
import { checkAttachment } from './syntax/target-refs';
import { checkTrafficSelectors, checkWasmModule } from './syntax/wasm';

/**
 * What Istio's webhook says of a WasmPlugin.
 * @see istio/istio pkg/config/validation/validation.go (ValidateWasmPlugin)
 */
export const checkWasmPlugin: KindCheck = (spec, report, object, context) => {
  checkAttachment(spec, report, object, context);
  checkWasmModule(spec, report);
  checkTrafficSelectors(spec, report);
};

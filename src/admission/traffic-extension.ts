import type { KindCheck } from './kind-check';
import type { Report } from './report';
import { checkAttachment } from './syntax/target-refs';
import { isPresent, mapAt, textAt, type PlainObject } from './syntax/values';
import { checkTrafficSelectors, checkWasmModule } from './syntax/wasm';
import { isBlank } from './syntax/written';

const MAX_CODE = 65536;

/**
 * What Istio's webhook says of a TrafficExtension.
 * @see istio/istio pkg/config/validation/validation.go (ValidateTrafficExtension)
 */
export const checkTrafficExtension: KindCheck = (spec, report, object, context) => {
  // The older `targetRef` is no field of this kind, which the schema checks tell of.
  checkAttachment({ ...spec, targetRef: undefined }, report, object, context);
  if (isPresent(spec, 'wasm') === isPresent(spec, 'lua')) {
    report.error({
      code: 'traffic-extension/not-one-code',
      what: isPresent(spec, 'wasm') ? '`wasm` and `lua` are set' : 'neither `wasm` nor `lua` is set',
      expected: 'one of the two',
      fix: 'write the one that the extension is made of',
    });
  }
  const wasm = mapAt(spec, 'wasm');
  const lua = mapAt(spec, 'lua');
  if (wasm) checkWasmModule(wasm, report.in('wasm'));
  if (lua) checkLua(lua, report.in('lua', 'inlineCode'));
  checkTrafficSelectors(spec, report);
};

function checkLua(lua: PlainObject, report: Report): void {
  const length = Buffer.byteLength(textAt(lua, 'inlineCode'));
  if (isBlank(lua, 'inlineCode')) {
    report.error({
      code: 'traffic-extension/no-script',
      what: 'the script in Lua has no inlineCode',
      expected: 'the code of the filter',
      fix: 'write envoy_on_request or envoy_on_response',
    });
  } else if (length > MAX_CODE) {
    report.error({
      code: 'traffic-extension/script-too-long',
      what: `inlineCode has ${length} bytes`,
      expected: `${MAX_CODE} at most`,
      fix: 'shorten the code, or make it a module in WebAssembly',
    });
  }
}

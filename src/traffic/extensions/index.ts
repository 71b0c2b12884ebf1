export * from './traffic-extension';
export {
  type ExtensionMatch, ExtensionPhase, WasmEnvironment, type WasmExtension, WasmFailStrategy, WasmPluginType, WasmPullPolicy,
} from './wasm';
export * from './wasm-plugin';

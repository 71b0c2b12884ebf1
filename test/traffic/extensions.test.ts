import { OssmRelease } from '../../src/release';
import { ExtensionCode, ExtensionPhase, TrafficExtension, WasmEnvironment, WasmFailStrategy, WasmPlugin, WasmPluginType, WasmPullPolicy } from '../../src/traffic/extensions';
import { SecretRef } from '../../src/vocabulary/secret-ref';
import { WorkloadMode } from '../../src/vocabulary/workload-mode';
import { WorkloadSelector } from '../../src/vocabulary/workload-selector';
import { fakeProgram, only } from '../support/fake-mesh';

const WASM = {
  url: 'oci://registry.example.com/auth:1',
  sha256: 'a'.repeat(64),
  imagePullPolicy: WasmPullPolicy.ALWAYS,
  imagePullSecret: SecretRef.named('registry'),
  pluginConfig: { realm: 'x' },
  pluginName: 'root',
  type: WasmPluginType.HTTP,
  failStrategy: WasmFailStrategy.OPEN,
  environment: [WasmEnvironment.literal('A', 'b'), WasmEnvironment.fromProxy('POD_NAME')],
};

const RENDERED = {
  url: 'oci://registry.example.com/auth:1',
  sha256: 'a'.repeat(64),
  imagePullPolicy: 'Always',
  imagePullSecret: 'registry',
  pluginConfig: { realm: 'x' },
  pluginName: 'root',
  type: 'HTTP',
  failStrategy: 'FAIL_OPEN',
  vmConfig: { env: [{ name: 'A', value: 'b' }, { name: 'POD_NAME', valueFrom: 'HOST' }] },
};

describe('WasmPlugin', () => {
  test('every property', () => {
    const { chart, mesh } = fakeProgram();
    new WasmPlugin(chart, 'auth', {
      name: 'auth',
      namespace: mesh.namespace('shop'),
      selector: WorkloadSelector.labels({ app: 'web' }),
      wasm: WASM,
      phase: ExtensionPhase.AUTHN,
      priority: 10,
      match: [{ mode: WorkloadMode.SERVER, ports: [8080] }],
    });
    expect(only(chart, 'WasmPlugin')).toMatchObject({
      apiVersion: 'extensions.istio.io/v1alpha1',
      spec: {
        ...RENDERED, selector: { matchLabels: { app: 'web' } }, phase: 'AUTHN', priority: 10, match: [{ mode: 'SERVER', ports: [{ number: 8080 }] }],
      },
    });
  });

  test.each([
    ['without a URL', { wasm: {} as never }, /wasm\.url/],
    ['a Secret as text', { wasm: { url: 'x', imagePullSecret: 's' as never } }, /SecretRef\.named\('s'\)/],
    ['a phase that is none', { wasm: { url: 'x' }, phase: 'authn' as never }, /ExtensionPhase\.AUTHN/],
    ['without code', { wasm: undefined as never }, /`wasm` of the WasmPlugin is not given/],
  ])('%s is refused', (_what, props, message) => {
    const { chart, mesh } = fakeProgram();
    expect(() => new WasmPlugin(chart, 'x', { name: 'x', namespace: mesh.namespace('shop'), ...props })).toThrow(message);
  });
});

describe('TrafficExtension', () => {
  test('Wasm or Lua', () => {
    const { chart, mesh } = fakeProgram({ release: OssmRelease.V3_4, istioMinor: '1.30' });
    const namespace = mesh.namespace('shop');
    const wasm = new TrafficExtension(chart, 'wasm', { name: 'wasm', namespace, code: ExtensionCode.wasm(WASM), phase: ExtensionPhase.STATS, priority: 1, match: [{}] });
    const lua = new TrafficExtension(chart, 'lua', { name: 'lua', namespace, code: ExtensionCode.lua('function envoy_on_request(h) end') });
    expect(wasm.apiObject.toJson().spec).toEqual({ wasm: RENDERED, phase: 'STATS', priority: 1, match: [{}] });
    expect(lua.apiObject.toJson().spec).toEqual({ lua: { inlineCode: 'function envoy_on_request(h) end' } });
  });

  test('code as text is refused', () => {
    const { chart, mesh } = fakeProgram();
    expect(() => new TrafficExtension(chart, 'x', { name: 'x', namespace: mesh.namespace('shop'), code: 'x' as never })).toThrow(/ExtensionCode\.lua/);
  });
});

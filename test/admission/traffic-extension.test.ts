import { expectNoCrash, testRows } from './support/judge';

const EXTENSIONS = { apiVersion: 'extensions.istio.io/v1alpha1' };
const url = 'oci://registry.example.com/filter:v1';
const lua = { inlineCode: 'function envoy_on_request(handle) end' };
const selector = { matchLabels: { app: 'cart' } };
const gateway = { group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'front' };
const wasm = (values: object) => ({ wasm: { url, ...values } });

describe('TrafficExtension', () => {
  describe('its code', () => testRows('TrafficExtension', [
    ['a module is right', wasm({}), []],
    ['a script is right', { lua }, []],
    ['neither is refused', { phase: 'AUTHN' }, ['error traffic-extension/not-one-code spec']],
    ['both are refused', { ...wasm({}), lua }, ['error traffic-extension/not-one-code spec']],
    ['an empty script is refused', { lua: { inlineCode: '' } }, ['error traffic-extension/no-script spec.lua.inlineCode']],
    ['a script without code is refused', { lua: {} }, ['error traffic-extension/no-script spec.lua.inlineCode']],
    ['the longest script is right', { lua: { inlineCode: '-'.repeat(65536) } }, []],
    ['a script that is too long is refused', { lua: { inlineCode: '-'.repeat(65537) } }, ['error traffic-extension/script-too-long spec.lua.inlineCode']],
    ['a script is measured in bytes', { lua: { inlineCode: 'ä'.repeat(32769) } }, ['error traffic-extension/script-too-long spec.lua.inlineCode']],
    ['code of a wrong type is for the schema to tell', { lua: { inlineCode: 1 } }, []],
    ['a module without URL is refused', { wasm: {} }, ['error wasm/no-url spec.wasm.url']],
    ['a module with another scheme is refused', wasm({ url: 'git://example.com/filter' }), ['error wasm/invalid-url spec.wasm.url']],
    ['a checksum in capitals is refused', wasm({ sha256: 'A'.repeat(64) }), ['error wasm/invalid-sha256 spec.wasm.sha256']],
    ['a name of a Secret that is too long is refused', wasm({ imagePullSecret: 'a'.repeat(254) }), ['error wasm/too-long spec.wasm.imagePullSecret']],
    ['a name of a plugin that is too long is refused', wasm({ pluginName: 'a'.repeat(257) }), ['error wasm/too-long spec.wasm.pluginName']],
    ['a variable that is there twice is refused', wasm({ vmConfig: { env: [{ name: 'A' }, { name: 'A' }] } }), ['error wasm/duplicate-variable spec.wasm.vmConfig.env[1]']],
    ['a value of a variable of the proxy is refused', wasm({ vmConfig: { env: [{ name: 'A', valueFrom: 'HOST', value: 'a' }] } }), ['error wasm/value-from-host spec.wasm.vmConfig.env[0]']],
  ], EXTENSIONS));

  describe('what it is for', () => testRows('TrafficExtension', [
    ['workloads are right', { lua, selector }, []],
    ['a Service is right', { lua, targetRefs: [{ kind: 'Service', name: 'cart' }] }, []],
    ['workloads and a Gateway are refused', { lua, selector, targetRefs: [gateway] }, ['error target-ref/beside-selector spec']],
    ['a reference of the old form is for the schema to tell', { lua, selector, targetRef: gateway }, []],
    ['a selector without labels is warned of', { lua, selector: {} }, ['warning selector/no-labels spec.selector']],
    ['a wildcard in a selector is refused', { lua, selector: { matchLabels: { 'app*': 'cart' } } }, ['error selector/wildcard spec.selector.matchLabels["app*"]']],
    ['a reference into another namespace is refused', { lua, targetRefs: [{ ...gateway, namespace: 'edge' }] }, ['error target-ref/other-namespace spec.targetRefs[0].namespace']],
    ['a workload is refused', { lua, targetRefs: [{ group: 'apps', kind: 'Deployment', name: 'cart' }] }, ['error target-ref/kind spec.targetRefs[0]']],
    ['some ports are right', { lua, match: [{ mode: 'CLIENT', ports: [{ number: 8080 }] }] }, []],
    ['port 0 is refused', { lua, match: [{ ports: [{ number: 0 }] }] }, ['error port/number-out-of-range spec.match[0].ports[0].number']],
    ['a port without number is refused', { lua, match: [{}, { ports: [{}] }] }, ['error port/number-out-of-range spec.match[1].ports[0].number']],
  ], EXTENSIONS));

  test('values of wrong types bring no check down', () => expectNoCrash('TrafficExtension', {
    ...wasm({ sha256: 'a', vmConfig: { env: [{ name: 'A' }] } }), lua, selector, targetRefs: [gateway], match: [{ ports: [{ number: 80 }] }],
  }, EXTENSIONS));
});

import { expectNoCrash, testRows } from './support/judge';

const EXTENSIONS = { apiVersion: 'extensions.istio.io/v1alpha1' };
const url = 'oci://registry.example.com/filter:v1';
const selector = { matchLabels: { app: 'cart' } };
const gateway = { group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'front' };
const env = (...variables: object[]) => ({ url, vmConfig: { env: variables } });
const ports = (...numbers: unknown[]) => ({ url, match: [{ mode: 'SERVER', ports: numbers.map((number) => ({ number })) }] });

describe('WasmPlugin', () => {
  describe('its module', () => testRows('WasmPlugin', [
    ['an image is right', { url }, []],
    ['an image without scheme is right', { url: 'registry.example.com/filter:v1' }, []],
    ['an image by digest is right', { url: 'oci://registry.example.com:5000/filter@sha256:' + 'a'.repeat(64) }, []],
    ['a registry with a port is taken for a scheme, unless it has one', { url: 'registry.example.com:5000/filter:v1' }, ['error wasm/invalid-url spec.url']],
    ['a file of a server is right', { url: 'https://example.com/filter.wasm' }, []],
    ['a file of the proxy is right', { url: 'file:///opt/filter.wasm' }, []],
    ['a path is right', { url: '/opt/filter.wasm' }, []],
    ['a scheme in capitals is right', { url: 'OCI://registry.example.com/filter:v1' }, []],
    ['no URL is refused', {}, ['error wasm/no-url spec.url']],
    ['an empty URL is refused', { url: '' }, ['error wasm/no-url spec.url']],
    ['a URL of a wrong type is for the schema to tell', { url: 1 }, []],
    ['a scheme that nothing is loaded by is refused', { url: 'ftp://example.com/filter.wasm' }, ['error wasm/invalid-url spec.url']],
    ['a port that is none is let pass, since the whole is a host and a path with http:// before it', { url: 'oci://example.com:abc/filter' }, []],
    ['an escape that is none is refused', { url: 'https://example.com/%zz' }, ['error wasm/invalid-url spec.url']],
    ['a blank is refused where a host would be', { url: 'exam ple.com/filter' }, ['error wasm/invalid-url spec.url']],
    ['a line break is refused', { url: 'https://example.com/\n' }, ['error wasm/invalid-url spec.url']],
    ['a checksum is right', { url, sha256: '0123456789abcdef'.repeat(4) }, []],
    ['no checksum is right', { url, sha256: '' }, []],
    ['half a checksum is refused', { url, sha256: 'abcd' }, ['error wasm/invalid-sha256 spec.sha256']],
    ['a checksum in capitals is refused', { url, sha256: 'A'.repeat(64) }, ['error wasm/invalid-sha256 spec.sha256']],
    ['a checksum that is none is refused', { url, sha256: 'g'.repeat(64) }, ['error wasm/invalid-sha256 spec.sha256']],
    ['the longest name of a Secret is right', { url, imagePullSecret: 'a'.repeat(253) }, []],
    ['a name of a Secret that is too long is refused', { url, imagePullSecret: 'a'.repeat(254) }, ['error wasm/too-long spec.imagePullSecret']],
    ['the longest name of a plugin is right', { url, pluginName: 'a'.repeat(256) }, []],
    ['a name of a plugin that is too long is refused', { url, pluginName: 'a'.repeat(257) }, ['error wasm/too-long spec.pluginName']],
    ['a name is measured in bytes', { url, pluginName: 'ä'.repeat(129) }, ['error wasm/too-long spec.pluginName']],
  ], EXTENSIONS));

  describe('its environment', () => testRows('WasmPlugin', [
    ['values and variables of the proxy are right', env({ name: 'A', value: 'a' }, { name: 'B', valueFrom: 'HOST' }, { name: 'C', valueFrom: 'INLINE', value: '' }), []],
    ['no variables are right', env(), []],
    ['a variable without name is refused', env({ value: 'a' }), ['error wasm/no-variable-name spec.vmConfig.env[0].name']],
    ['a variable with an empty name is refused', env({ name: '' }), ['error wasm/no-variable-name spec.vmConfig.env[0].name']],
    ['two variables without name are two without name', env({ name: '' }, { name: '' }), ['error wasm/no-variable-name spec.vmConfig.env[0].name', 'error wasm/no-variable-name spec.vmConfig.env[1].name']],
    ['a name that is too long is refused', env({ name: 'a'.repeat(257) }), ['error wasm/too-long spec.vmConfig.env[0].name']],
    ['a variable that is there twice is refused', env({ name: 'A' }, { name: 'B' }, { name: 'A' }), ['error wasm/duplicate-variable spec.vmConfig.env[2]']],
    ['names differ by case', env({ name: 'A' }, { name: 'a' }), []],
    ['a value of a variable of the proxy is refused', env({ name: 'A', valueFrom: 'HOST', value: 'a' }), ['error wasm/value-from-host spec.vmConfig.env[0]']],
    ['the source may be a number, as in protobuf', env({ name: 'A', valueFrom: 1, value: 'a' }), ['error wasm/value-from-host spec.vmConfig.env[0]']],
    ['an empty value of a variable of the proxy is for the schema to tell', env({ name: 'A', valueFrom: 'HOST', value: '' }), []],
  ], EXTENSIONS));

  describe('what it is for', () => testRows('WasmPlugin', [
    ['workloads are right', { url, selector }, []],
    ['a Gateway is right', { url, targetRefs: [gateway] }, []],
    ['a class of Gateways is right', { url, targetRefs: [{ ...gateway, kind: 'GatewayClass' }] }, []],
    ['workloads and a Gateway are refused', { url, selector, targetRef: gateway }, ['error target-ref/beside-selector spec']],
    ['a selector without labels is warned of', { url, selector: { matchLabels: {} } }, ['warning selector/no-labels spec.selector']],
    ['a reference without name is refused', { url, targetRefs: [{ ...gateway, name: '' }] }, ['error target-ref/no-name spec.targetRefs[0].name']],
    ['a route is refused', { url, targetRefs: [{ ...gateway, kind: 'HTTPRoute' }] }, ['error target-ref/kind spec.targetRefs[0]']],
    ['some ports are right', ports(1, 443, 65535), []],
    ['traffic of all ports is right', { url, match: [{ mode: 'CLIENT' }, {}] }, []],
    ['port 0 is refused', ports(80, 0), ['error port/number-out-of-range spec.match[0].ports[1].number']],
    ['a port that is too high is refused', ports(65536), ['error port/number-out-of-range spec.match[0].ports[0].number']],
    ['a port without number is refused', ports(undefined), ['error port/number-out-of-range spec.match[0].ports[0].number']],
    ['a port of a wrong type is for the schema to tell', ports('http'), []],
  ], EXTENSIONS));

  test('values of wrong types bring no check down', () => expectNoCrash('WasmPlugin', {
    ...ports(80), sha256: 'a', imagePullSecret: 'a', pluginName: 'a', vmConfig: { env: [{ name: 'A', valueFrom: 'HOST', value: 'a' }] }, selector, targetRefs: [gateway],
  }, EXTENSIONS));
});

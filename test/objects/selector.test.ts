import type { Construct } from 'constructs';
import type { ObjectProps } from '../../src/objects/object-props';
import { Telemetry } from '../../src/observability';
import { AuthorizationPolicy, PeerAuthentication } from '../../src/security';
import { DestinationRule } from '../../src/traffic/destination-rule';
import { WasmPlugin } from '../../src/traffic/extensions';
import { ProxyConfig } from '../../src/traffic/proxy-config';
import { Resolution, ServiceEntry } from '../../src/traffic/service-entry';
import { Sidecar } from '../../src/traffic/sidecar';
import { AppProtocol, MeshHost } from '../../src/vocabulary';
import { WorkloadSelector } from '../../src/vocabulary/workload-selector';
import { codes, fakeProgram } from '../support/fake-mesh';

const CODE = 'objects/selector-in-other-namespace';

const KINDS: [kind: string, write: (scope: Construct, props: ObjectProps, selector: WorkloadSelector) => unknown][] = [
  ['AuthorizationPolicy', (scope, props, selector) => new AuthorizationPolicy(scope, 'it', { ...props, selector })],
  ['PeerAuthentication', (scope, props, selector) => new PeerAuthentication(scope, 'it', { ...props, selector })],
  ['Telemetry', (scope, props, selector) => new Telemetry(scope, 'it', { ...props, selector })],
  ['WasmPlugin', (scope, props, selector) => new WasmPlugin(scope, 'it', { ...props, selector, wasm: { url: 'oci://example.com/a:1' } })],
  ['ProxyConfig', (scope, props, selector) => new ProxyConfig(scope, 'it', { ...props, selector })],
  ['Sidecar', (scope, props, selector) => new Sidecar(scope, 'it', { ...props, selector })],
  ['DestinationRule', (scope, props, workloadSelector) => new DestinationRule(scope, 'it', { ...props, workloadSelector, host: MeshHost.of('a.example.com') })],
  ['ServiceEntry', (scope, props, selector) => new ServiceEntry(scope, 'it', {
    ...props, hosts: [MeshHost.of('a.example.com')], ports: [{ port: 80, name: 'http', protocol: AppProtocol.HTTP }], resolution: Resolution.staticWorkloads(selector),
  })],
];

function program() {
  const made = fakeProgram();
  const shop = made.mesh.addNamespace('shop');
  const stock = made.mesh.addNamespace('stock');
  const selector = WorkloadSelector.service(stock.serviceFromName('items', { port: 80, selector: { app: 'items' } }));
  return { ...made, shop, stock, selector };
}

describe.each(KINDS)('a %s', (_kind, write) => {
  test('that selects the pods of a service in another namespace is an error', () => {
    const made = program();
    write(made.chart, { name: 'it', namespace: made.shop }, made.selector);
    expect(codes(made)).toContain(CODE);
  });

  test('may select those of its own namespace, and by labels', () => {
    const made = program();
    write(made.chart, { name: 'it', namespace: made.stock }, made.selector);
    expect(codes(made)).not.toContain(CODE);
    const other = program();
    write(other.chart, { name: 'it', namespace: other.shop }, WorkloadSelector.labels({ app: 'items' }));
    expect(codes(other)).not.toContain(CODE);
  });

  test('of the root namespace may select everywhere, and one without a namespace where it is applied', () => {
    const made = program();
    write(made.chart, { name: 'it', namespace: made.mesh.namespace(made.mesh.rootNamespace) }, made.selector);
    expect(codes(made)).not.toContain(CODE);
    const other = program();
    write(other.chart, { name: 'it' }, other.selector);
    expect(codes(other)).not.toContain(CODE);
  });
});

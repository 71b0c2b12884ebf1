import { ProxyConfig, ProxyImageType } from '../../src/traffic/proxy-config';
import { WorkloadSelector } from '../../src/vocabulary/workload-selector';
import { fakeProgram, only } from '../support/fake-mesh';

describe('ProxyConfig', () => {
  test('threads, environment and image of selected workloads', () => {
    const { chart, mesh } = fakeProgram();
    const created = new ProxyConfig(chart, 'proxies', {
      name: 'web',
      namespace: mesh.namespace('shop'),
      selector: WorkloadSelector.labels({ app: 'web' }),
      concurrency: 0,
      environmentVariables: { ISTIO_META_DNS_CAPTURE: 'true' },
      imageType: ProxyImageType.DISTROLESS,
    });
    expect(only(chart, 'ProxyConfig')).toEqual({
      apiVersion: 'networking.istio.io/v1beta1',
      kind: 'ProxyConfig',
      metadata: { name: 'web', namespace: 'shop' },
      spec: {
        selector: { matchLabels: { app: 'web' } },
        concurrency: 0,
        environmentVariables: { ISTIO_META_DNS_CAPTURE: 'true' },
        image: { imageType: 'distroless' },
      },
    });
    expect([created.proxyConfigName, created.namespaceName]).toEqual(['web', 'shop']);
  });

  test('without anything it says nothing', () => {
    const { chart } = fakeProgram();
    new ProxyConfig(chart, 'proxies', { name: 'web' });
    expect(only(chart, 'ProxyConfig').spec).toEqual({});
  });

  test('what is of a wrong type is refused with what to write', () => {
    const { chart } = fakeProgram();
    expect(() => new ProxyConfig(chart, 'a', { name: 'a', imageType: 'debug' as never })).toThrow(/ProxyImageType\.of\('debug'\)/);
    expect(() => new ProxyConfig(chart, 'b', { name: 'b', concurrency: '2' as never })).toThrow(/write 2/);
    expect(() => new ProxyConfig(chart, 'c', { name: 'c', environmentVariables: { A: 1 as never } })).toThrow(/`environmentVariables` of the ProxyConfig/);
    expect(() => new ProxyConfig(chart, 'd', { name: 'd', selector: { app: 'web' } as never })).toThrow(/WorkloadSelector\.labels/);
    expect(() => ProxyImageType.of('')).toThrow(/traffic\/invalid-image-type/);
    expect(ProxyImageType.of('centos').name).toBe('centos');
  });
});

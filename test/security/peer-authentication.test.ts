import { MutualTlsMode, PeerAuthentication } from '../../src/security/peer-authentication';
import { WorkloadSelector } from '../../src/vocabulary/workload-selector';
import { fakeProgram, only } from '../support/fake-mesh';

describe('PeerAuthentication', () => {
  test('a mode for the whole namespace', () => {
    const { chart, mesh } = fakeProgram();
    new PeerAuthentication(chart, 'strict', { name: 'default', namespace: mesh.namespace('shop'), mode: MutualTlsMode.STRICT });
    expect(only(chart, 'PeerAuthentication')).toEqual({
      apiVersion: 'security.istio.io/v1',
      kind: 'PeerAuthentication',
      metadata: { name: 'default', namespace: 'shop' },
      spec: { mtls: { mode: 'STRICT' } },
    });
  });

  test('ports of selected workloads', () => {
    const { chart, mesh } = fakeProgram();
    new PeerAuthentication(chart, 'metrics', {
      name: 'reviews',
      namespace: mesh.namespace('shop'),
      selector: WorkloadSelector.labels({ app: 'reviews' }),
      mode: MutualTlsMode.STRICT,
      portModes: { 15020: MutualTlsMode.PERMISSIVE },
    });
    expect(only(chart, 'PeerAuthentication').spec).toEqual({
      selector: { matchLabels: { app: 'reviews' } },
      mtls: { mode: 'STRICT' },
      portLevelMtls: { 15020: { mode: 'PERMISSIVE' } },
    });
  });

  test('raw fields and patches come last', () => {
    const { chart, mesh } = fakeProgram();
    new PeerAuthentication(chart, 'raw', { name: 'raw', namespace: mesh.namespace('shop'), raw: { spec: { mtls: { mode: 'DISABLE' } } } });
    expect(only(chart, 'PeerAuthentication').spec).toEqual({ mtls: { mode: 'DISABLE' } });
  });

  test('what is no mode is refused with what to write', () => {
    const { chart, mesh } = fakeProgram();
    expect(() => new PeerAuthentication(chart, 'x', { name: 'x', namespace: mesh.namespace('shop'), mode: 'strict' as never }))
      .toThrow(/`mode` of the PeerAuthentication is 'strict'[\s\S]*MutualTlsMode\.STRICT/);
  });
});

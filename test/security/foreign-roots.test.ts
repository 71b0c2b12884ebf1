import { pem, ROOT } from './support';
import { foreignRootProblems, foreignRootValues } from '../../src/security/foreign-roots';
import { DataPlane } from '../../src/vocabulary/data-plane';

const west = { pem: ROOT, trustDomains: ['west.example', 'old.west.example', 'west.example'], of: "cluster 'west'" };

describe('roots of other meshes', () => {
  test('go into the trust bundle, which istiod sends to proxies', () => {
    expect(foreignRootValues([west, { pem: pem('other-root.pem'), trustDomains: [] }])).toEqual({
      meshConfig: {
        caCertificates: [{ pem: ROOT, trustDomains: ['old.west.example', 'west.example'] }, { pem: pem('other-root.pem') }],
        defaultConfig: { proxyMetadata: { PROXY_CONFIG_XDS_AGENT: 'true' } },
      },
      pilot: { env: { ISTIO_MULTIROOT_MESH: 'true' } },
    });
    expect(foreignRootProblems([west], DataPlane.SIDECAR)).toEqual([]);
  });

  test('need no values where there are none', () => {
    expect(foreignRootValues([])).toEqual({});
    expect(foreignRootProblems([], DataPlane.AMBIENT)).toEqual([]);
  });

  test('that cannot be read, or are none, are an error, and no values', () => {
    const problems = foreignRootProblems([{ ...west, pem: 'x' }, { ...west, pem: pem('east.pem'), of: undefined }], DataPlane.SIDECAR);
    expect(problems.map(({ code, what }) => [code, what.slice(0, 25)])).toEqual([
      ['security/invalid-certificate', "the root of cluster 'west"], ['security/not-a-root', 'the root of another mesh '],
    ]);
    expect(foreignRootValues([{ ...west, pem: 'x' }])).toEqual({});
  });

  test('are refused in an ambient mesh', () => {
    expect(foreignRootProblems([west], DataPlane.AMBIENT).map(({ code }) => code)).toEqual(['security/foreign-roots-in-ambient']);
  });
});

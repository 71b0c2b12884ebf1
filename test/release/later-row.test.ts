import { OssmRelease } from '../../src/release';
import { CATALOGUE, type Catalogue, type ZStream } from '../../src/release/catalogue';
import { ReleaseFeature } from '../../src/release/feature-names';
import { compatibilityMatrix } from '../../src/release/matrix';

/** The table as a later version of this library may have it: one more z-stream in a minor. */
function withRow(minor: string, row: ZStream): Catalogue {
  return CATALOGUE.map((m) => (m.minor === minor ? { ...m, zStreams: [row, ...m.zStreams] } : m));
}

/** Everything that a program's output can depend on, apart from which versions are accepted. */
function outputFacts(release: OssmRelease): unknown {
  return {
    own: [release.minor, release.operatorVersion, release.pinned, release.floatingVersion, release.istioMinor, release.zTunnelApiVersion,
      release.kialiVersion, release._defaultVersion, release._istioMinors, release._gatewayApiVersion, `${release}`],
    openshift: release.supportedOpenShift.map(String),
    features: Object.values(ReleaseFeature).map((f) => [f, release._has(f)]),
    resolved: release._checkVersion(release.floatingVersion).accepted.map((v) => v.endsWith('-latest') && [v, release._resolve(v)]),
    manual: release._manualDeploymentOff(),
  };
}

const newRow: ZStream = {
  operator: '3.4.2',
  defaultVersion: 'v1.30.5',
  installable: ['v1.30.5', 'v1.30.3', 'v1.30.1', 'v1.28.11', 'v1.28.10', 'v1.28.8', 'v1.28.6', 'v1.28.5', 'v1.28.4'],
  endOfLife: ['v1.27.9', 'v1.27.8', 'v1.27.5', 'v1.27.3', 'v1.26.8', 'v1.26.6', 'v1.26.4', 'v1.26.3', 'v1.26.2'],
};

describe('a z-stream that a later version of this library adds', () => {
  const before = OssmRelease._from(CATALOGUE, '3.4');
  const after = OssmRelease._from(withRow('3.4', newRow), '3.4');

  test('changes nothing that output depends on, though the new z-stream itself differs', () => {
    const facts = (release: OssmRelease) => JSON.stringify({ ...outputFacts(release) as object, resolved: undefined });
    expect(facts(after)).toBe(facts(before));
    expect(after._resolve('v1.30-latest')).toBe('v1.30.3');
    expect(after._resolve('v1.28-latest')).toBe('v1.28.10');
    expect(after.at('3.4.2')._defaultVersion).toBe('v1.30.5');
    expect(after.at('3.4.2')._has(ReleaseFeature.ZTUNNEL_OWN_METADATA)).toBe(true);
    expect(after._has(ReleaseFeature.ZTUNNEL_OWN_METADATA)).toBe(false);
  });

  test('only widens what the minor accepts, also where it ends the life of versions', () => {
    const accepted = after._checkVersion('v1.30.5').accepted;
    const earlier = before._checkVersion('v1.30.3').accepted;
    expect(earlier.filter((v) => !accepted.includes(v))).toEqual([]);
    expect(accepted.filter((v) => !earlier.includes(v))).toEqual(['v1.30.5', 'v1.28.11']);
    expect(before._checkVersion('v1.30.5').status).toBe('unknown');
    expect(after._checkVersion('v1.30.5').status).toBe('ok');
    expect(after._resolve('v1.30.5')).toBe('v1.30.5');
  });

  test('is exactly its own list where it is stated', () => {
    expect(after.at('3.4.2')._checkVersion('v1.27.9').status).toBe('endOfLife');
    expect(after.at('3.4.1')._checkVersion('v1.30.5').status).toBe('notInThisRelease');
    expect(after.at('3.4.1')._checkVersion('v1.27.9').status).toBe('ok');
  });

  test('leaves the other minors as they were', () => {
    for (const { minor } of CATALOGUE.filter((m) => m.minor !== '3.4')) {
      expect(outputFacts(OssmRelease._from(withRow('3.4', newRow), minor))).toEqual(outputFacts(OssmRelease._from(CATALOGUE, minor)));
    }
  });

  test('shows in the matrix as the newest, beside the baseline', () => {
    expect(compatibilityMatrix(withRow('3.4', newRow)).pop()).toMatchObject({
      release: '3.4', baseline: '3.4.1', newest: '3.4.2', defaultIstio: 'v1.30.5', istioMinors: ['1.30', '1.28'],
    });
  });
});

test('the matrix has a line for each minor', () => {
  expect(compatibilityMatrix()).toHaveLength(5);
  expect(compatibilityMatrix()[3]).toEqual({
    release: '3.3',
    baseline: '3.3.6',
    newest: '3.3.6',
    defaultIstio: 'v1.28.10',
    istioMinors: ['1.28', '1.27', '1.26'],
    oldestOpenShift: '4.18',
    newestOpenShift: '4.22',
    kiali: 'v2.22',
    kialiInferred: true,
    zTunnelApiVersion: 'sailoperator.io/v1',
    gatewayApi: 'v1.4.1',
  });
});

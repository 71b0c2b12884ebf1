import { OpenShift, OssmRelease } from '../../src/release';
import { ReleaseFeature } from '../../src/release/feature-names';
import { IstioFeature } from '../../src/release/istio-features';
import { ReleaseError } from '../../src/release/release-error';

function problemOf(run: () => unknown) {
  try {
    run();
  } catch (e) {
    expect(e).toBeInstanceOf(ReleaseError);
    return (e as ReleaseError).problem;
  }
  throw new Error('nothing was thrown');
}

describe('a release', () => {
  test('is judged at the baseline of its minor', () => {
    const all = OssmRelease._all();
    expect(all.map((r) => [`${r}`, r.operatorVersion, r.pinned])).toEqual([
      ['OSSM 3.0', '3.0.14', false], ['OSSM 3.1', '3.1.11', false], ['OSSM 3.2', '3.2.8', false],
      ['OSSM 3.3', '3.3.6', false], ['OSSM 3.4', '3.4.1', false],
    ]);
    expect(all.map((r) => [r.floatingVersion, r.istioMinor, r._defaultVersion, r.kialiVersion, r.zTunnelApiVersion])).toEqual([
      ['v1.24-latest', '1.24', 'v1.24.6', 'v2.4', 'sailoperator.io/v1alpha1'],
      ['v1.26-latest', '1.26', 'v1.26.8', 'v2.11', 'sailoperator.io/v1alpha1'],
      ['v1.27-latest', '1.27', 'v1.27.9', 'v2.17', 'sailoperator.io/v1'],
      ['v1.28-latest', '1.28', 'v1.28.10', 'v2.22', 'sailoperator.io/v1'],
      ['v1.30-latest', '1.30', 'v1.30.3', 'v2.27', 'sailoperator.io/v1'],
    ]);
  });

  test('is found by its text', () => {
    expect(OssmRelease.of('3.3')).toBe(OssmRelease.V3_3);
    expect(OssmRelease.of('3.3.2')).toMatchObject({ minor: '3.3', operatorVersion: '3.3.2', pinned: true });
  });

  test('can be judged at a stated z-stream', () => {
    const pinned = OssmRelease.V3_2.at('3.2.0');
    expect(`${pinned}`).toBe('OSSM 3.2.0');
    expect(pinned).toMatchObject({ minor: '3.2', operatorVersion: '3.2.0', pinned: true, zTunnelApiVersion: 'sailoperator.io/v1alpha1' });
    expect(pinned._defaultVersion).toBe('v1.27.3');
    expect(pinned._has(ReleaseFeature.ZTUNNEL_V1)).toBe(false);
    expect(pinned.at('3.2.8')).toMatchObject({ operatorVersion: '3.2.8', pinned: true });
  });

  test('knows the OpenShift versions that it supports', () => {
    expect(OssmRelease.V3_1.supportedOpenShift.map(String)).toEqual(['4.16', '4.17', '4.18', '4.19', '4.20']);
    expect(OssmRelease.V3_4.supportedOpenShift).toEqual([OpenShift.V4_20, OpenShift.V4_21, OpenShift.V4_22]);
    expect(OssmRelease.V3_2.oldestOpenShift).toBe(OpenShift.V4_18);
  });

  test('takes a cluster of unstated version for the oldest that it supports', () => {
    expect(OssmRelease.V3_2._openShift()).toBe(OpenShift.V4_18);
    expect(OssmRelease.V3_2._openShift(OpenShift.V4_21)).toBe(OpenShift.V4_21);
  });

  test('resolves an alias at the z-stream it is judged at', () => {
    expect(OssmRelease.V3_3._resolve('v1.28-latest')).toBe('v1.28.10');
    expect(OssmRelease.V3_3.at('3.3.0')._resolve('v1.28-latest')).toBe('v1.28.4');
    expect(OssmRelease.V3_3._resolve('v1.28.4')).toBe('v1.28.4');
    expect(OssmRelease.V3_3._resolve('v1.24-latest')).toBeUndefined();
  });
});

describe('a release that is not known', () => {
  test('is an error that lists the known ones', () => {
    const problem = problemOf(() => OssmRelease.of('3.9'));
    expect(problem.code).toBe('release/unknown-release');
    expect(problem.what).toBe('"3.9" is no OSSM release that this library knows');
    expect(problem.expected).toContain('3.0, 3.1, 3.2, 3.3, 3.4');
  });

  test.each(['', 'v3.3', '3', '3.3.', '3.3-latest', ' 3.3'])('"%s" is none', (text) => {
    expect(problemOf(() => OssmRelease.of(text)).code).toBe('release/unknown-release');
  });

  test('an unknown z-stream is an error that lists the known ones of its minor', () => {
    for (const run of [() => OssmRelease.of('3.3.99'), () => OssmRelease.V3_3.at('3.3.99')]) {
      const problem = problemOf(run);
      expect(problem.code).toBe('release/unknown-z-stream');
      expect(problem.what).toBe('"3.3.99" is no z-stream of OSSM 3.3 that this library knows');
      expect(problem.expected).toBe('one of 3.3.0, 3.3.1, 3.3.2, 3.3.3, 3.3.4, 3.3.5, 3.3.6');
      expect(problem.fix).toContain('leave `at` out: the minor is judged at 3.3.6');
    }
  });

  test('a z-stream of another minor is an error that says whose it is', () => {
    const problem = problemOf(() => OssmRelease.V3_3.at('3.2.1'));
    expect(problem.what).toBe('"3.2.1" is a z-stream of OSSM 3.2, not of 3.3');
    expect(problem.fix).toBe("write OssmRelease.of('3.2.1')");
  });

  test('the error shows value, expectation and fix, and no frame of the catalogue', () => {
    const error = (() => {
      try {
        return OssmRelease.of('3.3.99');
      } catch (e) {
        return e as ReleaseError;
      }
    })() as ReleaseError;
    expect(error.message).toMatch(/^\[release\/unknown-z-stream\] "3\.3\.99" .*\n {4}expected: .*\n {4}fix: .*$/);
    expect(error.stack).not.toContain('ossm-release.ts');
  });
});

describe('what depends on the Istio version', () => {
  test('is judged by the version that is installed, not by the release', () => {
    expect(OssmRelease.V3_2._istioHas(IstioFeature.GLOBAL_SERVICE_LABEL)).toBe(true);
    expect(OssmRelease.V3_2._istioHas(IstioFeature.GLOBAL_SERVICE_LABEL, 'v1.24.6')).toBe(false);
    expect(OssmRelease.V3_1._istioHas(IstioFeature.GATEWAY_CLASS_POLICY_TARGET)).toBe(true);
    expect(OssmRelease.V3_0._istioHas(IstioFeature.GATEWAY_CLASS_POLICY_TARGET)).toBe(false);
    expect(OssmRelease.V3_4._istioHas(IstioFeature.DRY_RUN_IN_ZTUNNEL, 'v1.28-latest')).toBe(false);
    expect(OssmRelease.V3_4._istioHas(IstioFeature.DRY_RUN_IN_ZTUNNEL)).toBe(true);
  });

  test('native sidecars are the default from Istio 1.27, on OpenShift 4.20 and later', () => {
    expect(OssmRelease.V3_2._nativeSidecarsByDefault(OpenShift.V4_20)).toBe(true);
    expect(OssmRelease.V3_2._nativeSidecarsByDefault(OpenShift.V4_19)).toBe(false);
    expect(OssmRelease.V3_2._nativeSidecarsByDefault(OpenShift.V4_20, 'v1.26.8')).toBe(false);
    expect(OssmRelease.V3_1._nativeSidecarsByDefault(OpenShift.V4_20)).toBe(false);
  });

  test.each([
    ['1.29', OssmRelease.V3_4, undefined, 'accepted'],
    ['1.25', OssmRelease.V3_4, undefined, 'accepted'],
    ['1.24', OssmRelease.V3_4, undefined, 'refused'],
    ['1.30', OssmRelease.V3_4, undefined, 'refused'],
    ['1.29', OssmRelease.V3_4, 'v1.28.10', 'refused'],
    ['v1.27', OssmRelease.V3_3, undefined, 'refused'],
    ['1.27', OssmRelease.V3_3, undefined, 'accepted'],
    ['1.24', OssmRelease.V3_2, undefined, 'accepted'],
    ['1.22', OssmRelease.V3_1, undefined, 'refused'],
    ['1.23', OssmRelease.V3_0, undefined, 'accepted'],
    ['1.21', OssmRelease.V3_0, undefined, 'unknown'],
    ['1.24', OssmRelease.V3_0, undefined, 'refused'],
  ])('compatibilityVersion %s on %s (%s) is %s', (compatibility, release, version, status) => {
    expect(release._compatibility(compatibility, version)).toBe(status);
  });

  test('manual deployment of gateways is off by default for the versions that the vendor names', () => {
    expect(OssmRelease.V3_0.at('3.0.0')._manualDeploymentOff()).toBe(true);
    expect(OssmRelease.V3_0._manualDeploymentOff()).toBe(false);
    expect(OssmRelease.V3_1._manualDeploymentOff('v1.24-latest')).toBe(true);
    expect(OssmRelease.V3_3._manualDeploymentOff('v1.27.5')).toBe(true);
    expect(OssmRelease.V3_3._manualDeploymentOff('v1.27.8')).toBe(false);
    expect(OssmRelease.V3_4._manualDeploymentOff()).toBe(false);
  });
});

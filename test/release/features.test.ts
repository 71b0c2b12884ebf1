import { OssmRelease } from '../../src/release';
import { CATALOGUE } from '../../src/release/catalogue';
import { ReleaseFeature as F } from '../../src/release/feature-names';
import { FEATURES, hasFeature } from '../../src/release/features';
import { IstioFeature, ISTIO_FEATURES } from '../../src/release/istio-features';
import { compareVersions, minorOf } from '../../src/release/istio-version';

const KNOWN = CATALOGUE.flatMap((m) => m.zStreams.map((r) => r.operator)).sort(compareVersions);

test.each<[F, string[], string[]]>([
  [F.ZTUNNEL_V1, ['3.2.1', '3.2.8', '3.3.0', '3.4.1'], ['3.0.14', '3.1.11', '3.2.0']],
  [F.ZTUNNEL_TARGET_REF, ['3.4.0', '3.4.1'], ['3.2.8', '3.3.6']],
  [F.GATEWAY_CLASSES, ['3.2.2', '3.3.0', '3.4.0'], ['3.1.11', '3.2.0', '3.2.1']],
  [F.DEFAULT_REVISION_CLEARED, ['3.2.6', '3.2.8', '3.3.4', '3.3.6', '3.4.0'], ['3.1.11', '3.2.5', '3.3.0', '3.3.3']],
  [F.TAG_NAME_AGE_RULE, ['3.1.2', '3.1.11', '3.3.0', '3.4.1'], ['3.0.14', '3.1.1', '3.2.0', '3.2.8']],
  [F.ZTUNNEL_DEPENDENCY, ['3.2.1', '3.3.0'], ['3.1.11', '3.2.0']],
  [F.PILOT_TAINT_NAME, ['3.4.1'], ['3.3.6', '3.4.0']],
  [F.DEPENDENCIES_HEALTHY, ['3.1.0', '3.4.1'], ['3.0.14']],
  [F.AMBIENT_WITH_REVISIONS, [], KNOWN],
  [F.ZTUNNEL_OWN_METADATA, ['3.4.2'], KNOWN],
])('%s is there in %j and not in %j', (feature, having, lacking) => {
  expect(having.filter((z) => !hasFeature(feature, z))).toEqual([]);
  expect(lacking.filter((z) => hasFeature(feature, z))).toEqual([]);
});

test('every feature begins at a known z-stream, or after all known ones; the beginnings are in order, one a minor', () => {
  for (const feature of Object.values(F)) {
    const { since, what } = FEATURES[feature];
    expect(what).not.toBe('');
    expect(since.length).toBeGreaterThan(0);
    expect([...since].sort(compareVersions)).toEqual(since);
    expect(new Set(since.map(minorOf)).size).toBe(since.length);
    for (const z of since) expect(KNOWN.includes(z) || compareVersions(z, KNOWN[KNOWN.length - 1]) > 0).toBe(true);
  }
});

test('every Istio feature begins at a minor that some release installs', () => {
  const minors = new Set(CATALOGUE.flatMap((m) => m.zStreams.flatMap((r) => r.installable.map(minorOf))));
  for (const feature of Object.values(IstioFeature)) expect(minors).toContain(ISTIO_FEATURES[feature]);
});

test('the use of a missing feature is reported with the release it came with', () => {
  expect(OssmRelease.V3_2.at('3.2.1')._lacks(F.GATEWAY_CLASSES)).toEqual({
    code: 'release/missing-feature',
    what: 'OSSM 3.2.1 lacks free-form `values.gatewayClasses`',
    expected: 'OSSM 3.2.2 or later',
    fix: 'leave it out, or state the release of an operator that has it',
  });
  expect(OssmRelease.V3_1._lacks(F.GATEWAY_CLASSES, 'high availability of waypoints').what)
    .toBe('OSSM 3.1 (judged at 3.1.11) lacks high availability of waypoints');
  expect(OssmRelease.V3_1._lacks(F.TAG_NAME_AGE_RULE).expected).toBe('OSSM 3.1.2 (and later z-streams of the same minor) or 3.3.0 and later');
  expect(OssmRelease.V3_4._lacks(F.ZTUNNEL_OWN_METADATA).expected).toBe('an OSSM release newer than this library knows');
});

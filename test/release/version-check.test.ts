import { OssmRelease } from '../../src/release';
import { CATALOGUE } from '../../src/release/catalogue';

test('every version and alias of a z-stream is accepted by it and by the minor', () => {
  for (const minor of CATALOGUE) {
    const release = OssmRelease.of(minor.minor);
    for (const row of minor.zStreams) {
      for (const version of row.installable) {
        expect(release.at(row.operator)._checkVersion(version)).toMatchObject({ status: 'ok', nearest: [], elsewhere: [] });
        expect(release._checkVersion(version).status).toBe('ok');
      }
    }
    expect(release._checkVersion(release.floatingVersion).problem).toBeUndefined();
  }
});

test('a version that OSSM skipped is unknown; the nearest ones are named', () => {
  const verdict = OssmRelease.V3_4._checkVersion('v1.29.0');
  expect(verdict.status).toBe('unknown');
  expect(verdict.nearest).toEqual(['v1.28.10', 'v1.30.1']);
  expect(verdict.elsewhere).toEqual([]);
  expect(verdict.problem).toEqual({
    code: 'release/unknown-version',
    what: '"v1.29.0" is not installed by any OSSM release that this library knows',
    expected: 'a version that OSSM 3.4 installs: v1.30-latest, v1.30.3, v1.30.1, v1.28-latest, v1.28.10, v1.28.8, v1.28.6, v1.28.5, v1.28.4, '
      + 'v1.27-latest, v1.27.9, v1.27.8, v1.27.5, v1.27.3',
    fix: 'write "v1.28.10" or "v1.30.1"; a version of an operator newer than this library goes through the raw property of the construct',
  });
});

test('an unknown z of a known minor gets its neighbours in that minor', () => {
  expect(OssmRelease.V3_3._checkVersion('v1.28.7').nearest).toEqual(['v1.28.6', 'v1.28.8']);
  expect(OssmRelease.V3_3._checkVersion('v1.28.99').nearest).toEqual(['v1.28.10']);
});

test('an end-of-life version is refused, with the releases that still install it', () => {
  const verdict = OssmRelease.V3_4._checkVersion('v1.26.8');
  expect(verdict.status).toBe('endOfLife');
  expect(verdict.elsewhere).toEqual(['3.1 (from 3.1.5)', '3.2 (from 3.2.2)', '3.3']);
  expect(verdict.problem!.code).toBe('release/version-end-of-life');
  expect(verdict.problem!.what).toContain('"v1.26.8" is end-of-life in OSSM 3.4');
  expect(verdict.problem!.fix).toBe('write "v1.27.3", or run an operator that installs it: OSSM 3.1 (from 3.1.5), 3.2 (from 3.2.2), 3.3');
  expect(OssmRelease.V3_4._checkVersion('v1.26-latest').status).toBe('endOfLife');
  expect(OssmRelease.V3_3._checkVersion('v1.26.8').status).toBe('ok');
});

test('a version of older releases only is refused, with the releases that still have it', () => {
  const verdict = OssmRelease.V3_3._checkVersion('v1.24.6');
  expect(verdict.status).toBe('notInThisRelease');
  expect(verdict.elsewhere).toEqual(['3.0 (from 3.0.3)', '3.1', '3.2']);
  expect(verdict.problem!.code).toBe('release/version-not-in-release');
  expect(verdict.problem!.what).toBe('"v1.24.6" is not installed by OSSM 3.3, only by OSSM 3.0 (from 3.0.3), 3.1, 3.2');
  expect(OssmRelease.V3_2._checkVersion('v1.24.6').status).toBe('ok');
});

test('at a stated z-stream, a version of a later one is refused with the z-stream it came with', () => {
  const verdict = OssmRelease.V3_3.at('3.3.0')._checkVersion('v1.28.10');
  expect(verdict.status).toBe('notInThisRelease');
  expect(verdict.elsewhere).toEqual(['3.3 (from 3.3.6)', '3.4 (from 3.4.1)']);
  expect(verdict.problem!.what).toContain('is not installed by OSSM 3.3.0');
  expect(OssmRelease.V3_3.at('3.3.6')._checkVersion('v1.28.10').status).toBe('ok');
  expect(OssmRelease.V3_3._checkVersion('v1.28.10').status).toBe('ok');
});

test.each([
  ['1.28.8', ['v1.28.8']],
  [' v1.28.8', ['v1.28.8']],
  ['V1.28-latest', ['v1.28-latest']],
  ['v1.28', ['v1.28-latest']],
  ['1.28', ['v1.28-latest']],
  ['latest', ['v1.28-latest']],
  ['', ['v1.28-latest']],
])('"%s" has not the form of a version; %j is what was meant', (text, meant) => {
  const verdict = OssmRelease.V3_3._checkVersion(text);
  expect(verdict.status).toBe('unknown');
  expect(verdict.nearest).toEqual(meant);
  expect(verdict.problem!.what).toBe(`"${text}" does not have the form of an Istio version`);
});

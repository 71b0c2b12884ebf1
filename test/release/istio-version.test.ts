import { aliasOf, compareVersions, isAlias, minorOf, parseVersion } from '../../src/release/istio-version';
import { ReleaseError } from '../../src/release/release-error';

test('the minor is read from a version, an alias and a bare minor', () => {
  expect(['v1.28.10', '1.28.10', 'v1.28-latest', '1.28'].map(minorOf)).toEqual(['1.28', '1.28', '1.28', '1.28']);
});

test('an alias is told from a version, and made from a minor', () => {
  expect(isAlias('v1.28-latest')).toBe(true);
  expect(isAlias('v1.28.10')).toBe(false);
  expect(isAlias('latest')).toBe(false);
  expect(aliasOf('1.28')).toBe('v1.28-latest');
});

test('versions are compared by numbers, not by text', () => {
  expect(['3.10.0', '3.9.2', '3.9.10', '3.2.0'].sort(compareVersions)).toEqual(['3.2.0', '3.9.2', '3.9.10', '3.10.0']);
  expect(compareVersions('v1.28.4', '1.28.4')).toBe(0);
});

test('an alias is newer than every version of its minor, and older than the next minor', () => {
  expect(compareVersions('v1.28-latest', 'v1.28.99')).toBeGreaterThan(0);
  expect(compareVersions('v1.28-latest', 'v1.30.0')).toBeLessThan(0);
  expect(compareVersions('v1.28-latest', 'v1.28-latest')).toBe(0);
});

test.each(['', 'v1', '1.28.', 'latest', 'v1.28-old', 'v01.28', '1.28.4-rc1', ' 1.28'])('"%s" is not a version', (text) => {
  expect(parseVersion(text)).toBeUndefined();
  expect(() => minorOf(text)).toThrow(ReleaseError);
  expect(() => minorOf(text)).toThrow(`"${text}" is not a version`);
});

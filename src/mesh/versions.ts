import type { Problem } from '../analysis/finding';
import type { OssmRelease } from '../release';
import { compareVersions, isAlias, minorOf } from '../release/istio-version';

/** What is wrong with an Istio version in a release; undefined where nothing is. */
export function versionProblem(release: OssmRelease, version: string): Problem | undefined {
  return release._checkVersion(version).problem;
}

/** What is wrong with a version that must name one revision; undefined where nothing is. */
export function exactVersionProblem(release: OssmRelease, what: string, version: string): Problem | undefined {
  const problem = versionProblem(release, version);
  if (problem || !isAlias(version)) return problem;
  return {
    code: 'mesh/version-not-exact',
    what: `the ${what} '${version}' of a revision-based strategy is an alias: which version it means changes with the operator`,
    expected: 'an exact version, so that each version is a revision of its own',
    fix: `write '${release._resolve(version) ?? release._defaultVersion}', or use UpdateStrategy.inPlace()`,
  };
}

/** The lowest of several versions and aliases. */
export function lowestVersion(release: OssmRelease, versions: string[]): string {
  const exact = (v: string): string => release._resolve(v) ?? v;
  return versions.reduce((low, v) => (compareVersions(exact(v), exact(low)) < 0 ? v : low));
}

/** How many Istio minors lie between two versions: positive where the first is newer. */
export function minorsApart(a: string, b: string): number {
  const number = (v: string): number => Number(minorOf(v).split('.')[1]);
  return number(a) - number(b);
}

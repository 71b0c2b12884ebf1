import { aliasOf, compareVersions, minorOf, parseVersion } from './istio-version';
import type { Acceptance } from './lookup';
import type { Problem } from '../analysis/finding';

/** What became of a value of `spec.version`. */
export type VersionStatus = 'ok' | 'endOfLife' | 'notInThisRelease' | 'unknown';

/** The judgement of a value of `spec.version`. */
export interface VersionVerdict {
  readonly status: VersionStatus;
  /** Everything that would be right, newest first, each alias before its versions. */
  readonly accepted: readonly string[];
  /** At most three of `accepted` that are closest to what was given. Empty when ok. */
  readonly nearest: readonly string[];
  /** The releases that do install it, for instance `3.0 (from 3.0.3)`. Empty when ok. */
  readonly elsewhere: readonly string[];
  /** How to report it; absent when ok. */
  readonly problem?: Problem;
}

/** What `checkVersion` judges by. */
export interface VersionContext {
  /** How messages name the release, for instance `OSSM 3.3`. */
  readonly release: string;
  readonly acceptance: Acceptance;
  /** The releases that install a version. */
  releasesWith(version: string): string[];
}

/** Judges a value of `spec.version`. */
export function checkVersion(text: string, { release, acceptance, releasesWith }: VersionContext): VersionVerdict {
  const accepted = acceptance.accepted;
  if (accepted.includes(text)) return { status: 'ok', accepted, nearest: [], elsewhere: [] };

  const nearest = nearestOf(text, accepted);
  const expected = `a version that ${release} installs: ${accepted.join(', ')}`;
  const write = `write ${nearest.map((v) => `"${v}"`).join(' or ')}`;
  const elsewhere = releasesWith(text);
  const verdict = (status: VersionStatus, code: string, what: string, fix: string): VersionVerdict =>
    ({ status, accepted, nearest, elsewhere, problem: { code, what, expected, fix } });

  if (acceptance.endOfLife.includes(text)) {
    return verdict('endOfLife', 'release/version-end-of-life',
      `"${text}" is end-of-life in ${release}: the operator's API lists it, but installs nothing and reports an error`,
      `${write}${stay(elsewhere)}`);
  }
  if (elsewhere.length > 0) {
    return verdict('notInThisRelease', 'release/version-not-in-release',
      `"${text}" is not installed by ${release}, only by OSSM ${elsewhere.join(', ')}`,
      `${write}${stay(elsewhere)}`);
  }
  return /^v/.test(text) && parseVersion(text)?.patch !== undefined
    ? verdict('unknown', 'release/unknown-version', `"${text}" is not installed by any OSSM release that this library knows`,
      `${write}; a version of an operator newer than this library goes through the raw property of the construct`)
    : verdict('unknown', 'release/unknown-version', `"${text}" does not have the form of an Istio version`, write);
}

function stay(elsewhere: string[]): string {
  return elsewhere.length === 0 ? '' : `, or run an operator that installs it: OSSM ${elsewhere.join(', ')}`;
}

/** The accepted values a person most likely meant. */
function nearestOf(text: string, accepted: readonly string[]): string[] {
  // A forgotten "v", white space, a capital, or an alias without "-latest".
  const bare = text.trim().toLowerCase().replace(/^v?/, 'v');
  const meant = accepted.filter((v) => v === bare || v === `${bare}-latest`);
  if (meant.length > 0) return meant;
  if (!parseVersion(bare)) return accepted.slice(0, 1);

  const exact = accepted.filter((v) => v !== aliasOf(minorOf(v)));
  const older = exact.find((v) => compareVersions(v, bare) < 0);
  const newer = [...exact].reverse().find((v) => compareVersions(v, bare) > 0);
  const sameMinor = [older, newer].filter((v) => v !== undefined && minorOf(v) === minorOf(bare));
  const found = (sameMinor.length > 0 ? sameMinor : [older, newer]).filter((v): v is string => v !== undefined);
  return found.length > 0 ? found : accepted.slice(0, 1);
}

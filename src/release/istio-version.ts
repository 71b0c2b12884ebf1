import { ReleaseError } from './release-error';

/** The numbers of a version of Istio, of the operator or of OpenShift. */
export interface VersionParts {
  readonly major: number;
  readonly minor: number;
  /** Undefined for a bare minor (`1.28`); infinite for an alias (`v1.28-latest`), which means the newest of its minor. */
  readonly patch?: number;
}

/** Reads `v1.28.10`, `1.28.10`, `1.28` and `v1.28-latest`; undefined for anything else. */
export function parseVersion(text: string): VersionParts | undefined {
  const match = /^v?(0|[1-9]\d*)\.(0|[1-9]\d*)(?:\.(0|[1-9]\d*)|(-latest))?$/.exec(text);
  if (!match) return undefined;
  const [, major, minor, patch, latest] = match;
  return { major: Number(major), minor: Number(minor), patch: latest ? Infinity : patch === undefined ? undefined : Number(patch) };
}

/** The minor of a version or alias: `1.28` of `v1.28.10`, of `v1.28-latest` and of `1.28`. */
export function minorOf(version: string): string {
  const { major, minor } = parts(version);
  return `${major}.${minor}`;
}

/** Whether a string is an alias, which the operator resolves to the newest version of a minor that it has. */
export function isAlias(version: string): boolean {
  return parseVersion(version)?.patch === Infinity;
}

/** The alias of an Istio minor: `v1.28-latest` of `1.28`. */
export function aliasOf(minor: string): string {
  return `v${minor}-latest`;
}

/** Below zero if `a` is older than `b`. By numbers: 3.10 is newer than 3.9. A bare minor counts as its first version. */
export function compareVersions(a: string, b: string): number {
  const [x, y] = [parts(a), parts(b)];
  const [p, q] = [x.patch ?? 0, y.patch ?? 0];
  return x.major - y.major || x.minor - y.minor || (p === q ? 0 : p - q);
}

function parts(version: string): VersionParts {
  const parsed = parseVersion(version);
  if (!parsed) {
    throw new ReleaseError({
      code: 'release/no-version',
      what: `"${version}" is not a version`,
      expected: 'numbers such as "1.28" or "v1.28.10", or an alias such as "v1.28-latest"',
      fix: 'write it in one of these forms',
    });
  }
  return parsed;
}

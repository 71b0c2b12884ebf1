import type { Catalogue, ReleaseMinor, ZStream } from './catalogue';
import { aliasOf, compareVersions, minorOf } from './istio-version';

/** What `spec.version` may hold: exact versions and aliases, in the order of the CRD (each alias before its versions). */
export interface Acceptance {
  /** Installable versions and the aliases that resolve to one. */
  readonly accepted: readonly string[];
  /** Listed by the CRD but end-of-life, aliases included. */
  readonly endOfLife: readonly string[];
}

/** The minor of that name, if known. */
export function findMinor(catalogue: Catalogue, minor: string): ReleaseMinor | undefined {
  return catalogue.find((m) => m.minor === minor);
}

/** The z-stream of that operator version, if known. */
export function findZStream(minor: ReleaseMinor, operator: string): ZStream | undefined {
  return minor.zStreams.find((row) => row.operator === operator);
}

/** The row at which the bare minor is judged. */
export function baselineOf(minor: ReleaseMinor): ZStream {
  return findZStream(minor, minor.baseline)!;
}

/** The newest known row. */
export function newestOf(minor: ReleaseMinor): ZStream {
  return [...minor.zStreams].sort((a, b) => compareVersions(b.operator, a.operator))[0];
}

/** What one z-stream accepts. */
export function acceptanceAt(row: ZStream): Acceptance {
  return acceptanceOf(row.installable, row.endOfLife);
}

/**
 * What the bare minor accepts: everything that its baseline or a later row installs. So a new row only ever widens it,
 * also where that row declares a version end-of-life.
 */
export function acceptanceFromBaseline(minor: ReleaseMinor): Acceptance {
  const rows = minor.zStreams.filter((row) => compareVersions(row.operator, minor.baseline) >= 0);
  const installable = [...new Set(rows.flatMap((row) => row.installable))];
  const endOfLife = [...new Set(rows.flatMap((row) => row.endOfLife))].filter((v) => !installable.includes(v));
  return acceptanceOf(installable, endOfLife);
}

/** What an alias or exact version comes to at a z-stream: the newest version of the minor; undefined if that row lists none. */
export function resolveAt(row: ZStream, version: string): string | undefined {
  const listed = newestFirst([...row.installable, ...row.endOfLife]);
  return listed.find((v) => v === version || aliasOf(minorOf(v)) === version);
}

/** The Istio minors that a z-stream installs, newest first. */
export function istioMinorsAt(row: ZStream): string[] {
  return [...new Set(newestFirst(row.installable).map(minorOf))];
}

/**
 * The releases that install a version, for messages: `3.0 (from 3.0.3)`, or only `3.0` where all its z-streams do.
 * A release that lists it as end-of-life at its newest z-stream does not install it.
 */
export function releasesWith(catalogue: Catalogue, version: string): string[] {
  return catalogue.flatMap((minor) => {
    const having = minor.zStreams.filter((row) => acceptanceAt(row).accepted.includes(version)).map((row) => row.operator);
    if (having.length === 0) return [];
    const first = having.sort(compareVersions)[0];
    return having.length === minor.zStreams.length ? [minor.minor] : [`${minor.minor} (from ${first})`];
  });
}

function acceptanceOf(installable: readonly string[], endOfLife: readonly string[]): Acceptance {
  const listed = newestFirst([...installable, ...endOfLife]);
  const inCrdOrder = [...new Set(listed.flatMap((v) => [aliasOf(minorOf(v)), v]))];
  const resolved = (v: string) => listed.find((l) => l === v || aliasOf(minorOf(l)) === v)!;
  return {
    accepted: inCrdOrder.filter((v) => !endOfLife.includes(resolved(v))),
    endOfLife: inCrdOrder.filter((v) => endOfLife.includes(resolved(v))),
  };
}

function newestFirst(versions: readonly string[]): string[] {
  return [...versions].sort((a, b) => compareVersions(b, a));
}

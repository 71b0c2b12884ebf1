import { readFileSync } from 'fs';
import { join } from 'path';

/** One kind of an API group: the version that is imported and where its CRD stands. */
export interface KindSource {
  /** The one served version to keep. */
  readonly version: string;
  /** File that holds the CRD, the same name in every release. */
  readonly file: string;
  /** Upstream reference page. */
  readonly page: string;
  /** Releases that serve the kind under another version only: release to version. */
  readonly formerly?: Readonly<Record<string, string>>;
  /** First release whose files hold the kind; without it all do. */
  readonly since?: string;
}

/** One API group: becomes `imports/<group>.ts`. */
export interface GroupSource {
  /** Paths whose enum and default differ with every release and are dropped from the types. */
  readonly widen?: readonly string[];
  /** Kinds that are emitted though no CRD of them is read, each with the reason. */
  readonly withoutCrd?: Readonly<Record<string, string>>;
  readonly kinds: Readonly<Record<string, KindSource>>;
}

/** One release of the CRD files of a repository. */
export interface ReleaseSource {
  /** The release as the product of the row counts: an OSSM minor, a Gateway API tag, ... */
  readonly name: string;
  readonly tag?: string;
  readonly commit: string;
  /** Folder below `$CRDS_DIR`. */
  readonly folder: string;
}

/** The releases that have a file, where not all have it. */
export interface FileReleases {
  readonly since?: string;
  readonly until?: string;
}

/** One row of `imports/sources.json`: a public repository, its releases (oldest first) and the groups it holds. */
export interface SourceRow {
  /** What the release names count. */
  readonly product: string;
  /** Of CRDs that come in channels, the one that the files of the row are of. */
  readonly channel?: string;
  /** `owner/name` on GitHub. */
  readonly repository: string;
  /** The Go module of that repository, where its module path is the repository's own. */
  readonly goModule?: string;
  /** Folder of the CRD files in the repository. */
  readonly path: string;
  readonly releases: readonly ReleaseSource[];
  /** Files whose kinds get a schema table and no types. */
  readonly schemaOnly?: Readonly<Record<string, FileReleases>>;
  readonly groups: Readonly<Record<string, GroupSource>>;
}

/** A kind with all that the table says about it. */
export interface KindRow {
  readonly row: SourceRow;
  readonly group: string;
  readonly kind: string;
  readonly source: KindSource;
  readonly widen: readonly string[];
}

/** Root of the project. */
export const PROJECT = join(__dirname, '..', '..');

/** Reads `imports/sources.json`. */
export function readSources(): readonly SourceRow[] {
  return JSON.parse(readFileSync(join(PROJECT, 'imports', 'sources.json'), 'utf8')).rows;
}

/** The kinds of one row, in the order of the table. */
export function kindsOf(row: SourceRow): readonly KindRow[] {
  return Object.entries(row.groups).flatMap(([group, g]) =>
    Object.entries(g.kinds).map(([kind, source]) => ({ row, group, kind, source, widen: g.widen ?? [] })));
}

/** The releases whose files hold the kind, oldest first. */
export function releasesOf({ row, kind, source }: KindRow): readonly ReleaseSource[] {
  if (!source.since) return row.releases;
  const first = row.releases.findIndex((r) => r.name === source.since);
  if (first < 0) throw new Error(`imports/sources.json: ${kind} is said to exist since ${source.since}, but ${row.repository} has no such release`);
  return row.releases.slice(first);
}

/** The CRD files of a row with the releases that have them, oldest first: those of its kinds, and those that only schema tables are made of. */
export function filesOf(row: SourceRow): ReadonlyMap<string, readonly ReleaseSource[]> {
  const files = new Map<string, readonly ReleaseSource[]>();
  for (const kind of kindsOf(row)) {
    const known = files.get(kind.source.file) ?? [];
    const releases = releasesOf(kind);
    files.set(kind.source.file, releases.length > known.length ? releases : known);
  }
  for (const [file, { since, until }] of Object.entries(row.schemaOnly ?? {})) {
    const names = row.releases.map(({ name }) => name);
    const first = since === undefined ? 0 : names.indexOf(since);
    const last = until === undefined ? names.length - 1 : names.indexOf(until);
    if (first < 0 || last < first) throw new Error(`imports/sources.json: ${file} of ${row.repository} is bound to releases that the row does not have`);
    files.set(file, row.releases.slice(first, last + 1));
  }
  return files;
}

/** The release whose types are imported: the newest. */
export function newest(row: SourceRow): ReleaseSource {
  return row.releases[row.releases.length - 1];
}

import type { KindInRelease, Schema } from './crd';
import type { KindRow } from './sources';
import { Z_AVAILABILITY, type ZAvailability } from './z-availability';

/** The releases that have a field: from `since` on, up to and including `until`; absent bounds are open. */
export interface Bounds {
  since?: string;
  until?: string;
  unreleased?: boolean;
}

/**
 * Path pattern to bounds. `*` stands for map keys and list items, '' for the kind itself, `<path>=<value>` for one value of a field and
 * `<path>=<other>` (so written) for all its values that are not told.
 */
export type Availability = ReadonlyMap<string, Bounds>;

/** Stands for any other value; `*` will not do, since some enums have it as a value. */
const OTHER = '<other>';

interface Node {
  readonly type: string;
  readonly values?: readonly string[];
}

/** What each release lacks of a kind, from the CRDs of all releases and the table of z differences. Only topmost paths are listed. */
export function availabilityOf(kind: KindRow, history: readonly KindInRelease[], zTable: readonly ZAvailability[] = Z_AVAILABILITY): Availability {
  const name = `${kind.group}/${kind.kind}`;
  const zRows = zTable.filter((z) => z.kind === name);
  const releases = kind.row.releases.map((r) => r.name);
  const perRelease = releases.map((r) => {
    const at = history.find((h) => h.release.name === r);
    return at ? nodes(at.spec, kind.widen) : new Map<string, Node>();
  });

  const found = new Map<string, Bounds>();
  const add = (path: string, has: readonly boolean[]) => {
    const first = has.indexOf(true);
    const last = has.lastIndexOf(true);
    if (has.slice(first, last + 1).includes(false)) throw new Error(`${name} ${path}: gone and back again over ${releases.join(', ')}; the table cannot say that`);
    const bounds: Bounds = {};
    if (first > 0) bounds.since = versionStart(kind, releases[first], zRows);
    if (last < releases.length - 1) bounds.until = releases[last];
    found.set(path, bounds);
  };

  add('', perRelease.map((n) => n.size > 0));
  for (const path of new Set(perRelease.flatMap((n) => [...n.keys()]))) {
    const here = perRelease.map((n) => n.get(path));
    add(path, here.map((n) => n !== undefined));
    const types = new Set(here.flatMap((n) => n ? [n.type] : []));
    if (types.size > 1 && !zRows.some((z) => z.path === path)) {
      throw new Error(`${name} ${path}: its type changes over the releases (${[...types].join(', ')}); say in tools/imports/z-availability.ts from when on it is usable`);
    }
    const values = new Set(here.flatMap((n) => n?.values ?? []));
    for (const value of values) add(`${path}=${value}`, here.map((n) => n !== undefined && (!n.values || n.values.includes(value))));
    // In some releases any value goes.
    if (values.size && here.some((n) => n && !n.values)) add(`${path}=${OTHER}`, here.map((n) => n !== undefined && !n.values));
  }
  const table = new Map(topmost(found));
  for (const z of zRows) {
    const known = perRelease.some((n) => n.has(z.path)) || z.path.includes('=');
    if (!known) throw new Error(`tools/imports/z-availability.ts: ${name} has no ${z.path} in any release`);
    table.set(z.path, { ...(z.since && { since: z.since }), ...(z.until && { until: z.until }), ...(z.unreleased && { unreleased: true }) });
  }
  return table;
}

/** The bounds that hold at a path: its own, or those of the nearest listed ancestor. */
export function boundsAt(availability: Availability, path: string): Bounds | undefined {
  for (let at: string | undefined = path; at !== undefined; at = parentOf(at)) {
    const bounds = availability.get(at);
    if (bounds) return bounds;
  }
  return undefined;
}

/** A release under which the kind changed its version counts from the z that brought the new version. */
function versionStart(kind: KindRow, release: string, zRows: readonly ZAvailability[]): string {
  const releases = kind.row.releases.map((r) => r.name);
  const before = releases[releases.indexOf(release) - 1];
  const changed = kind.source.formerly?.[before] !== kind.source.formerly?.[release];
  const z = zRows.find((row) => row.path === `apiVersion=${kind.group}/${kind.source.version}`);
  return changed && z?.since ? z.since : release;
}

/** Drops what its ancestors say already. The values of a field are all told where there is a rule for "any other value". */
function topmost(found: ReadonlyMap<string, Bounds>): Availability {
  const kept = new Map<string, Bounds>();
  for (const [path, bounds] of [...found].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const parent = parentOf(path);
    const inherited = parent === undefined ? {} : boundsAt(found, parent) ?? {};
    const amongOthers = path.includes('=') && found.has(`${parent}=${OTHER}`);
    if (amongOthers || bounds.since !== inherited.since || bounds.until !== inherited.until) kept.set(path, bounds);
  }
  return kept;
}

function parentOf(path: string): string | undefined {
  if (path === '') return undefined;
  const equals = path.indexOf('=');
  if (equals >= 0) return path.slice(0, equals);
  return path.slice(0, Math.max(0, path.lastIndexOf('.')));
}

/** Every path of a `spec` schema, with its type and accepted values. */
function nodes(spec: Schema, widen: readonly string[]): ReadonlyMap<string, Node> {
  const out = new Map<string, Node>();
  const visit = (schema: Schema, path: string) => {
    const values = schema.enum && !widen.includes(path) ? schema.enum.map(String) : undefined;
    out.set(path, { type: typeOf(schema), values });
    for (const [key, child] of Object.entries(schema.properties ?? {})) visit(child, `${path}.${key}`);
    if (schema.items) visit(schema.items, `${path}.*`);
    if (typeof schema.additionalProperties === 'object') visit(schema.additionalProperties, `${path}.*`);
  };
  visit(spec, 'spec');
  return out;
}

function typeOf(schema: Schema): string {
  if (schema['x-kubernetes-int-or-string']) return 'integer or string';
  return schema.type ?? 'any';
}

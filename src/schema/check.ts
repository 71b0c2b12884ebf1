import { excessDepth } from './depth';
import { metadataViolations } from './metadata';
import { releasesText } from './other-releases';
import { shown } from './rules/common';
import { schemaTable, type SchemaTable } from './table';
import { releaseFor, releaseText, type Release, type SchemaTarget } from './target';
import { judge, type Walk } from './walk';
import type { ObjectPath, Violation } from '../analysis/violation';

/** What the schema of its kind says of an object. */
export interface SchemaVerdict {
  /** Whether there is a schema of the kind. Without one there are no violations. */
  readonly judged: boolean;
  /** What the API server would refuse, or drop without a word. */
  readonly violations: readonly Violation[];
}

const NOT_JUDGED: SchemaVerdict = { judged: false, violations: [] };

/**
 * Checks an object as the API server does when it is created: fields, types, values, rules, and the metadata that all objects have. Any
 * value may be given; what has no apiVersion and kind that there is a schema of is not judged.
 *
 * `status` is not judged: whoever creates an object does not write it, and the API server takes no notice of it.
 */
export function checkSchema(object: unknown, target: SchemaTarget): SchemaVerdict {
  if (typeof object !== 'object' || object === null || Array.isArray(object)) return NOT_JUDGED;
  const { apiVersion, kind, metadata, status: _status, ...body } = object as Readonly<Record<string, unknown>>;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return NOT_JUDGED;
  const [group, version, ...more] = apiVersion.split('/');
  const table = version && !more.length ? schemaTable(`${group}/${kind}`) : undefined;
  const release = table && releaseFor(table, target);
  if (!table || !release) return NOT_JUDGED;

  const unserved = notServed(table, release, group, version, kind);
  if (unserved) return { judged: true, violations: [unserved] };
  const tooDeep = excessDepth(object);
  if (tooDeep) return { judged: true, violations: [tooDeep] };
  const found = [...metadataViolations(metadata, table.scope, kind)];
  const walk: Walk = { table, release, version, metadata: isObject(metadata) ? metadata : {}, found, hiding: 0 };
  judge(walk, body, table.roots[release.name][version], []);
  return { judged: true, violations: walk.found };
}

function notServed(table: SchemaTable, release: Release, group: string, version: string, kind: string): Violation | undefined {
  const names = Object.keys(table.roots);
  const here = table.roots[release.name];
  if (!here) {
    return violation(['kind'], 'schema/not-in-release', `${releaseText(release)} has no kind ${kind} of ${group}`, `${releasesText(table.product, names, names)}, which has it`, 'remove the object, or use a release that has the kind');
  }
  if (Object.hasOwn(here, version)) return undefined;
  const served = Object.keys(here).map((name) => `${group}/${name}`);
  const others = names.filter((name) => Object.hasOwn(table.roots[name], version));
  const expected = served.length > 1 ? `one of ${served.join(', ')}` : served[0];
  const what = others.length
    ? `${releaseText(release)} does not serve ${kind} as ${shown(`${group}/${version}`)}, which is of ${releasesText(table.product, others, names)}`
    : `no release serves ${kind} as ${shown(`${group}/${version}`)}`;
  return violation(['apiVersion'], others.length ? 'schema/not-in-release' : 'schema/unknown-version', what, expected, `write ${group}/${steadiest(Object.keys(here))}`);
}

/** As clusters rank versions: stable ones before beta and alpha, and the newest of each first. */
function steadiest(versions: readonly string[]): string {
  const ranks = versions.map((name) => {
    const [, major, stage, minor] = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(name) ?? [];
    return { name, rank: [stage === undefined ? 2 : Number(stage === 'beta'), Number(major), Number(minor ?? 0)] };
  });
  const differ = (a: number[], b: number[]) => b.map((part, i) => part - a[i]).find((d) => d !== 0) ?? 0;
  return ranks.sort((a, b) => differ(a.rank, b.rank))[0].name;
}

function violation(at: ObjectPath, code: string, what: string, expected: string, fix: string): Violation {
  return { code, what, expected, fix, severity: 'error', at };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import type { ChartContent } from './content';
import { isWithheld, type LateValue, namespaceOf, type PendingValue, pendingValues, unknownOf, type Withheld } from '../kube/late-value';
import type { Manifest } from '../kube/manifest';

/** For people: what is not written, and how to get it written. */
export const PENDING_TEXT = 'PENDING.md';
/** The same for programs. */
export const PENDING_DATA = 'pending.json';

/** What of a chart is not written yet. */
export interface PendingChart {
  /** The folder of the chart, relative to the output folder. */
  readonly folder: string;
  readonly objects: number;
  readonly values: readonly PendingValue[];
}

/** What of a chart is not written yet; undefined where all of it is. */
export function pendingOf({ objects }: ChartContent, folder: string): PendingChart | undefined {
  const withheld = objects.filter(isWithheld).map((manifest): Withheld => ({ manifest, waitsFor: unknownOf(manifest.waitsFor) }));
  return withheld.length === 0 ? undefined : { folder, objects: withheld.length, values: pendingValues(withheld) };
}

/** A page for people: each value, how to read it, where to put it, what waits for it. */
export function pendingText({ objects, values }: PendingChart): string {
  const [are, hold] = objects === 1 ? ['1 object of this folder is', 'It holds'] : [`${objects} objects of this folder are`, 'They hold'];
  return [
    '# Withheld until a value is known',
    '',
    `${are} not written yet. ${hold} values that exist only once something runs. Apply what is here, read each value, put it into the`
    + ' facts file of its cluster, and run the program again.',
    '',
    "A facts file holds no secret, and is committed beside the program. The Cluster takes it: `facts: ClusterFacts.fromFile('<file>')`.",
    ...values.flatMap(section),
    '',
  ].join('\n');
}

/**
 * The same as JSON. It is an empty `List` too: whoever applies or watches the whole folder takes every .json for manifests, and stops at
 * one that is none.
 */
export function pendingData({ values }: PendingChart): string {
  const pending = values.map(({ late, waiting }) => ({
    cluster: late.cluster,
    key: late.key,
    what: late.what,
    command: late.command,
    waiting: waiting.map((m) => ({ apiVersion: m.apiVersion, kind: m.kind, namespace: namespaceOf(m), name: m.name })),
  }));
  return `${JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [], pending }, undefined, 2)}\n`;
}

/**
 * Lines of the summary.
 *
 * @param most how many folders it has room for
 */
export function pendingLines(pending: readonly PendingChart[], most: number): string[] {
  if (pending.length === 0) return [];
  const lines = pending.map(({ folder, objects }) => `  ${objects} object${objects === 1 ? '' : 's'} in ${folder}/, see ${folder}/${PENDING_TEXT}`);
  const listed = lines.length <= most ? lines : [...lines.slice(0, most - 1), `  and in ${lines.length - most + 1} more folders`];
  return ['Withheld until a value is known:', ...listed];
}

function section({ late, waiting }: PendingValue): string[] {
  const { cluster, key, what, command, note, orElse } = late;
  return [
    '',
    `## \`${key}\` of cluster \`${cluster}\``,
    '',
    `This is ${what}. Read it:`,
    '',
    '```sh',
    command,
    '```',
    ...(note ? ['', note] : []),
    '',
    `Put it into the facts file of cluster \`${cluster}\`${orElse ? `, or into ${orElse}` : ''}:`,
    '',
    '```json',
    snippet(late),
    '```',
    '',
    'What waits for it:',
    '',
    ...waiting.map(line),
  ];
}

/** The part of a facts file that holds the value. Only the first dot parts keys: names of Services follow it. */
function snippet({ cluster, key }: LateValue): string {
  const dot = key.indexOf('.');
  const last = key.slice(dot + 1);
  const place = `<the ${/^\w+$/.test(last) ? last : 'address'}>`;
  return JSON.stringify({ cluster, ...(dot < 0 ? { [key]: place } : { [key.slice(0, dot)]: { [last]: place } }) }, undefined, 2);
}

function line(manifest: Manifest): string {
  const namespace = namespaceOf(manifest);
  return `- ${manifest.kind} \`${manifest.name}\`${namespace ? ` in namespace \`${namespace}\`` : ''}`;
}

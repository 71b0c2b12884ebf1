import type { IConstruct } from 'constructs';
import { type PlainValues, type Disagreement, isMap, mergeAgreeing, valueAt } from './plain-values';
import { Findings } from '../analysis/findings';
import { unavailableFields } from '../kube/availability';
import { merge } from '../kube/merge';
import { toApiSpelling } from '../kube/spelling';
import type { OssmRelease } from '../release';

/** The three sources of one resource's `spec.values`. */
export interface ValueSources {
  /** Made by typed properties, in the API's spelling. */
  readonly knobs: PlainValues;
  /** Typed `values`, in the spelling of the generated types. */
  readonly typed?: object;
  /** `rawValues`, in the API's spelling; wins over the other two. */
  readonly raw?: unknown;
}

/**
 * The `spec.values` of one of the operator's resources. A property and `values` that disagree, and typed fields that the release
 * lacks, become findings at the construct; raw values are taken as they are.
 */
export function operandValues(at: IConstruct, groupKind: string, release: OssmRelease, sources: ValueSources): PlainValues {
  const typed = (toApiSpelling(groupKind, { spec: { values: sources.typed ?? {} } }) as { spec: { values: PlainValues } }).spec.values;
  const disagreements: Disagreement[] = [];
  const stated = mergeAgreeing(sources.knobs, typed, disagreements);
  for (const d of disagreements) {
    Findings.of(at).add(at, {
      code: 'mesh/values-disagree',
      what: `\`values.${d.path}\` is ${JSON.stringify(d.values)}, but other properties make it ${JSON.stringify(d.knob)}`,
      expected: 'each value from one place',
      fix: `remove \`${d.path}\` from \`values\`, or the property that sets it`,
    });
  }
  for (const field of unavailableFields(groupKind, { spec: { values: stated } }, release.operatorVersion)) {
    Findings.of(at).add(at, {
      code: 'mesh/field-not-in-release',
      what: `\`${field.path}\` is not in OSSM ${release.operatorVersion}: the API server would drop or refuse it`,
      expected: field.since ? `OSSM ${field.since} or later` : `OSSM ${field.until} or earlier`,
      fix: 'remove the field, choose a release that has it, or use `rawValues` where the operator is known to accept it',
    });
  }
  if (!isMap(sources.raw)) return stated;
  for (const path of nulls(sources.raw)) {
    Findings.of(at).add(at, {
      code: 'mesh/raw-null',
      what: `\`rawValues.${path}\` is null`,
      expected: 'a value: null neither deletes a value nor is it written',
      fix: `leave it out, or delete the value with a patch on the object: JsonPatch.remove('/spec/values/${path.replace(/\./g, '/')}')`,
    });
  }
  return merge(stated, sources.raw) as PlainValues;
}

function nulls(value: unknown, path: string[] = []): string[] {
  if (value === null) return [path.join('.')];
  return isMap(value) ? Object.entries(value).flatMap(([key, item]) => nulls(item, [...path, key])) : [];
}

/** Chart environments are maps of strings: a number or boolean is refused by the API server. */
export function checkEnvStrings(at: IConstruct, values: PlainValues, path: string): void {
  const env = valueAt(values, path);
  if (!isMap(env)) return;
  for (const [name, value] of Object.entries(env)) {
    if (typeof value === 'string') continue;
    Findings.of(at).add(at, {
      code: 'mesh/env-not-a-string',
      what: `\`values.${path}.${name}\` is ${JSON.stringify(value)}, a ${typeof value}`,
      expected: 'a string: environment variables have no other type',
      fix: `write '${String(value)}'`,
    });
  }
}

import type { ComputeResources } from '../vocabulary/sizing';

/** Values of a chart, spelled as the API spells them. */
export type PlainValues = { [key: string]: unknown };

/** Leaves out what is undefined, and maps that have nothing left in them. Only for values that knobs made: there, empty means unsaid. */
export function cleaned(values: PlainValues): PlainValues {
  const result: PlainValues = {};
  for (const [key, value] of Object.entries(values)) {
    const kept = isMap(value) ? cleaned(value) : value;
    if (kept === undefined || (isMap(kept) && Object.keys(kept).length === 0)) continue;
    result[key] = kept;
  }
  return result;
}

/** Undefined where there is nothing in it. */
export function orNothing(values: PlainValues): PlainValues | undefined {
  return Object.keys(values).length === 0 ? undefined : values;
}

/** A leaf on which two sources disagree. */
export interface Disagreement {
  readonly path: string;
  readonly knob: unknown;
  readonly values: unknown;
}

/** Lays typed values over what knobs made; each leaf that both set differently is reported. */
export function mergeAgreeing(knobs: PlainValues, values: PlainValues, disagreements: Disagreement[], path: string[] = []): PlainValues {
  const result: PlainValues = { ...knobs };
  for (const [key, value] of Object.entries(values)) {
    if (value === undefined) continue;
    const known = result[key];
    if (known === undefined) result[key] = value;
    else if (isMap(known) && isMap(value)) result[key] = mergeAgreeing(known, value, disagreements, [...path, key]);
    else if (JSON.stringify(known) !== JSON.stringify(value)) disagreements.push({ path: [...path, key].join('.'), knob: known, values: value });
  }
  return result;
}

/** The value at a dotted path; undefined where there is none. */
export function valueAt(values: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((at, key) => (isMap(at) ? at[key] : undefined), values);
}

/** Kubernetes' resource requirements; undefined where nothing is stated. */
export function resourcesValue(resources: ComputeResources | undefined): PlainValues | undefined {
  if (!resources) return undefined;
  const made = cleaned({
    requests: { cpu: resources.cpuRequest, memory: resources.memoryRequest },
    limits: { cpu: resources.cpuLimit, memory: resources.memoryLimit },
  });
  return Object.keys(made).length === 0 ? undefined : made;
}

/** A plain map; lists, class instances and null are none. */
export function isMap(value: unknown): value is PlainValues {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    && (Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null
      || (value as object).constructor?.name === 'Object');
}

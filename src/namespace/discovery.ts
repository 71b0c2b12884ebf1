import type { DiscoverySelector, LabelCondition } from '../vocabulary/discovery-selector';
import { LabelOperator } from '../vocabulary/discovery-selector';
import { MeshLabel } from '../vocabulary/mesh-labels';

/** Labels by name. */
export interface Labels {
  readonly [key: string]: string;
}

/** Keys that no discovery selector can have added to a namespace: the API server, or enrolment alone, writes them. */
const FIXED: ReadonlySet<string> = new Set(Object.values(MeshLabel));

/** Whether a namespace with these labels is one that the mesh looks at. */
export function isDiscovered(selectors: readonly DiscoverySelector[], labels: Labels): boolean {
  return selectors.length === 0 || selectors.some((s) => matches(s, labels));
}

/**
 * The labels that a namespace lacks to be looked at by the mesh; none where it is already. The first selector that can be
 * satisfied decides. Undefined where none can, since the namespace has other values for its labels.
 *
 * @param labels what the namespace carries, with what enrols it and what the API server puts on it
 */
export function discoveryLabels(selectors: readonly DiscoverySelector[], labels: Labels): Labels | undefined {
  if (isDiscovered(selectors, labels)) return {};
  for (const selector of selectors) {
    const missing = lacking(selector, labels);
    if (missing && matches(selector, { ...labels, ...missing })) return missing;
  }
  return undefined;
}

/** A selector as messages show it. */
export function showSelector({ matchLabels, matchConditions }: DiscoverySelector): string {
  return [
    ...Object.entries(matchLabels).map(([key, value]) => `${key}: ${value}`),
    ...matchConditions.map(({ key, operator, values }) => `${key} ${operator}${values ? ` (${values.join(', ')})` : ''}`),
  ].join(', ');
}

function matches({ matchLabels, matchConditions }: DiscoverySelector, labels: Labels): boolean {
  return Object.entries(matchLabels).every(([key, value]) => labels[key] === value) && matchConditions.every((c) => holds(c, labels[c.key]));
}

function holds({ operator, values = [] }: LabelCondition, value: string | undefined): boolean {
  switch (operator) {
    case LabelOperator.IN: return value !== undefined && values.includes(value);
    case LabelOperator.NOT_IN: return value === undefined || !values.includes(value);
    case LabelOperator.EXISTS: return value !== undefined;
    case LabelOperator.DOES_NOT_EXIST: return value === undefined;
  }
}

/** Labels that would satisfy the conditions that speak of absent labels; undefined where a fixed label would be needed. */
function lacking({ matchLabels, matchConditions }: DiscoverySelector, labels: Labels): Labels | undefined {
  const wanted: { [key: string]: string } = {};
  const allowed = (key: string, value: string) => matchConditions.every((c) => c.key !== key || holds(c, value));
  for (const [key, value] of Object.entries(matchLabels)) {
    if (labels[key] === undefined) wanted[key] = value;
  }
  for (const { key, operator, values = [] } of matchConditions) {
    if (labels[key] !== undefined || wanted[key] !== undefined) continue;
    const candidates = operator === LabelOperator.IN ? values : operator === LabelOperator.EXISTS ? ['true', 'enabled', 'yes'] : [];
    const fitting = candidates.find((value) => allowed(key, value));
    if (fitting !== undefined) wanted[key] = fitting;
  }
  return Object.keys(wanted).some((key) => FIXED.has(key)) ? undefined : wanted;
}

import type { DiscoverySelector } from '../vocabulary/discovery-selector';
import { LabelOperator } from '../vocabulary/discovery-selector';

/** What can be said of two lists of discovery selectors. */
export type Overlap = 'disjoint' | 'overlapping' | 'undecided';

/** What a selector demands of one label. `absent` and `values` undefined: anything. */
interface Demand {
  /** The label must be there. */
  present?: boolean;
  /** The label must not be there. */
  absent?: boolean;
  /** The values it may have, if there. */
  allowed?: Set<string>;
  /** The values it must not have. */
  forbidden: Set<string>;
}

/** Whether a namespace could match a selector of each list. No selector at all matches every namespace. */
export function overlap(a: DiscoverySelector[], b: DiscoverySelector[]): Overlap {
  if (a.length === 0 || b.length === 0) return 'overlapping';
  const pairs = a.flatMap((x) => b.map((y) => overlapOfPair(x, y)));
  if (pairs.includes('overlapping')) return 'overlapping';
  return pairs.includes('undecided') ? 'undecided' : 'disjoint';
}

function overlapOfPair(a: DiscoverySelector, b: DiscoverySelector): Overlap {
  const x = demands(a);
  const y = demands(b);
  const shared = [...x.keys()].filter((key) => y.has(key));
  if (shared.some((key) => contradict(x.get(key)!, y.get(key)!))) return 'disjoint';
  // One that demands nothing the other does not is certain to overlap; different keys may or may not meet on one namespace.
  return includes(x, y) || includes(y, x) ? 'overlapping' : 'undecided';
}

/** Whether everything that matches `narrow` matches `wide`: each demand of `wide` is one of `narrow`. */
function includes(wide: Map<string, Demand>, narrow: Map<string, Demand>): boolean {
  return [...wide].every(([key, demand]) => {
    const other = narrow.get(key);
    if (!other) return false;
    if (demand.absent) return other.absent === true;
    if (demand.present && !other.present) return false;
    if (demand.allowed && !(other.allowed && [...other.allowed].every((v) => demand.allowed!.has(v)))) return false;
    return [...demand.forbidden].every((v) => other.forbidden.has(v) || (other.allowed !== undefined && !other.allowed.has(v)));
  });
}

function contradict(a: Demand, b: Demand): boolean {
  if ((a.absent && b.present) || (a.present && b.absent)) return true;
  if (!a.allowed || !b.allowed) {
    const [allowed, forbidden] = a.allowed ? [a.allowed, b.forbidden] : [b.allowed, a.forbidden];
    return allowed !== undefined && [...allowed].every((v) => forbidden.has(v));
  }
  return ![...a.allowed].some((v) => b.allowed!.has(v) && !a.forbidden.has(v) && !b.forbidden.has(v));
}

function demands(selector: DiscoverySelector): Map<string, Demand> {
  const result = new Map<string, Demand>();
  const of = (key: string): Demand => {
    if (!result.has(key)) result.set(key, { forbidden: new Set() });
    return result.get(key)!;
  };
  const allow = (demand: Demand, values: string[]): void => {
    demand.present = true;
    demand.allowed = new Set(demand.allowed ? values.filter((v) => demand.allowed!.has(v)) : values);
  };
  for (const [key, value] of Object.entries(selector.matchLabels)) allow(of(key), [value]);
  for (const condition of selector.matchConditions) {
    const demand = of(condition.key);
    switch (condition.operator) {
      case LabelOperator.IN: allow(demand, condition.values ?? []); break;
      case LabelOperator.NOT_IN: (condition.values ?? []).forEach((v) => demand.forbidden.add(v)); break;
      case LabelOperator.EXISTS: demand.present = true; break;
      case LabelOperator.DOES_NOT_EXIST: demand.absent = true; break;
    }
  }
  return result;
}

/** The selectors as the mesh config has them. */
export function selectorValues(selectors: DiscoverySelector[]): object[] {
  return selectors.map((s) => ({
    ...(Object.keys(s.matchLabels).length > 0 ? { matchLabels: { ...s.matchLabels } } : {}),
    ...(s.matchConditions.length > 0 ? {
      matchExpressions: s.matchConditions.map((c) => ({ key: c.key, operator: c.operator, ...(c.values?.length ? { values: [...c.values] } : {}) })),
    } : {}),
  }));
}

import type { Report } from '../report';

/** A locality and where it stands. */
export interface PlacedLocality {
  readonly locality: string;
  readonly at: Report;
}

/**
 * Localities of one list: `region`, `region/zone` or `region/zone/subzone`, `*` at the end for all, of which none lies in an earlier one.
 * Upstream stops at the first that is wrong, and takes keys of a map in no order: what it may refuse is refused.
 *
 * @see istio/istio pkg/config/validation/agent/validation.go (validateLocalities)
 */
export function checkLocalities(localities: readonly PlacedLocality[], order: 'listed' | 'unordered'): void {
  const earlier: (readonly string[])[] = [];
  for (const { locality, at } of localities) {
    const parts = splitLocality(locality);
    const wrong = /\*./.test(locality) ? "has '*' before its end"
      : parts.includes('') ? 'has an empty part'
        : earlier.some((other) => overlaps(other, parts) || (order === 'unordered' && overlaps(parts, other))) ? 'lies in one before it, or is the same' : undefined;
    if (wrong !== undefined) {
      at.error({
        code: 'locality/invalid',
        what: `the locality '${locality}' ${wrong}`,
        expected: "<region>, <region>/<zone> or <region>/<zone>/<subzone>, with '*' at most at the end, each of its own",
        fix: 'write each locality once, and no locality inside another one',
      });
      return;
    }
    earlier.push(parts);
  }
}

function splitLocality(locality: string): readonly string[] {
  const [region, zone, ...subzone] = locality.split('/');
  return [region, ...(zone === undefined ? [] : [zone]), ...(subzone.length ? [subzone.join('/')] : [])];
}

/** Whether a locality lies in an earlier one, or around it. One with `*` may follow those that it stands for. */
function overlaps(earlier: readonly string[], later: readonly string[]): boolean {
  for (let i = 0; i < earlier.length && i < later.length; i++) {
    if (earlier[i] === '*') return true;
    if (earlier[i] !== later[i]) return false;
  }
  return true;
}

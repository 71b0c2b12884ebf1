import { ValueError } from '../../vocabulary/value-error';

/** Where a workload is: what locality load balancing and failover go by. */
export class WorkloadLocality {
  /**
   * A region, and where in it.
   *
   * @param region the region, for instance `us-east`
   * @param zone the zone in it
   * @param subzone the subzone in that
   * @throws if one of them is no text, is empty or holds `/`
   */
  public static of(region: string, zone?: string, subzone?: string): WorkloadLocality {
    const parts = [region, ...(zone ?? subzone) === undefined ? [] : [zone], ...(subzone ?? undefined) === undefined ? [] : [subzone]];
    const wrong = parts.find((part) => typeof part !== 'string' || part === '' || part.includes('/'));
    if (parts.includes(wrong)) {
      throw new ValueError({
        code: 'traffic/invalid-workload-locality',
        what: `${JSON.stringify(wrong) ?? String(wrong)} is no part of a locality`,
        expected: "a region, a zone and a subzone, each a string without '/'",
        fix: "write one like WorkloadLocality.of('us-east', 'zone-1')",
      }, WorkloadLocality.of);
    }
    return new WorkloadLocality(parts.join('/'));
  }

  private constructor(
    /** As `locality` writes it: `region`, `region/zone` or `region/zone/subzone`. */
    public readonly text: string,
  ) {}
}

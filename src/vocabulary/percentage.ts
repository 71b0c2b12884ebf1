import { ValueError } from './value-error';

/** A share of all requests, from 0 to 100 percent. */
export class Percentage {
  /**
   * A percentage.
   *
   * @param percent from 0 to 100; fractions are allowed: 0.1 is one request in a thousand
   * @throws if it is no number from 0 to 100
   */
  public static of(percent: number): Percentage {
    if (typeof percent === 'number' && percent >= 0 && percent <= 100) return new Percentage(percent);
    throw new ValueError({
      code: 'vocabulary/invalid-percentage',
      what: `${String(percent)} is not a percentage`,
      expected: 'a number from 0 to 100',
      fix: 'write one like 12.5',
    }, Percentage.of);
  }

  private constructor(
    /** The number, from 0 to 100. */
    public readonly percent: number,
  ) {}

  /** Reads as in a sentence, for instance `12.5%`. */
  public toString(): string {
    return `${this.percent}%`;
  }
}

/** A place in a text, from 1 on. */
export interface Position {
  readonly line: number;
  /** Counted in UTF-16 code units, as editors and SARIF do. */
  readonly column: number;
}

/** Turns offsets of a text into lines and columns. Lines are looked for when the first place is asked for. */
export class Lines {
  private starts?: number[];

  public constructor(private readonly text: string) {}

  /** The place of an offset. */
  public position(offset: number): Position {
    this.starts ??= lineStarts(this.text);
    let [low, high] = [0, this.starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.starts[middle] <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - this.starts[low] + 1 };
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return starts;
}

/** What a command line tool has of the world. */
export interface Streams {
  /** Read to its end where `-` stands for a file. */
  readonly stdin: AsyncIterable<Uint8Array | string>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** The folder that relative paths start from. */
  readonly cwd: string;
  /** Where `NO_COLOR` is looked for. Default: nothing is set. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Something to write to. */
export interface Output {
  /** Whether a person reads along. */
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Exit codes. */
export const CLEAN = 0;
export const FOUND = 1;
export const UNUSABLE = 2;

/** What makes a run impossible: said in a sentence, without a stack. */
export class UsageError extends Error {}

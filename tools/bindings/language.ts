import * as path from 'path';

export const ROOT = path.resolve(__dirname, '..', '..');
/** Everything that is made here. */
export const OUT = path.join(ROOT, 'out', 'bindings');

/** The examples whose program is written in each language. */
export const PROGRAMS = ['ambient-bookinfo', 'join-a-mesh', 'multi-primary-multi-network'] as const;

/** A program that must be on the machine. */
export interface Tool {
  readonly command: string;
  /** Arguments with which it does nothing and succeeds. */
  readonly check: readonly string[];
  /** What to install where it is missing. */
  readonly install: string;
}

/** The command that runs a program. */
export interface Command {
  readonly command: string;
  readonly args: readonly string[];
}

/** What came of building: how each program of `PROGRAMS` is run. */
export interface Built {
  readonly run: (program: string) => Command;
}

/** A language that the library has a package for. */
export interface Language {
  readonly name: string;
  readonly tools: readonly Tool[];
  /** Makes the packages and the programs of `bindings/<name>/` in a folder, which is empty. */
  build(folder: string): Built;
}

import type { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Stage } from '../vocabulary/stage';

/** A file of manifests. */
export interface WrittenFile {
  /** Relative to the output folder, with `/`. */
  readonly path: string;
  readonly chart: Chart;
  readonly stage: Stage;
  /** How many objects are in it. */
  readonly objects: number;
}

/** What a synth has left behind. */
export interface SynthResult {
  readonly outdir: string;
  readonly files: readonly WrittenFile[];
  /** Files of an earlier synth that are gone now, relative to the output folder. */
  readonly removed: readonly string[];
}

const HOOKS = Symbol.for('cdk8s-ossm.synth-hooks');

type Hook = (result: SynthResult) => void;

/** Has a function called each time after the tree has been written; in the order of registration. */
export function onSynth(construct: IConstruct, hook: Hook): void {
  const root = construct.node.root as IConstruct & { [HOOKS]?: Hook[] };
  if (!root[HOOKS]) Object.defineProperty(root, HOOKS, { value: [] });
  root[HOOKS]!.push(hook);
}

/** Tells everybody who asked that a tree has been written. */
export function runSynthHooks(construct: IConstruct, result: SynthResult): void {
  const root = construct.node.root as IConstruct & { [HOOKS]?: Hook[] };
  for (const hook of root[HOOKS] ?? []) hook(result);
}

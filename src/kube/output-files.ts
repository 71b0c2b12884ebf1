import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { fail } from '../analysis/mesh-error';

/** A further file beside the manifests of a chart. */
export interface OutputFile {
  readonly chart: Chart;
  /** Relative to the folder of the chart, with `/`. */
  readonly name: string;
  /** Asked at synth; undefined: no such file this time. */
  readonly text: () => string | undefined;
  /** Whether it is a program: then its owner may run it. */
  readonly executable: boolean;
}

const FILES = Symbol.for('cdk8s-ossm.output-files');
const WRITES = Symbol.for('cdk8s-ossm.writes-files');

type Root = IConstruct & { [FILES]?: OutputFile[]; [WRITES]?: boolean };

/**
 * Asks for a file beside the manifests of a chart: a script, a note. `MeshApp` writes it, and removes it once nobody asks for it. A
 * plain `App` writes none: whoever asks says so in a warning (`writesFiles`).
 *
 * @param chart whose folder it goes to; any construct stands for the chart around it
 * @param name relative to that folder; not one that appliers of a folder take for a manifest
 * @param text the text, or what makes it at synth; undefined there: no file
 */
export function addOutputFile(
  chart: IConstruct, name: string, text: string | (() => string | undefined), options: { readonly executable?: boolean } = {},
): void {
  const problem = nameProblem(name);
  if (problem) {
    fail(chart, {
      code: 'kube/unusable-file-name',
      what: `the file '${name}' cannot be written beside manifests: ${problem}`,
      expected: 'a path below the folder of the chart that is no .yaml, .yml or .json',
      fix: 'change the name of the file',
    });
  }
  const root = chart.node.root as Root;
  if (!root[FILES]) Object.defineProperty(root, FILES, { value: [] });
  root[FILES]!.push({ chart: Chart.of(chart), name, text: typeof text === 'string' ? () => text : text, executable: options.executable ?? false });
}

/** The files that were asked for in a tree, in the order of asking. */
export function outputFiles(construct: IConstruct): readonly OutputFile[] {
  return (construct.node.root as Root)[FILES] ?? [];
}

/** Said by a root that writes them. */
export function willWriteFiles(root: IConstruct): void {
  Object.defineProperty(root, WRITES, { value: true });
}

/** Whether the files that are asked for in this tree are written. */
export function writesFiles(construct: IConstruct): boolean {
  return (construct.node.root as Root)[WRITES] ?? false;
}

function nameProblem(name: string): string | undefined {
  if (/\.(ya?ml|json)$/i.test(name)) return 'whoever applies the folder would take it for a manifest';
  const parts = name.split('/');
  if (name.includes('\\') || parts.some((part) => part === '' || part === '.' || part === '..')) return 'it is no plain relative path';
  return undefined;
}

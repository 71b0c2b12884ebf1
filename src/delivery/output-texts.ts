import type { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { fail } from '../analysis/mesh-error';
import { outputFiles } from '../kube/output-files';

/** The files of one synth, before any is written: two of one name are an error. */
export class OutputTexts {
  /** By path, relative to the output folder. */
  public readonly texts = new Map<string, string>();
  /** The paths of programs. */
  public readonly executables = new Set<string>();
  private readonly owners = new Map<string, IConstruct>();

  public add(path: string, text: string, by: IConstruct, options: { readonly executable?: boolean } = {}): void {
    const key = path.toLowerCase();
    const other = this.owners.get(key);
    if (other) {
      fail(by, {
        code: 'delivery/file-clash',
        what: `its file '${path}' is one of ${other.node.path || '(root)'} too, where upper and lower case are the same`,
        expected: 'a name of its own for each file of a folder',
        fix: 'give one of them another name',
      });
    }
    this.owners.set(key, by);
    this.texts.set(path, text);
    if (options.executable) this.executables.add(path);
  }

  /** Adds what constructs of the tree want written beside the manifests of their charts. */
  public addRequested(root: IConstruct, folders: ReadonlyMap<Chart, string>): void {
    for (const { chart, name, text, executable } of outputFiles(root)) {
      const folder = folders.get(chart);
      const written = folder === undefined ? undefined : text();
      if (written !== undefined) this.add(`${folder}/${name}`, written, chart, { executable });
    }
  }
}

import * as fs from 'fs';
import * as path from 'path';

/** Neither YAML nor JSON: whoever applies or watches the whole folder takes those for manifests. */
const LIST = '.cdk8s-ossm-files';

/** A folder that is written again and again, together with what other programs keep in it. */
export class OutputFolder {
  constructor(private readonly folder: string) {}

  /**
   * Writes files, and removes those that an earlier call wrote and this one does not.
   *
   * @param files text by path, relative to the folder, with `/`
   * @param executables the paths of those that their owner may run
   * @returns the paths of the removed files
   */
  public write(files: ReadonlyMap<string, string>, executables: ReadonlySet<string> = new Set()): string[] {
    fs.mkdirSync(this.folder, { recursive: true });
    const removed = this.listed().filter((file) => !files.has(file) && this.remove(file));
    for (const [file, text] of files) {
      const target = path.join(this.folder, file);
      fs.mkdirSync(path.dirname(target), { recursive: true });
      fs.writeFileSync(target, text);
      if (executables.has(file)) fs.chmodSync(target, 0o755);
    }
    const list = ['# Files that MeshApp wrote here, and removes when they are no longer part of its output.', ...[...files.keys()].sort()];
    fs.writeFileSync(path.join(this.folder, LIST), `${list.join('\n')}\n`);
    return removed;
  }

  private listed(): string[] {
    const list = path.join(this.folder, LIST);
    if (!fs.existsSync(list)) return [];
    return fs.readFileSync(list, 'utf8').split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#') && this.isInside(line));
  }

  /** The list may have been edited; nothing outside the folder is ever touched. */
  private isInside(file: string): boolean {
    const relative = path.relative(this.folder, path.resolve(this.folder, file));
    return relative !== '' && !path.isAbsolute(relative) && relative.split(path.sep)[0] !== '..';
  }

  private remove(file: string): boolean {
    const target = path.join(this.folder, file);
    if (!fs.statSync(target, { throwIfNoEntry: false })?.isFile()) return false;
    fs.rmSync(target);
    let parent = path.dirname(file);
    while (parent !== '.' && fs.readdirSync(path.join(this.folder, parent)).length === 0) {
      fs.rmdirSync(path.join(this.folder, parent));
      parent = path.dirname(parent);
    }
    return true;
  }
}

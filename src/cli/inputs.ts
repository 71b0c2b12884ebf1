import * as fs from 'fs';
import * as nodePath from 'path';
import { type Streams, UsageError } from './streams';

/** A file to be read. */
export interface Input {
  /** How findings name it: relative to the working folder where it is below it, with forward slashes. */
  readonly name: string;
  read(): Promise<Uint8Array>;
}

/** How standard input is named. */
export const STDIN = 'stdin';

const EXTENSIONS = ['.yaml', '.yml', '.json'];
/** What stands in them belongs to others. */
const NOT_ENTERED = ['.git', 'node_modules'];

/** The files that paths stand for, each once, in the order of their names. */
export function inputsOf(paths: readonly string[], { cwd, stdin }: Streams): Input[] {
  const inputs = new Map<string, Input>();
  for (const path of paths) {
    if (path === '-') inputs.set('-', { name: STDIN, read: () => all(stdin) });
    else for (const file of filesAt(path, cwd)) inputs.set(file, { name: displayName(file, cwd), read: async () => contents(file, cwd) });
  }
  return [...inputs.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** How a file is named in findings. */
export function displayName(file: string, cwd: string, path: Pick<typeof nodePath, 'relative' | 'isAbsolute' | 'sep'> = nodePath): string {
  const relative = path.relative(cwd, file);
  const isBelow = relative !== '' && relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
  return (isBelow ? relative : file).split(path.sep).join('/');
}

function filesAt(path: string, cwd: string): string[] {
  const absolute = nodePath.resolve(cwd, path);
  const stat = attempt(path, () => fs.statSync(absolute));
  if (!stat.isDirectory()) return [absolute];
  const files = filesBelow(absolute, cwd, []);
  if (files.length === 0) throw new UsageError(`the folder '${path}' has no file that ends in ${EXTENSIONS.join(', ')}`);
  return files;
}

/** @param above the folders around it as they really are: a link to one of them would lead round in circles */
function filesBelow(folder: string, cwd: string, above: readonly string[]): string[] {
  const shown = displayName(folder, cwd);
  const real = attempt(shown, () => fs.realpathSync(folder));
  if (above.includes(real)) return [];
  return attempt(shown, () => fs.readdirSync(folder)).sort().flatMap((entry) => {
    const path = nodePath.join(folder, entry);
    const isWanted = EXTENSIONS.includes(nodePath.extname(entry).toLowerCase());
    if (isFolder(path)) return NOT_ENTERED.includes(entry) ? [] : filesBelow(path, cwd, [...above, real]);
    return isWanted ? [path] : [];
  });
}

/** What cannot be followed, such as a link that leads nowhere, is no folder. */
function isFolder(path: string): boolean {
  try {
    return fs.statSync(path).isDirectory();
  } catch {
    return false;
  }
}

function contents(file: string, cwd: string): Uint8Array {
  return attempt(displayName(file, cwd), () => fs.readFileSync(file));
}

async function all(stream: AsyncIterable<Uint8Array | string>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  return Buffer.concat(chunks);
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'there is no such file or folder',
  EACCES: 'it may not be read',
  EPERM: 'it may not be read',
  ELOOP: 'it is a link that leads round in circles',
  EISDIR: 'it is a folder',
  ENAMETOOLONG: 'the name is too long',
  ERR_FS_FILE_TOO_LARGE: 'it is larger than 2 GiB',
};

/** Says in a sentence why the file system refuses. */
function attempt<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new UsageError(`'${path}' cannot be read: ${REASONS[code] ?? message}`);
  }
}

import { existsSync, readdirSync, readFileSync } from 'fs';
import * as path from 'path';

/** All files below a folder, hidden ones too: paths with `/`, sorted. */
export function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
}

/** A sentence for each file that is not the same, byte for byte, in both folders; none where the folders are equal. */
export function differences(expected: string, actual: string): string[] {
  const wanted = filesBelow(expected);
  if (wanted.length === 0) return [`${expected} has no files to compare with`];
  const found = new Set(filesBelow(actual));
  const extra = [...found].filter((file) => !wanted.includes(file));
  return [
    ...wanted.flatMap((file) => (found.has(file) ? bytes(file, expected, actual) : [`${file}: not written`])),
    ...extra.map((file) => `${file}: written, and the TypeScript program does not write it`),
  ];
}

function bytes(file: string, expected: string, actual: string): string[] {
  const [a, b] = [expected, actual].map((folder) => readFileSync(path.join(folder, file)));
  if (a.equals(b)) return [];
  const [wanted, found] = [a, b].map((content) => content.toString('utf-8').split('\n'));
  const line = wanted.findIndex((text, i) => text !== found[i]);
  if (line === -1 && found.length === wanted.length) return [`${file}: differs in bytes that are no text`];
  const at = line === -1 ? wanted.length : line; // everything that is wanted, and more
  const shown = (lines: string[]): string => (at < lines.length ? JSON.stringify(lines[at]) : 'nothing');
  return [`${file}: line ${at + 1} is ${shown(found)}, the TypeScript program writes ${shown(wanted)}`];
}

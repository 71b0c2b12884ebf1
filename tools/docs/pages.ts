import { existsSync, readdirSync, readFileSync } from 'fs';
import * as path from 'path';
import { generate } from './generators';
import { withGeneratedParts } from './markdown';

const ROOT = path.resolve(__dirname, '../..');

/** A page for users. */
export interface Page {
  /** Relative to the repository. */
  readonly file: string;
  readonly text: string;
}

/** The pages that a newcomer meets: the README, the path through the examples, a page for each example. */
export function pages(): Page[] {
  const folders = readdirSync(path.join(ROOT, 'examples'), { withFileTypes: true }).filter((d) => d.isDirectory()).map((d) => `examples/${d.name}`).sort();
  return ['.', 'examples', ...folders].map((folder) => path.posix.join(folder, 'README.md')).filter((file) => existsSync(path.join(ROOT, file)))
    .map((file) => ({ file, text: readFileSync(path.join(ROOT, file), 'utf-8') }));
}

/** A page as it should be. */
export function upToDate({ file, text }: Page): string {
  try {
    return withGeneratedParts(text, (part) => generate(part, path.posix.dirname(file)));
  } catch (e) {
    throw new Error(`${file}: ${(e as Error).message}`);
  }
}

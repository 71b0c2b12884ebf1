import { writeFileSync } from 'fs';
import * as path from 'path';
import { pages, upToDate } from './docs/pages';

/** Writes the generated parts of the pages for users; with `--check` it only says which are out of date, and fails. */
const check = process.argv.includes('--check');
const changed = pages().map((page) => ({ page, text: upToDate(page) })).filter(({ page, text }) => text !== page.text);
if (!check) {
  for (const { page, text } of changed) writeFileSync(path.resolve(__dirname, '..', page.file), text);
}
for (const { page } of changed) console.log(`${page.file} ${check ? 'is out of date' : 'is written anew'}`);
if (check && changed.length > 0) {
  console.log('run `npm run docs`, and read the diff');
  process.exitCode = 1;
}

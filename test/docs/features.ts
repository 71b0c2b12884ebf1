import { readFileSync } from 'fs';
import * as path from 'path';
import { blocksOf } from '../../tools/docs/markdown';

/** A row of the tables of features. */
export interface FeatureRow {
  readonly toGet: string;
  readonly line: string;
  /** Lines of the output that are not there without it; none where it writes nothing. */
  readonly writes: string[];
  /** The program above the table. */
  readonly prelude: string;
}

const HEAD = '| to get | write | in the output |\n|---|---|---|\n';

/** All rows of the README. */
export function featureRows(): FeatureRow[] {
  const page = readFileSync(path.resolve(__dirname, '../../README.md'), 'utf-8');
  const parts = page.split(HEAD);
  return parts.slice(1).flatMap((part, i) => {
    const prelude = blocksOf(parts.slice(0, i + 1).join(HEAD)).filter((b) => b.language === 'ts').pop()!.text;
    const [rows] = part.split('\n\n');
    return rows.split('\n').map((row) => {
      const cells = /^\| (.+?) \| `(.+?)` \| (.+?) \|$/.exec(row);
      if (!cells) throw new Error(`this row of a feature table cannot be read: ${row}`);
      const [, toGet, line, written] = cells;
      const writes = [...written.matchAll(/`([^`]+)`/g)].map((m) => m[1]);
      if (writes.length === 0 && written !== 'nothing') throw new Error(`the row "${toGet}" says neither lines of the output nor \`nothing\``);
      return { toGet, line, writes, prelude };
    });
  });
}

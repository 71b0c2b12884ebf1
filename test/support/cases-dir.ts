import { readFileSync } from 'fs';
import * as path from 'path';
import { parseAllDocuments } from 'yaml';
import type { Rendered } from './objects';

/** Tests on manifests of other projects, below `CASES_DIR`. Where the variable is not set, one test says so. */
export function describeWithCases(title: string, body: (root: string) => void): void {
  const root = process.env.CASES_DIR;
  describe(title, () => {
    if (root) {
      body(root);
      return;
    }
    test('CASES_DIR is not set: nothing to compare with', () => {
      process.stdout.write(`${title}: CASES_DIR is not set\n`);
    });
  });
}

/** All objects of a file of manifests. */
export function manifestsOf(root: string, set: string, file: string): Rendered[] {
  return parseAllDocuments(readFileSync(path.join(root, 'manifests', set, file), 'utf-8')).map((d) => d.toJS() as Rendered).filter((o) => o !== null);
}

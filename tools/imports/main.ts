import { join } from 'path';
import { folderReader, publicReader } from './fetch';
import { generate } from './generate';
import { PROJECT, readSources } from './sources';

/** `npm run imports [-- <folder>]`: regenerates `imports/`, or the folder given, from `$CRDS_DIR` or else from public addresses. */
async function main(folder: string): Promise<void> {
  const root = process.env.CRDS_DIR;
  const files = await generate(readSources(), root ? folderReader(root) : publicReader(), folder);
  console.log(`Wrote ${files.length} files to ${folder} from ${root ? 'CRDS_DIR' : 'the public addresses of imports/sources.json'}: ${files.join(', ')}`);
}

main(process.argv[2] ?? join(PROJECT, 'imports')).catch((error: Error) => {
  console.error(`npm run imports: ${error.message}`);
  process.exitCode = 1;
});

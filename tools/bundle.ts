import { appendFileSync, chmodSync, mkdirSync, readFileSync, writeFileSync } from 'fs';
import * as path from 'path';
import type { Plugin } from 'esbuild';
import { bundle, bundleProgram, PACKAGE, PLUGIN_EXPORT } from './bundling';
import { lazyIndex } from './lazy-index';
import { thirdPartyNotices } from './third-party';

/**
 * Puts what jsii compiled into one file, lib/src/index.js. Two hundred small files take longer to find and read than to run:
 * loading them one by one costs more than all of them together. A room runs when somebody asks for one of its names. Declarations and the assembly stay as jsii wrote them.
 *
 * The program `cdk8s-ossm` is a file of its own, lib/bin/cdk8s-ossm.js.
 */
const ROOT = path.resolve(__dirname, '..');
const TABLES = path.join(ROOT, 'lib', 'imports', 'schema');
const LIBRARY = path.join(ROOT, 'lib', 'src', 'index.js');
const NOTICES = path.join(ROOT, 'lib', 'THIRD-PARTY-LICENSES.txt');
const PROGRAM = path.join(ROOT, 'lib', 'bin', 'cdk8s-ossm.js');

/** The program, as the library's file finds it. */
const FROM_LIBRARY = '../bin/cdk8s-ossm.js';

/** The judges of objects are in the program's file. The library reads it when it has an object to judge. */
const judgesApart: Plugin = {
  name: 'judges-apart',
  setup: ({ onResolve }) => onResolve({ filter: /\/validation\/judge-object$/ }, () => ({ path: FROM_LIBRARY, external: true })),
};

/** What a compiled room exports. */
function exportedNames(room: string): string[] {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return Object.keys(require(path.join(path.dirname(LIBRARY), room)) as object).sort();
}

async function main(): Promise<void> {
  // From the source, and not from the compiled index: that may be the bundle of an earlier build.
  const entry = lazyIndex(readFileSync(path.join(ROOT, 'src', 'index.ts'), 'utf-8'), exportedNames);
  const library = await bundle(LIBRARY, TABLES, {
    stdin: { contents: entry + PLUGIN_EXPORT, resolveDir: path.dirname(LIBRARY), sourcefile: `${PACKAGE}.js` },
    external: [FROM_LIBRARY],
    plugins: [judgesApart],
    minifyWhitespace: true,
    minifySyntax: true,
    keepNames: false,
  });
  mkdirSync(path.dirname(PROGRAM), { recursive: true });
  const program = await bundleProgram(PROGRAM, TABLES);
  writeFileSync(NOTICES, thirdPartyNotices([...library, ...program], ROOT));
  chmodSync(PROGRAM, 0o755);

  // Says the names where `import { Mesh } from ...` of a native ES module looks for them.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const names = Object.keys(require(LIBRARY) as object).filter((n) => n !== '__esModule').sort();
  appendFileSync(LIBRARY, `0 && (module.exports = { ${names.join(', ')} });\n`);
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});

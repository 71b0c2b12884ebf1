import { appendFileSync, readFileSync } from 'fs';
import * as path from 'path';
import { buildSync } from 'esbuild';
import * as ts from 'typescript';

/**
 * Puts what jsii compiled into one file, lib/src/index.js. Two hundred small files take longer to find and read than to run:
 * loading them one by one costs more than all of them together. Declarations and the assembly stay as jsii wrote them.
 */
const ROOT = path.resolve(__dirname, '..');
const outfile = path.join(ROOT, 'lib', 'src', 'index.js');
const { peerDependencies, name } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf-8')) as { peerDependencies: object; name: string };

// From the source, and not from the compiled index: that may be the bundle of an earlier build.
const entry = ts.transpileModule(readFileSync(path.join(ROOT, 'src', 'index.ts'), 'utf-8'), {
  compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true },
});
buildSync({
  stdin: { contents: entry.outputText, resolveDir: path.dirname(outfile), sourcefile: `${name}.js` },
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  keepNames: true,
  external: Object.keys(peerDependencies),
  outfile,
  allowOverwrite: true,
  logLevel: 'warning',
});

// Says the names where `import { Mesh } from ...` of a native ES module looks for them.
// eslint-disable-next-line @typescript-eslint/no-require-imports
const names = Object.keys(require(outfile) as object).filter((n) => n !== '__esModule').sort();
appendFileSync(outfile, `0 && (module.exports = { ${names.join(', ')} });\n`);

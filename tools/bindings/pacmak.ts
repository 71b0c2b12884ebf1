import { existsSync, readdirSync, readFileSync, statSync } from 'fs';
import * as path from 'path';
import { ROOT } from './language';
import type { JsiiPackage } from './package-versions';
import { shell } from './shell';

/** Makes the package of one language, in `<outdir>/<target>/`. */
export function pacmak(pack: JsiiPackage, target: 'python' | 'java' | 'go', outdir: string, ...options: string[]): string {
  const bin = path.join(ROOT, 'node_modules', 'jsii-pacmak', 'bin', 'jsii-pacmak');
  // --no-npmignore: the generator edits the .npmignore of the package otherwise.
  shell({ command: process.execPath, args: [bin, '--no-npmignore', '--target', target, '--outdir', outdir, ...options, pack.folder] }, { cwd: ROOT });
  return path.join(outdir, target);
}

/** Fails where the library is not built, or is older than its source. */
export function demandBuild(root: string = ROOT): void {
  const assembly = path.join(root, '.jsii');
  const bundle = path.join(root, 'lib', 'src', 'index.js');
  for (const file of [assembly, bundle]) {
    if (!existsSync(file)) throw new Error(`${path.relative(root, file)} is not there: run 'npm run build' first`);
  }
  const newer = ['src', 'imports'].flatMap((folder) => readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf-8' })
    .map((file) => path.join(root, folder, file))).filter((file) => file.endsWith('.ts') && statSync(file).mtimeMs > statSync(assembly).mtimeMs);
  if (newer.length > 0) {
    throw new Error(`${path.relative(root, newer.sort()[0])} is newer than the compiled library: run 'npm run build' first`);
  }
  // Compiled and not yet bundled, it loads the rooms beside it, which the package does not hold.
  if (/require\(['"]\.\//.test(readFileSync(bundle, 'utf-8'))) {
    throw new Error(`${path.relative(root, bundle)} is compiled and not bundled: run 'npx projen post-compile' first`);
  }
}

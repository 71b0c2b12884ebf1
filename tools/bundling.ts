import { readFileSync } from 'fs';
import * as path from 'path';
import { build, type BuildOptions, type Plugin } from 'esbuild';

const ROOT = path.resolve(__dirname, '..');
const { peerDependencies, name, version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf-8')) as {
  peerDependencies: object;
  name: string;
  version: string;
};

/** The name of this package. */
export const PACKAGE = name;

/**
 * The validation plugin of cdk8s-cli, which takes it from the main module, lib/src/index.js, by its name. It is not part of the jsii
 * assembly: it speaks cdk8s-cli's own types, and only ever runs in Node. Nothing of it is read before cdk8s-cli asks for it.
 */
export const PLUGIN_EXPORT = `
Object.defineProperty(exports, 'MeshValidation', { enumerable: true, get: () => require('../bin/cdk8s-ossm.js').MeshValidation });
`;

/** Schema tables stay files of their own, read when the first object of their kind asks: most programs need few of them. */
function tablesApart(outfile: string, tables: string): Plugin {
  return {
    name: 'tables-apart',
    setup: ({ onResolve }) => onResolve({ filter: /\.json$/ }, (args) => {
      if (path.basename(args.resolveDir) !== 'schema' || path.basename(path.dirname(args.resolveDir)) !== 'imports') return undefined;
      const relative = path.relative(path.dirname(outfile), path.join(tables, path.basename(args.path))).split(path.sep).join('/');
      return { path: relative.startsWith('.') ? relative : `./${relative}`, external: true };
    }),
  };
}

/** Of package.json, bundled code wants no more than the version. */
const packageVersion: Plugin = {
  name: 'package-version',
  setup: ({ onLoad }) => onLoad({ filter: /package\.json$/ }, ({ path: file }) =>
    (file === path.join(ROOT, 'package.json') ? { contents: JSON.stringify({ version }), loader: 'json' } : undefined)),
};

/**
 * Puts modules into one file.
 *
 * @param outfile where to
 * @param tables the folder that has the schema tables, seen from where the file will be
 * @returns the files that went into it, relative to the root
 */
export async function bundle(outfile: string, tables: string, options: BuildOptions): Promise<readonly string[]> {
  const { metafile } = await build({
    metafile: true,
    absWorkingDir: ROOT,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    keepNames: true,
    logLevel: 'warning',
    allowOverwrite: true,
    ...options,
    plugins: [...options.plugins ?? [], tablesApart(outfile, tables), packageVersion],
    external: [...options.external ?? [], ...Object.keys(peerDependencies)],
    outfile,
  });
  return Object.keys(metafile!.inputs);
}

/**
 * The program `cdk8s-ossm`, which is also where the validation plugin of cdk8s-cli lives. It starts in milliseconds, since it has neither
 * cdk8s nor the constructs in it.
 */
export async function bundleProgram(outfile: string, tables: string): Promise<readonly string[]> {
  return bundle(outfile, tables, {
    stdin: {
      contents: `
        export { MeshValidation } from './mesh-validation';
        export { judgeObject, judgeSchema } from '../validation/judge-object';
        import { main } from './main';
        if (require.main === module) void main();
      `,
      resolveDir: path.join(ROOT, 'src', 'cli'),
      sourcefile: 'cdk8s-ossm.ts',
      loader: 'ts',
    },
    banner: { js: '#!/usr/bin/env node' },
    minify: true,
    keepNames: false,
  });
}

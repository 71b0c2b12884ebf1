import { existsSync, readdirSync, readFileSync } from 'fs';
import * as path from 'path';

const MODULES = 'node_modules';

/**
 * What the packages whose code is bundled ask to be told: name, version, licence, and the text of it.
 *
 * @param inputs the files that went into a bundle, relative to the root
 * @param root the root of the project
 */
export function thirdPartyNotices(inputs: readonly string[], root: string): string {
  const folders = [...new Set(inputs.flatMap(packageFolder))].sort();
  const notices = folders.map((folder) => notice(path.join(root, folder)));
  return ['Code of these packages is in this one.', ...notices].join(`\n\n${'-'.repeat(80)}\n\n`) + '\n';
}

/** `node_modules/yaml/dist/index.js` is of `node_modules/yaml`; nested installations count as their own. */
function packageFolder(file: string): string[] {
  const parts = file.split('/');
  const at = parts.lastIndexOf(MODULES);
  if (at < 0) return [];
  return [parts.slice(0, at + (parts[at + 1].startsWith('@') ? 3 : 2)).join('/')];
}

function notice(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf-8')) as Record<string, string>;
  const file = existsSync(folder) ? readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry)) : undefined;
  if (!file) throw new Error(`${name} has no file with its licence, so its code cannot be bundled`);
  return `${name} ${version} (${license})\n\n${readFileSync(path.join(folder, file), 'utf-8').trim()}`;
}

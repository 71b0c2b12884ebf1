import { execFileSync } from 'child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { stringify } from 'yaml';
import { PROJECT } from './sources';

/**
 * Runs `cdk8s import` over the CRDs of one group and gives the TypeScript it writes. All of a group go in together, because the importer
 * writes one file a group and overwrites it each time.
 */
export function importGroup(group: string, crds: readonly object[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-ossm-imports-'));
  try {
    const file = join(folder, 'crds.yaml');
    writeFileSync(file, crds.map((crd) => stringify(crd)).join('---\n'));
    const cdk8s = join(PROJECT, 'node_modules', 'cdk8s-cli', 'bin', 'cdk8s');
    execFileSync(process.execPath, [cdk8s, 'import', '-l', 'typescript', '--no-save', '--no-check-upgrade', '-o', folder, file], {
      cwd: folder,
      env: { ...process.env, CDK8S_CHECK_UPGRADE: 'false' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    return readFileSync(join(folder, `${group}.ts`), 'utf8');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

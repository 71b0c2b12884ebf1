import { mkdtempSync, mkdirSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { lampRow } from './fixtures';
import { folderReader, publicReader, rawAddress, type PublicAccess } from '../../tools/imports/fetch';
import { readSources } from '../../tools/imports/sources';

const row = lampRow();
const release = row.releases[0];
const RAW = 'https://raw.githubusercontent.com/example/shop/10c0ffee/deploy/crds/lamps.yaml';

function access(answers: Record<string, string>, folder?: string): PublicAccess & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    async fetchText(url) {
      asked.push(url);
      if (answers[url] === undefined) throw new Error('HTTP 404');
      return answers[url];
    },
    goModuleFolder(module) {
      asked.push(module);
      if (!folder) throw new Error('go is not installed');
      return folder;
    },
  };
}

describe('CRDs from a folder', () => {
  test('are read below the folder of their release', async () => {
    const root = mkdtempSync(join(tmpdir(), 'crds-'));
    mkdirSync(join(root, 'shop/1.0'), { recursive: true });
    writeFileSync(join(root, 'shop/1.0/lamps.yaml'), 'lamp');
    await expect(folderReader(root).read(row, release, 'lamps.yaml')).resolves.toBe('lamp');
  });

  test('that are missing are an error with the path and the folder', async () => {
    await expect(folderReader('/nowhere').read(row, release, 'lamps.yaml')).rejects.toThrow('/nowhere/shop/1.0/lamps.yaml does not exist; CRDS_DIR is /nowhere');
  });
});

describe('CRDs from public addresses', () => {
  test('come from the raw file at the pinned commit', async () => {
    expect(rawAddress(row, release, 'lamps.yaml')).toBe(RAW);
    await expect(publicReader(access({ [RAW]: 'lamp' })).read(row, release, 'lamps.yaml')).resolves.toBe('lamp');
  });

  test('are fetched once, however many kinds stand in the file', async () => {
    const web = access({ [RAW]: 'lamp' });
    const reader = publicReader(web);
    await reader.read(row, release, 'lamps.yaml');
    await reader.read(row, release, 'lamps.yaml');
    expect(web.asked).toEqual([RAW]);
  });

  test('come from the Go module where the raw file is refused', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'module-'));
    mkdirSync(join(folder, 'deploy/crds'), { recursive: true });
    writeFileSync(join(folder, 'deploy/crds/lamps.yaml'), 'lamp of the module');
    const web = access({}, folder);
    await expect(publicReader(web).read({ ...row, goModule: 'example.org/shop' }, release, 'lamps.yaml')).resolves.toBe('lamp of the module');
    expect(web.asked).toEqual([RAW, 'example.org/shop@10c0ffee']);
  });

  test('that cannot be had are an error with every address tried, and the way out', async () => {
    await expect(publicReader(access({})).read(row, release, 'lamps.yaml')).rejects.toThrow(`${RAW}: HTTP 404; set CRDS_DIR`);
    await expect(publicReader(access({})).read({ ...row, goModule: 'example.org/shop' }, release, 'lamps.yaml'))
      .rejects.toThrow(`${RAW}: HTTP 404; Go module example.org/shop@10c0ffee: go is not installed; set CRDS_DIR`);
  });
});

describe('imports/sources.json', () => {
  test('pins every release to a commit, so that the same bytes come from anywhere', () => {
    for (const { repository, releases } of readSources()) {
      expect(repository).toMatch(/^[\w-]+\/[\w-]+$/);
      for (const r of releases) expect(r.commit).toMatch(/^[0-9a-f]{40}$/);
    }
  });
});

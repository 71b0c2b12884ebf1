import { execFileSync } from 'child_process';
import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import type { ReleaseSource, SourceRow } from './sources';

/** Gives the text of a CRD file of one release. */
export interface CrdReader {
  read(row: SourceRow, release: ReleaseSource, file: string): Promise<string>;
}

/** What the reader of public addresses needs from the outside; a test gives its own. */
export interface PublicAccess {
  /** The body at the address; rejects on anything but success. */
  fetchText(url: string): Promise<string>;
  /** Downloads a Go module and gives the folder it lies in. */
  goModuleFolder(moduleAtVersion: string): string;
}

/** The file's raw address on GitHub, pinned to the commit. */
export function rawAddress(row: SourceRow, release: ReleaseSource, file: string): string {
  return `https://raw.githubusercontent.com/${row.repository}/${release.commit}/${row.path}/${file}`;
}

/** Reads below a folder that holds the CRDs of all releases (`CRDS_DIR`). */
export function folderReader(root: string): CrdReader {
  return {
    async read(_row, release, file) {
      const path = join(root, release.folder, file);
      if (!existsSync(path)) throw new Error(`${path} does not exist; CRDS_DIR is ${root}, and imports/sources.json names the file`);
      return readFileSync(path, 'utf8');
    },
  };
}

/** Reads from the public addresses of `imports/sources.json`: the raw file first, then the Go module where there is one. */
export function publicReader(access: PublicAccess = PUBLIC): CrdReader {
  const cache = new Map<string, Promise<string>>();
  const load = async (row: SourceRow, release: ReleaseSource, file: string): Promise<string> => {
    const url = rawAddress(row, release, file);
    try {
      return await access.fetchText(url);
    } catch (first) {
      const refused = `${url}: ${(first as Error).message}`;
      if (!row.goModule) throw new Error(`${refused}; set CRDS_DIR to a folder with the CRDs to work offline`);
      const module = `${row.goModule}@${release.commit}`;
      try {
        return readFileSync(join(access.goModuleFolder(module), row.path, file), 'utf8');
      } catch (second) {
        throw new Error(`${refused}; Go module ${module}: ${(second as Error).message}; set CRDS_DIR to a folder with the CRDs to work offline`);
      }
    }
  };
  return {
    read(row, release, file) {
      const key = rawAddress(row, release, file);
      const known = cache.get(key) ?? load(row, release, file);
      cache.set(key, known);
      return known;
    },
  };
}

const PUBLIC: PublicAccess = {
  async fetchText(url) {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return response.text();
  },
  goModuleFolder(moduleAtVersion) {
    const out = execFileSync('go', ['mod', 'download', '-json', moduleAtVersion], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    return JSON.parse(out).Dir;
  },
};

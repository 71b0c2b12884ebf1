import type { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { fail } from '../analysis/mesh-error';
import { findCluster } from '../cluster/cluster';

/**
 * The folder of each chart, relative to the output folder: the clusters and constructs around it by their names.
 *
 * @throws if two charts would share a folder, also on a file system that does not tell upper from lower case
 */
export function foldersOf(charts: readonly Chart[]): Map<Chart, string> {
  const folders = new Map<Chart, string>();
  const taken = new Map<string, IConstruct>();
  for (const chart of charts) {
    const scopes = chart.node.scopes.slice(1);
    const segments = scopes.map(segmentOf);
    // a folder on the way may be shared by those who mean the same construct by it
    segments.forEach((_, i) => claim(taken, segments.slice(0, i + 1).join('/'), scopes[i]));
    folders.set(chart, segments.join('/'));
  }
  return folders;
}

/** A cluster by its name, so that renaming a construct moves no file; anything else by its id. */
function segmentOf(construct: IConstruct): string {
  const cluster = findCluster(construct);
  const name = cluster === construct ? cluster.clusterName : construct.node.id;
  return name.replace(/[^A-Za-z0-9._-]/g, '_').replace(/^\.+/, '_');
}

function claim(taken: Map<string, IConstruct>, folder: string, by: IConstruct): void {
  const key = folder.toLowerCase();
  const other = taken.get(key);
  if (other && other !== by) {
    fail(by, {
      code: 'delivery/folder-clash',
      what: `its folder '${folder}' is that of ${other.node.path} too, where upper and lower case are the same`,
      expected: 'a folder of its own for each chart',
      fix: 'give one of them another name, or another id where it is no Cluster',
    });
  }
  taken.set(key, by);
}

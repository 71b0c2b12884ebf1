import { existsSync } from 'fs';
import * as path from 'path';
import type { IConstruct } from 'constructs';
import { contractOf } from './contract-writer';
import { ContractedMesh } from './contracted-mesh';
import { writeFile } from './document';
import { clusterScopeOf } from './owned-objects';
import { tenantsOf } from './tenants';
import { findCluster } from '../../cluster/cluster';
import { Mesh } from '../mesh';

/** A file that this program hands to another one. */
export interface ExchangeFile {
  /** Relative to the folder of all of them, with `/`. */
  readonly path: string;
  readonly kind: 'contract' | 'requests';
  readonly text: string;
  /** Whether it says nothing, so that there is no need to begin such a file. */
  readonly isEmpty: boolean;
}

/**
 * What the programs of one tree hand to others: the contract of each mesh that has tenants, or clusters of other programs; the requests of each tenant that is
 * here. The place of a mesh in the folder follows from its own names alone, so that another mesh moves no file.
 */
export function exchangeFiles(root: IConstruct): ExchangeFile[] {
  return root.node.findAll().flatMap((construct): ExchangeFile[] => {
    if (construct instanceof Mesh) {
      if (tenantsOf(construct).length === 0 && !construct._hasOtherPrograms) return [];
      return [{ path: `${placeOf(construct)}/${construct.meshName}/mesh-contract.json`, kind: 'contract', text: contractOf(construct).toJson(), isEmpty: false }];
    }
    if (construct instanceof ContractedMesh) {
      const { meshName, tenantName } = construct;
      const requests = construct.requests();
      const file = `${placeOf(construct)}/${meshName}/${tenantName}/mesh-requests.json`;
      return [{ path: file, kind: 'requests', text: requests.toJson(), isEmpty: requests.entries.length === 0 }];
    }
    return [];
  });
}

/** Writes them into a folder, which must not be the one of the manifests: `cdk8s synth` empties that. Returns their paths. */
export function writeExchange(root: IConstruct, folder: string): string[] {
  return exchangeFiles(root).flatMap((file) => {
    const target = path.join(folder, ...file.path.split('/'));
    if (file.isEmpty && !existsSync(target)) return [];
    writeFile(target, file.text);
    return [target];
  });
}

/** As in the output: a cluster by its name, a chart that is none by its id. */
function placeOf(construct: IConstruct): string {
  const name = findCluster(construct)?.clusterName ?? clusterScopeOf(construct).node.id;
  return name.replace(/[^A-Za-z0-9._-]/g, '_').replace(/^\.+/, '_') || '_';
}

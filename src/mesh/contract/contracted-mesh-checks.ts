import type { IConstruct } from 'constructs';
import type { ContractData } from './contract-data';
import type { ContractedMesh } from './contracted-mesh';
import type { MeshContract } from './mesh-contract';
import type { Problem } from '../../analysis/finding';
import { findCluster } from '../../cluster/cluster';

/** A contract of another mesh than the program expects. */
export function wrongMeshProblem(contract: MeshContract, expected: string | undefined): Problem | undefined {
  if (expected === undefined || contract.meshName === expected) return undefined;
  return {
    code: 'mesh/contract-of-another-mesh',
    what: `${contract._where} is the contract of mesh '${contract.meshName}'`,
    expected: `the contract of mesh '${expected}'`,
    fix: 'take the contract of the right mesh, or change `meshName`',
  };
}

/** Facts of the `Cluster` around the handle that are not those of the contract's cluster. */
export function clusterProblems(at: IConstruct, { cluster, mesh }: ContractData): Problem[] {
  const own = findCluster(at);
  if (!own) return [];
  const facts: Array<[what: string, own: string | undefined, contract: string | undefined]> = [
    ['name', own.clusterName, cluster.name],
    ['openshift', own.openshift?.version, cluster.openshift],
    ['appsDomain', own.appsDomain, cluster.appsDomain],
    ['clusterDomain', own.clusterDomain, cluster.clusterDomain],
    ['network', own.network, cluster.network],
  ];
  return facts.filter(([, a, b]) => a !== undefined && b !== undefined && a !== b).map(([what, a, b]) => ({
    code: 'mesh/contract-of-another-cluster',
    what: `the contract of mesh '${mesh.name}' says that the ${what} of the cluster is '${b}', but the Cluster ${own.node.path} says '${a}'`,
    expected: 'the contract of a mesh of this cluster',
    fix: what === 'name' ? 'take the contract of the right cluster, or put the handle into the right Cluster'
      : `leave \`${what}\` of the Cluster out: the contract has it`,
  }));
}

/** Handles of the same mesh that were made from different contracts, of which at least one is old. */
export function neighbourProblems(mesh: ContractedMesh, others: readonly ContractedMesh[]): Problem[] {
  const problems: Problem[] = [];
  for (const other of others) {
    if (other.meshName !== mesh.meshName) continue;
    if (other._contract.toJson() !== mesh._contract.toJson()) {
      problems.push({
        code: 'mesh/two-contracts',
        what: `mesh '${mesh.meshName}' has one contract here (${mesh._contract._where}) and another one at ${other.node.path} (${other._contract._where})`,
        expected: 'one contract for a mesh of a cluster',
        fix: 'use the same file for both',
      });
    } else if (other.tenantName === mesh.tenantName) {
      problems.push({
        code: 'mesh/two-handles',
        what: `mesh '${mesh.meshName}' has a handle for tenant '${mesh.tenantName}' already, at ${other.node.path}`,
        expected: 'one handle for a tenant, so that it has one list of requests',
        fix: 'use that one',
      });
    }
  }
  return problems;
}

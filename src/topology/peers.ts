import type { Member } from './member';
import { MeshError } from '../analysis/mesh-error';
import { formatFindings } from '../analysis/report';
import { MTLS_PORT } from '../gateway/east-west/ports';
import type { LateValue } from '../kube/late-value';
import type { MeshContract } from '../mesh';
import type { MultiClusterData } from '../mesh/contract/contract-data';
import { RoleKind } from '../mesh/mesh-role';
import { OssmRelease } from '../release';
import type { DataPlane } from '../vocabulary/data-plane';

/** The clusters that other programs make, by the contracts that those have written. */
export function peersOf(contracts: readonly MeshContract[]): Member[] {
  return contracts.map(peerOf);
}

/** What a contract hands over to a topology; undefined where its mesh is of one cluster. */
export function clusterDataOf(contract: MeshContract): MultiClusterData | undefined {
  return contract._data.multiCluster;
}

function peerOf(contract: MeshContract): Member {
  const { mesh, cluster, release, multiCluster: data } = contract._data;
  const { name, network } = cluster;
  if (!data || name === undefined || network === undefined) {
    throw new MeshError(formatFindings([{
      severity: 'error',
      code: 'topology/contract-of-one-cluster',
      path: contract._where,
      what: data ? `the contract names no ${name === undefined ? 'cluster' : 'network'}` : `the mesh '${mesh.name}' of this contract is one of a single cluster`,
      expected: 'the contract of a cluster of a mesh over several clusters, with the name and the network of the cluster',
      fix: 'have its program make the mesh with MultiPrimary or PrimaryRemote, and take the contract that it writes',
    }]));
  }
  const late = (key: string, what: string, known: string | undefined): LateValue => ({
    cluster: name,
    key,
    what: `${what} of cluster '${name}'`,
    command: `have the program of cluster '${name}' state it, and take its new contract`,
    known,
  });
  const { gateway } = data;
  return {
    from: contract._where,
    clusterName: name,
    kind: data.part === 'remote' ? RoleKind.REMOTE : RoleKind.PRIMARY,
    network,
    clusterDomain: cluster.clusterDomain,
    region: data.region,
    podCidrs: data.podCidrs,
    meshName: mesh.name,
    meshId: mesh.meshId ?? '',
    rootNamespace: mesh.rootNamespace,
    dataPlane: mesh.dataPlane as DataPlane,
    trustDomain: mesh.trustDomain,
    trustDomainAliases: data.trustDomainAliases,
    release: OssmRelease.of(release.operator ?? release.minor),
    version: data.version,
    revisions: data.revisions,
    root: data.rootFingerprint,
    trust: data.trust,
    apiServerUrl: late('apiServer.url', 'the address of the API server', data.apiServer.url),
    apiServerCa: late('apiServer.ca', 'the certificate of the API server\'s authority', data.apiServer.ca),
    tlsServerName: data.apiServer.tlsServerName,
    gateway: gateway && {
      service: gateway.service,
      namespace: gateway.namespace,
      isReachable: gateway.reachable,
      servesControlPlane: gateway.servesControlPlane,
      mapsWebhookPort: gateway.mapsWebhookPort,
      mtlsPort: gateway.mtlsPort ?? MTLS_PORT,
      address: late(`addresses.${gateway.namespace}/${gateway.service}`, `the address of Service ${gateway.service} in namespace ${gateway.namespace}`, gateway.address),
    },
  };
}

import { MeshError } from '../../analysis/mesh-error';
import { formatFindings } from '../../analysis/report';
import type { LateValue } from '../../kube/late-value';
import type { MeshContract } from '../../mesh';
import type { SharedServiceData } from '../../mesh/contract/contract-data';
import { DataPlane } from '../../vocabulary/data-plane';

/** As contracts name this topology. */
export const TOPOLOGY = 'shared-services';

/** One of the meshes that share services, as the others see it. */
export interface Party {
  /** Where messages point: a construct path, or whose contract. */
  readonly from: string;
  readonly clusterName: string;
  readonly network: string;
  readonly meshId: string;
  readonly trustDomain: string;
  readonly trustDomainAliases: readonly string[];
  /** The root certificate, as PEM; undefined where nobody stated it. */
  readonly root?: string;
  /** Where the certificate authority comes from, in words. */
  readonly trust: string;
}

/** Where the gateway into a mesh is. */
export interface GatewayPlace {
  readonly address: LateValue;
  /** Its port for mutual TLS; undefined: the usual one. */
  readonly port?: number;
}

/** A mesh that another program makes. */
export interface PeerParty extends Party {
  readonly services: readonly SharedServiceData[];
  /** Where its gateway is; undefined where it shares nothing. */
  readonly gateway?: GatewayPlace;
}

/** Whether another program makes it. */
export function isPeer(party: Party): party is PeerParty {
  return 'services' in party;
}

/** The mesh of a contract. */
export function peerOf(contract: MeshContract): PeerParty {
  const { mesh, cluster, multiCluster: data } = contract._data;
  const { name, network } = cluster;
  if (data?.topology !== TOPOLOGY || name === undefined || network === undefined || mesh.dataPlane === DataPlane.AMBIENT) {
    throw new MeshError(formatFindings([{
      severity: 'error',
      code: 'topology/contract-without-shared-services',
      path: contract._where,
      what: data === undefined ? `the mesh '${mesh.name}' of this contract is one of a single cluster` : `the mesh '${mesh.name}' of this contract is made by ${data.topology}`,
      expected: 'the contract of a mesh that shares services, with the name and the network of its cluster',
      fix: 'have its program make the mesh with SharedServices, and take the contract that it writes',
    }]));
  }
  const { gateway } = data;
  return {
    from: contract._where,
    clusterName: name,
    network,
    meshId: mesh.meshId ?? name,
    trustDomain: mesh.trustDomain,
    trustDomainAliases: data.trustDomainAliases,
    root: data.rootCertificate,
    trust: data.trust,
    services: data.services,
    gateway: gateway && {
      port: gateway.mtlsPort,
      address: {
        cluster: name,
        key: `addresses.${gateway.namespace}/${gateway.service}`,
        what: `the address of Service '${gateway.service}' in namespace '${gateway.namespace}' of cluster '${name}'`,
        command: `have the program of cluster '${name}' state it, and take its new contract`,
        known: gateway.address,
      },
    },
  };
}

import type { Construct } from 'constructs';
import { dnsValues } from './dns';
import { type Party, TOPOLOGY } from './party';
import type { SharedMeshProps } from './shared-services-props';
import { trustValues } from './trust';
import type { EastWestGateway, RemoteNetworkGateway } from '../../gateway';
import type { Mesh } from '../../mesh';
import { RoleKind } from '../../mesh/mesh-role';
import { mergeAgreeing } from '../../mesh/plain-values';
import { DataPlane } from '../../vocabulary/data-plane';
import type { MultiClusterProps } from '../multi-cluster-props';
import { beginPart, meshOf, type Part } from '../parts';
import { primaryRole } from '../role-values';

/** A mesh of this program, before it is made. */
export interface OwnParty extends Party {
  readonly props: SharedMeshProps;
  readonly part: Part;
  readonly whole: MultiClusterProps;
}

/** A mesh of this program. */
export interface MadeParty extends OwnParty {
  readonly mesh: Mesh;
  /** The gateways of other meshes that it knows, by the names of their clusters. */
  readonly remoteGateways: Map<string, RemoteNetworkGateway>;
  /** The gateway into it, from the first service on that is shared. */
  gateway?: EastWestGateway;
}

/** What is known of a mesh before it is made. */
export function beginParty(topology: Construct, props: SharedMeshProps): OwnParty {
  const { cluster, release, trust, trustDomain, trustDomainAliases, meshId = cluster.clusterName, name, rootNamespace, ...settings } = props;
  const whole: MultiClusterProps = { release, trust, trustDomain, trustDomainAliases, meshId, name, rootNamespace };
  const part = beginPart(topology, cluster, RoleKind.PRIMARY, whole, settings);
  return {
    props,
    whole,
    part,
    from: cluster.node.path,
    clusterName: cluster.clusterName,
    network: part.network,
    meshId,
    trustDomain,
    trustDomainAliases: trustDomainAliases ?? [],
    root: trust._rootCertificate ?? undefined,
    trust: trust._kind,
  };
}

/** Makes the mesh, told to trust the others. */
export function makeParty(own: OwnParty, all: readonly Party[]): MadeParty {
  const { props: { trust, updateStrategy }, part, whole } = own;
  const versions = [part.version, ...(updateStrategy?.version === undefined ? [] : [updateStrategy.version])];
  const values = [trust._values(part.trust), trustValues(own, all), dnsValues(versions)].reduce((a, b) => mergeAgreeing(a, b, []), {});
  const role = primaryRole({
    topology: { kind: TOPOLOGY, meshId: own.meshId },
    clusterName: own.clusterName,
    network: own.network,
    dataPlane: DataPlane.SIDECAR,
    servesRemotes: false,
    trust: values,
  });
  const mesh = meshOf(part, whole, role);
  trust._apply(part.trust);
  return { ...own, mesh, remoteGateways: new Map() };
}

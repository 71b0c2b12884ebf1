import type { MeshService } from './mesh-service';
import { fail } from '../analysis/mesh-error';
import type { ShareOptions } from '../topology/sharing/share-options';
import type { SharedService } from '../topology/sharing/shared-service';
import type { IMesh, IMultiClusterMesh } from '../vocabulary/interfaces';

/** What a mesh over several clusters does with services of its clusters. Not public. */
export interface ServiceSharing {
  /** Makes a service one with those of its name in other clusters. */
  share(service: MeshService, options: ShareOptions): SharedService;
  /** Has each cluster use its own endpoints of a service only. */
  keepLocal(service: MeshService): void;
  /** Told of each service handle of a cluster. */
  noteService(service: MeshService): void;
}

/** The mesh over several clusters that the mesh of one cluster belongs to. */
const topologies = new WeakMap<IMesh, IMultiClusterMesh>();

/** Remembers what a mesh belongs to; before it has any service. */
export function keepTopology(mesh: IMesh, topology: IMultiClusterMesh): void {
  topologies.set(mesh, topology);
}

/** The mesh over several clusters that a mesh belongs to; undefined where it is alone. */
export function topologyOf(mesh: IMesh): IMultiClusterMesh | undefined {
  return topologies.get(mesh);
}

/** What shares services between the clusters of a mesh; fails where that is not a mesh over several clusters. */
export function sharingOf(service: MeshService, mesh: IMultiClusterMesh | undefined, what: string): ServiceSharing {
  return mesh?._sharing ?? fail(service, {
    code: 'workload/not-several-clusters',
    what: `service '${service.serviceName}' is to be ${what}, but ${mesh === undefined ? 'its mesh is in one cluster only' : 'what is given is no mesh over several clusters'}`,
    expected: 'a mesh over several clusters, and a service of one of them',
    fix: mesh === undefined ? 'remove the call, or make the mesh with MultiPrimary' : 'pass the MultiPrimary or PrimaryRemote itself',
  });
}

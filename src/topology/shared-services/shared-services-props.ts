import type { Cluster } from '../../cluster';
import type { EastWest } from '../../gateway';
import type { MeshContract, MeshSettings, UpdateStrategy } from '../../mesh';
import type { OssmRelease } from '../../release';
import type { MeshTrust } from '../../security';

/** One of the meshes that share services: all of it, in one cluster. Its data plane is that of sidecars. */
export interface SharedMeshProps extends MeshSettings {
  /** The cluster that the mesh is in, with its name and a network that no other of the meshes is on. */
  readonly cluster: Cluster;
  /** The release of the operator in the cluster. The meshes need not have the same. */
  readonly release: OssmRelease;
  /**
   * Where the certificate authority of the mesh comes from. It states the root certificate (`rootCertificate`), which the other meshes
   * are told to trust. Meshes may have roots of their own, or one.
   */
  readonly trust: MeshTrust;
  /** The trust domain in every identity of the mesh: one that no other of the meshes has. */
  readonly trustDomain: string;
  /**
   * Trust domains whose identities count as this mesh's own. Not needed for the other meshes: each is trusted under its own name.
   * @default - none
   */
  readonly trustDomainAliases?: string[];
  /**
   * The id of the mesh, by which telemetry tells it from the others.
   * @default - the name of the cluster
   */
  readonly meshId?: string;
  /**
   * The name of the mesh: of its `Istio`, and with it the revision that workloads ask for.
   * @default default
   */
  readonly name?: string;
  /**
   * The namespace of the control plane. Cannot be changed later.
   * @default istio-system
   */
  readonly rootNamespace?: string;
  /**
   * The version, and how the control plane is updated.
   * @default UpdateStrategy.inPlace()
   */
  readonly updateStrategy?: UpdateStrategy;
  /**
   * The gateway by which the other meshes reach the services that are shared from here.
   * @default EastWest.injected()
   */
  readonly eastWest?: EastWest;
}

/** Meshes that stay apart, and share some services. */
export interface SharedServicesProps {
  /** The meshes that this program makes, each in a cluster of its own. */
  readonly meshes: SharedMeshProps[];
  /**
   * Meshes that other programs make with `SharedServices`, by the contracts that those write. Where it is stated, be it empty, a
   * `MeshApp` writes the contracts of the meshes of this program.
   * @default - this program makes all of them
   */
  readonly contracts?: MeshContract[];
}

/** Who gets a service of another mesh. */
export interface ImportOptions {
  /**
   * The clusters of this program whose meshes get it.
   * @default - all but its own
   */
  readonly into?: Cluster[];
  /**
   * The namespaces of those meshes that see it.
   * @default - all
   */
  readonly visibleTo?: string[];
}

/** How a service is shared. */
export interface ExportOptions extends ImportOptions {
  /**
   * The name by which the other meshes call it: a full name that is used for nothing else in any of them, for instance
   * `ratings.west.example.com`. Needs the Service and its selector in this program.
   * @default - its own, such as `ratings.shop.svc.cluster.local`
   */
  readonly host?: string;
}

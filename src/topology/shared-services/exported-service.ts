import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import type { MadeParty } from './parts';
import { fail } from '../../analysis/mesh-error';
import type { Cluster } from '../../cluster';
import type { Identity } from '../../vocabulary/identity';
import type { MeshServicePort } from '../../vocabulary/interfaces';

/** What is known of a service that is shared. */
export interface ExportedServiceFacts {
  readonly clusterName: string;
  readonly namespaceName: string;
  readonly serviceName: string;
  readonly host: string;
  readonly identity?: Identity;
  /** Asked when the program is complete. */
  readonly ports: () => MeshServicePort[];
}

/** A service of one mesh that others call; made by `SharedServices`. */
export class ExportedService extends Construct {
  /** @internal */
  public static _of(scope: Construct, id: string, facts: ExportedServiceFacts): ExportedService {
    return new ExportedService(scope, id, facts);
  }

  /** The name of the cluster that it is in. */
  public readonly clusterName: string;
  /** Its namespace there. */
  public readonly namespaceName: string;
  /** The name of its Service there. */
  public readonly serviceName: string;
  /** The name by which other meshes call it. */
  public readonly host: string;
  /**
   * The identity of its workloads, in the trust domain of its own mesh: the only one that callers take an answer from.
   * @default - undefined where the ServiceAccount is not known, which is an error
   */
  public readonly identity?: Identity;

  private readonly entries = new Map<string, ApiObject>();
  private readonly askPorts: () => MeshServicePort[];

  private constructor(scope: Construct, id: string, facts: ExportedServiceFacts) {
    super(scope, id);
    this.clusterName = facts.clusterName;
    this.namespaceName = facts.namespaceName;
    this.serviceName = facts.serviceName;
    this.host = facts.host;
    this.identity = facts.identity;
    this.askPorts = facts.ports;
  }

  /** Its ports. */
  public get ports(): MeshServicePort[] {
    return this.askPorts();
  }

  /** The names of the clusters of this program whose meshes get it, sorted. */
  public get importedInto(): string[] {
    return [...this.entries.keys()].sort();
  }

  /**
   * The ServiceEntry that stands for it in another mesh.
   *
   * @param cluster the cluster of that mesh
   * @throws if that mesh does not get the service; the error lists those that do
   */
  public serviceEntryIn(cluster: Cluster): ApiObject {
    return this.entries.get(cluster?.clusterName) ?? fail(this, {
      code: 'topology/not-imported',
      what: `service '${this.serviceName}' of cluster '${this.clusterName}' is not shared into ${cluster?.clusterName === undefined ? 'what is given' : `cluster '${cluster.clusterName}'`}`,
      expected: this.importedInto.length > 0 ? `one of ${this.importedInto.map((c) => `'${c}'`).join(', ')}` : 'a cluster that it is shared into',
      fix: 'add the cluster to `into`',
    });
  }

  /** Takes note of the entry by which a mesh knows it. @internal */
  public _keep(importer: MadeParty, entry: ApiObject): void {
    this.entries.set(importer.clusterName, entry);
  }

  /** @internal */
  public get _entries(): ApiObject[] {
    return [...this.entries.values()];
  }
}

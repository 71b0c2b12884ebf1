import { Construct } from 'constructs';
import { clusterData } from './contract-data';
import { memberGateway, purposeOf } from './gateways';
import { identityProblems, secretProblems } from './identity-checks';
import { checkClusters, checkMultiClusterTypes } from './input-types';
import type { Member } from './member';
import { memberProblems } from './member-checks';
import { meshNetworks, NetworkDiscovery, networkedCluster, networkedPeer } from './mesh-networks';
import type { MultiClusterProps } from './multi-cluster-props';
import { networkProblems } from './network-checks';
import { beginPart, type MadePart, memberOf, meshOf, type Part } from './parts';
import { peersOf } from './peers';
import { readerProblems, writeRemoteSecrets } from './readers';
import { remoteProblems, remoteObjectsProblems } from './remote-checks';
import { RemoteSecrets } from './remote-secrets/remote-secrets';
import { settingsOf, TOPOLOGY_RISKS } from './settings';
import { type SharedNamespaceOptions, SharedNamespace } from './shared-namespace';
import { Sharing } from './sharing/sharing';
import { ambientRemoteProblems, type RiskyProblem, unprovenProblems, unsupportedProblems } from './support';
import { wholeProblems } from './whole-checks';
import { Acknowledgements } from '../analysis/acknowledgements';
import { Findings } from '../analysis/findings';
import { fail } from '../analysis/mesh-error';
import type { Cluster } from '../cluster';
import { EastWestGateway } from '../gateway';
import type { InternalEastWestGatewayProps } from '../gateway/east-west/east-west-gateway';
import type { Mesh } from '../mesh';
import type { SharedServiceData } from '../mesh/contract/contract-data';
import { type MeshRole, RoleKind, type TopologyFacts } from '../mesh/mesh-role';
import type { PlainValues } from '../mesh/plain-values';
import type { IMultiClusterMesh } from '../vocabulary/interfaces';
import { keepTopology } from '../workload/service-sharing';

/** What kind of topology it is, and which cluster has which part. */
export interface TopologyPlan {
  /** As contracts name it. */
  readonly kind: string;
  /** Whether control planes look after clusters that have none. */
  readonly servesRemotes: boolean;
  readonly clusters: ReadonlyArray<{ readonly cluster: Cluster; readonly kind: RoleKind }>;
}

/** What a part of a topology is made with. */
export interface RoleInput {
  readonly part: Part;
  readonly topology: TopologyFacts;
  readonly trust: PlainValues;
  /** What is known of the networks, where clusters do not say it themselves. */
  readonly meshNetworks?: PlainValues;
  /** All clusters that are known before anything is made: parts of this program, and members by contract. */
  readonly parts: readonly Part[];
  readonly made: readonly MadePart[];
  readonly peers: readonly Member[];
}

/**
 * One mesh over several clusters: a `Mesh` in each of them, and all that joins them.
 *
 * Not to be extended: it has no topology of its own. Each cluster's objects are in its own chart, complete. What can be known only after something ran is withheld and listed beside
 * the manifests.
 */
export abstract class MultiClusterMesh extends Construct implements IMultiClusterMesh {
  /** The id of the mesh. */
  public readonly meshId: string;
  /** The clusters that this program makes, in the order in which they were given. */
  public readonly clusters: Cluster[];
  /** The names of all clusters of the mesh, also of those that other programs make. */
  public readonly clusterNames: string[];

  /** @internal */
  public readonly _parts: readonly MadePart[];
  /** Clusters that other programs make. @internal */
  public readonly _peers: readonly Member[];
  /** @internal */
  public readonly _topology: TopologyFacts;
  /** @internal */
  public readonly _sharing: Sharing;
  /** @internal */
  protected readonly _props: MultiClusterProps;
  private readonly namespaces = new Map<string, SharedNamespace>();

  protected constructor(scope: Construct, id: string, props: MultiClusterProps) {
    super(scope, id);
    checkMultiClusterTypes(this, props);
    const plan = this._planOf(props);
    checkClusters(this, plan.clusters.map((c) => c.cluster));
    for (const problem of plan.clusters.some((c) => c.kind === RoleKind.REMOTE) ? ambientRemoteProblems(props.dataPlane) : []) fail(this, problem);
    this._props = props;
    this._sharing = new Sharing(this, props);
    this.meshId = props.meshId;
    this.clusters = plan.clusters.map((c) => c.cluster);
    this._topology = { kind: plan.kind, meshId: props.meshId };
    this._peers = peersOf(props.contracts ?? []);
    this.clusterNames = [...this.clusters.map((c) => c.clusterName), ...this._peers.map((p) => p.clusterName)];

    this._parts = this.makeParts(plan);
    for (const { mesh, member, cluster } of this._parts) {
      mesh._clusterData = () => clusterData(plan.kind, member, this._sharedServices(cluster.clusterName));
      mesh._hasOtherPrograms = props.contracts !== undefined;
    }
    this.checkMembers(plan.servesRemotes);
    writeRemoteSecrets(this, props.remoteSecrets, this._parts, this._peers);
  }

  /**
   * The mesh of one cluster.
   *
   * @param cluster a cluster of this program
   * @throws if the mesh is not in that cluster; the error lists those it is in
   */
  public meshOf(cluster: Cluster): Mesh {
    return this.partOf(cluster).mesh;
  }

  /**
   * The gateway between a cluster and the others.
   *
   * @param cluster a cluster of this program
   * @throws if the mesh is not in that cluster, or there is no gateway in it
   */
  public eastWestGatewayOf(cluster: Cluster): EastWestGateway {
    return this.partOf(cluster).gateway ?? fail(this, {
      code: 'topology/no-gateway',
      what: `there is no gateway between cluster '${cluster.clusterName}' and the others`,
      expected: 'clusters on several networks, or one whose control plane others use',
      fix: 'remove the call; on one network pods reach each other without',
    });
  }

  /**
   * Adds a namespace to the mesh, in every cluster: what has one name and one namespace is the same to all of them.
   *
   * *Writes* the Namespace in each cluster, with the labels that enrol it there.
   *
   * @param name the name of the namespace
   * @param options data plane, labels; and which clusters, where it is not all of them
   * @throws if the namespace was added before
   */
  public addNamespace(name: string, options: SharedNamespaceOptions = {}): SharedNamespace {
    if (this.namespaces.has(name)) {
      fail(this, {
        code: 'topology/namespace-twice',
        what: `the namespace '${name}' is added a second time`,
        expected: 'one handle for a namespace',
        fix: `use mesh.namespace('${name}')`,
      });
    }
    const namespace = new SharedNamespace(this, `ns-${name}`, { ...options, name, mesh: this });
    this.namespaces.set(name, namespace);
    return namespace;
  }

  /**
   * A namespace that was added before.
   *
   * @param name the name of the namespace
   * @throws if there is none of that name; the error lists those there are
   */
  public namespace(name: string): SharedNamespace {
    return this.namespaces.get(name) ?? fail(this, {
      code: 'topology/unknown-namespace',
      what: `there is no namespace '${name}'`,
      expected: this.namespaces.size > 0 ? `one of ${[...this.namespaces.keys()].join(', ')}` : 'a namespace that was added before',
      fix: `call mesh.addNamespace('${name}') first`,
    });
  }

  /** What a person must see to before the manifests can work, a sentence each. */
  public preconditions(): string[] {
    const texts = Findings.of(this).allRemarks().filter((r) => r.kind === 'precondition' && r.path === this.node.path).map((r) => r.text);
    return [...new Set([...texts, ...this._parts.flatMap((p) => p.mesh.preconditions())])];
  }

  /** Every cluster of the mesh. @internal */
  public get _members(): Member[] {
    return [...this._parts.map((p) => p.member), ...this._peers];
  }

  /** What the contract of a cluster says of the services that it shares. @internal */
  public _sharedServices(cluster: string): SharedServiceData[] {
    return this._sharing.servicesOf(cluster);
  }

  /** Asked once, by the constructor. @internal */
  protected abstract _planOf(props: MultiClusterProps): TopologyPlan;

  /** The part of a cluster in this topology. @internal */
  protected abstract _roleOf(input: RoleInput): MeshRole;

  /** The parts of which the others need the gateway come first. */
  private makeParts(plan: TopologyPlan): MadePart[] {
    const props = this._props;
    const parts = plan.clusters.map(({ cluster, kind }) => beginPart(this, cluster, kind, props, settingsOf(props, cluster.clusterName)));
    const made: MadePart[] = [];
    const networks = this._networksOf(parts);
    for (const part of [...parts].sort((a, b) => rank(a) - rank(b))) {
      const trusts = part.kind === RoleKind.PRIMARY;
      const trust = trusts ? props.trust._values(part.trust) : {};
      const role = this._roleOf({ part, topology: this._topology, trust, meshNetworks: networks, parts, made, peers: this._peers });
      const mesh = meshOf(part, props, role);
      keepTopology(mesh, this);
      if (trusts) props.trust._apply(part.trust);
      const gateway = this.makeGateway(part, mesh, parts, plan.servesRemotes);
      made.push({ ...part, mesh, gateway, member: memberOf(part, mesh, props, memberGateway(gateway)) });
    }
    return parts.map((p) => made.find((m) => m.cluster === p.cluster)!);
  }

  /** What is known of the networks, where clusters do not say it themselves. @internal */
  protected _networksOf(parts: readonly Part[]): PlainValues | undefined {
    if (this._props.networkDiscovery !== NetworkDiscovery.MESH_NETWORKS) return undefined;
    return meshNetworks([
      ...parts.map((p) => networkedCluster(p.cluster, p.settings, p.trust.rootNamespace)), ...this._peers.map(networkedPeer),
    ]);
  }

  private makeGateway(part: Part, mesh: Mesh, parts: readonly Part[], servesRemotes: boolean): EastWestGateway | undefined {
    const purpose = purposeOf(part, {
      everybody: [...parts, ...this._peers], servesRemotes, exposedHosts: this._props.exposedHosts, isConfigured: this._isConfigured(part),
    });
    if (!purpose) return undefined;
    const gateway: InternalEastWestGatewayProps = {
      ...purpose,
      mesh,
      clusterName: part.cluster.clusterName,
      settings: part.settings.eastWest,
      _unlabelled: mesh._role?.omitsNetworkLabel,
      // before its Istio is there nothing injects its pods, and nobody would do so later
      _waitsFor: mesh._role?.waitsFor,
    };
    return new EastWestGateway(part.scope, 'east-west-gateway', gateway);
  }

  private checkMembers(servesRemotes: boolean): void {
    const findings = Findings.of(this);
    const members = this._members;
    const own = (this._props.acknowledge ?? []).filter((a) => TOPOLOGY_RISKS.has(a.risk));
    const acknowledgements = new Acknowledgements(this, own);
    for (const problem of [...wholeProblems(this._props, members, servesRemotes), ...memberProblems(members), ...unsupportedProblems(members)]) {
      findings.add(this, problem);
    }
    for (const problem of this._unproven(members)) acknowledgements.raise(problem);
    const contexts = this._parts.filter((p) => p.kind === RoleKind.PRIMARY).map((p) => p.trust);
    findings.checkAtSynth(this, () => [
      ...remoteProblems(this._parts, this._peers), ...readerProblems(this._parts), ...networkProblems(this._props, this._parts, this._peers),
    ]);
    for (const part of this._parts) {
      findings.checkAtSynth(part.mesh, () => [
        ...remoteObjectsProblems(part), ...identityProblems(part), ...secretProblems(part, this.readByScript(part)),
      ]);
    }
    findings.checkAtSynth(this, () => this._props.trust._problems(contexts).map(({ problem }) => problem));
  }

  /** The clusters that a script beside the output makes Secrets for. */
  private readByScript(part: MadePart): string[] {
    if (!(this._props.remoteSecrets ?? RemoteSecrets.script())._isBesideOutput) return [];
    return this._members.map((m) => m.clusterName).filter((name) => name !== part.cluster.clusterName);
  }

  private partOf(cluster: Cluster): MadePart {
    return this._parts.find((p) => p.cluster === cluster) ?? fail(this, {
      code: 'topology/cluster-not-in-mesh',
      what: `${cluster?.clusterName === undefined ? 'what is given' : `cluster '${cluster.clusterName}'`} is no cluster of this mesh that this program makes`,
      expected: `one of ${this.clusters.map((c) => `'${c.clusterName}'`).join(', ')}`,
      fix: 'pass one of the Clusters that the topology was given',
    });
  }

  /** The meshes whose control planes run in this program's clusters. @internal */
  public get _controlPlanes(): Mesh[] {
    return this._parts.filter((p) => p.kind === RoleKind.PRIMARY).map((p) => p.mesh);
  }

  /** Whether control planes read the services and routes of a cluster's own objects. @internal */
  public _isConfigured(part: Part): boolean {
    return part.kind === RoleKind.PRIMARY;
  }

  /** What is documented, but not proven. @internal */
  protected _unproven(members: readonly Member[]): RiskyProblem[] {
    return unprovenProblems(members);
  }
}

function rank(part: Part): number {
  return part.kind === RoleKind.PRIMARY ? 0 : 1;
}
